// The rows of a member behind a figure: SQL that lists them, from the fact's own rows, the clocks that its measures count
// by and the period's bounds. It names views and tables as definitions do.
import type { Definitions, Fact } from '../definitions/definitions.ts';
import { type Expression, operandsOf } from '../definitions/expression.ts';
import type { Period } from '../periods/period.ts';
import { clockCondition, withParameters } from './compile-fact.ts';
import { PERIOD_COLUMNS } from './period-columns.ts';
import { periodLiterals } from './period-rows.ts';
import { indent } from './relations.ts';

export type RecordsOf = { column: string; member: string };

/** One statement for each fact that the expressions read. */
export function listRecords(
  expressions: Expression[],
  { column, member }: RecordsOf,
  period: Period,
  yearAgo: Period,
  definitions: Definitions,
): { fact: string; sql: string }[] {
  const read = expressions.flatMap(operandsOf).filter((operand) => operand.kind === 'measure');
  return [...Map.groupBy(read, ({ fact }) => fact)].flatMap(([id, operands]) => {
    const fact = definitions.facts[id];
    if (!fact) return [];
    const conditions = operands.map(({ measure, yearAgo: isEarlier }) =>
      counted(fact, fact.measures[measure]?.clock ?? '', isEarlier ? yearAgo : period, definitions),
    );
    const when = [...new Set(conditions)].map((condition) => `(${condition})`).join('\n    OR ');
    const rows = withParameters(fact.rows, { definitions });
    const who = `${column} = '${member.replaceAll("'", "''")}'`;
    return [{ fact: id, sql: `SELECT * FROM (\n${indent(rows)}\n) fact\nWHERE ${who}\n  AND (${when})` }];
  });
}

/** A clock's condition with the bounds of one period in place of their names. */
function counted(fact: Fact, clock: string, period: Period, { shop }: Definitions): string {
  const { lookbackDays } = shop.parameters;
  const literals: Record<string, string> = periodLiterals(period, lookbackDays);
  const condition = clockCondition(fact.clocks[clock] ?? 'true', fact.born, lookbackDays);
  return condition.replace(new RegExp(`\\b(${PERIOD_COLUMNS.join('|')})\\b`, 'g'), (name) => literals[name] ?? name);
}
