import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../functions/problem.ts';
import { printedLines } from '../definitions/mistakes.ts';
import { ROOT } from '../support/shop.ts';
import { EXAMPLES } from './problem-examples.ts';

const page = readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8');
const entries = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((entry) => {
      const [heading = '', ...lines] = entry.split('\n');
      const [meaning = '', example = '', remedy = ''] = lines.join('\n').split(/^```(?:text)?$/m);
      return [heading, { meaning: meaning.trim(), example: example.trim(), remedy: remedy.trim() }] as const;
    }),
);

function textsBelow(folder: string, isWanted: (file: string) => boolean): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith('.ts') && isWanted(file))
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
}

describe('docs/problems.md', () => {
  test('has an entry for every code and for no other, in the order of the codes', () => {
    expect([...entries.keys()]).toEqual([...PROBLEM_CODES]);
  });

  test.each([...entries])('says of %s what it means, shows it and says what to do', (code, entry) => {
    expect(entry.meaning.length).toBeGreaterThan(30);
    expect(entry.remedy.length).toBeGreaterThan(15);
    expect(entry.example.split('\n')[0]).toMatch(new RegExp(`(^|  )${code}$`));
    expect(entry.example.split('\n').length).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(EXAMPLES))('shows %s as the product prints it', (code, files) => {
    expect(entries.get(code)?.example.split('\n')).toEqual(printedLines(files));
  });
});

describe('a problem code', () => {
  const sources = textsBelow('functions', (file) => file !== 'functions/problem.ts');
  const tests = textsBelow('test', (file) => !file.startsWith('test/repository/'));

  test.each(PROBLEM_CODES)('%s is used by the product and provoked by a test', (code) => {
    const names = new RegExp(`\\b${code}\\b`);
    expect(sources.some((text) => names.test(text))).toBe(true);
    expect(tests.some((text) => names.test(text))).toBe(true);
  });
});
