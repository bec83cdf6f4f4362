// The ledger against what was measured: a row a rule, a column for each known reason, and what stays unexplained, which the
// spreadsheet computes again.
import { cleanName, pickText } from '../../email/words.ts';
import type { Reconciliation } from '../../snapshot/reconciliation-shape.ts';
import type { WorkbookEdition } from '../edition.ts';
import { canAdd, decimalsOf } from '../exact-sum.ts';
import { moneyFormat } from '../number-format.ts';
import { columnLetters, formula, number, type Sheet, type SheetCell, text } from '../sheet.ts';

const ABOVE = 2;
/** Rule and accounts stand before the ledger. */
const LEDGER = 2;

/** Null: nothing was given to hold against the figures, and the sheet says so. */
export function reconciliationSheet(rows: readonly Reconciliation[] | null, edition: WorkbookEdition): Sheet {
  const { sheets, about, columns } = edition.words;
  if (rows === null || rows.length === 0) {
    return {
      name: sheets.reconciliation,
      above: [sheets.reconciliation, about.no_ledger],
      columns: [],
      rows: [],
      frozen: 0,
    };
  }
  const reasons = new Map(
    rows.flatMap((row) => row.reasons.map(({ id, name }) => [id, pickText(name, edition.locale) ?? id] as const)),
  );
  return {
    name: sheets.reconciliation,
    above: [sheets.reconciliation, about.reconciliation],
    columns: [
      { title: columns.rule },
      { title: columns.accounts },
      { title: columns.ledger },
      { title: columns.measured },
      { title: columns.difference },
      ...[...reasons.values()].map((title) => ({ title })),
      { title: columns.unexplained },
      { title: columns.tolerance },
      { title: columns.within },
      { title: columns.notes, wide: true },
    ],
    rows: rows.map((row, at) => ruleRow(row, [...reasons.keys()], ABOVE + at + 2, edition)),
    frozen: 1,
  };
}

function ruleRow(
  row: Reconciliation,
  ids: string[],
  line: number,
  { locale, money, words }: WorkbookEdition,
): SheetCell[] {
  const { ledger, measured, difference, unexplained, tolerance, within, note } = row;
  const format = moneyFormat(money);
  const amounts = ids.map((id) => row.reasons.find((reason) => reason.id === id)?.amount ?? null);
  const known = [ledger, measured, difference, ...amounts].filter((amount) => amount !== null);
  const decimals = decimalsOf(known);
  const at = (column: number) => `${columnLetters(column)}${line}`;
  const computed = (content: string, decimal: string | null): SheetCell => {
    if (decimal === null) return null;
    return canAdd([...known, decimal])
      ? formula(`ROUND(${content},${decimals})`, decimal, format)
      : number(decimal, format);
  };
  const [firstReason, afterReasons] = [LEDGER + 3, LEDGER + 3 + ids.length];
  const explained = ids.length === 0 ? '' : `-SUM(${at(firstReason)}:${at(afterReasons - 1)})`;
  return [
    text(pickText(row.name, locale) ?? row.rule),
    text(row.accounts.map(cleanName).join(locale.list.separator)),
    number(ledger, format),
    number(measured, format),
    computed(`${at(LEDGER)}-${at(LEDGER + 1)}`, difference),
    ...amounts.map((amount) => number(amount, format)),
    computed(`${at(LEDGER + 2)}${explained}`, unexplained),
    number(tolerance, format),
    within === null
      ? text(words.within.unknown, { tone: 'mut' })
      : text(within ? words.within.yes : words.within.no, { tone: within ? 'ok' : 'off' }),
    text(note && words.reconciliation_notes[note]),
  ];
}
