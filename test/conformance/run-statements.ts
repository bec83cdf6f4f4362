// Everything that a monthly run of the sample shop asks its engine, each with the partitions that its rule names; and the
// way that is compared with, one statement a KPI with its own measures only.
import { Temporal } from 'temporal-polyfill';
import { checkSources } from '../../functions/checks/check-sources.ts';
import { calendarOf } from '../../functions/cli/open-shop.ts';
import type { Definitions, Fact, Kpi, Table } from '../../functions/definitions/definitions.ts';
import { operandsOf } from '../../functions/definitions/expression.ts';
import { expressionsOf } from '../../functions/facts/cuts.ts';
import { partitionRanges } from '../../functions/facts/partition-range.ts';
import { type PresentTables, reachedTables } from '../../functions/facts/relations.ts';
import type { Engine } from '../../functions/ports.ts';
import { firstDayCovered, firstDayRead, type PlannedPeriods, planPeriods } from '../../functions/run/plan-periods.ts';
import { compileStatements } from '../../functions/run/query-facts.ts';
import type { RunContext, RunRequest } from '../../functions/run/request.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';

/** First and last days, or null for a table that is read whole. */
export type Ranges = [string, string][] | null;

export type Scan = { id: string; sql: string; partitions: Record<string, Ranges> };

export type MonthlyRun = { definitions: Definitions; request: RunRequest; planned: PlannedPeriods };

const LAST_DAY = '9999-12-31';

/** A month of a shop whose snapshots so far end with the month before. */
export function monthlyRun(definitions: Definitions, request: RunRequest, monthBefore: string): MonthlyRun {
  const planned = planPeriods(request, { [monthBefore]: 1 }, null, { calendar: calendarOf(definitions), definitions });
  return { definitions, request, planned };
}

/** First and last days of all ranges in which a run reads a table, the days beside them, which it must not, and its own last. */
export function edgesOf(run: MonthlyRun, table: Table): string[] {
  const { definitions, request, planned } = run;
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
  const asked = [...planned.evaluated, ...planned.ranges, ...planned.windows];
  const both = [asked, [...planned.yearsBefore, ...asked]];
  const ranges = both.flatMap((periods) => partitionRanges(table, periods, reach) ?? []);
  const starts = [...ranges.map(([from]) => from), ...Object.values(checkedSince(run))];
  const moved = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
  return [
    request.to.to,
    ...starts.flatMap((from) => [moved(from, -1), from]),
    ...ranges.flatMap(([, to]) => [to, moved(to, 1)]),
  ];
}

/** Since when the checks of a run look at rows. */
function checkedSince({ definitions, request }: MonthlyRun): { sinceDay: string; coveredSince: string } {
  const context = { definitions, calendar: calendarOf(definitions) } as RunContext;
  const revisions = { known: 1 };
  return {
    sinceDay: firstDayRead(request, revisions, context),
    coveredSince: firstDayCovered(request, revisions, context),
  };
}

/** The statements of the checks, and the tables that they found. */
export async function checkScans(run: MonthlyRun, engine: Engine): Promise<{ scans: Scan[]; present: PresentTables }> {
  const { definitions, request } = run;
  const since = checkedSince(run);
  const scans: Scan[] = [];
  const listening: Engine = {
    ...engine,
    query(statement) {
      const [kind, ...words] = statement.id.split(' ');
      const table = [kind, ...words].find((word) => word !== undefined && word in definitions.tables) ?? '';
      const from = kind === 'profile' ? since.sinceDay : since.coveredSince;
      const isWhole = definitions.tables[table]?.partition === 'none';
      scans.push({ ...statement, partitions: { [table]: isWhole ? null : [[from, LAST_DAY]] } });
      return engine.query(statement);
    },
  };
  const { to: period, asOf } = request;
  const question = { period, asOf, published: {}, last: [], nextRunOn: period.to, accepted: [], ...since };
  const { checked } = await checkSources(definitions, listening, tablesOfRun(definitions), question);
  const { present, problems } = checked;
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { scans, present };
}

/** The statements of the facts, and of the targets. */
export function factScans({ definitions, request, planned }: MonthlyRun, present: PresentTables): Scan[] {
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
  return compileStatements(definitions, present, planned, request.asOf).statements.map(({ fact, sql, periods }) => {
    const all = [...planned.yearsBefore, ...planned.evaluated, ...planned.ranges, ...planned.windows];
    const own = all.filter(({ id }) => periods.includes(id));
    const tables = reachedTables(definitions.facts[fact]?.rows ?? `SELECT * FROM ${fact}`, definitions);
    const partitions = tables.flatMap((id) => {
      const table = definitions.tables[id];
      return table ? [[id, partitionRanges(table, own, reach)] as const] : [];
    });
    return { id: fact, sql, partitions: Object.fromEntries(partitions) };
  });
}

/** One statement for each KPI and fact that it needs: its total and all its slices, its own measures only. */
export function scansByKpi({ definitions, ...run }: MonthlyRun, present: PresentTables): Scan[] {
  return Object.values(definitions.kpis).flatMap((kpi) => {
    const facts = Object.values(definitions.facts).map((fact) => [fact.id, onlyMeasuresOf(kpi, fact)] as const);
    const own = { ...definitions, kpis: { [kpi.id]: kpi }, facts: Object.fromEntries(facts) };
    const read = new Set(facts.flatMap(([id, { measures }]) => (Object.keys(measures).length > 0 ? [id] : [])));
    const scans = factScans({ definitions: own, ...run }, present).filter(({ id }) => read.has(id));
    return scans.map((scan) => ({ ...scan, id: `${kpi.id} from ${scan.id}` }));
  });
}

function onlyMeasuresOf(kpi: Kpi, fact: Fact): Fact {
  const wanted = [kpi, ...kpi.slices]
    .flatMap(expressionsOf)
    .flatMap(operandsOf)
    .flatMap((operand) => (operand.kind === 'measure' && operand.fact === fact.id ? [operand.measure] : []));
  const measures = Object.entries(fact.measures).filter(([name]) => wanted.includes(name));
  return { ...fact, measures: Object.fromEntries(measures) };
}
