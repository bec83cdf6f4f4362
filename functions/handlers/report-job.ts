// What the report function does with an event: the schedule's, or a person's by `scorecard run --stage`. The same story as
// on a laptop; what differs is where its ports lead.
import * as z from 'zod';
import { wrongAcceptances } from '../checks/acceptances.ts';
import type { Report } from '../definitions/definitions.ts';
import { suggestName } from '../definitions/nearest.ts';
import { storedRecipients } from '../delivery/stored-recipients.ts';
import { type Period, readPeriod } from '../periods/period.ts';
import { dueAt, scheduledAfter } from '../periods/schedule.ts';
import type { Engine, Steps, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import type { RunRequest, RunResult, Waiting } from '../run/request.ts';
import { askAgain } from '../run/restate.ts';
import { runReport } from '../run-report.ts';
import { type Announcer, announce, announceRestated, announceWaiting } from './announce.ts';
import type { BundledShop } from './bundled-shop.ts';
import { checkJob } from './check-job.ts';

const acceptance = z.strictObject({ check: z.string(), by: z.string().min(1), reason: z.string().min(1) });

/** What a person may ask for beside the periods. */
const asked = {
  report: z.string(),
  requestedBy: z.string(),
  resume: z.boolean().default(false),
  wait: z.boolean().optional(),
  accepted: z.array(acceptance).optional(),
};

export const reportEvent = z.union([
  z.strictObject({ report: z.string(), scheduledTime: z.string() }),
  z.strictObject({ ...asked, period: z.string() }),
  /** Its checks alone. */
  z.strictObject({ report: z.string(), period: z.string(), requestedBy: z.string(), check: z.literal(true) }),
  /** Made anew, where the data says otherwise by now. */
  z.strictObject({ ...asked, period: z.string(), revision: z.int().min(2) }),
  z.strictObject({ ...asked, from: z.string(), to: z.string() }),
]);

export type ReportEvent = z.infer<typeof reportEvent>;

export type ReportJob = {
  shop: BundledShop;
  store: Store;
  /** The engine for one execution. */
  engine(executionId: string): Engine;
  announcer: Announcer;
  scanLimitGigabytes: number;
  /** Where readers find pages and files; without it mails have no links. */
  pages?: string;
  /** The wall clock, ISO 8601. */
  now(): string;
};

/** What the execution answers; the whole result is in the run's record. */
export type ReportAnswer = { outcome: RunResult['outcome']; run: string | null };

export async function reportJob(steps: Steps, event: ReportEvent, job: ReportJob): Promise<ReportAnswer> {
  const { shop, store } = job;
  const asked = requestOf(event, shop);
  if (asked === null) return { outcome: 'not_today', run: null };
  const request = asked.kind === 'restate' ? await askOnce(steps, asked, job) : asked;
  const ports = {
    engine: job.engine(steps.executionId),
    store,
    recipientFiles: () => storedRecipients(store),
    now: job.now,
  };
  const where = ` --stage ${job.announcer.stage}`;
  const decideBy = { release: where, hold: where, resend: where };
  const pages = job.pages === undefined ? {} : { pages: job.pages };
  const onWait = (waiting: Waiting) => announceWaiting(job.announcer, waiting);
  const context = { ...shop, ...pages, scanLimitGigabytes: job.scanLimitGigabytes, canWait: true, decideBy, onWait };
  if ('check' in event) return checkJob(steps, ports, request, context);
  const result = await runReport(steps, ports, request, context);
  await steps.step('announce', () => announce(job.announcer, result, request));
  const restated = result.outcome === 'done' ? (result.restated ?? []) : [];
  await steps.step('announce-restated', () => announceRestated(job.announcer, restated, request.report));
  return { outcome: result.outcome, run: result.run };
}

/** Which revision it is to be and as of when is looked up once, whatever is published meanwhile. */
async function askOnce(steps: Steps, request: RunRequest, { store, shop }: ReportJob): Promise<RunRequest> {
  const { asOf, revision } = await steps.step('again', async () => {
    const found = await askAgain(store, request, shop);
    return { asOf: found.asOf, revision: found.revision ?? 0 };
  });
  return { ...request, asOf, revision };
}

/** Null where the schedule fires on a day that is not the report's. */
export function requestOf(event: ReportEvent, { definitions, calendar }: BundledShop): RunRequest | null {
  const report = definitions.reports[event.report];
  if (!report) {
    const remedy = suggestName(event.report, Object.keys(definitions.reports));
    throw new ProblemError({ code: 'UNKNOWN_REPORT', message: `There is no report \`${event.report}\`.`, remedy });
  }
  const periodOf = (text: string) => mustBePeriod(readPeriod(text, calendar), text, report);
  const asOf = (to: Period) => scheduledAfter(to, report.schedule, definitions.holidays);
  if ('scheduledTime' in event) {
    const period = dueAt(event.scheduledTime, report, calendar, definitions.holidays);
    if (period === null) return null;
    return {
      report,
      kind: 'run',
      from: period,
      to: period,
      asOf: asOf(period),
      waits: true,
      restates: true,
      takeOver: false,
    };
  }
  if ('check' in event) {
    const period = periodOf(event.period);
    return { report, kind: 'run', from: period, to: period, asOf: asOf(period), takeOver: false };
  }
  const { accepted = [], wait: waits = false, resume: takeOver } = event;
  const wrong = wrongAcceptances(
    accepted.map(({ check }) => check),
    Object.keys(definitions.tables),
  );
  if (wrong.length > 0) throw new ProblemError(wrong);
  if ('period' in event) {
    const period = periodOf(event.period);
    const own = { report, from: period, to: period, asOf: asOf(period), accepted, takeOver };
    if ('revision' in event) return { ...own, kind: 'restate', revision: event.revision };
    return { ...own, kind: 'run', waits, restates: true };
  }
  const [from, to] = [periodOf(event.from), periodOf(event.to)];
  return { report, kind: 'backfill', from, to, asOf: asOf(to), accepted, waits, takeOver };
}

function mustBePeriod(period: Period | null, text: string, report: Report): Period {
  if (period?.grain === report.grain) return period;
  throw new ProblemError({
    code: 'INVALID_PERIOD',
    message: `\`${text}\` is no ${report.grain}, by which ${report.id} is made.`,
    remedy: report.grain === 'month' ? 'Write it as 2026-10.' : 'Write it as 2026-Q4.',
  });
}
