// Words that no part of the program asks for, and names of what there is not: a translator would write them for nobody.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLocale } from '../support/email.ts';
import { mustLoad, ROOT } from '../support/shop.ts';

/** Keyed by what is defined elsewhere, or by how a file's name ends. */
const BY_ID = [
  'people.roles',
  'access.files_page.kinds',
  'families',
  'kpis',
  'names',
  'sums',
  'dimensions',
  'tables',
  'places',
  'numbers.symbols',
  'checks',
];

const sources = readdirSync(path.join(ROOT, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^definitions\/locale/.test(file))
  .map((file) => readFileSync(path.join(ROOT, 'functions', file), 'utf8'))
  .map((text) => ({ words: new Set(text.match(/\w+/g)), quoted: new Set(text.match(/(?<=')\w+(?=')/g)) }));

function groups(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  if (BY_ID.includes(at.join('.'))) return [];
  return Object.entries(value).flatMap(([key, child]) => groups(child, [...at, key]));
}

/** A key counts as asked for where a file has it beside one of its groups, or as one value of a list. */
function isAskedFor(at: readonly string[]): boolean {
  const [key = '', ...around] = [...at].reverse();
  return sources.some(({ words, quoted }) => {
    return quoted.has(key) || (words.has(key) && (around.length === 0 || around.some((group) => words.has(group))));
  });
}

describe('the words of English', () => {
  it('are all asked for', () => {
    const found = groups(readLocale('en'));
    expect(found.length).toBeGreaterThan(400);
    expect(found.filter((at) => !isAskedFor(at)).map((at) => at.join('.'))).toEqual([]);
  });

  it('would be missed otherwise', () => {
    expect(isAskedFor(['mail', 'attention', 'nobody_prints_this'])).toBe(false);
    expect(isAskedFor(['nowhere_at_all', 'headline_line_pixels'])).toBe(false);
  });
});

it.each(['en', 'zh-CN'])('%s names only what there is', (name) => {
  const { families, sums, dimensions, tables, checks } = readLocale(name);
  const definitions = mustLoad();
  const kpis = Object.values(definitions.kpis);
  const facts = Object.values(definitions.facts);
  const beyond = (named: object, known: readonly string[]) => Object.keys(named).filter((id) => !known.includes(id));
  expect(
    beyond(
      families,
      kpis.map(({ family }) => family),
    ),
  ).toEqual([]);
  expect(beyond(sums, Object.keys(definitions.kpis))).toEqual([]);
  expect(
    beyond(
      dimensions,
      facts.flatMap((fact) => fact.dimensions),
    ),
  ).toEqual([]);
  expect(beyond(tables, Object.keys(definitions.tables))).toEqual([]);
  expect(beyond(checks, Object.keys(readLocale('en').checks))).toEqual([]);
});
