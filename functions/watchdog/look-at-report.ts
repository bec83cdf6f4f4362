// Is the newest period of a report out that must be out by now? Looks only: from what lies in the store, and from nothing of
// the run's code.
import type { WatchedReport, WatchFile } from '../definitions/watch-file.ts';
import type { Calendar, Period } from '../periods/period.ts';
import { localDay, newestDue, nextDeadline, scheduledDay } from '../periods/schedule.ts';
import type { Store } from '../ports.ts';
import type { Reason } from './late-mail.ts';
import { readDeliveries, subscribed } from './read-deliveries.ts';
import { type Reader, type ReaderList, readReaders } from './read-readers.ts';
import { readRunState, type Unfinished } from './run-state.ts';

export type Seen = { period: Period; run: string } & ({ isOut: true } | ({ isOut: false } & Lateness));

export type Lateness = {
  state: Unfinished;
  reason: Reason;
  list: ReaderList;
  /** How many readers certainly have the mail. */
  sent: number;
  /** Readers who certainly have nothing and to whom this stage may write. */
  waiting: Reader[];
  /** Only on the day itself are readers told. */
  isDueDay: boolean;
  /** The instant by which the report is expected instead. */
  expected: string;
};

export async function lookAtReport(
  store: Store,
  { shop, calendars: holidays }: WatchFile,
  report: WatchedReport,
  scheduledTime: string,
): Promise<Seen> {
  // Months and calendar quarters do not depend on where a fiscal year begins.
  const calendar: Calendar = { timeZone: shop.timeZone, fiscalYearStartMonth: 1 };
  const period = newestDue(scheduledTime, report, calendar, holidays);
  const run = `${report.id}-${period.id}`;
  const state = await readRunState(store, run);
  if (state.is === 'done') return { period, run, isOut: true };

  const isDueDay = localDay(scheduledTime, shop.timeZone) === scheduledDay(period, report.schedule, holidays);
  const list = await readReaders(store, report.id);
  const { sent, settled } = await readDeliveries(store, run, list.readers);
  const open = list.readers.filter(({ id }) => !settled.has(id));
  const waiting = await subscribed(store, open, report.id);
  // The mails are out: on its day a run may still wait for the mail service's events.
  if (isDueDay && state.is === 'working' && list.readers.length > 0 && waiting.length === 0) {
    return { period, run, isOut: true };
  }
  // To readers it says more that others have the mail than how the run ended.
  const reason = sent.size > 0 ? 'partly' : state.is;
  const expected = nextDeadline(scheduledTime, report, calendar, holidays);
  return { period, run, isOut: false, state, reason, list, sent: sent.size, waiting, isDueDay, expected };
}
