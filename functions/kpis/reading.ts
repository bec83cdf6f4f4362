// What a period is read from: the cube, the targets, what people wrote, and which periods have a history. One object handed down, so that every
// formula of a run sees the same data.
import type { Definitions } from '../definitions/definitions.ts';
import type { Fraction } from '../exact.ts';
import type { Cube } from '../facts/cube.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { DoubtsOf } from './doubts.ts';
import type { Records } from './records.ts';
import type { TargetTable } from './targets.ts';

export type Reading = {
  cube: Cube;
  definitions: Definitions;
  targets: TargetTable;
  records: Records;
  /** Why a fact has no figures in a period: its table is absent, or the period lies before its first rows. */
  gap(fact: string, period: Period): 'unavailable' | 'no_history' | null;
  calendar: Calendar;
  /** The same period a year earlier. */
  yearBefore(period: Period): Period;
  /** What the checks of the data leave doubtful of a KPI's figures. */
  doubts: DoubtsOf;
  /** The scheduled time of the run: decides what is still provisional. */
  asOf: string;
};

export type Amount = Fraction | null;
