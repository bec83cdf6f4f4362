import { describe, expect, test } from 'vitest';
import { judgeDaysPresent, judgeDaysWhole } from '../../functions/checks/judge-days.ts';
import { mustLoad, REAL_RULES, shopFiles } from '../support/shop.ts';
import { day, days, found } from './made-days.ts';

const daysOf = (...question: Parameters<typeof found>) => found(...question).map((finding) => finding.found.days);
const without =
  (...gone: string[]) =>
  (at: string) =>
    gone.includes(at) ? null : day(100);
const AUTUMN = ['2026-08-01', '2026-11-01'] as const;

describe('a day without rows', () => {
  test('is missed where the table is written every day, on the first and last of the month too', () => {
    const known = days(...AUTUMN, without('2026-10-01', '2026-10-14', '2026-10-31'));
    expect(found(judgeDaysPresent, 'inventory_daily', known)).toMatchObject([
      { check: 'days_present', found: { n: '3', days: '2026-10-01, 2026-10-14, 2026-10-31' }, since: '2026-10-01' },
    ]);
  });

  test('is missed on each day of a long gap, of which five are told', () => {
    const known = days(...AUTUMN, (at) => (at >= '2026-10-12' && at <= '2026-10-31' ? null : day(100)));
    const [finding] = found(judgeDaysPresent, 'inventory_daily', known);
    expect(finding?.found).toEqual({
      n: '20',
      days: '2026-10-12, 2026-10-13, 2026-10-14, 2026-10-15, 2026-10-16 …',
    });
  });

  test('is not missed where days before the period had none either', () => {
    const rare = days(...AUTUMN, (at) => (Number(at.slice(8)) % 7 === 0 ? null : day(100)));
    expect(daysOf(judgeDaysPresent, 'inventory_daily', rare)).toEqual([]);
  });

  test('is not missed before the first day of a source that is new', () => {
    expect(daysOf(judgeDaysPresent, 'inventory_daily', days('2026-10-12', '2026-11-01', without()))).toEqual([]);
    expect(daysOf(judgeDaysPresent, 'inventory_daily', {})).toEqual([]);
  });

  test('is missed on working days alone where the contract says so, by the calendar of the shop', () => {
    // National Day is free; in exchange for it, Saturday the 10th is worked.
    const gone = (at: string) =>
      at === '2026-10-10' || at === '2026-10-11' || (at <= '2026-10-07' && at >= '2026-10-01');
    const known = days(...AUTUMN, (at) => (gone(at) ? null : day(50)));
    expect(daysOf(judgeDaysPresent, 'employee_time', known)).toEqual(['2026-10-10']);
  });

  test('is not missed beside a holiday, when many shops give it off', () => {
    const known = days(...AUTUMN, without('2026-09-24', '2026-09-28', '2026-09-29', '2026-10-08', '2026-10-09'));
    const over = { period: { from: '2026-09-01', to: '2026-10-31' } };
    expect(daysOf(judgeDaysPresent, 'employee_time', known, over)).toEqual(['2026-09-29, 2026-10-09']);
  });

  test('is missed at the end of the month alone where the contract says so', () => {
    const known = days(...AUTUMN, (at) => (['2026-08-31', '2026-09-30'].includes(at) ? day(9) : null));
    expect(daysOf(judgeDaysPresent, 'inventory_lots', known)).toEqual(['2026-10-31']);
  });

  test('of single events is missed only where chance cannot leave it out', () => {
    // By chance e^-20 of such days have none, about one in 500 million, and e^-21 is one in a billion.
    const gone = (rows: number) => days(...AUTUMN, (at) => (at === '2026-10-14' ? null : day(rows)));
    expect(daysOf(judgeDaysPresent, 'orders', gone(20))).toEqual([]);
    expect(daysOf(judgeDaysPresent, 'orders', gone(21))).toEqual(['2026-10-14']);
  });

  test('of single events is not missed on a weekday that usually has few', () => {
    // 2026-10-11 is a Sunday.
    const isSunday = (at: string) => new Date(at).getUTCDay() === 0;
    const known = days(...AUTUMN, (at) => (at === '2026-10-11' ? null : day(isSunday(at) ? 5 : 100)));
    expect(daysOf(judgeDaysPresent, 'orders', known)).toEqual([]);
  });

  test('is a UTC day of single events: one that holds the end of the period is missed in the west, once it has ended', () => {
    const west = mustLoad({ ...REAL_RULES, ...shopIn('America/New_York') });
    const known = days('2026-08-01', '2026-10-31', without());
    const over = { definitions: west };
    expect(daysOf(judgeDaysPresent, 'orders', known, over)).toEqual(['2026-11-01']);
    expect(daysOf(judgeDaysPresent, 'orders', known, { ...over, asOf: '2026-11-01T13:00:00Z' })).toEqual([]);
  });

  test('is a UTC day of single events: one that holds the beginning of the period is missed in the east', () => {
    const known = days(...AUTUMN, without('2026-09-30'));
    expect(daysOf(judgeDaysPresent, 'orders', known)).toEqual(['2026-09-30']);
    expect(daysOf(judgeDaysPresent, 'inventory_daily', known)).toEqual([]);
  });
});

describe('a day that is not whole', () => {
  const even = Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [String(hour), 10]));
  const upTo = (hour: number, rows: number) =>
    Object.fromEntries(Array.from({ length: hour }, (_, own) => [String(own), rows]));
  const cut = (rows: number, hours: Record<string, number>) =>
    days(...AUTUMN, (at) => (at === '2026-10-14' ? day(rows, { hours }) : day(240, { hours: even })));

  test('has no rows of the second half, of which the hours tell', () => {
    expect(daysOf(judgeDaysWhole, 'orders', cut(120, upTo(12, 10)))).toEqual(['2026-10-14']);
  });

  test('has no rows of some hours in the middle', () => {
    const { 8: _a, 9: _b, 10: _c, 11: _d, ...left } = even;
    expect(daysOf(judgeDaysWhole, 'orders', cut(200, left))).toEqual(['2026-10-14']);
  });

  test('may be quiet for an hour by chance', () => {
    const { 3: _, ...left } = even;
    expect(daysOf(judgeDaysWhole, 'orders', cut(230, left))).toEqual([]);
  });

  test('cannot be told of a shop with few rows', () => {
    const hours = { 3: 1, 9: 2, 17: 2 };
    const small = days(...AUTUMN, (at) =>
      at === '2026-10-14' ? day(3, { hours: { 22: 2, 23: 1 } }) : day(5, { hours }),
    );
    expect(daysOf(judgeDaysWhole, 'orders', small)).toEqual([]);
  });

  test('has less than half the rows of the poorest same weekday, where a table knows no hours', () => {
    const short = (usual: number, rows: number) =>
      daysOf(
        judgeDaysWhole,
        'inventory_daily',
        days(...AUTUMN, (at) => day(at === '2026-10-14' ? rows : usual)),
      );
    expect(short(400, 199)).toEqual(['2026-10-14']);
    expect(short(400, 200)).toEqual([]);
    // Of 100 rows chance takes eight times their root, 80, before it is said.
    expect(short(100, 19)).toEqual(['2026-10-14']);
    expect(short(100, 20)).toEqual([]);
  });

  test('is not looked for among rows that belong to others', () => {
    expect(daysOf(judgeDaysWhole, 'order_lines', cut(1, { 0: 1 }))).toEqual([]);
  });
});

/** The sample shop's file, in another zone. */
function shopIn(timeZone: string): Record<string, string> {
  return { 'shop.yaml': (shopFiles()['shop.yaml']?.text ?? '').replace('Asia/Shanghai', timeZone) };
}
