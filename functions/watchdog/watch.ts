// Never silence: at each report's deadline, every day, is its newest due period out? If not, each reader who waits is told
// once, on the day itself, and the owners every day until it is.
import type { WatchedReport, WatchFile } from '../definitions/watch-file.ts';
import type { Alert, Alerts } from '../ports.ts';
import { alertOf, blindAlert, unsentAlert } from './alert-text.ts';
import { composeNotice, type Reason } from './late-mail.ts';
import { lookAtReport, type Seen } from './look-at-report.ts';
import { type Notice, type NoticePorts, sendNotices } from './send-notices.ts';

export type WatchPorts = NoticePorts & { alerts: Alerts };

export type WatchRequest = {
  stage: string;
  sender: string;
  /** Another for every invocation. */
  executionId: string;
  scheduledTime: string;
  /** Only this report; all of them where it is left out. */
  report?: string;
};

export type Watched = {
  report: string;
  onTime: boolean;
  /** Null where it could not be found out. */
  period: string | null;
  /** What readers are told; null where the report is out, or where nobody could tell. */
  reason: Reason | null;
  notices: Notice[];
  alerts: Alert[];
  /** Why alerts reached nobody. */
  unheard: unknown[];
};

export async function watch(ports: WatchPorts, request: WatchRequest, file: WatchFile): Promise<Watched[]> {
  const reports = file.reports.filter(({ id }) => request.report === undefined || id === request.report);
  if (reports.length === 0) throw new Error(`watch.json has no report ${request.report}`);
  const watched: Watched[] = [];
  for (const report of reports) watched.push(await watchReport(ports, request, file, report));
  return watched;
}

async function watchReport(
  ports: WatchPorts,
  request: WatchRequest,
  file: WatchFile,
  report: WatchedReport,
): Promise<Watched> {
  const alerts: Alert[] = [];
  const unheard: unknown[] = [];
  const tell = async (alert: Alert) => {
    alerts.push(alert);
    await ports.alerts.publish(alert).catch((error: unknown) => unheard.push(error));
  };
  const seen = await lookAtReport(ports.store, file, report, request.scheduledTime).catch((error: unknown) => ({
    error,
  }));
  if ('error' in seen) {
    await tell(blindAlert(request.stage, report.id, seen.error));
    return { report: report.id, onTime: false, period: null, reason: null, notices: [], alerts, unheard };
  }
  const reason = seen.isOut ? null : seen.reason;
  const notices = seen.isOut ? [] : await speak(ports, request, file, report, seen, tell);
  return { report: report.id, onTime: seen.isOut, period: seen.period.id, reason, notices, alerts, unheard };
}

async function speak(
  ports: WatchPorts,
  { stage, sender, executionId, scheduledTime }: WatchRequest,
  file: WatchFile,
  report: WatchedReport,
  seen: Seen & { isOut: false },
  tell: (alert: Alert) => Promise<void>,
): Promise<Notice[]> {
  // Before the notices, so that the owners know even if those take too long.
  await tell(alertOf({ stage, shop: file.shop.name, report, seen }));
  if (!seen.isDueDay) return [];
  const run = `${seen.run}.late`;
  const { period, reason, expected } = seen;
  const notice = { file, report, period, reason, expected, sender, scheduledTime };
  const notices = await sendNotices(ports, run, executionId, seen.waiting, (reader) =>
    composeNotice(run, notice, reader),
  );
  const unsent = notices.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
  if (unsent.length > 0) await tell(unsentAlert(stage, run, unsent));
  return notices;
}
