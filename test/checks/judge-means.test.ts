import { describe, expect, test } from 'vitest';
import { judgeMeans } from '../../functions/checks/judge-means.ts';
import { monthOf } from '../../functions/checks/profile.ts';
import { problemOf } from '../../functions/checks/remedies.ts';
import { day, days, definitions, found } from './made-days.ts';

/** Two hundred lines a day whose mean is told. */
const priced = (meanOf: (at: string) => number, rows = 200) =>
  days('2024-09-01', '2026-11-01', (at) =>
    day(rows, { sums: { net_amount: { rows, sum: (meanOf(at) * rows).toFixed(2) } } }),
  );
const judged = (...of: Parameters<typeof priced>) => found(judgeMeans, 'order_lines', priced(...of));
const inOctober = (mean: number) => (at: string) => (monthOf(at) === '2026-10' ? mean : 150);

describe('the mean of a column', () => {
  test('is a hundred times what is usual: cents', () => {
    expect(judged(inOctober(15_000))).toEqual([
      {
        ...{ check: 'means', table: 'order_lines', subject: 'net_amount', rows: null, of: null, since: '2026-10-01' },
        found: { now: '15000', usual: '150' },
      },
    ]);
  });

  test('is told so that its owner can look', () => {
    const [finding] = judged(inOctober(15_000));
    if (!finding) throw new Error('nothing found');
    expect(problemOf(finding, definitions)).toMatchObject({
      code: 'UNUSUAL_DATA',
      message: 'Table order_lines: net_amount is 15,000 on average, where 150 is usual. Since 2026-10-01.',
    });
  });

  test('may rise by half, as a dear season does, and fall by a quarter', () => {
    expect(judged(inOctober(225))).toEqual([]);
    expect(judged(inOctober(113))).toEqual([]);
  });

  test('falls by a third', () => {
    expect(judged(inOctober(100)).length).toBe(1);
  });

  test('is off on some days alone, of which the first is told', () => {
    expect(judged((at) => (at >= '2026-10-28' && at <= '2026-10-31' ? 1500 : 150))).toMatchObject([
      { found: { now: '1500', usual: '150' }, since: '2026-10-28' },
    ]);
  });

  test('may be off on one day: somebody has bought a great deal', () => {
    expect(judged((at) => (at === '2026-10-28' ? 1500 : 150))).toEqual([]);
  });

  test('of few rows with a long tail is off by chance', () => {
    // Of 6 × 31 = 186 rows the mean varies by 4 ÷ √186, about 29 %, so 30 % less is within chance; of 6200 it is not.
    expect(judged(inOctober(105), 6)).toEqual([]);
    expect(judged(inOctober(105), 200).length).toBe(1);
  });

  test('is off on some days alone only where hardly a day before was so', () => {
    // Nothing is reserved on many days, so that there is nothing on some says nothing.
    const some = (at: string) => (Number(at.slice(8)) % 3 === 0 ? 450 : 0);
    const none = (at: string) => (at >= '2026-10-10' && at <= '2026-10-17' ? 0 : some(at));
    expect(judged((at) => (monthOf(at) === '2026-10' ? none(at) : some(at)))).toEqual([]);
  });

  test('is of a season where it was so a year ago', () => {
    expect(judged((at) => (monthOf(at).endsWith('-10') ? 95 : 150))).toEqual([]);
  });

  test('of a table without days is compared with what was published', () => {
    const training = (hours: number, rows = 300) => ({
      '': day(rows, { sums: { hours: { rows, sum: String(hours * rows) } } }),
    });
    const judge = (now: number) => found(judgeMeans, 'training', training(now), { published: training(2) });
    expect(judge(120)).toMatchObject([{ subject: 'hours', found: { now: '120', usual: '2' }, since: null }]);
    expect(judge(2.5)).toEqual([]);
    expect(found(judgeMeans, 'training', training(120), { published: {} })).toEqual([]);
  });
});
