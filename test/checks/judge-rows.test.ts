// What becomes of counted rows: one finding a condition, with its share of the worst month, in the words of every locale.
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../functions/checks/judge.ts';
import { judgeRows } from '../../functions/checks/judge-rows.ts';
import type { DayProfile, TableProfile } from '../../functions/checks/profile.ts';
import { problemOf } from '../../functions/checks/remedies.ts';
import { outcomeOf, ruleOf } from '../../functions/checks/rules.ts';
import { localesOf } from '../../functions/definitions/definitions.ts';
import { fill } from '../../functions/email/words.ts';
import { mustLoad, REAL_RULES } from '../support/shop.ts';

const definitions = mustLoad(REAL_RULES);

const day = (rows: number, wrong: Record<string, number> = {}, newest = rows): DayProfile => ({
  ...{ rows, newest, repeated: 0, nulls: {}, sums: {}, hours: {}, members: {} },
  wrong,
});

function judge(table: string, days: TableProfile, looked = Object.keys(days)) {
  const own = definitions.tables[table];
  if (!own) throw new Error('no table');
  const evidence: Evidence = {
    ...{ definitions, table: own, columns: Object.keys(own.columns), asOf: '2026-11-02T00:00:00Z', days, looked },
    period: { from: '2026-10-01', to: '2026-10-31' },
    rowsByDay: {},
    published: {},
    ruleOf: (check) => ruleOf(definitions, table, check),
  };
  return judgeRows(evidence);
}

const outcomes = (...found: Parameters<typeof judge>) =>
  judge(...found).map((finding) => outcomeOf(finding, definitions, []).outcome);

describe('wrong rows', () => {
  test('are one finding a condition, since its first day', () => {
    const days = {
      '2026-09-03': day(50),
      '2026-10-05': day(100, { 'ranges:quantity': 1 }),
      '2026-09-30': day(100, { 'ranges:quantity': 2, 'clean_text:category': 1 }),
    };
    expect(
      judge('order_lines', days).map(({ check, subject, rows, of, since }) => [check, subject, rows, of, since]),
    ).toEqual([
      ['ranges', 'quantity', 3, 250, '2026-09-30'],
      ['clean_text', 'category', 1, 250, '2026-09-30'],
    ]);
  });

  test('of days that were published and have not changed were judged before', () => {
    const days = { '2026-09-30': day(100, { 'ranges:quantity': 2 }), '2026-10-01': day(100) };
    expect(judge('order_lines', days, ['2026-10-01'])).toEqual([]);
  });

  test('are a share of what the newest versions are', () => {
    const [found] = judge('order_lines', { '2026-10-01': day(1000, { 'ranges:quantity': 1 }, 100) });
    expect(found).toMatchObject({ rows: 1, of: 100 });
  });

  test('are left out up to one in two hundred, and hold the run beyond', () => {
    expect(outcomes('order_lines', { '2026-10-01': day(1000, { 'ranges:quantity': 5 }) })).toEqual(['excluded']);
    expect(outcomes('order_lines', { '2026-10-01': day(1000, { 'ranges:quantity': 6 }) })).toEqual(['held']);
  });

  test('are told to the owner of the source, with what to do', () => {
    const [found] = judge('order_lines', { '2026-10-01': day(9000, { 'ranges:quantity': 60 }) });
    if (!found) throw new Error('nothing found');
    expect(problemOf(found, definitions)).toMatchObject({
      code: 'WRONG_ROWS',
      message: expect.stringContaining('quantity is not >= 0 in 60 of 9,000 rows'),
      remedy: expect.stringMatching(/Order platform team[\s\S]*--accept order_lines\.ranges/),
    });
  });

  test('of one bad month do not hide among good ones', () => {
    const good = Object.fromEntries(
      Array.from({ length: 26 }, (_, index) => [
        `20${24 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
        day(1000),
      ]),
    );
    const days = { ...good, '2026-10-01': day(1000, { 'ranges:quantity': 100 }) };
    expect(judge('order_lines', days)[0]).toMatchObject({ rows: 100, of: 27_000, worst: { rows: 100, of: 1000 } });
    expect(outcomes('order_lines', days)).toEqual(['held']);
  });
});

describe('rows that lack others', () => {
  const days = (dt: string) => ({ [dt]: day(1000, { 'references:order_id': 2, 'children:shipment_lines': 2 }) });

  test('are looked for up to the end of the period, since what belongs to later ones may still come', () => {
    expect(judge('shipments', days('2026-10-31')).length).toBe(2);
    expect(judge('shipments', days('2026-11-01'))).toEqual([]);
  });

  test('are left out where facts join what is missing, and only reported where they read them all the same', () => {
    expect(outcomes('shipments', { '2026-10-01': day(1000, { 'references:order_id': 2 }) })).toEqual(['excluded']);
    expect(outcomes('shipments', { '2026-10-01': day(1000, { 'references:packed_by_employee_id': 2 }) })).toEqual([
      'reported',
    ]);
    expect(outcomes('orders', { '2026-10-01': day(1000, { 'children:order_lines': 2 }) })).toEqual(['reported']);
    expect(outcomes('orders', { '2026-10-01': day(1000, { 'children:order_lines': 6 }) })).toEqual(['held']);
  });
});

describe.each(localesOf(definitions).map((locale) => [locale.locale, locale] as const))('in %s', (_, locale) => {
  test.each([
    ['order_lines', 'required_values:category'],
    ['order_lines', 'clean_text:category'],
    ['shipments', 'accepted_values:status'],
    ['order_lines', 'ranges:quantity'],
    ['orders', 'values_in_order:created_at <= received_at'],
    ['orders', 'rows_hold:base_currency_rate'],
    ['orders', 'right_day:created_at'],
    ['shipments', 'references:order_id'],
    ['orders', 'children:order_lines'],
  ])('%s says what %s found', (table, name) => {
    const [found] = judge(table, { '2026-10-01': day(1000, { [name]: 3 }) });
    if (!found) throw new Error('nothing found');
    const said = fill(locale.checks[found.check].found, { ...found.found, table, subject: found.subject ?? '' });
    expect(said).toContain('3');
    expect(said).toContain('1000');
    expect(said).toContain(found.subject);
  });
});
