import { describe, expect, test } from 'vitest';
import { type Cut, cutName } from '../../functions/facts/cuts.ts';
import { groupingSets, leadingColumns } from '../../functions/facts/grouping.ts';
import { mustLoad } from '../support/shop.ts';
import { EXAMPLE_LAKE, openLake } from './lake.ts';

const definitions = mustLoad();
const cut = (dimension: string | null, stratum: string | null = null): Cut => ({ dimension, stratum });
const ROWS = `(VALUES ('p', 'tmall', 'E1', 'x', 1), ('p', 'tmall', NULL, 'x', 2), ('p', NULL, 'E1', NULL, 4), ('p', NULL, NULL, 'y', 8))
  r (period, channel, employee, category, n)`;

/** cut, member, stratum and the sum of each row that DuckDB answers. */
async function ask(cuts: Cut[], rows = ROWS): Promise<string[]> {
  const engine = await openLake(definitions, EXAMPLE_LAKE);
  const columns = ['period', ...leadingColumns(cuts), 'sum(n) AS n'].join(', ');
  const sql = `SELECT ${columns} FROM ${rows} GROUP BY ${groupingSets(cuts, [])}`;
  const answer = await engine.query({ id: 'grouping', sql });
  return answer.rows.map(([, ...cells]) => cells.map((cell) => cell ?? 'NULL').join(' ')).sort();
}

describe('the rows of grouping sets', () => {
  test('name their cut, and tell the total from the rows of nobody', async () => {
    expect(await ask([cut(null), cut('employee'), cut('channel')])).toEqual([
      'channel NULL NULL 12',
      'channel tmall NULL 3',
      'employee E1 NULL 5',
      'employee NULL NULL 10',
      'total NULL NULL 15',
    ]);
  });

  test('name the stratum within a member, also where both belong to nobody', async () => {
    expect(await ask([cut('employee', 'category'), cut('employee')])).toEqual([
      'employee E1 NULL 5',
      'employee NULL NULL 10',
      'employee*category E1 NULL 4',
      'employee*category E1 x 1',
      'employee*category NULL x 2',
      'employee*category NULL y 8',
    ]);
  });

  test('of the total alone need no grouping()', async () => {
    expect(await ask([cut(null)])).toEqual(['total NULL NULL 15']);
    expect(leadingColumns([cut(null)]).join()).not.toContain('grouping');
  });

  test('are none where there are no rows, not even a total', async () => {
    const none = `(SELECT * FROM ${ROWS} WHERE n > 8)`;
    expect(await ask([cut(null), cut('channel')], `${none} none`)).toEqual([]);
  });

  test('keep any number of columns apart, the first being the highest bit', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const rows = `(SELECT 'p' AS period, ${names.map((name) => `'in ${name}' AS ${name}`).join(', ')}, 1 AS n) r`;
    expect(
      await ask(
        names.map((name) => cut(name)),
        rows,
      ),
    ).toEqual(names.map((name) => `${name} in ${name} NULL 1`));
  });
});

test('a cut is named by its dimension and stratum', () => {
  expect([cut(null), cut('carrier'), cut('employee', 'category')].map(cutName)).toEqual([
    'total',
    'carrier',
    'employee*category',
  ]);
});
