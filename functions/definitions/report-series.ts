// Under which report's name reviews of people lie. A manager's report shows the reviews that employees get, and a
// preliminary one makes an earlier revision of the final one's.
import type { Report } from './definitions.ts';
import type { Draft } from './draft.ts';

/** Periods before the first run that a report of the shop also publishes. */
export const HISTORY_MONTHS = 24;

export function isOfPeople(view: Report['view']): boolean {
  return view === 'person' || view === 'team';
}

export function seriesOf(id: string, { reports }: Pick<Draft, 'reports'>, seen: readonly string[] = []): string {
  const report = reports.find((one) => one.id === id)?.value;
  const next = report?.series ?? report?.preliminary_of;
  return next === undefined || seen.includes(next) ? id : seriesOf(next, { reports }, [...seen, id]);
}
