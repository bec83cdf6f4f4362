// What one scan of a table says of its days: versions, repeated keys, empty cells, exact sums, hours and members.
import { describe, expect, test } from 'vitest';
import { profileOf, type Row, type SmallTable } from './small-lake.ts';

const ORDERS: Omit<SmallTable, 'rows'> = {
  name: 'bookings',
  key: 'id',
  more: [
    'versioned: true',
    'partition: event',
    'contract:',
    '  clock: at',
    "  ranges: { n: '>= 0' }",
    '  members: [channel]',
    '  means: [price]',
  ],
  columns: {
    id: 'varchar',
    at: 'timestamp',
    channel: 'varchar?',
    n: 'bigint',
    price: 'decimal(18,4)?',
    row_version: 'bigint',
    dt: 'varchar',
  },
};

const booking = (id: string, version: string, change: Row = {}): Row => ({
  id,
  at: '2026-10-01 10:30:00',
  channel: 'web',
  n: '1',
  price: '0.1000',
  row_version: version,
  dt: '2026-10-01',
  ...change,
});

const profileOfBookings = (...rows: Row[]) => profileOf([{ ...ORDERS, rows }], [['2026-10-01', '2026-10-03']]);

describe('rows with versions', () => {
  test('are judged in their newest one: what a later version mends is no mistake', async () => {
    const days = await profileOfBookings(booking('A', '1', { n: '-1' }), booking('A', '2'), booking('B', '1'));
    expect(days['2026-10-01']).toMatchObject({ rows: 3, newest: 2, repeated: 0, wrong: {} });
  });

  test('are wrong where the newest one is, however right the others were', async () => {
    const days = await profileOfBookings(booking('A', '1'), booking('A', '2'), booking('A', '3', { n: '-1' }));
    expect(days['2026-10-01']).toMatchObject({ rows: 3, newest: 1, wrong: { 'ranges:n': 1 } });
  });

  test('repeat each other where key and version are the same', async () => {
    const days = await profileOfBookings(booking('A', '1'), booking('A', '2'), booking('A', '2'), booking('A', '2'));
    expect(days['2026-10-01']).toMatchObject({ rows: 4, newest: 1, repeated: 2 });
  });

  test('repeat each other also on two days, since a file may have been loaded twice', async () => {
    const again = { dt: '2026-10-02', at: '2026-10-02 10:30:00' };
    const days = await profileOfBookings(booking('A', '1'), booking('B', '1'), booking('A', '1', again));
    expect(days['2026-10-01']).toMatchObject({ rows: 2, repeated: 0 });
    expect(days['2026-10-02']).toMatchObject({ rows: 1, repeated: 1 });
  });
});

test('says of each day how many cells are empty, exact sums, hours and members', async () => {
  const days = await profileOfBookings(
    booking('A', '1'),
    booking('B', '1', { price: '0.2000', channel: 'app', at: '2026-10-01 00:00:00' }),
    booking('C', '1', { price: null, channel: null, at: '2026-10-01 10:59:59' }),
    booking('D', '1', { price: '99999999999999.9999', dt: '2026-10-02', at: '2026-10-02 23:59:59' }),
    booking('E', '1', { price: '0.0001', dt: '2026-10-02', at: '2026-10-02 23:00:00' }),
  );
  expect(days).toEqual({
    '2026-10-01': {
      rows: 3,
      repeated: 0,
      newest: 3,
      nulls: { channel: 1, price: 1 },
      sums: { price: { rows: 2, sum: '0.3000' } },
      hours: { 0: 1, 10: 2 },
      members: { channel: { web: 1, app: 1 } },
      wrong: {},
    },
    '2026-10-02': {
      rows: 2,
      repeated: 0,
      newest: 2,
      nulls: { channel: 0, price: 0 },
      sums: { price: { rows: 2, sum: '100000000000000.0000' } },
      hours: { 23: 2 },
      members: { channel: { web: 2 } },
      wrong: {},
    },
  });
});

test('reads the days that are asked for and no others', async () => {
  const rows = ['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'].map((dt) =>
    booking(dt, '1', { dt, at: `${dt} 12:00:00` }),
  );
  const days = await profileOf(
    [{ ...ORDERS, rows }],
    [
      ['2026-10-01', '2026-10-01'],
      ['2026-10-03', '2026-10-03'],
    ],
  );
  expect(Object.keys(days).sort()).toEqual(['2026-10-01', '2026-10-03']);
});

describe('a table without days', () => {
  const staff = (...ids: (string | null)[]): SmallTable => ({
    name: 'staff',
    key: 'id, team',
    more: ['partition: none', 'contract:', '  values: { team: [red, blue] }'],
    columns: { id: 'varchar', team: 'varchar' },
    rows: ids.map((id) => ({ id, team: 'red' })),
  });

  test('is one day that has no name', async () => {
    const days = await profileOf([staff('A', 'B', 'A')], null);
    expect(days).toEqual({
      '': { rows: 3, repeated: 1, nulls: {}, sums: {}, hours: {}, members: {}, wrong: {} },
    });
  });

  test('has that day also without rows', async () => {
    expect((await profileOf([staff()], null))['']).toMatchObject({ rows: 0, repeated: 0, wrong: {} });
  });

  test('takes keys apart by their parts, and two that nobody knows for the same', async () => {
    const { rows, ...table } = staff();
    const pairs = [
      { id: 'a, b', team: 'c' },
      { id: 'a', team: 'b, c' },
      { id: 'NULL', team: 'red' },
      { id: null, team: 'red' },
      { id: null, team: 'red' },
    ];
    const days = await profileOf([{ ...table, rows: [...rows, ...pairs] }], null);
    expect(days['']?.repeated).toBe(1);
  });
});
