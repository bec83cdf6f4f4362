// SQL only adds. What divides, rounds, reads a clock or means another thing on another engine is refused (docs/decisions/0005).
import { readSql } from '../../facts/sql-text.ts';
import type { Problem } from '../../problem.ts';
import type { Entry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { problemIn, type Rule } from './rule.ts';

const FORBIDDEN: Record<string, string> = {
  '/': 'Divide in the KPI: return numerator and denominator as measures.',
  avg: 'Return a sum and a count; the KPI divides.',
  round: 'Rounding happens once, at display.',
  now: 'Use the columns of the period, such as ends_at.',
  current_date: 'Use the columns of the period, such as last_date.',
  current_timestamp: 'Use the columns of the period, such as ends_at.',
  approx_percentile: 'Use histogram(x, width) and a percentile KPI.',
  approx_quantile: 'Use histogram(x, width) and a percentile KPI.',
  median: 'Use histogram(x, width) and a percentile KPI.',
  quantile_cont: 'Use histogram(x, width) and a percentile KPI.',
  greatest: 'NULL means another thing on another engine; use CASE.',
  least: 'NULL means another thing on another engine; use CASE.',
  ilike: 'Compare lower(…) instead.',
  qualify: 'Use a subquery with row_number().',
  strftime: 'The application passes local days as columns of the period.',
  date_format: 'The application passes local days as columns of the period.',
};

/** The parameters that SQL may read, as `$name`. */
const SQL_PARAMETERS = ['lookback_days', 'return_window_days', 'aged_days', 'count_tolerance_units', 'base_currency'];

export const sqlIsPortable: Rule = ({ tables, views, facts, sources }) => [
  ...tables.flatMap((table) =>
    Object.entries(table.value.contract.holds).flatMap(([name, sql]) =>
      forbiddenIn(table, ['contract', 'holds', name], sql),
    ),
  ),
  ...sources.flatMap((source) => forbiddenIn(source, [], source.value)),
  ...views.flatMap((view) => forbiddenIn(view, [], view.value)),
  ...facts.flatMap((fact) => [
    ...forbiddenIn(fact, ['rows'], fact.value.rows),
    ...Object.entries(fact.value.clocks).flatMap(([clock, sql]) => forbiddenIn(fact, ['clocks', clock], sql)),
    ...Object.entries(fact.value.measures).flatMap(([clock, group]) =>
      Object.entries(group).flatMap(([name, sql]) => forbiddenIn(fact, ['measures', clock, name], sql)),
    ),
    ...Object.entries(fact.value.per?.sums ?? {}).flatMap(([name, sql]) =>
      forbiddenIn(fact, ['per', 'sums', name], sql),
    ),
  ]),
];

function forbiddenIn(entry: Entry<unknown>, path: Path, sql: string): Problem[] {
  return readSql(sql).flatMap(({ text, offset, kind }) => {
    const word = { offset, length: text.length };
    // An interval holds its parameter in quotes: INTERVAL '$return_window_days' DAY.
    const parameter = /^'?\$([A-Za-z_][A-Za-z0-9_]*)'?$/.exec(text)?.[1];
    if (parameter !== undefined && !SQL_PARAMETERS.includes(parameter)) {
      const message = `\`$${parameter}\` is no parameter that SQL may read.`;
      return [problemIn(entry, path, word, 'UNKNOWN_PARAMETER', message, suggestName(parameter, SQL_PARAMETERS))];
    }
    const remedy = kind === 'word' || kind === 'mark' ? FORBIDDEN[text.toLowerCase()] : undefined;
    return remedy
      ? [problemIn(entry, path, word, 'FORBIDDEN_SQL', `\`${text}\` is not allowed in ${entry.id}.`, remedy)]
      : [];
  });
}
