// A run that would scan more than it may does not start its queries. The estimate is from above: all columns of the
// partitions that the statements name, as often as they read the table.
import type { Definitions } from '../definitions/definitions.ts';
import { partitionRanges, type Reach } from '../facts/partition-range.ts';
import { countReads } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine, TableFiles } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import type { RunFrame } from './frame.ts';
import type { PlannedPeriods } from './plan-periods.ts';
import type { PlannedStatement } from './query-facts.ts';
import { rowsOfStatement } from './tables.ts';

const GIGABYTE = 1_000_000_000;

/** Answers the estimate in bytes, or null where the run has no limit. */
export async function refuseAboveBudget(
  { ports, request, context }: RunFrame,
  statements: PlannedStatement[],
  planned: PlannedPeriods,
): Promise<number | null> {
  const { scanLimitGigabytes: limit, definitions } = context;
  if (limit === undefined) return null;
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
  const periods = [...planned.yearsBefore, ...planned.evaluated, ...planned.ranges, ...planned.windows];
  const bytes = await estimateScan(definitions, ports.engine, statements, { periods, reach });
  if (bytes <= limit * GIGABYTE) return bytes;
  throw new ProblemError({
    code: 'OVER_BUDGET',
    message: `The run may scan up to ${(bytes / GIGABYTE).toFixed(1)} GB; its limit is ${limit} GB.`,
    remedy: 'Raise runScanLimitGigabytes of the stage in infra/stages.ts and deploy, if the lake has grown on purpose.',
  });
}

export async function estimateScan(
  definitions: Definitions,
  engine: Engine,
  statements: Pick<PlannedStatement, 'fact'>[],
  { periods, reach }: { periods: Period[]; reach: Reach },
): Promise<number> {
  const sizes = new Map<string, Promise<TableFiles>>();
  const sizeOf = (raw: string): Promise<TableFiles> => {
    const known = sizes.get(raw) ?? engine.fingerprint(raw);
    sizes.set(raw, known);
    return known;
  };
  // An optional table may be absent; nothing of it is read.
  const present = await engine.tables();
  let bytes = 0;
  for (const { fact } of statements) {
    const reads = countReads(rowsOfStatement(fact, definitions), definitions);
    for (const [id, times] of Object.entries(reads)) {
      const table = definitions.tables[id];
      if (!table) continue;
      const ranges = partitionRanges(table, periods, reach);
      const there = rawTablesOf(id, definitions).filter((raw) => present.includes(raw));
      for (const raw of there) bytes += times * bytesIn(await sizeOf(raw), ranges);
    }
  }
  return bytes;
}

function bytesIn({ bytes, bytesByDay }: TableFiles, ranges: [string, string][] | null): number {
  if (ranges === null || '' in bytesByDay) return bytes;
  return Object.entries(bytesByDay).reduce(
    (sum, [day, size]) => (ranges.some(([from, to]) => day >= from && day <= to) ? sum + size : sum),
    0,
  );
}

/** The tables of the lake behind a canonical one. */
function rawTablesOf(table: string, { sources }: Definitions): string[] {
  const mapping = sources[table];
  if (mapping === undefined) return [table];
  return [...new Set([...mapping.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string))];
}
