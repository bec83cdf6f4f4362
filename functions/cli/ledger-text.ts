// What the terminal says of the ledger: a line for each rule that does not tie or could not be held, and one for all that
// do.
import { Fraction, formatFixed } from '../exact.ts';
import type { Reconciliation } from '../snapshot/reconciliation-shape.ts';
import type { Snapshot } from '../snapshot/shape.ts';

/** Nothing where nothing is held against a ledger. */
export function ledgerText({ reconciliation = [] }: Snapshot): string[] {
  if (reconciliation.length === 0) return [];
  const tied = reconciliation.filter(({ within }) => within === true).length;
  const others = reconciliation.filter(({ within }) => within !== true);
  const width = Math.max(...others.map(({ rule }) => rule.length), 0);
  return [
    'Against the ledger',
    ...(tied === 0 ? [] : [`  ${tied} of ${reconciliation.length} rules tie within their tolerance`]),
    ...others.map((held) => `  ${held.rule.padEnd(width)}  ${sayOther(held)}`),
    '',
  ];
}

function sayOther({ unexplained, tolerance, currency, note, missing }: Reconciliation): string {
  const rows = missing.map(({ account, month }) => `${account} ${month}`).join(', ');
  if (note === 'no_ledger_rows') return `not held: the ledger has no row of ${rows}`;
  if (note === 'other_currency') return `not held: the ledger has ${rows} in another currency than ${currency}`;
  if (note === 'unavailable') return 'not held: what it needs is not measured';
  const money = (text: string | null) => formatFixed(new Fraction(text ?? 0), 2);
  return `${money(unexplained)} ${currency} unexplained, ${money(tolerance)} allowed`;
}
