// One table, from counting its days to what all judges found in it, in two statements: which days have how many rows, and
// what stands in those that are new or have changed since they were published.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { mergeRanges } from '../facts/partition-range.ts';
import type { PresentTables } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import { type Coverage, countDays, coverageOf, withKeys } from './coverage.ts';
import type { Finding } from './finding.ts';
import type { Evidence, Judge } from './judge.ts';
import { judgeDaysPresent, judgeDaysWhole } from './judge-days.ts';
import { judgeFresh } from './judge-fresh.ts';
import { judgeTimeOfDay } from './judge-hours.ts';
import { judgeHistoryKept } from './judge-kept.ts';
import { judgeMeans } from './judge-means.ts';
import { judgeMembers } from './judge-members.ts';
import { judgeRows } from './judge-rows.ts';
import { judgeNulls, judgeTrues } from './judge-shares.ts';
import { judgeVolume } from './judge-volume.ts';
import { judgeKeys, withExample } from './keys.ts';
import { judgePresence } from './presence.ts';
import { NO_DAY, stillThere, type TableProfile } from './profile.ts';
import { compileProfile } from './profile-statement.ts';
import { ruleOf } from './rules.ts';
import { findStrayDays, partDays } from './stray-days.ts';

const JUDGES: Judge[] = [
  judgePresence,
  judgeDaysPresent,
  judgeDaysWhole,
  judgeFresh,
  judgeHistoryKept,
  judgeMembers,
  judgeKeys,
  judgeRows,
  judgeVolume,
  judgeNulls,
  judgeTrues,
  judgeMeans,
  judgeTimeOfDay,
];

export type CheckedTable = {
  coverage: Coverage;
  /** What was found on the days that were looked at now. */
  looked: TableProfile;
  /** The same of all days that have rows, those that were published and have not changed since among them. */
  known: TableProfile;
  findings: Finding[];
};

/** What a table is checked for. */
export type Looking = {
  period: Pick<Period, 'from' | 'to'>;
  asOf: string;
  /** The first day that the run's figures read, and the first that its comparisons reach back to. */
  sinceDay: string;
  coveredSince: string;
  /** What was published before the run's own periods. */
  published: TableProfile;
};

export async function checkTable(
  table: Table,
  looking: Looking,
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<CheckedTable> {
  const { published, sinceDay } = looking;
  const counted = await countDays(table, looking.coveredSince, definitions, engine);
  const { rowsByDay, strayRows } = partDays(table, counted);
  const looked = Object.keys(rowsByDay).filter(
    (day) => day === NO_DAY || (day >= sinceDay && published[day]?.rows !== rowsByDay[day]),
  );
  const fresh = await profileDays(table, looked, present, definitions, engine);
  const columns = present[table.id] ?? [];
  const known = stillThere({ ...published, ...fresh }, rowsByDay);
  const judged = judgeTable({ table, columns, rowsByDay, fresh }, looking, definitions);
  const findings = [...judged, ...findStrayDays(table, strayRows, rowsByDay)].map((finding) =>
    finding.check === 'keys_unique' ? withExample(finding, table, Object.keys(known), definitions, engine) : finding,
  );
  const coverage = withKeys(coverageOf(table, rowsByDay), rowsByDay, known);
  return { coverage, looked: fresh, known, findings: await Promise.all(findings) };
}

/** What all judges find. Pure: from what was counted and what was published. `fresh`: the days looked at now. */
export function judgeTable(
  { table, columns, rowsByDay, fresh }: Pick<Evidence, 'table' | 'columns' | 'rowsByDay'> & { fresh: TableProfile },
  { period, asOf, published }: Pick<Looking, 'period' | 'asOf' | 'published'>,
  definitions: Definitions,
): Finding[] {
  const evidence: Evidence = {
    definitions,
    table,
    columns,
    period,
    asOf,
    rowsByDay,
    days: { ...published, ...fresh },
    looked: Object.keys(fresh),
    published,
    ruleOf: (check) => ruleOf(definitions, table.id, check),
  };
  return JUDGES.flatMap((judge) => judge(evidence));
}

async function profileDays(
  table: Table,
  days: string[],
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<TableProfile> {
  if (days.length === 0) return {};
  const ranges = table.partition === 'none' ? null : mergeRanges(days.map((day) => [day, day]));
  const { sql, decode } = compileProfile(table, ranges, present, definitions);
  const { rows } = await engine.query({ id: `profile ${table.id}`, sql });
  return decode(rows);
}
