// Every page is made in a language whose letters are not Latin, so a word that stands in the program is found by its letters.
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { everyPage, type PageData } from '../support/every-page.ts';
import { dataWords, literalsAmong, madeUpLocale, unfilledIn, wordsOfHtml } from '../support/literal-words.ts';
import { nameEverything } from '../support/made-up-language.ts';
import { pageData } from '../support/page-data.ts';
import { richSnapshot } from '../support/rich-snapshot.ts';
import { variedSnapshots } from '../support/varied-month.ts';

const locale = madeUpLocale();
const slice = { dimension: 'carrier', member: 'YTO' };
const FILES = ['kpis.csv', 'snapshot.json', 'workbook.xlsx', 'figures.html', 'notes.txt'];

function dataOf(snapshot: Snapshot): PageData {
  const { context, ...data } = pageData(snapshot);
  return { ...nameEverything(data, 'de'), context };
}

function literalsOf(data: PageData): Record<string, string[]> {
  const { snapshot, context } = data;
  const known = [
    ...dataWords(snapshot),
    ...[context.definitions.shop.name, 'Lanternwood Ann Report', ...FILES],
    ...data.kpis.flatMap(({ source }) => source ?? []),
  ];
  const found = Object.entries(everyPage(data, locale)).map(([name, html]) => [
    name,
    [...literalsAmong(wordsOfHtml(html), known), ...unfilledIn(html)],
  ]);
  return Object.fromEntries(found.filter(([, words]) => (words as string[]).length > 0));
}

describe('no word of a page', () => {
  it('comes from the program', () => {
    expect(literalsOf(dataOf(richSnapshot()))).toEqual({});
  });

  it('comes from the program where the page is of a part of the shop', () => {
    expect(literalsOf(dataOf({ ...richSnapshot(), slice }))).toEqual({});
  });

  it('comes from the program in months of other shops', () => {
    for (const [seed, snapshot] of variedSnapshots(10))
      expect(literalsOf(dataOf(snapshot)), `seed ${seed}`).toEqual({});
  });

  it('would be missed, be it read or read out', () => {
    const spoilt = '<p lang="de">Слово <b>Literal</b></p><svg aria-label="Drawn"><title>Named {value}</title></svg>';
    expect(literalsAmong(wordsOfHtml(spoilt), ['named'])).toEqual(['value', 'literal', 'drawn']);
    expect(unfilledIn(spoilt)).toEqual(['{value}']);
  });
});
