// Every text that comes from data written otherwise, in the workbook and the CSV files: no cell begins a formula, and the
// parts of the file are as they are with tame texts.
import { parse as parseCsv } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { kpisCsv } from '../../functions/snapshot/csv.ts';
import { reconciliationCsv } from '../../functions/snapshot/reconciliation-csv.ts';
import { type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { workbookOf } from '../../functions/workbook/workbook.ts';
import { LOCALES, readLocale } from '../support/email.ts';
import { HOSTILE, type HostileName, numbered, writeEverywhere } from '../support/hostile.ts';
import { richSnapshot } from '../support/rich-snapshot.ts';
import { mustLoad } from '../support/shop.ts';
import { readSheets } from '../support/workbook.ts';

const NAMES = Object.keys(HOSTILE) as HostileName[];
const definitions = mustLoad();
const locales = LOCALES.map(readLocale);

const written = (text: string) => writeEverywhere(richSnapshot(), snapshotShape, numbered(text));

function meaningsOf(text: string) {
  const words = { en: text, 'zh-CN': text };
  return new Map(
    Object.keys(definitions.kpis).map((id) => [id, { definition: words, source: text, owner: words }] as const),
  );
}

/** Parts of the file as text, by their names. */
async function partsOf(snapshot: Snapshot, text: string, locale: (typeof LOCALES)[number]) {
  const bytes = await workbookOf(snapshot, readLocale(locale), meaningsOf(text));
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)] as const);
  return { bytes, parts: new Map(parts) };
}

/** Each element of the sheets with its attributes but for widths, and no text that is no formula. */
function skeletonOf(parts: ReadonlyMap<string, string>): string[] {
  return [...parts]
    .filter(([name]) => name.startsWith('xl/worksheets/sheet'))
    .flatMap(([, xml]) => xml.replaceAll(/<v>[^<]*<\/v>|<col [^>]*>/g, '').match(/<f>[^<]*|<[a-z]+/g) ?? []);
}

describe.each(LOCALES)('the workbook in %s', (locale) => {
  it.each(NAMES)('holds texts that are %s as texts', async (hostile) => {
    const tame = await partsOf(written('Tame'), 'Tame', locale);
    const { bytes, parts } = await partsOf(written(HOSTILE[hostile]), HOSTILE[hostile], locale);
    expect([...parts.keys()]).toEqual([...tame.parts.keys()]);
    expect(skeletonOf(parts)).toEqual(skeletonOf(tame.parts));
    // Of XML 1.0 (2.2).
    for (const [name, xml] of parts) expect(xml, name).not.toMatch(/(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/u);
    const cells = (await readSheets(bytes)).flatMap(({ rows }) => rows.flat());
    expect(cells.length).toBeGreaterThan(1000);
  });
});

describe('kpis.csv and reconciliation.csv', () => {
  it.each(NAMES)('begin no formula where texts are %s', (hostile) => {
    const [tame, snapshot] = [written('Tame'), written(HOSTILE[hostile])];
    const files = (of: Snapshot) => [kpisCsv(of, locales), reconciliationCsv(of, locales) ?? ''];
    const read = (text: string) => parseCsv(text, { bom: true }) as string[][];
    for (const [at, text] of files(snapshot).entries()) {
      const rows = read(text);
      expect(rows.map((row) => row.length)).toEqual(read(files(tame)[at] as string).map((row) => row.length));
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^(?![-+]?\d[\d.]*$)[=+\-@\t\r\n＝＋－＠]/);
    }
  });
});
