// Each condition of a contract finds exactly the row that is wrong, among right ones and ones of which nothing is known.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profileOf, type Row, type SmallTable } from './small-lake.ts';

/** A column `end` is a reserved word in SQL, and a shop's table may have it all the same. */
const VISITS: Omit<SmallTable, 'rows'> = {
  name: 'visits',
  key: 'id',
  more: [
    'partition: event',
    'contract:',
    '  clock: at',
    '  values: { kind: [paid, free], end: [sold, gone] }',
    "  ranges: { n: '>= 1, <= 5', price: '> 0.05', left_at: '< 2100-01-01', since: '>= 1990-01-01' }",
    '  order: [at <= left_at, n <= most]',
    '  holds:',
    "    paid_has_price: kind <> 'paid' OR price IS NOT NULL",
    "    own_currency: currency <> '$base_currency' OR n <> 4",
    '  prose: [note]',
  ],
  columns: {
    id: 'varchar',
    at: 'timestamp',
    dt: 'varchar',
    page: 'varchar?',
    kind: 'varchar?',
    currency: 'varchar?',
    n: 'bigint?',
    most: 'bigint?',
    price: 'decimal(18,4)?',
    left_at: 'timestamp?',
    since: 'date?',
    note: 'varchar?',
    end: 'varchar?',
  },
};

const RIGHT: Row = {
  id: 'V1',
  at: '2026-10-01 23:59:59',
  dt: '2026-10-01',
  page: '首页',
  kind: 'paid',
  currency: 'CNY',
  n: '5',
  most: '5',
  price: '0.0501',
  left_at: '2026-10-01 23:59:59',
  since: '1990-01-01',
  note: ' none\n',
  end: 'sold',
};
const UNKNOWN: Row = { id: 'V2', at: '2026-10-01 00:00:00', dt: '2026-10-01' };

async function wrongIn(rows: Row[]): Promise<Record<string, number>> {
  const days = await profileOf([{ ...VISITS, rows }], [['2026-10-01', '2026-10-01']]);
  return days['2026-10-01']?.wrong ?? {};
}

describe('among right rows and rows of which nothing is known', () => {
  test('nothing is found', async () => {
    expect(await wrongIn([RIGHT, UNKNOWN])).toEqual({});
  });

  test.each<[condition: string, change: Row]>([
    ['required_values:at', { at: null }],
    ['accepted_values:kind', { kind: 'Paid' }],
    ['accepted_values:end', { end: 'lost' }],
    ['ranges:n', { n: '0' }],
    ['ranges:price', { price: '0.0500' }],
    ['ranges:left_at', { left_at: '9999-12-31 00:00:00' }],
    ['ranges:since', { since: '1900-01-01' }],
    ['values_in_order:at <= left_at', { left_at: '2026-10-01 23:59:58' }],
    ['values_in_order:n <= most', { most: '4' }],
    ['rows_hold:paid_has_price', { price: null }],
    ['rows_hold:own_currency', { n: '4' }],
    ['right_day:at', { at: '2026-09-30 23:59:59' }],
  ])('%s finds the one that is not', async (condition, change) => {
    expect(await wrongIn([RIGHT, UNKNOWN, { ...RIGHT, id: 'V3', ...change }])).toEqual({ [condition]: 1 });
  });

  test.each([
    ['empty', ''],
    ['a blank', ' '],
    ['a blank before it', ' home'],
    ['a blank behind it', 'home '],
    ['a wide blank behind it', '首页\u3000'],
    ['a line end of another system', 'home\r'],
    ['a tab', 'ho\tme'],
    ['a no-break space', 'ho\u00a0me'],
    ['a zero-width space', '\u200bhome'],
    ['a byte order mark', '\ufeffhome'],
    ['a byte that was no text', 'hom\ufffd'],
    ['NULL as a word', 'NULL'],
    ['None as a word', 'None'],
    ['NaN as a word', 'NaN'],
    ['NULL of an export of MySQL', '\\N'],
    ['an error of a spreadsheet', '#N/A'],
    ['a dash', '-'],
  ])('clean_text finds %s', async (_, page) => {
    expect(await wrongIn([RIGHT, UNKNOWN, { ...RIGHT, id: 'V3', page }])).toEqual({ 'clean_text:page': 1 });
  });

  test.each(['NA', 'nonesuch', 'nullable', 'a b', '中国', "O'Brien", 'A-B', '0'])(
    'clean_text lets %s stand, which only looks like it',
    async (page) => {
      expect(await wrongIn([RIGHT, UNKNOWN, { ...RIGHT, id: 'V3', page }])).toEqual({});
    },
  );
});

test('a condition that names a column which the shop lacks is not asked', async () => {
  const { most, ...columns } = VISITS.columns;
  const more = ['partition: none', 'may_lack: [most]', ...(VISITS.more ?? []).slice(1)];
  const table: SmallTable = { ...VISITS, more, columns: { ...columns, most: most ?? '' }, rows: [] };
  const { most: _, ...lacking } = RIGHT;
  const days = await profileOf([{ ...table, rows: [{ ...lacking, n: '9' }] }], null);
  expect(days['']?.wrong).toEqual({ 'ranges:n': 1 });
});

/** What the conditions mean, said once more without SQL; null is never wrong where it may stand. */
const MEANT: Record<string, (row: Row) => boolean> = {
  'accepted_values:kind': ({ kind }) => kind != null && !['paid', 'free'].includes(kind),
  'accepted_values:end': ({ end }) => end != null && !['sold', 'gone'].includes(end),
  'clean_text:kind': ({ kind }) => kind === 'none',
  'clean_text:page': ({ page }) => page != null && (page !== page.trim() || page === ''),
  'ranges:n': ({ n }) => n != null && (Number(n) < 1 || Number(n) > 5),
  'ranges:price': ({ price }) => price != null && Number(price) <= 0.05,
  'values_in_order:at <= left_at': ({ at, left_at }) => left_at != null && (at ?? '') > left_at,
  'values_in_order:n <= most': ({ n, most }) => n != null && most != null && Number(n) > Number(most),
  'rows_hold:paid_has_price': ({ kind, price }) => kind === 'paid' && price == null,
  'rows_hold:own_currency': ({ currency, n }) => currency === 'CNY' && n === '4',
  'right_day:at': ({ at, dt }) => at?.slice(0, 10) !== dt,
};

test('counts as many rows as somebody who looks at each of them', async () => {
  const cell = (...values: (string | null)[]) => fc.constantFrom(...values);
  const row = fc.record({
    at: cell('2026-10-01 10:00:00', '2026-10-01 12:00:00', '2026-10-02 00:00:00'),
    page: cell('home', ' home', 'home ', '', null),
    kind: cell('paid', 'free', 'none', 'other', null),
    end: cell('sold', 'gone', 'lost', null),
    currency: cell('CNY', 'USD', null),
    n: cell('0', '1', '4', '5', '6', null),
    most: cell('1', '5', null),
    price: cell('0.0500', '0.0501', '12', null),
    left_at: cell('2026-10-01 09:00:00', '2026-10-01 12:00:00', null),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (drawn) => {
      const rows = drawn.map((cells, index): Row => ({ ...cells, id: `V${index}`, dt: '2026-10-01' }));
      const counted = Object.entries(MEANT).map(([name, isWrong]) => [name, rows.filter(isWrong).length] as const);
      expect(await wrongIn(rows)).toEqual(Object.fromEntries(counted.filter(([, count]) => count > 0)));
    }),
    { numRuns: 12 },
  );
});
