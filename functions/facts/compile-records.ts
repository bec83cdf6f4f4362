// The statements that read what people wrote beside the facts: plans, comments, responses and the books, a small one a
// table, and of each only the rows that a run can use. Instants leave as seconds and days as text, since engines print both differently.
import type { Definitions } from '../definitions/definitions.ts';
import type { Period } from '../periods/period.ts';
import type { Reach } from './partition-range.ts';
import { sqlInstant } from './period-rows.ts';
import { type PresentTables, type Quarantine, relationCtes } from './relations.ts';

/** What the books say; without it nothing is held against them. */
export const LEDGER = 'ledger';

export const RECORD_TABLES = ['plans', 'comments', 'responses', LEDGER] as const;

type RecordTable = (typeof RECORD_TABLES)[number];

export function isRecordTable(table: string): boolean {
  return (RECORD_TABLES as readonly string[]).includes(table);
}

/** SQL by table, for those that the shop has. Nothing written at or after the scheduled time is read. */
export function compileRecords(
  definitions: Definitions,
  present: PresentTables,
  periods: Period[],
  reach: Reach,
  quarantine: Quarantine = {},
): { table: RecordTable; sql: string }[] {
  return RECORD_TABLES.filter((table) => table in present && table in definitions.tables).map((table) => {
    const ctes = relationCtes(`SELECT * FROM ${table}`, definitions, present, periods, reach, quarantine);
    return { table, sql: [`WITH ${ctes.join(',\n')}`, ...SELECTS[table](periods, reach)].join('\n') };
  });
}

const WRITTEN = "  date_diff('second', TIMESTAMP '1970-01-01 00:00:00', written_at) AS written_second";

const SELECTS: Record<RecordTable, (periods: Period[], reach: Reach) => string[]> = {
  plans: (periods) => [
    'SELECT plan_id, kpi_id, scope_kind, scope_id, action, owner, CAST(due_on AS VARCHAR) AS due_day, progress,',
    '  CAST(closed_on AS VARCHAR) AS closed_day',
    `FROM plans WHERE closed_on IS NULL OR closed_on >= DATE '${firstDayOf(periods)}'`,
  ],
  comments: (periods, reach) => [
    'SELECT comment_id, kpi_id, scope_kind, scope_id, period_month, text, author,',
    WRITTEN,
    `FROM comments WHERE ${writtenInTime(periods, reach)}`,
  ],
  responses: (periods, reach) => [
    'SELECT response_id, card, scope_id, period_month, person, kind, text,',
    WRITTEN,
    `FROM responses WHERE ${writtenInTime(periods, reach)}`,
  ],
  ledger: (periods) => [
    'SELECT account, period_month, CAST(amount AS VARCHAR) AS amount, currency',
    `FROM ledger WHERE period_month >= '${firstDayOf(periods).slice(0, 7)}'`,
    `  AND period_month <= '${lastDayOf(periods).slice(0, 7)}'`,
  ],
};

function firstDayOf(periods: Period[]): string {
  return periods.map(({ from }) => from).sort()[0] ?? '1970-01-01';
}

function lastDayOf(periods: Period[]): string {
  const days = periods.map(({ to }) => to).sort();
  return days.at(-1) ?? '1970-01-01';
}

function writtenInTime(periods: Period[], { scheduledAt }: Reach): string {
  const months = [...new Set(periods.map(({ to }) => `'${to.slice(0, 7)}'`))];
  return `period_month IN (${months.join(', ')}) AND written_at < TIMESTAMP '${sqlInstant(scheduledAt)}'`;
}
