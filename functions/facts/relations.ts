// The CTEs that a fact's rows reach: cleaned tables and views, dependencies first. The clean-up (newest version of a row,
// partition range) is written here and nowhere else, so no fact can forget it.
import type { Definitions, Table } from '../definitions/definitions.ts';
import type { Period } from '../periods/period.ts';
import { partitionPredicate, type Reach } from './partition-range.ts';
import { mentionedRelations } from './sql-text.ts';

/** Columns of each canonical table that the shop has; an absent table has no entry. */
export type PresentTables = Record<string, readonly string[]>;

/** Conditions by table: rows for which one is true are left out, since a check found them wrong (functions/checks/). */
export type Quarantine = Record<string, readonly string[]>;

/** Tables and views that a text reaches, dependencies first. */
function reachedRelations(sql: string, definitions: Definitions): string[] {
  const reached: string[] = [];
  const visit = (text: string) => {
    for (const { text: name } of mentionedRelations(text)) {
      if (reached.includes(name)) continue;
      const view = definitions.views[name];
      if (view !== undefined) visit(view);
      if (!reached.includes(name)) reached.push(name);
    }
  };
  visit(sql);
  return reached;
}

/** Canonical tables that a text reaches, directly or by views. */
export function reachedTables(sql: string, definitions: Definitions): string[] {
  return reachedRelations(sql, definitions).filter((name) => name in definitions.tables);
}

/** How often a statement reads each canonical table: an engine reads a view again wherever it is mentioned. */
export function countReads(sql: string, definitions: Definitions): Record<string, number> {
  const reads: Record<string, number> = {};
  for (const { text: name } of mentionedRelations(sql)) {
    const view = definitions.views[name];
    const inside = view === undefined ? { [name]: name in definitions.tables ? 1 : 0 } : countReads(view, definitions);
    for (const [table, times] of Object.entries(inside)) reads[table] = (reads[table] ?? 0) + times;
  }
  return Object.fromEntries(Object.entries(reads).filter(([, times]) => times > 0));
}

/** `name AS (SELECT …)` for each reached relation. */
export function relationCtes(
  sql: string,
  definitions: Definitions,
  present: PresentTables,
  periods: Period[],
  reach: Reach,
  quarantine: Quarantine = {},
): string[] {
  return reachedRelations(sql, definitions).map((name) => {
    const table = definitions.tables[name];
    if (!table) return `${name} AS (\n${indent(definitions.views[name] ?? '')})`;
    const columns = present[name];
    const body = columns
      ? leaveOut(
          cleanTable(table, columns, definitions.sources[name], partitionPredicate(table, periods, reach)),
          quarantine[name] ?? [],
        )
      : emptyTable(table);
    return `${name} AS (\n${indent(body)})`;
  });
}

/** The rows of a table as the shop has them: its mapping, or the canonical table of schema `raw`. */
export function tableSource(table: string, mapping: string | undefined): string {
  return mapping === undefined ? `raw.${table}` : `(\n${indent(mapping)})`;
}

/** The newest version of each row, in the partitions of a predicate. */
export function cleanTable(
  table: Table,
  columns: readonly string[],
  mapping: string | undefined,
  predicate: string | null,
): string {
  const lacking = table.mayLack
    .filter((column) => !columns.includes(column))
    .map((column) => `, ${typedNull(table, column)}`)
    .join('');
  const source = `FROM ${tableSource(table.id, mapping)} x${predicate === null ? '' : ` WHERE ${predicate}`}`;
  if (!table.versioned || !columns.includes('row_version')) return `SELECT x.*${lacking} ${source}`;
  return [
    `SELECT * FROM (SELECT x.*${lacking}, row_number() OVER (PARTITION BY ${table.key.join(', ')} ORDER BY row_version DESC) AS newest`,
    `  ${source}) v`,
    'WHERE newest = 1',
  ].join('\n');
}

/** After the newest version is chosen: where that one is wrong, an older one is no better. */
function leaveOut(sql: string, conditions: readonly string[]): string {
  if (conditions.length === 0) return sql;
  const wrong = conditions.map((condition) => `coalesce(${condition}, false)`).join('\n  OR ');
  return `SELECT * FROM (\n${indent(sql)}\n) kept WHERE NOT (${wrong})`;
}

/** An absent table as an empty relation with the types of its contract. */
function emptyTable(table: Table): string {
  const columns = Object.keys(table.columns).map((column) => typedNull(table, column));
  return `SELECT ${columns.join(', ')} WHERE false`;
}

function typedNull(table: Table, column: string): string {
  return `CAST(NULL AS ${table.columns[column]?.type.toUpperCase() ?? 'VARCHAR'}) AS ${column}`;
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
