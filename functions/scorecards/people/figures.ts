// What a person's line of a card counts: the KPI over the line's months, with targets for the days worked, and its sums by
// stratum where the queue is evened out.
import { EMPLOYEE, type Kpi, type ScorecardLine, type Slice } from '../../definitions/definitions.ts';
import { operandsOf } from '../../definitions/expression.ts';
import { cutName, expressionsOf, factsOf } from '../../facts/cuts.ts';
import { evaluateKpi, readSums } from '../../kpis/evaluate.ts';
import type { Reading } from '../../kpis/reading.ts';
import type { Subject } from '../../kpis/subject.ts';
import type { Period } from '../../periods/period.ts';
import { targetsOfPerson } from '../fairness/active-share.ts';
import type { PeerFigures, StratumSums } from '../fairness/peers.ts';
import { windowOf } from '../windows.ts';
import type { Staff } from './staff.ts';

export type LineOfPeople = {
  line: ScorecardLine;
  kpi: Kpi;
  /** The slice of the KPI whose members are people. */
  slice: Slice;
  window: Period;
  /** What a harder or easier queue is told by. */
  stratum: string | null;
};

export function lineOfPeople(line: ScorecardLine, period: Period, reading: Reading): LineOfPeople {
  const kpi = reading.definitions.kpis[line.kpi] as Kpi;
  const dimension = line.as ?? EMPLOYEE;
  const slice = kpi.slices.find((candidate) => candidate.dimension === dimension) as Slice;
  const window = windowOf(line, kpi, period, reading.asOf, reading.calendar);
  return { line, kpi, slice, window, stratum: kpi.strata[dimension] ?? null };
}

/** The person as the KPI's rows know them. */
export function subjectOf({ slice }: Pick<LineOfPeople, 'slice'>, { id }: Pick<Staff, 'id'>): Subject {
  return { dimension: slice.dimension, column: slice.column, member: id };
}

/** The person as targets know them. */
export function personOf({ id }: Pick<Staff, 'id'>): Subject {
  return { dimension: EMPLOYEE, column: EMPLOYEE, member: id };
}

export function figuresOf(own: LineOfPeople, staff: Staff, reading: Reading): PeerFigures {
  const targets = targetsOfPerson(reading.targets, personOf(staff), staff.activeShare, reading.definitions);
  const evaluated = evaluateKpi(own.kpi, subjectOf(own, staff), own.window, { ...reading, targets });
  return { evaluated, strata: evaluated.value === null ? [] : strataOf(own, staff, reading) };
}

/** KPIs by whose target the line's formula divides. */
export function targetsReadBy({ slice }: Pick<LineOfPeople, 'slice'>): string[] {
  return expressionsOf(slice)
    .flatMap(operandsOf)
    .flatMap((operand) => (operand.kind === 'target' ? [operand.kpi] : []));
}

export function readsYearAgo({ slice }: Pick<LineOfPeople, 'slice'>): boolean {
  return expressionsOf(slice)
    .flatMap(operandsOf)
    .some((operand) => operand.kind === 'measure' && operand.yearAgo);
}

function strataOf(own: LineOfPeople, staff: Staff, reading: Reading): StratumSums[] {
  const { slice, window, stratum: name } = own;
  const { formula } = slice;
  if (name === null || formula.form !== 'ratio') return [];
  const cut = cutName({ dimension: slice.column, stratum: name });
  const strata = new Set(
    factsOf(slice).flatMap((fact) => reading.cube.strata(fact, window.id, cut).get(staff.id) ?? []),
  );
  return [...strata].flatMap((stratum) => {
    const read = (expression: typeof formula.numerator) =>
      readSums(expression, subjectOf(own, staff), window, reading, { name, value: stratum });
    const [observed, sample] = [read(formula.numerator), read(formula.denominator)];
    return observed === null || sample === null ? [] : [{ stratum, observed, sample }];
  });
}
