import { describe, expect, test } from 'vitest';
import { cutName, cutsByFact, cutsOfRun, factsOfLedgerAlone, factsReadYearAgo } from '../../functions/facts/cuts.ts';
import { mustLoad } from '../support/shop.ts';

const line = (id: string, text: string) =>
  `${id}: { name: { en: X, zh-CN: X }, family: web, unit: count, better: up, ${text} }\n`;

function cutsOf(...kpis: string[]): Record<string, string[]> {
  const definitions = mustLoad({ 'kpis/own.yaml': kpis.map((text, at) => line(`x${at}`, text)).join('') });
  const own = Object.values(definitions.kpis).filter(({ id }) => /^x\d$/.test(id));
  return Object.fromEntries(
    Object.entries(cutsByFact(definitions, own)).map(([fact, cuts]) => [fact, cuts.map(cutName)]),
  );
}

describe('the cuts of a fact', () => {
  test('are the total and the dimensions of the KPIs that read it, and never a combination of them', () => {
    expect(cutsOf('value: sales.amount, by: [region, channel]', 'value: sales.orders, by: [channel]')).toEqual({
      sales: ['total', 'channel', 'region'],
    });
  });

  test('leave the total out where no KPI has one', () => {
    expect(cutsOf('value: sales.amount, total: false, by: [channel]')).toEqual({ sales: ['channel'] });
  });

  test('are asked of every fact that a formula, factor, sample or share of censored rows reads', () => {
    const text = 'value: sales.amount, factor: 1 / parcels.closed, sample: orders.placed, excluded: returns.units';
    expect(cutsOf(text)).toEqual({ orders: ['total'], parcels: ['total'], returns: ['total'], sales: ['total'] });
  });

  test('follow a slice to its own formula and column', () => {
    const text = 'value: sales.amount, by: [{ channel: { sample: orders.placed } }, { carrier: region }]';
    expect(cutsOf(text)).toEqual({ orders: ['channel'], sales: ['total', 'channel', 'region'] });
  });

  test('hold what reviews of people read, where a KPI reads the fact at all', () => {
    expect(cutsOf('value: staff.closing, by: [department]')).toEqual({ staff: ['total', 'department', 'employee'] });
    expect(cutsOf('value: sales.amount').staff).toBeUndefined();
  });

  test('hold a stratum beside its dimension', () => {
    expect(cutsOf('value: sales.amount, by: [employee], strata: { employee: category }')).toEqual({
      sales: ['total', 'employee', 'employee*category'],
    });
  });
});

test('facts are read a year back where a KPI says [year_ago], also in a slice', () => {
  const definitions = mustLoad({
    'kpis/own.yaml': [
      line('x', 'value: sales.amount, by: [{ channel: { sample: "orders.placed[year_ago]" } }]'),
      line('y', 'value: "parcels.closed - parcels.closed[year_ago]"'),
    ].join(''),
  });
  const own = Object.values(definitions.kpis).filter(({ id }) => ['x', 'y'].includes(id));
  expect(factsReadYearAgo(own).sort()).toEqual(['orders', 'parcels']);
});

test('a run that scores people asks who they are, though no KPI does', () => {
  const definitions = mustLoad({ 'kpis/own.yaml': line('x0', 'value: sales.amount, by: [employee]') });
  const own = Object.values(definitions.kpis).filter(({ id }) => id === 'x0');
  const facts = (scorecards: typeof definitions.scorecards) =>
    Object.keys(cutsOfRun({ ...definitions, scorecards, reconciliation: {} }, own));
  expect(facts(definitions.scorecards)).toEqual(['sales', 'staff']);
  expect(facts({})).toEqual(['sales']);
});

test('a run that is held against a ledger asks for the totals of what it is held against and explained by', () => {
  const definitions = mustLoad({
    'kpis/own.yaml': line('x0', 'value: sales.amount, total: false, by: [channel]'),
    'reconciliation/rules.yaml': [
      "r: { name: { en: R, zh-CN: R }, accounts: ['1'], measured: sales.amount - returns.refunds,",
      '  tolerance: { absolute: 0 }, reasons: { tax: { name: { en: T, zh-CN: T }, amount: charges.tax } } }',
    ].join('\n'),
  });
  const own = Object.values(definitions.kpis).filter(({ id }) => id === 'x0');
  const cuts = cutsOfRun({ ...definitions, scorecards: {} }, own);
  expect(Object.fromEntries(Object.entries(cuts).map(([fact, list]) => [fact, list.map(cutName)]))).toEqual({
    sales: ['total', 'channel'],
    returns: ['total'],
    charges: ['total'],
  });
  expect(factsOfLedgerAlone(definitions)).toEqual(['charges']);
});
