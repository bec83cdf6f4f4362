// Keys (with their version, where rows have one) that stand more than once: nobody could say which row is true.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { mergeRanges } from '../facts/partition-range.ts';
import { tableSource } from '../facts/relations.ts';
import type { Engine } from '../ports.ts';
import type { Finding } from './finding.ts';
import type { Judge } from './judge.ts';
import { NO_DAY, stillThere } from './profile.ts';
import { keyColumns } from './profile-statement.ts';

/** Published days too: what stands twice is not right because it was accepted once. */
export const judgeKeys: Judge = ({ table, columns, days: known, rowsByDay }) => {
  const days = stillThere(known, rowsByDay);
  const repeated = repeatedDays(days);
  if (repeated.length === 0) return [];
  const count = (of: 'repeated' | 'rows') => Object.values(days).reduce((sum, day) => sum + day[of], 0);
  const rows = count('repeated');
  return [
    {
      check: 'keys_unique',
      table: table.id,
      subject: keyColumns(table, columns).join(', '),
      found: { rows: String(rows), example: '–' },
      rows,
      of: count('rows'),
      since: repeated[0] || null,
    },
  ];
};

/** Days on which some key is there again. */
export function repeatedDays(days: Record<string, { repeated: number }>): string[] {
  return Object.keys(days)
    .filter((day) => (days[day]?.repeated ?? 0) > 0)
    .sort();
}

/** Names one of the keys, by a statement of its own that only a table with repeated keys costs. */
export async function withExample(
  finding: Finding,
  table: Table,
  days: readonly string[],
  { sources }: Definitions,
  engine: Engine,
): Promise<Finding> {
  const keys = finding.subject ?? '';
  const ranges = mergeRanges(days.filter((day) => day !== NO_DAY).map((day) => [day, day]));
  const where = ranges.map(([from, to]) => `(dt >= '${from}' AND dt <= '${to}')`).join(' OR ');
  const example = keys
    .split(', ')
    .map((key) => `coalesce(CAST(${key} AS VARCHAR), 'NULL')`)
    .join(" || ', ' || ");
  const sql = `SELECT min(example) AS example FROM (
  SELECT ${example} AS example FROM ${tableSource(table.id, sources[table.id])} x${where === '' ? '' : `\n  WHERE ${where}`}
  GROUP BY ${keys} HAVING count(*) > 1) repeated`;
  const { rows } = await engine.query({ id: `keys ${table.id}`, sql });
  return { ...finding, found: { ...finding.found, example: `${keys} = ${rows[0]?.[0] ?? '–'}` } };
}
