// Rows that need others: keys that must exist, rows that must have parts, in the days in which those can lie.
import { describe, expect, test } from 'vitest';
import { relatedRows } from '../../functions/checks/related-rows.ts';
import { definitionsOf, profileOf, type Row, type SmallTable } from './small-lake.ts';

const HALL: SmallTable = {
  name: 'halls',
  key: 'hall_id',
  more: ['partition: none'],
  columns: { hall_id: 'varchar' },
  rows: [{ hall_id: 'H1' }, { hall_id: 'H2' }],
};

const showings = (...rows: Row[]): SmallTable => ({
  name: 'showings',
  key: 'film, number',
  more: ['partition: event', 'contract:', '  children: [seats]', '  references: { hall: halls.hall_id }'],
  columns: { film: 'varchar', number: 'bigint', hall: 'varchar?', dt: 'varchar' },
  rows,
});

const seats = (...rows: Row[]): SmallTable => ({
  name: 'seats',
  key: 'seat',
  more: ['partition: event', 'contract:', '  references: { showing: showings.number, hall: halls.hall_id }'],
  columns: {
    seat: 'varchar',
    film: 'varchar?',
    showing: 'bigint?',
    number: 'bigint?',
    hall: 'varchar?',
    dt: 'varchar',
  },
  rows,
});

const DAY: [string, string][] = [['2026-10-01', '2026-10-01']];
const wrongOn = async (tables: SmallTable[], day = '2026-10-01') => (await profileOf(tables, DAY))[day]?.wrong;

const film: Row = { film: 'F', number: '1', hall: 'H1', dt: '2026-10-01' };
const seat: Row = { seat: 'S1', film: 'F', showing: '1', number: '1', hall: 'H1', dt: '2026-10-01' };

describe('a reference', () => {
  test('finds the row whose parent is missing, and none that names nobody', async () => {
    const own = seats(seat, { ...seat, seat: 'S2', hall: 'H9' }, { ...seat, seat: 'S3', hall: null });
    expect(await wrongOn([own, HALL, showings(film)])).toEqual({ 'references:hall': 1 });
  });

  test('compares whole keys: the rest of a longer one goes by the same names', async () => {
    const own = seats(
      seat,
      { ...seat, seat: 'S2', showing: '2' },
      { ...seat, seat: 'S3', film: 'G' },
      { ...seat, seat: 'S4', film: null },
    );
    expect(await wrongOn([own, HALL, showings(film)])).toEqual({ 'references:showing': 2 });
  });

  test('counts no row twice whose parent stands there twice', async () => {
    const days = await profileOf([seats(seat), HALL, showings(film, film, { ...film, dt: '2026-09-30' })], DAY);
    expect(days['2026-10-01']).toMatchObject({ rows: 1, wrong: {} });
  });

  test.each([
    ['2026-06-03', 0],
    ['2026-06-02', 1],
    ['2026-10-02', 0],
    ['2026-10-03', 1],
  ])('reaches as far back as facts look, and a day ahead: a parent of %s', async (dt, missing) => {
    const wrong = await wrongOn([seats(seat), HALL, showings({ ...film, dt })]);
    expect(wrong?.['references:showing'] ?? 0).toBe(missing);
  });

  test('asks nothing of a table that the shop does not have', () => {
    const definitions = definitionsOf([seats(), HALL, showings()]);
    const { seats: own } = definitions.tables;
    if (!own) throw new Error('no table');
    const columns = Object.keys(own.columns);
    const asked = (present: Record<string, string[]>) =>
      relatedRows(own, DAY, present, definitions).map(({ subject }) => subject);
    expect(asked({ seats: columns })).toEqual([]);
    expect(asked({ seats: columns, halls: ['hall_id'] })).toEqual(['hall']);
    expect(asked({ seats: columns, showings: ['film'] })).toEqual([]);
  });
});

describe('children', () => {
  test('find the row that has none', async () => {
    const own = showings(film, { ...film, number: '2' }, { ...film, film: 'G' });
    expect(await wrongOn([own, HALL, seats(seat)])).toEqual({ 'children:seats': 2 });
  });

  test('count no row twice that has several', async () => {
    const days = await profileOf([showings(film), HALL, seats(seat, { ...seat, seat: 'S2' })], DAY);
    expect(days['2026-10-01']).toMatchObject({ rows: 1, wrong: {} });
  });

  test.each([
    ['2026-09-30', 0],
    ['2026-09-29', 1],
    ['2027-01-29', 0],
    ['2027-01-30', 1],
  ])('may come until facts look no further: one of %s', async (dt, missing) => {
    const wrong = await wrongOn([showings(film), HALL, seats({ ...seat, dt })]);
    expect(wrong?.['children:seats'] ?? 0).toBe(missing);
  });
});
