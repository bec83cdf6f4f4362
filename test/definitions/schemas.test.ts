// The schemas that editors and readers of snapshots use say what the shapes say, and every file names its own.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { definitionSchemas } from '../../functions/definitions/schemas.ts';
import { snapshotSchemas } from '../../functions/snapshot/schemas.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const KIND_OF: [RegExp, string][] = [
  [/(^|\/)facts\/tables(\/[^/]+)?\.yaml$/, 'tables'],
  [/(^|\/)facts\/views\.yaml$/, 'views'],
  [/(^|\/)facts\/[^/]+\.yaml$/, 'fact'],
  [/(^|\/)checks\/[^/]+\.yaml$/, 'checks'],
  [/(^|\/)kpis\/[^/]+\.yaml$/, 'kpis'],
  [/(^|\/)scorecards\/[^/]+\.yaml$/, 'scorecard'],
  [/(^|\/)reports\/[^/]+\.yaml$/, 'report'],
  [/(^|\/)playbooks\/[^/]+\.yaml$/, 'playbooks'],
  [/(^|\/)reconciliation\/[^/]+\.yaml$/, 'reconciliation'],
  [/(^|\/)calendars\/[^/]+\.yaml$/, 'calendar'],
  [/(^|\/)locales\/[^/]+\.yaml$/, 'locale'],
  [/(^|\/)shop\.yaml$/, 'shop'],
  [/(^|\/)sources\.yaml$/, 'sources'],
];
const yamlFiles = ['templates', 'examples'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((name) => name.endsWith('.yaml'))
    .sort(),
);
const ajv = new Ajv2020({ allErrors: true, strict: true, validateFormats: false });

describe.each([
  ['templates/schema', definitionSchemas()],
  ['docs/schema', snapshotSchemas()],
])('%s', (folder, schemas) => {
  it.each(Object.keys(schemas))('%s is what the shape says (else: npm run schema)', (name) => {
    expect(readFileSync(path.join(ROOT, folder, name), 'utf8')).toBe(`${JSON.stringify(schemas[name], null, 2)}\n`);
  });

  it('holds no other file', () => {
    expect(readdirSync(path.join(ROOT, folder)).sort()).toEqual(Object.keys(schemas).sort());
  });
});

describe.each(yamlFiles)('%s', (file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const kind = KIND_OF.find(([pattern]) => pattern.test(file))?.[1] ?? 'unknown';

  it('names its schema to editors', () => {
    const schema = path.posix.relative(path.posix.dirname(file), `templates/schema/${kind}.schema.json`);
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
  });

  it('fits its schema', () => {
    const validate = ajv.compile({ ...definitionSchemas()[`${kind}.schema.json`], $id: file });
    expect(validate(parse(text, { merge: true }) ?? {}), JSON.stringify(validate.errors, null, 1)).toBe(true);
  });
});

it('refuses a misspelt key, as the reader of definitions does', () => {
  const validate = ajv.compile({ ...definitionSchemas()['kpis.schema.json'], $id: 'misspelt' });
  expect(validate({ aov: { name: { en: 'A' }, unit: 'money', better: 'up', numerater: 'sales.net' } })).toBe(false);
});

it('accepts a snapshot, also one that a later minor version has added to, and refuses one with a float', () => {
  const validate = ajv.compile({ ...snapshotSchemas()['snapshot.schema.json'], $id: 'snapshot' });
  const snapshot = buildSnapshot();
  expect(validate(snapshot), JSON.stringify(validate.errors, null, 1)).toBe(true);
  expect(validate({ ...snapshot, added: { later: 1 } })).toBe(true);
  expect(validate({ ...snapshot, kpis: [{ ...snapshot.kpis[0], value: 0.1 }] })).toBe(false);
});
