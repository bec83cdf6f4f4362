// The rows of a member behind a figure: SQL that lists them, from the fact's own rows, the clocks that its measures count
// by and the period's bounds. It names views and tables as definitions do.
import type { Definitions, Fact } from '../definitions/definitions.ts';
import { type Expression, operandsOf } from '../definitions/expression.ts';
import type { Period } from '../periods/period.ts';
import { clockCondition, withParameters } from './compile-fact.ts';
import { PERIOD_COLUMNS } from './period-columns.ts';
import { periodLiterals } from './period-rows.ts';
import { indent, type PresentTables, relationCtes } from './relations.ts';

export type Records = { fact: string; sql: string };

/** Of each fact that the expressions read, the statement that lists a member's rows; made once, then filled by member. */
export function recordsOf(
  expressions: Expression[],
  column: string,
  period: Period,
  yearAgo: Period,
  definitions: Definitions,
): (member: string) => Records[] {
  const read = expressions.flatMap(operandsOf).filter((operand) => operand.kind === 'measure');
  const parts = [...Map.groupBy(read, ({ fact }) => fact)].flatMap(([id, operands]) => {
    const fact = definitions.facts[id];
    if (!fact) return [];
    const conditions = operands.map(({ measure, yearAgo: isEarlier }) =>
      counted(fact, fact.measures[measure]?.clock ?? '', isEarlier ? yearAgo : period, definitions),
    );
    const when = [...new Set(conditions)].map((condition) => `(${condition})`).join('\n    OR ');
    const rows = withParameters(fact.rows, { definitions });
    return [{ fact: id, head: `SELECT * FROM (\n${indent(rows)}\n) fact\nWHERE ${column} =`, tail: `  AND (${when})` }];
  });
  return (member) =>
    parts.map(({ fact, head, tail }) => ({ fact, sql: `${head} '${member.replaceAll("'", "''")}'\n${tail}` }));
}

/** The same statement with the views and tables that it names before it, so that it can be run as it is. */
export function withRelations(
  { fact, sql }: Records,
  input: { definitions: Definitions; present: PresentTables; periods: Period[]; asOf: string },
): Records {
  const { definitions, present, periods, asOf } = input;
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: asOf };
  const ctes = relationCtes(definitions.facts[fact]?.rows ?? '', definitions, present, periods, reach);
  if (ctes.length === 0) return { fact, sql };
  return { fact, sql: `WITH ${withParameters(ctes.join(',\n'), { definitions })}\n${sql}` };
}

/** A clock's condition with the bounds of one period in place of their names. */
function counted(fact: Fact, clock: string, period: Period, { shop }: Definitions): string {
  const { lookbackDays } = shop.parameters;
  const literals: Record<string, string> = periodLiterals(period, lookbackDays);
  const condition = clockCondition(fact.clocks[clock] ?? 'true', fact.born, lookbackDays);
  return condition.replace(new RegExp(`\\b(${PERIOD_COLUMNS.join('|')})\\b`, 'g'), (name) => literals[name] ?? name);
}
