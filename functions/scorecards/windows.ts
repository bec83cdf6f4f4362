// Over which months a line of a card is scored: its period, the months up to it, or the newest ones whose outcomes are all
// in. Known before anything is queried, so that a run asks for exactly the windows that its cards need.
import type { Definitions, Kpi, ScorecardLine } from '../definitions/definitions.ts';
import { factsReadYearAgo } from '../facts/cuts.ts';
import {
  type Calendar,
  type Period,
  periodOfDay,
  periodsFrom,
  readPeriod,
  shiftPeriod,
  yearBefore,
} from '../periods/period.ts';
import { addDays, isBefore } from '../periods/schedule.ts';

type WindowKeys = Pick<ScorecardLine, 'windowMonths' | 'mature'>;

export function windowOf(
  { windowMonths, mature }: WindowKeys,
  kpi: Pick<Kpi, 'maturityDays'>,
  period: Period,
  asOf: string,
  calendar: Calendar,
): Period {
  if (windowMonths === 1 && !mature) return period;
  const newest = periodOfDay(period.to, 'month', calendar);
  const last = mature ? newestMature(newest, kpi.maturityDays, asOf, calendar) : newest;
  const months = Math.max(windowMonths, monthsOf(period, calendar));
  const first = shiftPeriod(last, 1 - months, calendar);
  return months === 1 ? last : (readPeriod(`${first.id}..${last.id}`, calendar) as Period);
}

/** The periods other than its own that the lines of some cards are scored over, and a year before, where a KPI reads it. */
export function windowsOf(
  cards: string[],
  { scorecards, kpis }: Pick<Definitions, 'scorecards' | 'kpis'>,
  period: Period,
  asOf: string,
  calendar: Calendar,
): Period[] {
  const windows = cards
    .flatMap((id) => scorecards[id]?.lines ?? [])
    .flatMap((line) => {
      const kpi = kpis[line.kpi] as Kpi;
      const window = windowOf(line, kpi, period, asOf, calendar);
      if (window.id === period.id) return [];
      return factsReadYearAgo([kpi]).length > 0 ? [window, yearBefore(window, calendar)] : [window];
    });
  return [...new Map(windows.map((window) => [window.id, window])).values()];
}

/** The newest month whose figures can no longer change at an instant. */
function newestMature(month: Period, maturityDays: number, asOf: string, calendar: Calendar): Period {
  let mature = month;
  while (isBefore(asOf, addDays(mature.endsAt, maturityDays))) mature = shiftPeriod(mature, -1, calendar);
  return mature;
}

function monthsOf({ from, to }: Period, calendar: Calendar): number {
  return periodsFrom(periodOfDay(from, 'month', calendar), periodOfDay(to, 'month', calendar), calendar).length;
}
