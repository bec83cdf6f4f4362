// A workbook is made in a language whose letters are not Latin, so a word that stands in the program is found by its
// letters: in cells, names of sheets, formats of numbers and the properties of the file.
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { workbookOf } from '../../functions/workbook/workbook.ts';
import { dataWords, literalsAmong, madeUpLocale, wordsOfText } from '../support/literal-words.ts';
import { nameEverything } from '../support/made-up-language.ts';
import { richSnapshot } from '../support/rich-snapshot.ts';
import { mustLoad } from '../support/shop.ts';
import { readSheets } from '../support/workbook.ts';

/** Signs of the format, which a spreadsheet translates itself. */
const DAY_FORMAT = 'yyyy-mm-dd';
const locale = madeUpLocale();
const meanings = new Map(
  Object.entries(mustLoad().kpis).map(([id, { definition, source, owner }]) => [
    id,
    nameEverything({ definition, source, owner }, 'de'),
  ]),
);

async function literalsOf(snapshot: Snapshot): Promise<string[]> {
  const bytes = await workbookOf(nameEverything(snapshot, 'de'), locale, meanings);
  const sheets = await readSheets(bytes);
  const ids = snapshot.kpis.map(({ id }) => id);
  const formulas = snapshot.kpis.flatMap(({ lineage }) => lineage?.definition.map(([, formula]) => formula) ?? []);
  const cells = sheets.flatMap(({ name, rows }) => [name, ...rows.flat().filter((cell) => cell !== null)]);
  const parts = unzipSync(bytes);
  const xml = (part: string) => strFromU8(parts[part] ?? new Uint8Array());
  const formats = [...xml('xl/styles.xml').matchAll(/formatCode="([^"]*)"/g)].map(([, code = '']) => {
    return code.replaceAll('&quot;', ' ');
  });
  const properties = xml('docProps/core.xml').replaceAll(/<dcterms.*?<\/dcterms[^>]*>|<[^>]*>/g, ' ');
  const seen = [...cells.filter((cell) => !ids.includes(cell)), ...formats, properties].flatMap(wordsOfText);
  const sources = [...meanings.values()].flatMap(({ source }) => source ?? []);
  return literalsAmong(seen, [...dataWords(snapshot), ...sources, ...formulas, DAY_FORMAT]);
}

test('no word of a workbook comes from the program', async () => {
  expect(await literalsOf(richSnapshot())).toEqual([]);
});

test('nor where it is of a part of the shop', async () => {
  expect(await literalsOf({ ...richSnapshot(), slice: { dimension: 'carrier', member: 'YTO' } })).toEqual([]);
});
