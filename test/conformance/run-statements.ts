// Everything that a monthly run of the sample shop asks its engine, each with the partitions that its rule names; and the
// way that is compared with, one statement a KPI with its own measures only.
import { Temporal } from 'temporal-polyfill';
import { checkSources } from '../../functions/checks/check-sources.ts';
import { monthOf, NO_DAY, type Profile } from '../../functions/checks/profile.ts';
import { calendarOf } from '../../functions/cli/open-shop.ts';
import type { Definitions, Fact, Kpi, Table } from '../../functions/definitions/definitions.ts';
import { operandsOf } from '../../functions/definitions/expression.ts';
import { expressionsOf } from '../../functions/facts/cuts.ts';
import { mergeRanges, partitionRanges } from '../../functions/facts/partition-range.ts';
import { type PresentTables, reachedTables } from '../../functions/facts/relations.ts';
import type { Engine } from '../../functions/ports.ts';
import { firstDayCovered, firstDayRead, type PlannedPeriods, planPeriods } from '../../functions/run/plan-periods.ts';
import { compileStatements } from '../../functions/run/query-facts.ts';
import type { RunContext, RunRequest } from '../../functions/run/request.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';

/** First and last days, or null for a table that is read whole. */
export type Ranges = [string, string][] | null;

export type Scan = { id: string; sql: string; partitions: Record<string, Ranges> };

export type MonthlyRun = {
  definitions: Definitions;
  request: RunRequest;
  /** The months whose snapshots are there; none before the first run. */
  revisions: Record<string, number>;
  planned: PlannedPeriods;
};

const LAST_DAY = '9999-12-31';

/** The first day of the sample shop. */
const FIRST_DAY = '2024-08-01';

/** A month of a shop whose snapshots so far end with the month before; null: its first run. */
export function monthlyRun(definitions: Definitions, request: RunRequest, monthBefore: string | null): MonthlyRun {
  const revisions = monthBefore === null ? {} : { [monthBefore]: 1 };
  const calendar = calendarOf(definitions);
  const planned = planPeriods(request, revisions, FIRST_DAY, { calendar, definitions });
  return { definitions, request, revisions, planned };
}

/** First and last days of all ranges in which a run reads a table, the days beside them, which it must not, and its own last. */
export function edgesOf(run: MonthlyRun, table: Table): string[] {
  const { definitions, request, planned } = run;
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
  const asked = [...planned.evaluated, ...planned.ranges, ...planned.windows];
  const both = [asked, [...planned.yearsBefore, ...asked]];
  const ranges = both.flatMap((periods) => partitionRanges(table, periods, reach) ?? []);
  const starts = [...ranges.map(([from]) => from), ...Object.values(checkedSince(run))];
  return [
    request.to.to,
    ...starts.flatMap((from) => [moved(from, -1), from]),
    ...ranges.flatMap(([, to]) => [to, moved(to, 1)]),
  ];
}

/** Since when the checks of a run look at rows. */
function checkedSince(run: MonthlyRun): { sinceDay: string; coveredSince: string } {
  const { definitions, request, revisions } = run;
  const context = { definitions, calendar: calendarOf(definitions) } as RunContext;
  return {
    sinceDay: firstDayRead(request, revisions, context),
    coveredSince: firstDayCovered(request, revisions, context),
  };
}

/** What the checks of a run asked, the tables that they found, and what they found on the days that they looked at. */
export type CheckScans = { scans: Scan[]; present: PresentTables; profile: Profile };

/** `published`: days that need no second look while they have as many rows as they had. */
export async function checkScans(run: MonthlyRun, engine: Engine, published: Profile = {}): Promise<CheckScans> {
  const { definitions, request } = run;
  const since = checkedSince(run);
  const rowsOf: Record<string, [string, number][]> = {};
  const scans: Scan[] = [];
  const listening: Engine = {
    ...engine,
    async query(statement) {
      const answer = await engine.query(statement);
      const [kind, ...words] = statement.id.split(' ');
      const table = [kind, ...words].flatMap((word) => definitions.tables[word ?? ''] ?? [])[0];
      if (!table) throw new Error(`the statement ${statement.id} is of no table`);
      if (kind === 'coverage') rowsOf[table.id] = answer.rows.map(([day, rows]) => [day ?? '', Number(rows)]);
      const isNew = ([day, rows]: [string, number]) =>
        day >= since.sinceDay && published[table.id]?.[day]?.rows !== rows;
      const looked = (rowsOf[table.id] ?? []).filter(isNew).map(([day]): [string, string] => [day, day]);
      const own: Ranges = kind === 'profile' ? mergeRanges(looked) : [[since.coveredSince, LAST_DAY]];
      const isWhole = table.partition === 'none';
      const partitions = { [table.id]: isWhole ? null : own };
      scans.push({ ...statement, partitions: kind === 'profile' ? withRelated(table, partitions, run) : partitions });
      return answer;
    },
  };
  const asked = { period: request.to, asOf: request.asOf, nextRunOn: request.to.to, accepted: [], last: [] };
  const question = { ...asked, published, ...since };
  const { checked, profile } = await checkSources(definitions, listening, tablesOfRun(definitions), question);
  const { present, coverage, problems } = checked;
  // A lake of few days lacks the others, which is said and stops no look; wrong columns do.
  if (coverage.length === 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { scans, present, profile };
}

/** What a run leaves behind for the one of the next month: the days of its own month and before, of tables that have days. */
export function publishedBy({ request }: MonthlyRun, profile: Profile): Profile {
  const isKept = (day: string) => day !== NO_DAY && monthOf(day) <= monthOf(request.to.to);
  return Object.fromEntries(
    Object.entries(profile).map(([table, days]) => [
      table,
      Object.fromEntries(Object.entries(days).filter(([day]) => isKept(day))),
    ]),
  );
}

/** Rows that a row names were there before it, by as much as a fact looks back; rows that belong to it came after. */
function withRelated(table: Table, own: Scan['partitions'], { definitions }: MonthlyRun): Scan['partitions'] {
  const { lookbackDays } = definitions.shop.parameters;
  const { references, children } = table.contract;
  const days = own[table.id] ?? null;
  const widened = (before: number, after: number): Ranges =>
    days?.map(([from, to]): [string, string] => [moved(from, -before), moved(to, after)]) ?? null;
  const related: [string, Ranges][] = [
    ...Object.values(references).map(({ table: other }): [string, Ranges] => [other, widened(lookbackDays, 1)]),
    ...children.map((other): [string, Ranges] => [other, widened(1, lookbackDays)]),
  ];
  const isWhole = (other: string) => definitions.tables[other]?.partition === 'none';
  return { ...Object.fromEntries(related.map(([other, ranges]) => [other, isWhole(other) ? null : ranges])), ...own };
}

function moved(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
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
