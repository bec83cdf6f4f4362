// A run's workbook in LibreOffice: it opens, holds what the snapshot says, and its sums come out the same.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '../../functions/definitions/locale.ts';
import { formatDecimal, parseDecimal, sumExactly } from '../../functions/exact.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { exampleLake, scratchFolder } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';
import { keptDigits, recordsOf } from '../support/workbook.ts';
import { openInOffice } from './libre-office.ts';

const definitions = mustLoad();
const lake = exampleLake();
const out = scratchFolder();
let snapshot: Snapshot;

beforeAll(async () => {
  snapshot = (await runLake(lake.folder, out, definitions, { whole: true })).snapshot('2026-06');
});
afterAll(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

describe.each(['en', 'zh-CN'])('the workbook in %s', (name) => {
  const { workbook: words } = definitions.locales[name] as Locale;
  const { sheets: titles, columns } = words;
  let sheets: { name: string; rows: (string | null)[][] }[];
  const records = (sheet: string, first: string) => recordsOf(sheets, sheet, first);

  beforeAll(async () => {
    const file = path.join(out, `snapshots/monthly-executive/2026-06/r1/workbook.${name}.xlsx`);
    sheets = [...(await openInOffice(readFileSync(file)))].map(([sheet, rows]) => ({ name: sheet, rows }));
  });

  test('opens with all its sheets', () => {
    expect(sheets.map((sheet) => sheet.name)).toEqual(
      expect.arrayContaining([titles.summary, titles.members, titles.sums, titles.definitions, titles.checks]),
    );
  });

  test('holds every member as the snapshot has it', () => {
    const rows = records(titles.members, columns.family);
    const expected = snapshot.kpis.flatMap(({ id, members }) =>
      Object.values(members).flatMap((of) =>
        of.map(({ value, numerator, denominator }) => [id, ...[value, numerator, denominator].map(keptDigits)].join()),
      ),
    );
    const shown = rows.map((row) =>
      [row[columns.id], row[columns.value], row[columns.numerator], row[columns.denominator]].join(),
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(shown.sort()).toEqual(expected.sort());
  });

  test('adds members to what they come to exactly, and channels of money to the whole', () => {
    const rows = records(titles.sums, columns.family);
    expect(rows.length).toBeGreaterThan(50);
    const expected = snapshot.kpis.flatMap((kpi) =>
      Object.values(kpi.members).flatMap((members) =>
        (['numerator', 'denominator'] as const).flatMap((part) => {
          const parts = members.flatMap((member) => (member[part] === null ? [] : [parseDecimal(member[part])]));
          const whole = kpi[part];
          if (whole === null || parts.length === 0) return [];
          const sum = sumExactly(parts);
          const difference = sum.sub(parseDecimal(whole));
          return [[formatDecimal(sum), whole, formatDecimal(difference)].map(keptDigits).join()];
        }),
      ),
    );
    const shown = rows.map((row) => [row[columns.all_members], row[columns.whole], row[columns.difference]].join());
    expect(shown.sort()).toEqual(expected.sort());
    const sales = snapshot.kpis.find(({ id }) => id === 'sales') as SnapshotKpi;
    const channels = rows.filter((row) => row[columns.whole] === keptDigits(sales.value));
    expect(channels.length).toBeGreaterThan(0);
    for (const row of channels) expect(row[columns.difference]).toBe('0');
  });

  test('adds the points of each card to its score', () => {
    const rows = records(titles.scorecards, columns.scorecard);
    const totals = rows.filter((row) => row[columns.kpi] === words.total.score);
    expect(totals.map((row) => row[columns.score])).toEqual(snapshot.scorecards.map(({ score }) => keptDigits(score)));
    for (const row of totals) expect(row[columns.points]).toBe(row[columns.score]);
  });

  test('shows no error in any cell', () => {
    for (const { rows } of sheets) expect(rows.flat().filter((cell) => /^(#|Err:)/.test(cell ?? ''))).toEqual([]);
  });
});
