// What people wrote beside the facts: plans, comments, responses and the books, as typed rows in the order of their ids, so
// that the order of rows in a lake changes nothing. Texts are quoted as they stand; nothing here reads a meaning into them.
import type { Cell } from '../ports.ts';

/** Rows with a KPI and whom they are about, as in the `targets` table: `company` `all`, or a dimension and its member. */
export type Scoped = { id: string; kpi: string; scope: { kind: string; id: string } };

export type PlanRow = Scoped & {
  action: string;
  owner: string | null;
  dueOn: string | null;
  progress: string | null;
  closedOn: string | null;
};

export type CommentRow = Scoped & { month: string; text: string; author: string; writtenAt: string };

export const RESPONSE_KINDS = ['feedback', 'acknowledged', 'objection', 'outcome'] as const;

/** `kind` is null where the row says none of these. */
export type ResponseRow = {
  id: string;
  card: string;
  scopeId: string;
  month: string;
  person: string;
  kind: (typeof RESPONSE_KINDS)[number] | null;
  text: string;
  writtenAt: string;
};

/** What an account has moved by in a month. `amount`: debits minus credits, as a decimal in `currency`. */
export type LedgerRow = { account: string; month: string; amount: string; currency: string };

/** `ledger` is null where the shop keeps none: that is something else than one without rows. */
export type Records = {
  plans: PlanRow[];
  comments: CommentRow[];
  responses: ResponseRow[];
  ledger: LedgerRow[] | null;
};

/** Rows of the statements of compile-records.ts, whose columns are in this order; no rows where a table is absent. */
export function readRecords(rows: Partial<Record<keyof Records, Cell[][]>>): Records {
  return {
    plans: inOrder((rows.plans ?? []).map(readPlan)),
    comments: inOrder((rows.comments ?? []).map(readComment)),
    responses: inOrder((rows.responses ?? []).map(readResponse)),
    ledger: rows.ledger?.map(readLedger) ?? null,
  };
}

function readLedger([account, month, amount, currency]: Cell[]): LedgerRow {
  return { account: account ?? '', month: month ?? '', amount: amount ?? '', currency: currency ?? '' };
}

function readPlan([id, kpi, kind, scopeId, action, owner, dueOn, progress, closedOn]: Cell[]): PlanRow {
  return {
    ...scoped(id, kpi, kind, scopeId),
    action: action ?? '',
    owner: said(owner),
    dueOn: said(dueOn),
    progress: said(progress),
    closedOn: said(closedOn),
  };
}

function readComment([id, kpi, kind, scopeId, month, text, author, second]: Cell[]): CommentRow {
  return {
    ...scoped(id, kpi, kind, scopeId),
    month: month ?? '',
    text: text ?? '',
    author: author ?? '',
    writtenAt: instantOf(second),
  };
}

function readResponse([id, card, scopeId, month, person, kind, text, second]: Cell[]): ResponseRow {
  return {
    id: id ?? '',
    card: card ?? '',
    scopeId: scopeId ?? '',
    month: month ?? '',
    person: person ?? '',
    kind: RESPONSE_KINDS.find((known) => known === kind) ?? null,
    text: text ?? '',
    writtenAt: instantOf(second),
  };
}

function scoped(id: Cell | undefined, kpi: Cell | undefined, kind: Cell | undefined, member: Cell | undefined): Scoped {
  return { id: id ?? '', kpi: kpi ?? '', scope: { kind: kind ?? '', id: member ?? '' } };
}

/** A blank text says nothing. */
function said(text: Cell | undefined): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : text;
}

function instantOf(second: Cell | undefined): string {
  return new Date(Number(second ?? 0) * 1000).toISOString().replace('.000Z', 'Z');
}

function inOrder<T extends { id: string }>(rows: T[]): T[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
