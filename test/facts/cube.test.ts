import { describe, expect, test } from 'vitest';
import { buildCube } from '../../functions/facts/cube.ts';

const at = (cut: string, member: string | null, period = '2026-06') => ({ period, cut, member });

const cube = buildCube([
  {
    statement: { fact: 'sales', measures: ['amount', 'seconds', 'role'] },
    periods: ['2026-06', '2026-07'],
    rows: [
      ['2026-06', 'total', null, null, '123456789012345678.123456789012', '{"3600":2,"0":1,"-60":4}', 'z'],
      ['2026-06', 'employee', 'E1', null, '1.50', null, 'sales'],
      ['2026-06', 'employee', null, null, '2', '{}', null],
      ['2026-06', 'employee', '', null, '3', 'null', null],
      ['2026-06', 'employee*category', 'E1', 'apparel', '9', null, null],
      ['2026-06', 'employee*category', 'E1', null, '4', null, null],
      ['2026-06', 'employee*category', null, '', '5', null, null],
    ],
  },
]);

describe('the cells of a fact', () => {
  test('are exact, also beyond what a float holds', () => {
    expect(
      cube
        .number('sales', 'amount', at('total', null))
        .mul(10n ** 12n)
        .toFraction(),
    ).toBe('123456789012345678123456789012');
  });

  test('tell the total, nobody and a member without a name apart', () => {
    const amounts = [at('total', null), at('employee', null), at('employee', ''), at('employee', 'E1')];
    expect(amounts.map((scope) => cube.number('sales', 'amount', scope).toFraction()).slice(1)).toEqual([
      '2',
      '3',
      '3/2',
    ]);
    expect(cube.members('sales', '2026-06', 'employee')).toEqual(['E1', null, '']);
  });

  test('that have no row are 0 as a sum, null as a text and empty as a histogram', () => {
    for (const scope of [at('employee', 'E9'), at('total', null, '2026-07'), at('region', 'CN-E')]) {
      expect(cube.number('sales', 'amount', scope).toFraction()).toBe('0');
      expect(cube.text('sales', 'role', scope)).toBeNull();
      expect(cube.histogram('sales', 'seconds', scope)).toEqual([]);
    }
  });

  test('of a stratum are not those of its member', () => {
    expect(cube.number('sales', 'amount', at('employee', 'E1')).toFraction()).toBe('3/2');
    expect(cube.members('sales', '2026-06', 'employee*category')).toEqual([]);
  });

  test('of a stratum are found by member and stratum, also where either is nobody or nothing', () => {
    const within = (member: string | null, stratum: string | null) =>
      cube.number('sales', 'amount', { ...at('employee*category', member), stratum }).toFraction();
    expect([within('E1', 'apparel'), within('E1', null), within(null, ''), within('E1', '')]).toEqual([
      '9',
      '4',
      '5',
      '0',
    ]);
    const strata = cube.strata('sales', '2026-06', 'employee*category');
    expect([...strata]).toEqual([
      ['E1', ['apparel', null]],
      [null, ['']],
    ]);
    expect(cube.strata('sales', '2026-07', 'employee*category').size).toBe(0);
  });

  test('of a histogram come by ascending edge', () => {
    const buckets = cube.histogram('sales', 'seconds', at('total', null));
    expect(buckets.map(({ edge, count }) => `${edge.toFraction()}:${count.toFraction()}`)).toEqual([
      '-60:4',
      '0:1',
      '3600:2',
    ]);
  });

  test.each([[null], [''], ['E1']])('of an empty histogram of %j are none', (member) => {
    expect(cube.histogram('sales', 'seconds', at('employee', member))).toEqual([]);
  });
});

describe('a cube', () => {
  test('knows what it was asked for', () => {
    expect([cube.has('sales', 'amount'), cube.has('sales', 'cost'), cube.has('orders', 'placed')]).toEqual([
      true,
      false,
      false,
    ]);
    const asked = (period: string, fact = 'sales') => cube.covers(fact, period, 'total');
    expect([asked('2026-07'), asked('2026-08'), asked('2026-06', 'orders')]).toEqual([true, false, false]);
  });

  test('knows that a large dimension was cut for some periods only', () => {
    const statement = { fact: 'sales', measures: ['amount'] };
    const large = { dimensions: ['employee'], periods: ['2026-07'] };
    const own = buildCube([{ statement, periods: ['2026-06', '2026-07'], rows: [], large }]);
    const asked = (period: string, cut: string) => own.covers('sales', period, cut);
    const cuts = [asked('2026-06', 'employee'), asked('2026-07', 'employee'), asked('2026-06', 'channel')];
    expect(cuts).toEqual([false, true, true]);
  });

  test('gives no figure for a measure that it does not have', () => {
    expect(() => cube.number('sales', 'cost', at('total', null))).toThrow('no measure sales.cost in the cube');
  });

  test('refuses a cell that is no plain decimal', () => {
    const broken = buildCube([
      { statement: { fact: 'f', measures: ['m'] }, periods: ['p'], rows: [['p', 'total', null, null, '1e+3']] },
    ]);
    expect(() => broken.number('f', 'm', { period: 'p', cut: 'total', member: null })).toThrow(
      'not a decimal number: "1e+3"',
    );
  });
});
