// Rows that need others: a key of another table that exists (`references`), rows of another table that belong to it
// (`children`). Only key columns of the other table are read, and of its days only those in which they can lie. No
// statement leaves such rows out by a condition of its own, since facts join what they need; they are counted and shown.
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Table } from '../definitions/definitions.ts';
import { mergeRanges } from '../facts/partition-range.ts';
import { type PresentTables, tableSource } from '../facts/relations.ts';
import { quotedName, type RowCondition } from './row-conditions.ts';

export type RelatedRows = RowCondition & {
  /** Gives each row of `x` the columns that the condition reads; it multiplies none. */
  join: string;
};

/** `days`: those of the table's own rows, null for all. Tables that the shop does not have ask for nothing. */
export function relatedRows(
  table: Table,
  days: [string, string][] | null,
  present: PresentTables,
  definitions: Definitions,
): RelatedRows[] {
  const { lookbackDays } = definitions.shop.parameters;
  const { references, children } = table.contract;
  const parents = Object.entries(references).map(([column, { table: parent, column: key }]) => ({
    check: 'references' as const,
    subject: column,
    other: parent,
    // The rest of a longer key goes by the same names here and there.
    pairs: [
      [column, key],
      ...(definitions.tables[parent]?.key ?? []).filter((name) => name !== key).map((name) => [name, name]),
    ] as [string, string][],
    around: { before: lookbackDays, after: 1 },
  }));
  const kids = children.map((child) => ({
    check: 'children' as const,
    subject: child,
    other: child,
    pairs: table.key.map((name): [string, string] => [name, name]),
    around: { before: 1, after: lookbackDays },
  }));
  return [...parents, ...kids]
    .filter(({ other, pairs }) =>
      pairs.every(([own, theirs]) => present[table.id]?.includes(own) && present[other]?.includes(theirs)),
    )
    .map((related, index) => toRelatedRows(related, `related_${index + 1}`, days, definitions));
}

type Related = {
  check: 'references' | 'children';
  subject: string;
  other: string;
  /** Own column, column of the other table. */
  pairs: [string, string][];
  /** Days around those of the own rows in which rows of the other table can lie. */
  around: { before: number; after: number };
};

function toRelatedRows(
  { check, subject, other, pairs, around }: Related,
  alias: string,
  days: [string, string][] | null,
  { tables, sources }: Definitions,
): RelatedRows {
  const columns = pairs.map(([, theirs], index) => `${quotedName(theirs)} AS ${alias}_${index + 1}`);
  const reach = tables[other]?.partition === 'none' || days === null ? null : widen(days, around);
  const where = reach === null ? '' : ` WHERE ${inDays(reach)}`;
  const keys = `SELECT DISTINCT ${columns.join(', ')} FROM ${tableSource(other, sources[other])} r${where}`;
  const on = pairs.map(([own], index) => `${alias}_${index + 1} = x.${quotedName(own)}`);
  const known = check === 'references' ? pairs.map(([own]) => `x.${quotedName(own)} IS NOT NULL`) : [];
  return {
    check,
    subject,
    join: `LEFT JOIN (${keys}) ${alias} ON ${on.join(' AND ')}`,
    wrong: [...known, `${alias}_1 IS NULL`].join(' AND '),
  };
}

function widen(days: [string, string][], { before, after }: Related['around']): [string, string][] {
  const moved = (day: string, by: number) => Temporal.PlainDate.from(day).add({ days: by }).toString();
  return mergeRanges(days.map(([from, to]) => [moved(from, -before), moved(to, after)]));
}

export function inDays(days: [string, string][]): string {
  return days.map(([from, to]) => `(dt >= '${from}' AND dt <= '${to}')`).join(' OR ');
}
