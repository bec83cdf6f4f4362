// Puts together what the formulas of a run read from.
import type { Definitions } from '../definitions/definitions.ts';
import type { Cube } from '../facts/cube.ts';
import { type Doubtful, NOTHING_DOUBTFUL, openDoubts } from '../kpis/doubts.ts';
import type { Reading } from '../kpis/reading.ts';
import type { Records } from '../kpis/records.ts';
import type { TargetTable } from '../kpis/targets.ts';
import { type Calendar, yearBefore } from '../periods/period.ts';
import { historyGap } from './query-facts.ts';

export function makeReading(input: {
  definitions: Definitions;
  calendar: Calendar;
  asOf: string;
  cube: Cube;
  targets: TargetTable;
  records: Records;
  /** Fact → the table that it lacks. */
  absent: Record<string, string>;
  firstDays: Record<string, string | null>;
  /** What the checks left doubtful; nothing where none were asked. */
  doubtful?: Doubtful;
}): Reading {
  const { definitions, calendar, asOf, cube, targets, records, absent } = input;
  const history = historyGap(definitions, input.firstDays);
  return {
    definitions,
    cube,
    targets,
    records,
    asOf,
    calendar,
    doubts: openDoubts(input.doubtful ?? NOTHING_DOUBTFUL, definitions, calendar),
    gap: (fact, period) => (fact in absent ? 'unavailable' : history(fact, period)),
    yearBefore: (period) => yearBefore(period, calendar),
  };
}
