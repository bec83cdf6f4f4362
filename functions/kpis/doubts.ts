// What is doubtful of a KPI's figure in a period: what may still change it and until when, which rows were left out of it,
// and what blocks it. A check speaks of days of a table; whether that is a figure's business is decided here alone.
import type { CheckId } from '../definitions/checks.ts';
import type { Definitions, Kpi, Table } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { expressionsOf } from '../facts/cuts.ts';
import { utcDay } from '../facts/period-rows.ts';
import { tablesOfKpi } from '../facts/tables-of-kpi.ts';
import { type Calendar, type Period, yearBefore } from '../periods/period.ts';
import { addDays, isBefore, localDay } from '../periods/schedule.ts';
import type { Note, SnapshotKpi } from '../snapshot/shape.ts';
import type { Reading } from './reading.ts';

type CheckOf = { check: CheckId; table: string; subject: string | null };

/** What the checks of a run leave doubtful of its tables, by days of `dt`; plain data that travels with the run. */
export type Doubtful = {
  provisional: (CheckOf & { since: string | null; finalOn: string })[];
  /** What a person took as it is. */
  accepted: (CheckOf & { since: string | null })[];
  /** Rows that are left out, by month of their `dt`; of a table without days under ''. */
  excluded: (CheckOf & { months: Record<string, number> })[];
  /** Days on which a key stands more than once: nobody could say which row is true. */
  repeated: (CheckOf & { days: string[] })[];
};

export type Doubts = { [Of in 'provisional' | 'excluded' | 'accepted' | 'blockedBy']: NonNullable<SnapshotKpi[Of]> };

export type DoubtsOf = (kpi: Kpi, period: Period) => Doubts;

/** The `dt` of a table that has none. */
const NO_DAY = '';

const NO_DOUBTS: Doubts = { provisional: [], excluded: [], accepted: [], blockedBy: [] };

export const NOTHING_DOUBTFUL: Doubtful = { provisional: [], accepted: [], excluded: [], repeated: [] };

export function openDoubts(doubtful: Doubtful, definitions: Definitions, calendar: Calendar): DoubtsOf {
  const known = new Map<string, Doubts>();
  return (kpi, period) => {
    const name = `${kpi.id} ${period.id}`;
    const doubts = known.get(name) ?? findDoubts(doubtful, kpi, period, definitions, calendar);
    known.set(name, doubts);
    return doubts;
  };
}

function findDoubts(
  { provisional, accepted, excluded, repeated }: Doubtful,
  kpi: Kpi,
  period: Period,
  definitions: Definitions,
  calendar: Calendar,
): Doubts {
  if (provisional.length + accepted.length + excluded.length + repeated.length === 0) return NO_DOUBTS;
  const { decisive, read } = tablesOfKpi(kpi, definitions);
  const periods = readsYearAgo(kpi) ? [period, yearBefore(period, calendar)] : [period];
  const { lookbackDays } = definitions.shop.parameters;
  const concerns = (id: string, isOn: (days: Days) => boolean) => {
    const table = definitions.tables[id];
    return table !== undefined && periods.some((one) => isOn(daysOf(table, one, lookbackDays)));
  };
  const isIn = (day: string, { from, to }: Days) => day === NO_DAY || (day >= from && day <= to);
  const isSince = ({ table, since }: { table: string; since: string | null }) =>
    decisive.includes(table) && concerns(table, ({ to }) => since === null || since <= to);
  return {
    provisional: provisional
      .filter(isSince)
      .map(({ check, table, subject, finalOn }) => ({ check, table, subject, finalOn })),
    excluded: excluded
      .filter(({ table }) => decisive.includes(table))
      .map(({ check, table, subject, months }) => ({ check, table, subject, rows: String(rowsIn(months, period)) }))
      .filter(({ rows }) => rows !== '0'),
    accepted: accepted.filter(isSince).map(({ check, table, subject }) => ({ check, table, subject })),
    blockedBy: repeated
      .filter(({ table }) => read.includes(table))
      .filter(({ table, days }) => concerns(table, (range) => days.some((day) => isIn(day, range))))
      .map(({ check, table, subject }) => ({ check, table, subject })),
  };
}

/** What a figure's snapshot says of it: only what is so, and only of a figure that is there why it may change. */
export function doubtsOfFigure(kpi: Kpi, period: Period, notes: readonly Note[], reading: Reading): Partial<Doubts> {
  const { provisional, excluded, accepted, blockedBy } = reading.doubts(kpi, period);
  const pending = notes.includes('provisional') ? [...maturing(kpi, period, reading), ...provisional] : [];
  return {
    ...(pending.length > 0 ? { provisional: pending } : {}),
    ...(excluded.length > 0 ? { excluded } : {}),
    ...(accepted.length > 0 ? { accepted } : {}),
    ...(notes.includes('blocked') && blockedBy.length > 0 ? { blockedBy } : {}),
  };
}

/** Can the value still change, because outcomes of the period are still arriving at the run's scheduled time? */
export function isMaturing({ maturityDays }: Kpi, period: Period, asOf: string): boolean {
  return maturityDays > 0 && isBefore(asOf, addDays(period.endsAt, maturityDays));
}

function maturing(kpi: Kpi, period: Period, { asOf }: Reading): Doubts['provisional'] {
  if (!isMaturing(kpi, period, asOf)) return [];
  const finalOn = localDay(addDays(period.endsAt, kpi.maturityDays), period.timeZone);
  return [{ check: null, table: null, subject: null, finalOn }];
}

function readsYearAgo(kpi: Kpi): boolean {
  return [kpi, ...kpi.slices]
    .flatMap(expressionsOf)
    .flatMap(operandsOf)
    .some((operand) => operand.kind === 'measure' && operand.yearAgo);
}

type Days = { from: string; to: string };

/** Days of a table on which rows of a period may lie. A statement may read further; what it finds there is hardly ever of the period. */
function daysOf({ partition, readsAhead }: Table, period: Period, lookbackDays: number): Days {
  if (partition !== 'event') return { from: period.from, to: period.to };
  const [first, last] = [utcDay(period.startsAt), utcDay(period.endsAt)];
  return {
    from: first.subtract({ days: lookbackDays }).toString(),
    to: last.add({ days: 1 + (readsAhead ? lookbackDays : 0) }).toString(),
  };
}

function rowsIn(months: Record<string, number>, { from, to }: Period): number {
  return Object.entries(months)
    .filter(([month]) => month === NO_DAY || (month >= from.slice(0, 7) && month <= to.slice(0, 7)))
    .reduce((sum, [, rows]) => sum + rows, 0);
}
