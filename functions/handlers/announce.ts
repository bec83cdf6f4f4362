// Tells the owners how a run ended where it did not end well, with the command to go on; and counts, for the alarms.
import type { Delivery } from '../delivery/deliver.ts';
import type { Alert, Alerts } from '../ports.ts';
import { formatProblem, type Problem } from '../problem.ts';
import type { RunRequest, RunResult } from '../run/request.ts';

export type Counts = Record<string, number>;

export type Announcer = {
  stage: string;
  shop: string;
  alerts: Alerts;
  /** Adds to the stage's CloudWatch metrics. */
  count(counts: Counts): void;
};

const SHOWN_RECIPIENTS = 20;

export async function announce(
  { stage, shop, alerts, count }: Announcer,
  result: RunResult,
  request: Pick<RunRequest, 'report' | 'to'>,
): Promise<null> {
  count(countsOf(result));
  const alert = alertOf(
    result,
    `npx scorecard run --stage ${stage} --report ${request.report.id} --period ${request.to.id}`,
  );
  if (alert) await alerts.publish({ subject: `[${stage}] ${shop}: ${alert.subject}`, text: alert.text });
  return null;
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

function alertOf(result: RunResult, command: string): Alert | null {
  if (result.outcome === 'held') {
    const { run, problems } = result;
    if (problems.some(({ code }) => code === 'NOT_RELEASED')) {
      const why = 'The report is made and no reader was mailed, since it was not released.';
      const release = `Release it by\n  ${command.replace(' run ', ' release ').replace(/ --report.*/, '')} ${run} --by <you> --reason <why>`;
      const anew = `Where other figures are to come first, let them be made by\n  ${command}\nOwners are shown those anew.`;
      return { subject: `${run} is not released`, text: problemText(why, problems, `${release}\n\n${anew}`) };
    }
    const why = 'The report was not made and nobody was mailed, since its data is not complete.';
    return { subject: `${run} is held`, text: problemText(why, problems, goOn(command)) };
  }
  if (result.outcome === 'failed') {
    const why = 'The report was not finished.';
    return { subject: `${result.run} failed`, text: problemText(why, result.problems, goOn(command)) };
  }
  if (result.outcome !== 'done') return null;
  const unknown = result.deliveries.filter(({ outcome }) => outcome === 'unknown').map(({ recipient }) => recipient);
  if (unknown.length === 0) return null;
  const shown = unknown.slice(0, SHOWN_RECIPIENTS).join(', ');
  const more = unknown.length > SHOWN_RECIPIENTS ? ` and ${unknown.length - SHOWN_RECIPIENTS} more` : '';
  const text = [
    `Nobody can tell whether the mail of ${result.run} went to: ${shown}${more}.`,
    'It is not sent again by guess. Ask them, then:',
    `  ${command.replace(' run ', ' resend ').replace(/ --report.*/, '')} ${result.run} --recipient <id> --by <you> --reason <why>`,
  ];
  return { subject: `${result.run}: ${unknown.length} deliveries are unknown`, text: text.join('\n\n') };
}

function goOn(command: string): string {
  return `When this is mended, go on by\n  ${command}\nWho already has the mail does not get it twice.`;
}

function problemText(why: string, problems: readonly Problem[], next: string): string {
  return [why, ...problems.map(formatProblem), next].join('\n\n');
}
