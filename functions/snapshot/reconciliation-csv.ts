// reconciliation.csv: what the ledger says against what is measured, for a spreadsheet; a row a rule and one more for each
// reason. It computes nothing that snapshot.json does not say.
import type { Locale } from '../definitions/locale.ts';
import { type Cell, csvText } from './csv-text.ts';
import type { Reconciliation } from './reconciliation-shape.ts';
import type { Snapshot } from './shape.ts';

type Reason = Reconciliation['reasons'][number];
type Row = { snapshot: Snapshot; rule: Reconciliation; reason: Reason | null };
type Column = { name: string; kind: Cell['kind']; read(row: Row): string | null };

/** Null where the snapshot holds nothing against a ledger. */
export function reconciliationCsv(snapshot: Snapshot, locales: readonly Locale[]): string | null {
  if (snapshot.reconciliation === undefined) return null;
  const columns = [...IDENTITY, ...locales.map(nameColumn), ...AMOUNTS];
  const rows = snapshot.reconciliation.flatMap((rule): Row[] => [
    { snapshot, rule, reason: null },
    ...rule.reasons.map((reason) => ({ snapshot, rule, reason })),
  ]);
  return csvText(
    columns.map(({ name }) => name),
    rows.map((row) => columns.map(({ kind, read }): Cell => ({ kind, content: read(row) }))),
  );
}

function text(name: string, read: Column['read']): Column {
  return { name, kind: 'text', read };
}

/** Of the rule as a whole only; empty in the rows of its reasons. */
function ofRule(kind: Cell['kind'], name: string, read: (rule: Reconciliation) => string | null): Column {
  return { name, kind, read: ({ rule, reason }) => (reason === null ? read(rule) : null) };
}

function nameColumn({ locale }: Locale): Column {
  return text(`name_${locale}`, ({ rule, reason }) => {
    const { name } = reason ?? rule;
    return name[locale] ?? name.en ?? Object.values(name)[0] ?? null;
  });
}

const IDENTITY: Column[] = [
  text('schema_version', ({ snapshot }) => snapshot.schemaVersion),
  text('shop', ({ snapshot }) => snapshot.shop.name),
  text('report', ({ snapshot }) => snapshot.report.id),
  text('period', ({ snapshot }) => snapshot.period.id),
  { name: 'revision', kind: 'number', read: ({ snapshot }) => String(snapshot.revision) },
  text('rule', ({ rule }) => rule.rule),
  text('reason', ({ reason }) => reason?.id ?? null),
];

const AMOUNTS: Column[] = [
  ofRule('text', 'accounts', ({ accounts }) => accounts.join('; ')),
  text('currency', ({ rule }) => rule.currency),
  ofRule('number', 'ledger', ({ ledger }) => ledger),
  ofRule('number', 'measured', ({ measured }) => measured),
  ofRule('number', 'difference', ({ difference }) => difference),
  { name: 'explained', kind: 'number', read: ({ reason }) => reason?.amount ?? null },
  ofRule('number', 'unexplained', ({ unexplained }) => unexplained),
  ofRule('number', 'tolerance', ({ tolerance }) => tolerance),
  ofRule('text', 'within_tolerance', ({ within }) => (within === null ? null : within ? 'yes' : 'no')),
  ofRule('text', 'note', ({ note }) => note),
  ofRule('text', 'missing', ({ missing }) =>
    missing
      .map(({ account, month, currency }) => `${account} ${month}${currency === null ? '' : ` (${currency})`}`)
      .join('; '),
  ),
];
