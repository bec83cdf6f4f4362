// One figure, taken apart: its definition, the sums behind it and the SQL that made them, so that it can be checked by
// hand.
import { measureCoverage } from '../checks/coverage.ts';
import { inspectSources } from '../checks/inspect-sources.ts';
import type { Definitions, Kpi, Scorecard } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { formatExpression, formatFormula, formatMeasure } from '../definitions/format-expression.ts';
import { formatDecimal } from '../exact.ts';
import { expressionsOf, factsOf, TOTAL_CUT } from '../facts/cuts.ts';
import { computationFor, evaluateKpi } from '../kpis/evaluate.ts';
import type { Subject } from '../kpis/subject.ts';
import { type Calendar, type Period, yearBefore } from '../periods/period.ts';
import type { Engine, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { windowsOf } from '../scorecards/windows.ts';
import { toQuantity } from '../snapshot/quantities.ts';
import { cardsOfPeople, type ExplainedPerson, explainPerson } from './explain-person.ts';
import { compileStatements, queryStatement, readCells } from './query-facts.ts';
import { makeReading } from './reading.ts';
import { tablesOfFact } from './tables.ts';

export type Explained = {
  kpi: string;
  period: Period;
  subject: { dimension: string | null; member: string | null };
  definition: [string, string][];
  /** Each measure with its own definition, its value and the period that it was read for. */
  sums: { measure: string; period: string; value: string; definition: string }[];
  numerator: string | null;
  denominator: string | null;
  factor: string;
  value: string | null;
  /** The fraction before it was written as a decimal. */
  exact: string | null;
  sample: string | null;
  notes: string[];
  statements: { fact: string; sql: string; where: string }[];
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
};

/** `store` holds the cells only while this runs. */
export async function explainKpi(input: ExplainInput, ports: { engine: Engine; store: Store }): Promise<Explained> {
  const { definitions, calendar, kpi, subject, period, asOf } = input;
  const cards = cardsOfPeople(definitions, kpi, subject);
  const scorecards = Object.fromEntries(cards.map((card) => [card.id, card]));
  const only = { ...definitions, scorecards, kpis: neededKpis(kpi, cards, definitions) };
  const { present, problems } = await inspectSources(definitions, ports.engine);
  if (problems.length > 0) throw new ProblemError(problems);
  const yearAgo = yearBefore(period, calendar);
  const windows = windowsOf(
    cards.map(({ id }) => id),
    definitions,
    period,
    asOf,
    calendar,
  );
  const planned = {
    evaluated: [period],
    yearsBefore: [yearAgo],
    ranges: [],
    windows,
    detailed: [period, yearAgo, ...windows].map(({ id }) => id),
  };
  const { statements, absent } = compileStatements(only, present, planned, asOf);
  const stored = [];
  for (const statement of statements) stored.push(await queryStatement(statement, ports, 'explain', definitions));
  const cells = await readCells(ports.store, statements, stored);
  const facts = Object.values(only.kpis).flatMap(factsOf);
  const tables = [...new Set(facts.flatMap(tablesOfFact(definitions)))].filter((table) => table in present);
  const { from } = yearAgo;
  const firstDays: Record<string, string | null> = {};
  for (const table of tables) {
    const contract = definitions.tables[table];
    if (contract) firstDays[table] = (await measureCoverage(contract, from, definitions, ports.engine)).firstDay;
  }
  const reading = makeReading({
    definitions,
    calendar,
    asOf,
    ...cells,
    absent,
    firstDays,
  });
  const evaluated = evaluateKpi(kpi, subject, period, reading);
  const computation = computationFor(kpi, subject);
  const scope = { cut: subject.column ?? TOTAL_CUT, member: subject.member };
  const operands = expressionsOf(computation).flatMap(operandsOf);
  const sums = operands.flatMap((operand) => {
    if (operand.kind !== 'measure' || !cells.cube.has(operand.fact, operand.measure)) return [];
    const read = operand.yearAgo ? yearBefore(period, calendar) : period;
    const measure = definitions.facts[operand.fact]?.measures[operand.measure];
    const at = { ...scope, period: read.id };
    const value =
      measure?.aggregate === 'histogram'
        ? (cells.cube.text(operand.fact, operand.measure, at) ?? '{}')
        : formatDecimal(cells.cube.number(operand.fact, operand.measure, at));
    const definition = measure ? formatMeasure(measure) : '';
    return [{ measure: `${operand.fact}.${operand.measure}`, period: read.id, value, definition }];
  });
  const own = factsOf(computation);
  const member = subject.member === null ? 'member IS NULL' : `member = '${subject.member.replaceAll("'", "''")}'`;
  return {
    kpi: kpi.id,
    period,
    subject: { dimension: subject.dimension, member: subject.member },
    definition: [
      ...formatFormula(computation.formula),
      ...optional('factor', kpi.factor),
      ...optional('sample', computation.sample),
      ...optional('censored', computation.censored),
      ...optional('excluded', computation.excluded),
    ],
    sums: sums.filter(
      (sum, at) => sums.findIndex((other) => other.measure === sum.measure && other.period === sum.period) === at,
    ),
    numerator: toQuantity(evaluated.numerator),
    denominator: toQuantity(evaluated.denominator),
    factor: evaluated.factor.toFraction(),
    value: toQuantity(evaluated.value),
    exact: evaluated.value === null ? null : evaluated.value.toFraction(),
    sample: toQuantity(evaluated.sample),
    notes: evaluated.notes,
    statements: statements
      .filter(({ fact }) => own.includes(fact))
      .map(({ fact, sql }) => ({
        fact,
        sql,
        where: `period = '${period.id}' AND cut = '${scope.cut}'${subject.dimension === null ? '' : ` AND ${member}`}`,
      })),
    person: cards.length === 0 ? null : explainPerson(cards, kpi, subject, { period, reading, present }),
  };
}

/** The KPI, and those that share a card with it: what a line is worth depends on which others are scored. */
function neededKpis(kpi: Kpi, cards: Scorecard[], { kpis }: Definitions): Definitions['kpis'] {
  const ids = [kpi.id, ...cards.flatMap(({ lines }) => lines.map((line) => line.kpi))];
  return Object.fromEntries([...new Set(ids)].map((id) => [id, kpis[id] as Kpi]));
}

function optional(name: string, expression: Parameters<typeof formatExpression>[0] | null): [string, string][] {
  return expression === null ? [] : [[name, formatExpression(expression)]];
}
