// What the books say against what is measured: the parts always add up as they are written, and what is missing is no zero.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReconciliationRule } from '../../functions/definitions/definitions.ts';
import { parseExpression } from '../../functions/definitions/expression.ts';
import { Fraction, formatDecimal } from '../../functions/exact.ts';
import { buildCube } from '../../functions/facts/cube.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import type { LedgerRow } from '../../functions/kpis/records.ts';
import type { Period } from '../../functions/periods/period.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import { reconcile } from '../../functions/snapshot/reconcile.ts';
import { reconciliation } from '../../functions/snapshot/reconciliation-shape.ts';
import { periodOf } from '../facts/lake.ts';
import { calendar } from '../support/story.ts';

const june = periodOf('2026-06');
const NAME = { en: 'X', 'zh-CN': 'X' };

function expression(text: string) {
  const tree = parseExpression(text);
  if ('wrong' in tree) throw new Error(tree.wrong);
  return tree;
}

function rule(change: Partial<ReconciliationRule> = {}): ReconciliationRule {
  return {
    id: 'sales',
    name: NAME,
    accounts: ['1'],
    normalBalance: 'credit',
    measured: expression('f.sold'),
    tolerance: { absolute: '0', relative: '0' },
    reasons: [],
    ...change,
  };
}

/** Only what a reconciliation reads; `sums` are those of the fact `f`. */
function reading(rules: ReconciliationRule[], ledger: LedgerRow[] | null, sums: Record<string, string>, of = june) {
  const measures = Object.keys(sums);
  const rows = [[of.id, 'total', null, null, ...Object.values(sums)]];
  const part: Pick<Reading, 'cube' | 'gap'> & { records: unknown; definitions: unknown } = {
    cube: buildCube([{ statement: { fact: 'f', measures }, rows, periods: [of.id] }]),
    gap: () => null,
    records: { ledger },
    definitions: {
      reconciliation: Object.fromEntries(rules.map((one) => [one.id, one])),
      shop: { parameters: { baseCurrency: 'CNY' } },
    },
  };
  return part as unknown as Reading;
}

function held(one: ReconciliationRule, ledger: LedgerRow[], sums: Record<string, string>, period: Period = june) {
  const [entry] = reconcile(period, reading([one], ledger, sums, period)) ?? [];
  if (!entry) throw new Error('nothing was held against the ledger');
  return reconciliation.parse(entry);
}

const row = (account: string, amount: string, month = '2026-06', currency = 'CNY') => ({
  account,
  month,
  amount,
  currency,
});
const measured = (id: string, text: string) => ({
  id,
  name: NAME,
  from: 'measures' as const,
  amount: expression(text),
});

describe('the ledger', () => {
  test('is turned round where its accounts stand on the credit side, and as it is where not', () => {
    expect(held(rule(), [row('1', '-12.50')], { sold: '12.50' })).toMatchObject({ ledger: '12.5', difference: '0' });
    const debit = rule({ normalBalance: 'debit' });
    expect(held(debit, [row('1', '-12.50')], { sold: '12.50' })).toMatchObject({ ledger: '-12.5', difference: '-25' });
  });

  test('adds up all accounts of a rule, and is not known where one of them has no row', () => {
    const both = rule({ accounts: ['1', '2'] });
    expect(held(both, [row('1', '-10'), row('2', '-2')], { sold: '12' })).toMatchObject({ ledger: '12', within: true });
    const one = held(both, [row('1', '-10'), row('3', '-2')], { sold: '12' });
    expect(one).toMatchObject({ ledger: null, difference: null, unexplained: null, tolerance: null, within: null });
    expect(one).toMatchObject({
      note: 'no_ledger_rows',
      missing: [{ account: '2', month: '2026-06', currency: null }],
    });
  });

  test('of a quarter needs a row of each month', () => {
    const quarter = readPeriod('2026-Q2', calendar);
    if (!quarter) throw new Error('no period');
    const months = ['2026-04', '2026-05', '2026-06'].map((month) => row('1', '-4', month));
    expect(held(rule(), months, { sold: '12' }, quarter)).toMatchObject({ ledger: '12', within: true });
    expect(held(rule(), months.slice(1), { sold: '12' }, quarter).missing).toEqual([
      { account: '1', month: '2026-04', currency: null },
    ]);
  });

  test('in another currency is no amount, and a missing row is said first', () => {
    const both = rule({ accounts: ['1', '2'] });
    const dollars = [row('1', '-10', '2026-06', 'USD')];
    expect(held(both, dollars, { sold: '12' })).toMatchObject({ ledger: null, note: 'no_ledger_rows' });
    expect(held(both, [...dollars, row('2', '-2')], { sold: '12' })).toMatchObject({ note: 'other_currency' });
  });

  test('that the shop does not keep is held against nothing, and one without rows against everything', () => {
    expect(reconcile(june, reading([rule()], null, { sold: '1' }))).toBeNull();
    expect(reconcile(june, reading([rule()], [], { sold: '1' }))).toHaveLength(1);
  });
});

describe('a reason', () => {
  test('takes its part off the difference, from measures or from other accounts', () => {
    const reasons = [
      measured('tax', 'f.tax'),
      { id: 'exchange', name: NAME, from: 'ledger' as const, accounts: ['9'], normalBalance: 'debit' as const },
    ];
    const entry = held(rule({ reasons }), [row('1', '-115'), row('9', '3')], { sold: '100', tax: '10.5' });
    expect(entry.reasons.map(({ amount }) => amount)).toEqual(['10.5', '3']);
    expect(entry).toMatchObject({ difference: '15', unexplained: '1.5', within: false });
  });

  test('that is not known explains nothing and stands for no zero', () => {
    const entry = held(rule({ reasons: [measured('tax', 'g.tax')] }), [row('1', '-15')], { sold: '12' });
    expect(entry).toMatchObject({ reasons: [{ amount: null }], unexplained: '3', within: false, note: null });
  });
});

describe('the tolerance', () => {
  test.each([
    ['absolute', { absolute: '3', relative: '0' }, '3', true],
    ['relative to the ledger', { absolute: '0', relative: '0.02' }, '2', false],
    ['the larger of both', { absolute: '2.5', relative: '0.03' }, '3', true],
    ['nothing', { absolute: '0', relative: '0' }, '0', false],
  ])('is %s', (_, tolerance, limit, within) => {
    // Three apart: a limit that is just reached is kept.
    expect(held(rule({ tolerance }), [row('1', '-100')], { sold: '103' })).toMatchObject({ tolerance: limit, within });
  });
});

test('what is not measured cannot be held', () => {
  const entry = held(rule({ measured: expression('g.sold') }), [row('1', '-100')], { sold: '1' });
  expect(entry).toMatchObject({ ledger: '100', measured: null, unexplained: null, within: null, note: 'unavailable' });
});

test('as they are written, the reasons and the unexplained make the difference, exactly', () => {
  const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((n) => formatDecimal(new Fraction(n, 10_000n)));
  fc.assert(
    fc.property(cents, cents, cents, cents, fc.integer({ min: 1, max: 97 }), (books, sold, tax, exchange, part) => {
      const reasons = [
        measured('tax', `f.tax / ${part}`),
        { id: 'exchange', name: NAME, from: 'ledger' as const, accounts: ['9'], normalBalance: 'credit' as const },
      ];
      const divided = rule({ measured: expression(`f.sold / ${part}`), reasons });
      const entry = held(divided, [row('1', books), row('9', exchange)], { sold, tax });
      const exact = (text: string | null) => new Fraction(text ?? 'NaN');
      const parts = [...entry.reasons.map(({ amount }) => amount), entry.unexplained].map(exact);
      const sum = parts.reduce((total, one) => total.add(one), new Fraction(0));
      expect(sum.equals(exact(entry.difference))).toBe(true);
      expect(exact(entry.ledger).sub(exact(entry.measured)).equals(exact(entry.difference))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
