// Tells the owners how a run ended where it did not end well, with the command to go on; and counts, for the alarms.
import type { Report } from '../definitions/definitions.ts';
import type { Delivery } from '../delivery/deliver.ts';
import type { Alert, Alerts } from '../ports.ts';
import { formatProblem, type Problem } from '../problem.ts';
import { commandLine, goOnText, isHeldBack, ownersText, remarksOf } from '../run/go-on.ts';
import type { RunRequest, RunResult, Waiting } from '../run/request.ts';
import type { Restated } from '../run/restate.ts';

export type Counts = Record<string, number>;

export type Announcer = {
  stage: string;
  shop: string;
  alerts: Alerts;
  /** Adds to the stage's CloudWatch metrics. */
  count(counts: Counts): void;
};

const SHOWN_RECIPIENTS = 20;
const SHOWN_REMARKS = 20;

type Done = Extract<RunResult, { outcome: 'done' }>;

export async function announce(
  { stage, shop, alerts, count }: Announcer,
  result: RunResult,
  request: Pick<RunRequest, 'report' | 'kind' | 'from' | 'to'>,
): Promise<null> {
  count(countsOf(result));
  const told = 'owners' in result && result.owners ? `\n\n${ownersText(result.owners)}` : '';
  for (const { subject, text } of alertsOf(result, commandLine(request, ` --stage ${stage}`))) {
    await alerts.publish({ subject: `[${stage}] ${shop}: ${subject}`, text: text + told });
  }
  return null;
}

/** Months before that could not be made anew: what was mailed of the run's own month stays as it is. */
export async function announceRestated(
  { stage, shop, alerts }: Announcer,
  restated: readonly Restated[],
  report: Pick<Report, 'id'>,
): Promise<null> {
  for (const { period, run, outcome, problems } of restated) {
    if (outcome !== 'held' && outcome !== 'failed') continue;
    const why = `Rows of ${period} say otherwise than they were published, and another revision could not be made: it is ${outcome}. The mail of the newest month is out.`;
    const again = `npx scorecard restate --stage ${stage} --report ${report.id} --period ${period}`;
    const text = problemText(why, problems, `Then:\n  ${again}`);
    await alerts.publish({ subject: `[${stage}] ${shop}: ${run} ${outcome}`, text });
  }
  return null;
}

/** May come twice where the run was interrupted while it told. */
export async function announceWaiting(
  { stage, shop, alerts }: Announcer,
  { run, hours, missing }: Waiting,
): Promise<void> {
  const shown = missing.slice(0, SHOWN_REMARKS);
  const more = missing.length > shown.length ? [`and ${missing.length - shown.length} more`] : [];
  const text = [
    `Nobody is mailed yet: the report waits for late data, for up to ${hours} ${hours === 1 ? 'hour' : 'hours'} in all.`,
    [...shown, ...more].join('\n'),
    'It looks again every quarter of an hour and goes on by itself as soon as the data is there. When the time is up it goes by the rules: it is held, or its figures are provisional.',
    `See what is still missing by\n  npx scorecard runs --stage ${stage} ${run}`,
  ].join('\n\n');
  await alerts.publish({ subject: `[${stage}] ${shop}: ${run} waits for data`, text });
}

function countsOf(result: RunResult): Counts {
  const unsettled = 'deliveries' in result ? (result.deliveries ?? []).filter(isUnsettled).length : 0;
  const scanned = 'usage' in result ? (result.usage?.scannedBytes ?? 0) : 0;
  return {
    RunsHeld: result.outcome === 'held' ? 1 : 0,
    RunsFailed: result.outcome === 'failed' ? 1 : 0,
    DeliveriesUnsettled: unsettled,
    ScannedBytes: scanned,
  };
}

function isUnsettled({ outcome }: Delivery): boolean {
  return outcome === 'unknown' || outcome === 'failed' || outcome === 'over_quota';
}

function alertsOf(result: RunResult, command: string): Alert[] {
  if (result.outcome === 'held') {
    const { run, problems } = result;
    if (isHeldBack(problems)) {
      const why = 'The report is made and no reader was mailed, since it was not released.';
      const release = `Release it by\n  ${command.replace(' run ', ' release ').replace(/ --report.*/, '')} ${run} --by <you> --reason <why>`;
      const anew = `Where other figures are to come first, let them be made by\n  ${command}\nOwners are shown those anew.`;
      return [{ subject: `${run} is not released`, text: problemText(why, problems, `${release}\n\n${anew}`) }];
    }
    const why = 'The report was not made and nobody was mailed, since its data is not complete.';
    const text = problemText(why, problems, goOnText(command, result.checks));
    return [{ subject: `${run} is held`, text }];
  }
  if (result.outcome === 'failed') {
    const why = 'The report was not finished.';
    return [{ subject: `${result.run} failed`, text: problemText(why, result.problems, goOnText(command)) }];
  }
  return result.outcome === 'done' ? [...unknownAlert(result, command), ...remarkAlert(result)] : [];
}

/** Once a run, and only where figures went out that somebody may ask about. */
function remarkAlert({ run, checks = [] }: Done): Alert[] {
  const remarks = remarksOf(checks);
  if (remarks.length === 0) return [];
  const what = checks.some(({ outcome }) => outcome === 'provisional') ? 'provisional' : 'accepted';
  const text = [
    'The report went out; its mail says the same of its figures. Nothing needs to be done for it.',
    remarks.slice(0, SHOWN_REMARKS).join('\n'),
  ];
  return [{ subject: `${run} went out with ${what} data`, text: text.join('\n\n') }];
}

function unknownAlert(result: Done, command: string): Alert[] {
  const unknown = result.deliveries.filter(({ outcome }) => outcome === 'unknown').map(({ recipient }) => recipient);
  if (unknown.length === 0) return [];
  const shown = unknown.slice(0, SHOWN_RECIPIENTS).join(', ');
  const more = unknown.length > SHOWN_RECIPIENTS ? ` and ${unknown.length - SHOWN_RECIPIENTS} more` : '';
  const text = [
    `Nobody can tell whether the mail of ${result.run} went to: ${shown}${more}.`,
    'It is not sent again by guess. Ask them, then:',
    `  ${command.replace(' run ', ' resend ').replace(/ --report.*/, '')} ${result.run} --recipient <id> --by <you> --reason <why>`,
  ];
  return [{ subject: `${result.run}: ${unknown.length} deliveries are unknown`, text: text.join('\n\n') }];
}

function problemText(why: string, problems: readonly Problem[], next: string): string {
  return [why, ...problems.map(formatProblem), next].join('\n\n');
}
