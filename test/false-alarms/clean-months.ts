// Judges every month of a clean lake as a run of that month would have, with the months before it as what was published.
// Each table is profiled once; a month is then judged from memory.
import { judgeTable } from '../../functions/checks/check-table.ts';
import { checksOf } from '../../functions/checks/checks-of-table.ts';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { NO_DAY, type TableProfile } from '../../functions/checks/profile.ts';
import { compileProfile } from '../../functions/checks/profile-statement.ts';
import { sayFinding } from '../../functions/checks/remedies.ts';
import { outcomeOf } from '../../functions/checks/rules.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { type Calendar, type Period, periodsFrom, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine } from '../../functions/ports.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';

export type Alarm = { month: string; check: string; subject: string | null; outcome: string; said: string };

export type Judged = { months: number; checks: number; alarms: Alarm[] };

/** `from` and `to` such as `2024-08`; `checks` counts every check of every table and month. */
export async function judgeCleanMonths(
  definitions: Definitions,
  engine: Engine,
  calendar: Calendar,
  { from, to }: { from: string; to: string },
): Promise<Judged> {
  const { present, problems } = await inspectSources(definitions, engine);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const periods = periodsFrom(mustRead(from, calendar), mustRead(to, calendar), calendar);
  const judged: Judged = { months: periods.length, checks: 0, alarms: [] };
  for (const id of tablesOfRun(definitions).filter((table) => table in present)) {
    const table = definitions.tables[id];
    if (!table) continue;
    const { sql, decode } = compileProfile(table, null, present, definitions);
    const { rows } = await engine.query({ id, sql });
    const days = decode(rows);
    for (const period of periods) {
      const asOf = scheduledAfter(period, { on: 'first_business_day', time: '08:00' }, definitions.holidays);
      const until = only(days, (day) => day <= asOf.slice(0, 10));
      const fresh = only(until, (day) => day >= period.from);
      const published = only(until, (day) => day !== NO_DAY && day < period.from);
      const rowsByDay = Object.fromEntries(Object.entries(until).map(([day, { rows: count }]) => [day, count]));
      const columns = present[id] ?? [];
      const found = judgeTable({ table, columns, rowsByDay, fresh }, { period, asOf, published }, definitions);
      judged.checks += checksOf(table, present).length;
      for (const finding of found) {
        judged.alarms.push({
          month: period.id,
          check: `${id}.${finding.check}`,
          subject: finding.subject,
          outcome: outcomeOf(finding, definitions, []).outcome,
          said: sayFinding(finding, definitions),
        });
      }
    }
  }
  return judged;
}

function only(days: TableProfile, isWanted: (day: string) => boolean): TableProfile {
  return Object.fromEntries(Object.entries(days).filter(([day]) => day === NO_DAY || isWanted(day)));
}

function mustRead(id: string, calendar: Calendar): Period {
  const period = readPeriod(id, calendar);
  if (period === null) throw new Error(`no period ${id}`);
  return period;
}
