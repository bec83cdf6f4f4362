// One run, read by programs that know nothing of it: what the JSON says, kpis.csv, the workbook, and both parts of the
// mail say, to the digit that they print.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '../../functions/definitions/locale.ts';
import { composeMessage } from '../../functions/delivery/deliver.ts';
import type { Recipient } from '../../functions/delivery/recipients.ts';
import { Fraction, formatFixed, parseDecimal, sumExactly } from '../../functions/exact.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { wholeDepartment } from '../support/department.ts';
import { LOCALES, renderMail } from '../support/email.ts';
import { exampleLake, scratchFolder } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { keptDigits, type ReadSheet, readSheets, recordsOf } from '../support/workbook.ts';

const definitions = mustLoad();
const lake = exampleLake();
const out = scratchFolder();
/** Eighteen KPIs on the card and many beside it. */
const MAILED = buildSnapshot(wholeDepartment);
const READER: Recipient = {
  id: 'ann',
  email: 'ann@shop.test',
  name: 'Ann',
  locale: 'en',
  role: 'executive',
  reports: ['monthly-executive'],
  slice: null,
  form: 'full',
  employee: null,
  place: { file: 'recipients/readers.csv' },
};
const FOLDER = 'snapshots/monthly-executive/2026-06/r1';

type Line = Record<string, string>;

let snapshot: Snapshot;
let csv: Line[];

beforeAll(async () => {
  const run = await runLake(lake.folder, out, definitions, { whole: true });
  snapshot = run.snapshot('2026-06');
  csv = parse(read(`${FOLDER}/kpis.csv`), { bom: true, columns: true });
}, 120_000);
afterAll(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

function read(key: string): Buffer {
  return readFileSync(path.join(out, key));
}

const SUMS = ['value', 'numerator', 'denominator', 'sample'] as const;

/** A line a figure: the KPI, whose it is, and its sums. */
function figuresOf(of: Snapshot, print: (decimal: string | null) => string): string[] {
  return of.kpis.flatMap((kpi) => [
    [kpi.id, '', '', ...SUMS.map((sum) => print(kpi[sum]))].join('|'),
    ...Object.entries(kpi.members).flatMap(([dimension, members]) =>
      members.map((one) => [kpi.id, dimension, one.member ?? '', ...SUMS.map((sum) => print(one[sum]))].join('|')),
    ),
  ]);
}

test('kpis.csv says what the JSON says, digit by digit', () => {
  const lines = csv.map((line) => [line.kpi, line.dimension, line.member, ...SUMS.map((sum) => line[sum])].join('|'));
  expect(lines).toEqual(figuresOf(snapshot, (decimal) => decimal ?? ''));
  expect(lines.length).toBeGreaterThan(200);
});

test('channels add up to the whole', () => {
  const adding = snapshot.kpis.filter(({ id }) => ['sales', 'order_count', 'units_sold'].includes(id));
  expect(adding).toHaveLength(3);
  for (const { id, value, members } of adding) {
    const sum = sumExactly((members.channel ?? []).map((one) => parseDecimal(one.value ?? '0')));
    expect(sum.compare(parseDecimal(value ?? '')), id).toBe(0);
  }
});

describe.each(LOCALES)('in %s', (name) => {
  const locale = definitions.locales[name] as Locale;
  const { columns, sheets: titles } = locale.workbook;
  let sheets: ReadSheet[];
  let mail: Email;

  beforeAll(async () => {
    sheets = await readSheets(read(`${FOLDER}/workbook.${name}.xlsx`));
    const rendered = await renderMail(MAILED, name);
    const run = { run: 'monthly-executive-2026-10', attempt: 1, sender: 'reports@shop.test', asOf: MAILED.asOf };
    const { mime } = await composeMessage(
      run,
      { ...READER, locale: name },
      { ...rendered, unsubscribe: 'https://reports.test/leave' },
    );
    mail = await PostalMime.parse(mime);
  });

  test('the workbook says what the JSON says, as far as a spreadsheet keeps it', () => {
    const wholes = snapshot.kpis.map(({ id, family }) => {
      const line = recordsOf(sheets, locale.families[family] ?? family, columns.kpi).find(
        (row) => row[columns.id] === id,
      );
      const sums = [columns.value, columns.numerator, columns.denominator, columns.sample];
      return [id, '', '', ...sums.map((column) => line?.[column] ?? '')].join('|');
    });
    const dimensions = new Map(Object.entries(locale.dimensions).map(([id, word]) => [word, id]));
    const members = recordsOf(sheets, titles.members, columns.family).map((row) => {
      const member = row[columns.member] === locale.workbook.total.unassigned ? '' : row[columns.member];
      const sums = [columns.value, columns.numerator, columns.denominator, columns.sample].map((column) => row[column]);
      return [row[columns.id], dimensions.get(row[columns.dimension] ?? ''), member, ...sums].join('|');
    });
    expect([...wholes, ...members].sort()).toEqual(figuresOf(snapshot, keptDigits).sort());
  });

  const nameOf = ({ id, name: names }: SnapshotKpi) => names[name] ?? locale.kpis[id] ?? names.en ?? id;
  const onCard = () => {
    const lines = MAILED.scorecards[0]?.lines.filter(({ value }) => value !== null) ?? [];
    return lines.map((line) => ({ line, kpi: MAILED.kpis.find(({ id }) => id === line.kpi) as SnapshotKpi }));
  };

  test('the text of the mail prints each figure of the card, its target, attainment and changes as the JSON has them', () => {
    const [, scorecard = ''] = (mail.text ?? '').split(`\n${locale.mail.scorecard.title}\n`);
    const text = scorecard.replaceAll(/\n {2}/g, ' ').replaceAll('\u00a0', ' ');
    const shown = onCard();
    expect(shown.length).toBeGreaterThan(5);
    for (const { line, kpi } of shown) {
      const row = text.split('\n').find((one) => MARK.test(one) && isRowOf(one, nameOf(kpi)) && /[(（]/.test(one));
      const [value = '', ...beside] = figuresIn(row ?? '', nameOf(kpi));
      expect(prints(value, line.value), `${row}: ${line.value}`).toBe(true);
      const known = [
        ...[kpi.sample, line.target?.value, line.target?.bandLow, line.target?.bandHigh, line.target?.attainment],
        ...[kpi.signal?.mean, kpi.signal?.lower, kpi.signal?.upper, kpi.signal?.rangeLimit],
        ...[kpi.previous, kpi.yearAgo, kpi.combined].flatMap((of) => [of?.ratio, of?.perDay, of?.change]),
      ];
      for (const figure of beside) {
        expect(
          known.some((decimal) => prints(figure, decimal)),
          `${row}: ${figure} of ${known.join()}`,
        ).toBe(true);
      }
    }
  });

  test('the HTML of the mail prints the same figures', () => {
    const text = (mail.html ?? '')
      .replaceAll(/<(style|head)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
      .replaceAll(/&nbsp;|&#160;|\u00a0|\s+/g, ' ')
      .replaceAll('&amp;', '&');
    for (const { line, kpi } of onCard()) {
      const places = text
        .split(nameOf(kpi))
        .slice(1)
        .map((after) => figuresIn(after.slice(0, 200), ''));
      expect(
        places.some((figures) => figures.some((figure) => prints(figure, line.value))),
        nameOf(kpi),
      ).toBe(true);
    }
  });

  test('both parts of the mail print the score', () => {
    const printed = formatFixed(parseDecimal(MAILED.scorecards[0]?.score ?? ''), 2);
    for (const part of [mail.text, mail.html]) expect(part).toContain(printed);
  });
});

/** `[OK] `, `【达标】`. */
const MARK = /^(?:\[\S+\] |【[^】]+】)/;

function isRowOf(row: string, name: string): boolean {
  return row.replace(MARK, '').startsWith(`${name} `);
}

/** Figures behind the name, as they are printed: `¥1.30M`, `−0.16 pp`, `20.4 h`. */
function figuresIn(row: string, name: string): string[] {
  const after = row.slice(row.indexOf(name) + name.length);
  return (
    after.match(/[<>]?[−+±]?(?:HK|NT|JP|[SAC])?[¥$€£]?\d[\d,]*(?:\.\d+)?[KMB万亿]?(?: ?(?:%|pp|个百分点))?/g) ?? []
  );
}

const SCALES: Record<string, string> = { K: '1000', M: '1000000', B: '1000000000', 万: '10000', 亿: '100000000' };

/** Is that what the decimal comes to, rounded to the digits that are printed? */
function prints(figure: string, decimal: string | null | undefined): boolean {
  if (decimal === null || decimal === undefined) return false;
  const [, bound, sign, digits = '', scale = '', unit = ''] =
    /^([<>]?)([−+±]?)[^\d]*([\d,.]+)([KMB万亿]?)(.*)$/.exec(figure) ?? [];
  const factor = new Fraction(SCALES[scale] ?? '1').div(unit.trim() === '' ? 1 : 100);
  const plain = digits.replaceAll(',', '');
  const half = new Fraction(1, 2n * 10n ** BigInt(plain.split('.')[1]?.length ?? 0)).mul(factor);
  const shown = new Fraction(plain).mul(factor).mul(sign === '−' ? -1 : 1);
  const exact = parseDecimal(decimal);
  if (bound) return exact.abs().compare(shown.abs()) < 0;
  const gap = (sign === '±' ? exact : exact.sub(shown)).abs();
  return gap.compare(half) <= 0;
}
