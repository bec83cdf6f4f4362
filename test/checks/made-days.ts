// Histories made by hand: days with round numbers, put before a judge as a run would.
import type { Finding } from '../../functions/checks/finding.ts';
import type { Evidence, Judge } from '../../functions/checks/judge.ts';
import { dayAfter } from '../../functions/checks/presence.ts';
import { type DayProfile, NO_DAY, type TableProfile } from '../../functions/checks/profile.ts';
import { ruleOf } from '../../functions/checks/rules.ts';
import { mustLoad, REAL_RULES } from '../support/shop.ts';

const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };

export const definitions = mustLoad(REAL_RULES);

export function day(rows: number, more: Partial<DayProfile> = {}): DayProfile {
  return { rows, repeated: 0, nulls: {}, sums: {}, hours: {}, members: {}, wrong: {}, ...more };
}

/** A profile for each day, both included; null leaves one out. */
export function days(from: string, to: string, of: (day: string) => DayProfile | null): TableProfile {
  const made: TableProfile = {};
  for (let at = from; at <= to; at = dayAfter(at)) {
    const profile = of(at);
    if (profile) made[at] = profile;
  }
  return made;
}

/** `published`: what was, where it is not what the days before the period still are. */
export function found(
  judge: Judge,
  table: string,
  known: TableProfile,
  over: Partial<Pick<Evidence, 'period' | 'published' | 'asOf' | 'definitions' | 'rowsByDay'>> = {},
): Finding[] {
  const { period = OCTOBER, asOf = '2026-11-02T00:00:00Z' } = over;
  const own = (over.definitions ?? definitions).tables[table];
  if (!own) throw new Error(`no table ${table}`);
  const before = Object.fromEntries(Object.entries(known).filter(([at]) => at !== NO_DAY && at < period.from));
  return judge({
    ...{ definitions, table: own, columns: Object.keys(own.columns), period, asOf, days: known, published: before },
    rowsByDay: Object.fromEntries(Object.entries(known).map(([at, { rows }]) => [at, rows])),
    looked: Object.keys(known).filter((at) => at >= period.from),
    ruleOf: (check) => ruleOf(over.definitions ?? definitions, table, check),
    ...over,
  });
}
