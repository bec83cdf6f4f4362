// The key list is read from en, so that a new word is tested in every language by being written.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { localeShape } from '../../functions/definitions/locale.ts';
import { placeholders } from '../../functions/email/words.ts';
import { readLocale } from '../support/email.ts';
import { mustLoad } from '../support/shop.ts';

const names = readdirSync('templates/locales').map((file) => file.replace('.yaml', ''));
/** Each language counts months and large numbers in its own way. */
const OWN = /^(dates\.|numbers\.scales|numbers\.symbols)/;

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

const english = new Map(leaves(readLocale('en')));

describe.each(names)('%s', (name) => {
  const locale = new Map(leaves(readLocale(name)));

  it('has exactly the words of English', () => {
    const keys = (map: Map<string, string>) =>
      [...map.keys()].filter((key) => !key.startsWith('numbers.scales')).sort();
    expect(keys(locale)).toEqual(keys(english));
  });

  it('fills the same values into each of them', () => {
    for (const [key, text] of english) {
      if (OWN.test(key)) continue;
      expect([...new Set(placeholders(locale.get(key) ?? ''))].sort(), key).toEqual(
        [...new Set(placeholders(text))].sort(),
      );
    }
  });

  it('is named like its file', () => {
    expect(locale.get('locale')).toBe(name);
  });
});

it('uses full-width punctuation in Chinese sentences', () => {
  for (const [key, text] of leaves(readLocale('zh-CN'))) {
    if (/^(numbers|fonts|lengths|places|dates|sums)/.test(key)) continue;
    expect(text, key).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;:!?(]\p{Script=Han}/u);
  }
});

it('says of every KPI what it was divided from, and names every dimension', () => {
  const { kpis, facts } = mustLoad();
  for (const name of names) {
    const { sums, dimensions } = readLocale(name);
    const silent = Object.values(kpis).filter(({ id, formula }) => formula.form !== 'experiment' && !(id in sums));
    expect(
      silent.map(({ id }) => id),
      name,
    ).toEqual([]);
    const nameless = Object.values(facts).flatMap((fact) => fact.dimensions.filter((one) => !(one in dimensions)));
    expect(nameless, name).toEqual([]);
  }
});

it('has a JSON Schema for editors', () => {
  expect(z.toJSONSchema(localeShape)).toMatchObject({ type: 'object', additionalProperties: false });
});

it('refuses a locale that lacks a word or has one that nothing prints', () => {
  const locale = structuredClone(readLocale('en')) as { mail: { attention: Record<string, string> } };
  locale.mail.attention.headline = 'Look here';
  expect(localeShape.safeParse(locale).success).toBe(false);
});
