// What reading costs at least: plain DuckDB reads the columns and partitions that the statements need, each table once,
// and adds up every column so that none can be left unread.

import { partitionPredicate } from '../../functions/facts/partition-range.ts';
import { reachedTables } from '../../functions/facts/relations.ts';
import { readSql } from '../../functions/facts/sql-text.ts';
import type { PlannedStatement } from '../../functions/run/query-facts.ts';
import type { Bench } from './open-bench.ts';
import type { Asked } from './single-statements.ts';

export function plainScans(bench: Omit<Bench, 'engine'>, statements: PlannedStatement[]): Asked[] {
  const { definitions, planned, request } = bench;
  const facts = statements.flatMap((statement) => {
    const fact = definitions.facts[statement.fact];
    return fact ? [{ ...statement, tables: reachedTables(fact.rows, definitions) }] : [];
  });
  return Object.values(definitions.tables).flatMap((table) => {
    const reading = facts.filter(({ tables }) => tables.includes(table.id));
    if (reading.length === 0) return [];
    const words = new Set(reading.flatMap(({ sql }) => readSql(sql).map(({ text }) => text)));
    const columns = (bench.present[table.id] ?? []).filter((column) => words.has(column) && column !== 'dt');
    const ids = new Set(reading.flatMap(({ periods }) => periods));
    const periods = [...planned.yearsBefore, ...planned.evaluated].filter(({ id }) => ids.has(id));
    const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
    const where = partitionPredicate(table, periods, reach);
    const sums = columns.map((column) => aggregateOf(column, table.columns[column]?.type ?? 'bigint'));
    const sql = `SELECT ${['count(*)', ...sums].join(', ')} FROM raw.${table.id}${where === null ? '' : ` WHERE ${where}`}`;
    return [{ id: table.id, sql }];
  });
}

function aggregateOf(column: string, type: string): string {
  if (type.startsWith('boolean')) return `count(*) FILTER (WHERE ${column})`;
  return /^(bigint|integer|decimal)/.test(type) ? `sum(${column})` : `min(${column})`;
}
