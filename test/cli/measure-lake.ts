// Measures a sample lake as Athena would be paid for it: bytes of a table, and what the statements of a monthly run may
// scan at most. The constants of functions/run/cost.ts come from two such lakes.
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { cutsByFact } from '../../functions/facts/cuts.ts';
import { partitionRanges } from '../../functions/facts/partition-range.ts';
import { countReads } from '../../functions/facts/relations.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import { estimateScan } from '../../functions/run/budget.ts';
import { firstDayRead, planPeriods } from '../../functions/run/plan-periods.ts';
import type { RunRequest } from '../../functions/run/request.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';
import { calendar } from '../support/story.ts';

export type MeasuredLake = {
  bytes: number;
  files: number;
  /** Of all statements of a month's run that follows others, its checks included. */
  scannedBytes: number;
  /** Partitions that these read, each as often as it is read. */
  partitions: number;
};

export async function measureLake(lake: string, period: string, definitions: Definitions): Promise<MeasuredLake> {
  const engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, definitions);
  try {
    const has = await engine.tables();
    const read = tablesOfRun(definitions).filter((table) => has.includes(table));
    const tables = await Promise.all(read.map((table) => engine.fingerprint(table)));
    const to = readPeriod(period, calendar) as Period;
    const report = definitions.reports['monthly-executive'] as RunRequest['report'];
    const asOf = scheduledAfter(to, report.schedule, definitions.holidays);
    const request: RunRequest = { report, kind: 'run', from: to, to, asOf, takeOver: false };
    const revisions = { '2026-01': 1 };
    const planned = planPeriods(request, revisions, null, { calendar, definitions });
    const periods = [...planned.yearsBefore, ...planned.evaluated, ...planned.ranges, ...planned.windows];
    const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: asOf };
    const facts = Object.keys(cutsByFact(definitions, Object.values(definitions.kpis)));
    const statements = facts.map((fact) => ({ fact }));
    const queried = await estimateScan(definitions, engine, statements, { periods, reach });
    const since = firstDayRead(request, revisions, { calendar, definitions, templates: {}, links: {} });
    const daysOf = (id: string) => Object.entries(tables.find(({ table }) => table === id)?.bytesByDay ?? {});
    const checked = tables.flatMap(({ table }) => daysOf(table).filter(([day]) => day === '' || day >= since));
    const reads = facts.flatMap((fact) => Object.entries(countReads(definitions.facts[fact]?.rows ?? '', definitions)));
    const partitions = reads.map(([id, times]) => {
      const table = definitions.tables[id];
      const ranges = table ? partitionRanges(table, periods, reach) : null;
      const isRead = (day: string) => ranges === null || ranges.some(([from, last]) => day >= from && day <= last);
      return times * daysOf(id).filter(([day]) => isRead(day)).length;
    });
    return {
      bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      files: tables.reduce((sum, { files }) => sum + files, 0),
      scannedBytes: queried + checked.reduce((sum, [, bytes]) => sum + bytes, 0),
      partitions: partitions.reduce((sum, count) => sum + count, 0) + checked.length,
    };
  } finally {
    await engine.close();
  }
}
