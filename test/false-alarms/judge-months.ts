// Judges months of a lake as a run of each would have: the months before are what was published, and rows of days after
// the scheduled one are not there yet.
import { judgeTable } from '../../functions/checks/check-table.ts';
import { checksOf } from '../../functions/checks/checks-of-table.ts';
import { type DayProfile, NO_DAY, type TableProfile } from '../../functions/checks/profile.ts';
import { sayFinding } from '../../functions/checks/remedies.ts';
import { outcomeOf } from '../../functions/checks/rules.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { Period } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { LakeProfile } from './profile-lake.ts';

export type Alarm = { month: string; check: string; subject: string | null; outcome: string; said: string };

/** `checks`: every check of every table and month. */
export type Judged = { checks: number; alarms: Alarm[] };

/** `spoil`: what goes wrong on the days of a table before they are judged. */
export function judgeMonths(
  { present, profile }: LakeProfile,
  periods: Period[],
  definitions: Definitions,
  spoil: (table: string, days: TableProfile) => TableProfile = (_, days) => days,
): Judged {
  const judged: Judged = { checks: 0, alarms: [] };
  for (const [id, days] of Object.entries(profile)) {
    const table = definitions.tables[id];
    if (!table) continue;
    for (const period of periods) {
      const asOf = scheduledAfter(period, { on: 'first_business_day', time: '08:00' }, definitions.holidays);
      const until = only(days, (day) => day <= asOf.slice(0, 10));
      const published = only(until, (day) => day < period.from);
      const fresh = spoil(
        id,
        only(until, (day) => day === NO_DAY || day >= period.from),
      );
      const rowsByDay = rowsOf({ ...published, ...fresh });
      const counted = { table, columns: present[id] ?? [], rowsByDay, fresh };
      judged.checks += checksOf(table, present).length;
      for (const finding of judgeTable(counted, { period, asOf, published }, definitions)) {
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
  return Object.fromEntries(Object.entries(days).filter(([day]) => isWanted(day)));
}

function rowsOf(days: TableProfile): Record<string, number> {
  return Object.fromEntries(
    Object.entries(days).flatMap(([day, { rows }]: [string, DayProfile]) => (rows > 0 ? [[day, rows]] : [])),
  );
}
