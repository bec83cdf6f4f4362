// One figure, taken apart: its definition, the sums behind it, the SQL that made them, the tables that it reads and what
// their checks say, so that it can be followed back to files and checked by hand.
import type { Checked } from '../checks/check-sources.ts';
import { measureCoverage } from '../checks/coverage.ts';
import { describeSources } from '../checks/describe-sources.ts';
import { inspectSources } from '../checks/inspect-sources.ts';
import type { Definitions, Kpi, Report, Scorecard } from '../definitions/definitions.ts';
import { formatMeasure } from '../definitions/format-expression.ts';
import { factsOf, factsReadYearAgo, TOTAL_CUT } from '../facts/cuts.ts';
import { partitionRanges } from '../facts/partition-range.ts';
import { type Doubts, doubtsOfFigure } from '../kpis/doubts.ts';
import { evaluateKpi } from '../kpis/evaluate.ts';
import { type Lineage, type LineageSum, lineageOf } from '../kpis/lineage.ts';
import type { Subject } from '../kpis/subject.ts';
import { type Calendar, type Period, yearBefore } from '../periods/period.ts';
import type { Engine, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { windowsOf } from '../scorecards/windows.ts';
import { toQuantity } from '../snapshot/quantities.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { cardsOfPeople, type ExplainedPerson, explainPerson } from './explain-person.ts';
import { comparePublished, type PublishedFigure } from './explain-published.ts';
import { checkTables } from './explain-tables.ts';
import { compileStatements, type PlannedStatement, queryStatement, readCells } from './query-facts.ts';
import { makeReading } from './reading.ts';
import { type ShownStatement, showStatement, tablesOfFact, tablesOfStatement } from './tables.ts';

export type ExplainedTable = Snapshot['sources'][number] & {
  /** First and last days of the partitions that its statements read; null: the table is read whole. */
  partitions: [from: string, to: string][] | null;
};

export type Explained = {
  kpi: string;
  period: Period;
  subject: { dimension: string | null; member: string | null };
  definition: Lineage['definition'];
  /** Each measure with its own definition, its value and the period that it was read for. */
  sums: (LineageSum & { definition: string })[];
  numerator: string | null;
  denominator: string | null;
  factor: string;
  value: string | null;
  /** The fraction before it was written as a decimal. */
  exact: string | null;
  sample: string | null;
  notes: string[];
  /** Why the figure may change, what was left out of it, what was accepted and what blocks it. */
  doubts: Partial<Doubts>;
  statements: (ShownStatement & { where: string })[];
  /** Those that its statements read, and their checks; none where nothing was checked. */
  tables: ExplainedTable[];
  checks: Snapshot['checks'];
  published: PublishedFigure | null;
  /** How it is scored on the card of a person; null for everyone and everything else. */
  person: ExplainedPerson | null;
};

export type ExplainInput = {
  definitions: Definitions;
  calendar: Calendar;
  kpi: Kpi;
  subject: Subject;
  period: Period;
  asOf: string;
  /** Check the tables as a run of this report does, beside what it keeps in `store`. Absent: as if nobody had checked. */
  checked?: { report: Report; store: Store };
};

/** `store` holds the cells only while this runs. */
export async function explainKpi(input: ExplainInput, ports: { engine: Engine; store: Store }): Promise<Explained> {
  const { definitions, calendar, kpi, subject, period, asOf } = input;
  const cards = cardsOfPeople(definitions, kpi, subject);
  const scorecards = Object.fromEntries(cards.map((card) => [card.id, card]));
  const only = { ...definitions, scorecards, kpis: neededKpis(kpi, cards, definitions) };
  const yearAgo = yearBefore(period, calendar);
  const windows = windowsOf(
    cards.map(({ id }) => id),
    definitions,
    period,
    asOf,
    calendar,
  );
  const reads = [...new Map([period, yearAgo, ...windows].map((one) => [one.id, one])).values()];
  const seen = await seeTables(input, only, reads, ports.engine);
  const { present } = seen;
  const planned = {
    evaluated: [period],
    yearsBefore: [yearAgo],
    ranges: [],
    windows,
    detailed: reads.map(({ id }) => id),
  };
  const { statements, absent } = compileStatements(only, present, planned, asOf, seen.quarantine);
  const stored = [];
  for (const statement of statements) stored.push(await queryStatement(statement, ports, 'explain', definitions));
  const cells = await readCells(ports.store, statements, stored);
  const firstDays = Object.fromEntries(seen.coverage.map(({ table, firstDay }) => [table, firstDay]));
  const doubtful = seen.doubtful ? { doubtful: seen.doubtful } : {};
  const reading = makeReading({ definitions, calendar, asOf, ...cells, absent, firstDays, ...doubtful });
  const evaluated = evaluateKpi(kpi, subject, period, reading);
  const { definition, sums, facts } = lineageOf(kpi, subject, period, reading, evaluated.notes);
  const own = statements.filter(({ fact }) => facts.includes(fact));
  const tables = describeTables(own, seen, input, reads);
  const value = toQuantity(evaluated.value);
  const { checked } = input;
  return {
    kpi: kpi.id,
    period,
    subject: { dimension: subject.dimension, member: subject.member },
    definition,
    sums: sums.map((sum) => ({ ...sum, definition: defineMeasure(sum.measure, definitions) })),
    numerator: toQuantity(evaluated.numerator),
    denominator: toQuantity(evaluated.denominator),
    factor: evaluated.factor.toFraction(),
    value,
    exact: evaluated.value === null ? null : evaluated.value.toFraction(),
    sample: toQuantity(evaluated.sample),
    notes: evaluated.notes,
    doubts: doubtsOfFigure(kpi, period, evaluated.notes, reading),
    statements: own.map((statement) => ({
      ...showStatement(statement, definitions),
      where: rowOf(subject, period),
    })),
    tables,
    checks: seen.checks.filter(({ table }) => tables.some((one) => one.table === table)),
    published: checked
      ? await comparePublished(checked.store, checked.report.id, period.id, { kpi: kpi.id, subject, value, tables })
      : null,
    person: cards.length === 0 ? null : explainPerson(cards, kpi, subject, { period, reading, present }),
  };
}

type Seen = Pick<Checked, 'present' | 'coverage' | 'files' | 'quarantine' | 'checks'> &
  Partial<Pick<Checked, 'doubtful'>>;

/** What is there of the tables that the statements will read. */
async function seeTables(
  { definitions, calendar, period, asOf, checked }: ExplainInput,
  only: Definitions,
  reads: Period[],
  engine: Engine,
): Promise<Seen> {
  const kpis = Object.values(only.kpis);
  const needed = new Set([...kpis.flatMap(factsOfKpi).flatMap(tablesOfFact(definitions)), 'targets']);
  const tables = Object.keys(definitions.tables).filter((table) => needed.has(table));
  const yearAgo = yearBefore(period, calendar);
  if (checked) {
    const readsYearAgo = factsReadYearAgo(kpis).length > 0;
    const read = readsYearAgo ? reads : reads.filter(({ id }) => id !== yearAgo.id);
    const question = { definitions, calendar, report: checked.report, period, asOf, read, tables };
    return checkTables({ ...question, coveredSince: yearAgo.from }, { engine, published: checked.store });
  }
  const { present, problems } = await inspectSources(definitions, engine);
  if (problems.length > 0) throw new ProblemError(problems);
  const coverage = [];
  for (const id of tables) {
    const table = definitions.tables[id];
    if (table && id in present) coverage.push(await measureCoverage(table, yearAgo.from, definitions, engine));
  }
  return { present, coverage, files: {}, quarantine: {}, checks: [] };
}

/** Of its total and of all its slices. */
function factsOfKpi(kpi: Kpi): string[] {
  return [kpi, ...kpi.slices].flatMap(factsOf);
}

function describeTables(
  statements: PlannedStatement[],
  seen: Seen,
  { definitions, period, asOf }: ExplainInput,
  reads: Period[],
): ExplainedTable[] {
  const { lookbackDays } = definitions.shop.parameters;
  const asked = new Map<string, Period[]>();
  for (const { fact, periods } of statements) {
    for (const table of tablesOfStatement(fact, definitions)) {
      const read = reads.filter(({ id }) => periods.length === 0 || periods.includes(id));
      asked.set(table, [...(asked.get(table) ?? []), ...read]);
    }
  }
  const ids = Object.keys(definitions.tables).filter((table) => asked.has(table));
  return describeSources(ids, seen, period).map((source) => {
    const table = definitions.tables[source.table];
    const read = asked.get(source.table) ?? [];
    return {
      ...source,
      partitions: table ? partitionRanges(table, read, { lookbackDays, scheduledAt: asOf }) : null,
    };
  });
}

/** Where the figure stands in what the statement answers. */
function rowOf({ dimension, column, member }: Subject, { id }: Period): string {
  const at = `period = '${id}' AND cut = '${column ?? TOTAL_CUT}'`;
  if (dimension === null) return at;
  return `${at} AND ${member === null ? 'member IS NULL' : `member = '${member.replaceAll("'", "''")}'`}`;
}

function defineMeasure(name: string, { facts }: Definitions): string {
  const [fact = '', measure = ''] = name.split('.');
  const found = facts[fact]?.measures[measure];
  return found ? formatMeasure(found) : '';
}

/** The KPI, and those that share a card with it: what a line is worth depends on which others are scored. */
function neededKpis(kpi: Kpi, cards: Scorecard[], { kpis }: Definitions): Definitions['kpis'] {
  const ids = [kpi.id, ...cards.flatMap(({ lines }) => lines.map((line) => line.kpi))];
  return Object.fromEntries([...new Set(ids)].map((id) => [id, kpis[id] as Kpi]));
}
