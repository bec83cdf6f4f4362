// The sample shop over one of the lakes, with the plan of the monthly run that is measured.

import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { calendarOf, findPeriod, findReport, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { PresentTables } from '../../functions/facts/relations.ts';
import { type Period, shiftPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine } from '../../functions/ports.ts';
import { type PlannedPeriods, planPeriods } from '../../functions/run/plan-periods.ts';
import type { RunRequest } from '../../functions/run/request.ts';
import { lakeOf, PERIOD } from './lakes.ts';

/** What a run asks for: one month alone, a month over a history, or the first run of a shop. */
export type Span = 'month' | 'monthly' | 'first';

export type Bench = {
  definitions: Definitions;
  engine: Engine;
  request: RunRequest;
  planned: PlannedPeriods;
  present: PresentTables;
};

export async function openBench(orders: number, span: Span, memory?: string): Promise<Bench> {
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const options = { config: DEFAULT_CONFIG, lake: lakeOf(orders), out: '', engine: 'duckdb' as const };
  const engine = await openEngine({ ...options, ...(memory === undefined ? {} : { memory }) }, definitions);
  const request = requestOf(definitions);
  const { present } = await inspectSources(definitions, engine);
  return { definitions, engine, request, present, planned: planOf(span, request, definitions) };
}

export function requestOf(definitions: Definitions, id = PERIOD): RunRequest {
  const report = findReport(definitions, 'monthly-executive');
  const to = findPeriod(id, report, definitions);
  const asOf = scheduledAfter(to, report.schedule, definitions.holidays);
  return { report, kind: 'run', from: to, to, asOf, takeOver: true };
}

/** The period before another one of the sample shop. */
function before(period: Period, definitions: Definitions): Period {
  return shiftPeriod(period, -1, calendarOf(definitions));
}

function planOf(span: Span, request: RunRequest, definitions: Definitions): PlannedPeriods {
  const { to } = request;
  if (span === 'month')
    return { published: [to], evaluated: [to], yearsBefore: [], ranges: [], windows: [], detailed: [to.id] };
  const revisions = span === 'first' ? {} : { [before(to, definitions).id]: 1 };
  return planPeriods(request, revisions, '2024-08-01', { calendar: calendarOf(definitions), definitions });
}
