// How a run ends: its outcome from what came of its deliveries or from what broke it, and the record that it leaves.
import type { Delivery } from '../delivery/deliver.ts';
import { type Problem, ProblemError } from '../problem.ts';
import type { RunRequest, RunResult, RunWork } from './request.ts';

/** `bug`: not a problem that anybody could mend but a mistake of the program; it is recorded and thrown on. */
export type Ended = { result: RunResult; bug?: unknown };

const SHOWN_PROBLEMS = 20;

export function endOfError(run: string, error: unknown): Ended {
  if (error instanceof ProblemError) return { result: { outcome: 'failed', run, problems: [...error.problems] } };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const problem: Problem = {
    code: 'INTERNAL',
    message: `The run broke off: ${message.slice(0, 1000)}`,
    remedy:
      'This is a mistake of the program; its log says more. Nobody was mailed twice, and the run may be started again.',
  };
  return { result: { outcome: 'failed', run, problems: [problem] }, bug: error };
}

/** Failed where somebody certainly has no mail that should have one: the same command tries those again. */
export function endOfDeliveries(run: string, work: RunWork): RunResult {
  const waiting = work.deliveries.filter(({ outcome }) => outcome === 'over_quota');
  const failed = work.deliveries.filter(({ outcome }) => outcome === 'failed');
  if (waiting.length + failed.length === 0) return { outcome: 'done', run, ...work };
  const problems = distinct([...failed, ...waiting].flatMap((delivery) => delivery.problems ?? []));
  if (waiting.length > 0 && !problems.some(({ code }) => code === 'OVER_QUOTA')) problems.push(overQuota(waiting));
  return { outcome: 'failed', run, problems: problems.slice(0, SHOWN_PROBLEMS), ...work };
}

/** What is kept of a run, for `runs`, `resend` and the watchdog. */
export function recordOf({ report, kind, from, to, asOf }: RunRequest, result: RunResult): string {
  const record = { report: report.id, kind, from: from.id, to: to.id, asOf, ...result };
  return `${JSON.stringify(record, null, 1)}\n`;
}

function overQuota(waiting: Delivery[]): Problem {
  const who = waiting.length === 1 ? '1 recipient waits' : `${waiting.length} recipients wait`;
  return {
    code: 'OVER_QUOTA',
    message: `${who}: the mail service lets no more be sent today.`,
    remedy: 'Run the same command tomorrow; who had the mail does not get it twice. Ask SES for a higher quota.',
  };
}

function distinct(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem])).values()];
}
