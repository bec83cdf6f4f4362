// Holds the figures of a period against the books: ledger - measured, what known reasons explain of it and what is left.
// A row that the ledger lacks is missing and no zero, and a reason that is not known explains nothing.
import type { Accounts, ReconciliationReason, ReconciliationRule } from '../definitions/definitions.ts';
import { Fraction, parseDecimal, sumExactly } from '../exact.ts';
import { readTotal } from '../kpis/evaluate.ts';
import type { Amount, Reading } from '../kpis/reading.ts';
import type { LedgerRow } from '../kpis/records.ts';
import type { Period } from '../periods/period.ts';
import { monthsOf } from '../periods/ranges.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import type { Reconciliation } from './reconciliation-shape.ts';

/** One entry a rule, in the order of the rules; null where the shop keeps no ledger. */
export function reconcile(period: Period, reading: Reading): Reconciliation[] | null {
  const { ledger } = reading.records;
  if (ledger === null) return null;
  const book = openLedger(ledger, period, reading.definitions.shop.parameters.baseCurrency);
  return Object.values(reading.definitions.reconciliation).map((rule) => hold(rule, book, period, reading));
}

type Missing = Reconciliation['missing'];

type Ledger = {
  currency: string;
  /** Null where one of the accounts has no row of its own for one of the months. */
  amountOf(accounts: Accounts): Amount;
  missingOf(accounts: Accounts): Missing;
};

function hold(rule: ReconciliationRule, book: Ledger, period: Period, reading: Reading): Reconciliation {
  const ledger = book.amountOf(rule);
  const missing = book.missingOf(rule);
  const measured = asWritten(readTotal(rule.measured, period, reading));
  const difference = ledger === null || measured === null ? null : ledger.sub(measured);
  const reasons = rule.reasons.map((reason) => ({ reason, amount: amountOf(reason, book, period, reading) }));
  const explained = sumExactly(reasons.flatMap(({ amount }) => amount ?? []));
  const unexplained = difference === null ? null : difference.sub(explained);
  const tolerance = toleranceOf(rule, ledger);
  return {
    rule: rule.id,
    name: rule.name,
    accounts: rule.accounts,
    currency: book.currency,
    ledger: toQuantity(ledger),
    measured: toQuantity(measured),
    difference: toQuantity(difference),
    reasons: reasons.map(({ reason: { id, name }, amount }) => ({ id, name, amount: toQuantity(amount) })),
    unexplained: toQuantity(unexplained),
    tolerance: toQuantity(tolerance),
    within: unexplained === null || tolerance === null ? null : unexplained.abs().compare(tolerance) <= 0,
    note: noteOf(missing, measured),
    missing,
  };
}

function amountOf(reason: ReconciliationReason, book: Ledger, period: Period, reading: Reading): Amount {
  return reason.from === 'ledger' ? book.amountOf(reason) : asWritten(readTotal(reason.amount, period, reading));
}

/** Of a division that does not end, what a snapshot says of it, so that what is written adds up. */
function asWritten(amount: Amount): Amount {
  return fromQuantity(toQuantity(amount));
}

/** The larger of the two limits. */
function toleranceOf({ tolerance }: ReconciliationRule, ledger: Amount): Amount {
  if (ledger === null) return null;
  const absolute = new Fraction(tolerance.absolute);
  const relative = ledger.abs().mul(tolerance.relative);
  return relative.compare(absolute) > 0 ? relative : absolute;
}

function noteOf(missing: Missing, measured: Amount): Reconciliation['note'] {
  if (missing.some(({ currency }) => currency === null)) return 'no_ledger_rows';
  if (missing.length > 0) return 'other_currency';
  return measured === null ? 'unavailable' : null;
}

function openLedger(rows: LedgerRow[], period: Period, currency: string): Ledger {
  const months = monthsOf(period).map(({ id }) => id);
  const byKey = new Map(rows.map((row) => [`${row.account} ${row.month}`, row]));
  const rowsOf = (accounts: string[]) =>
    accounts.flatMap((account) =>
      months.map((month) => ({ account, month, row: byKey.get(`${account} ${month}`) ?? null })),
    );
  const missingOf = ({ accounts }: Accounts): Missing =>
    rowsOf(accounts)
      .filter(({ row }) => row?.currency !== currency)
      .map(({ account, month, row }) => ({ account, month, currency: row?.currency ?? null }));
  return {
    currency,
    missingOf,
    amountOf(of) {
      if (missingOf(of).length > 0) return null;
      const sum = sumExactly(rowsOf(of.accounts).flatMap(({ row }) => (row === null ? [] : parseDecimal(row.amount))));
      return of.normalBalance === 'credit' ? sum.neg() : sum;
    },
  };
}
