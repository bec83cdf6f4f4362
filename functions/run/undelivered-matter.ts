// What owners are told once the deliveries of a run are over: who certainly has no mail, and of whom nobody knows.
import { UNDELIVERED, type Undelivered } from '../definitions/locale-notices.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { viewUndelivered } from '../email/notices/undelivered-notice.ts';
import { commandLine } from './go-on.ts';
import { hashOf } from './keys.ts';
import type { Matter } from './matter.ts';
import type { RunContext, RunRequest, RunResult } from './request.ts';

type Told = {
  run: string;
  request: Pick<RunRequest, 'report' | 'kind' | 'from' | 'to'>;
  context: Pick<RunContext, 'decideBy'>;
};

/** Whoever wants no mails, or may not be mailed by this stage, is not missed. */
export function undeliveredMatter({ run, request, context }: Told, result: RunResult): Matter | null {
  const deliveries = result.outcome === 'done' || result.outcome === 'failed' ? (result.deliveries ?? []) : [];
  const open = deliveries.filter(({ outcome }) => isUndelivered(outcome));
  if (open.length === 0) return null;
  const { release = '', hold = '', resend = '' } = context.decideBy ?? {};
  const without = Object.fromEntries(UNDELIVERED.map((outcome) => [outcome, idsOf(deliveries, outcome)]));
  const by = '--by <you> --reason <why>';
  const facts = {
    sent: idsOf(deliveries, 'sent').length + idsOf(deliveries, 'already_sent').length,
    without: without as Record<Undelivered, string[]>,
    codes: [...new Set(open.flatMap(({ problems = [] }) => problems.map(({ code }) => code)))],
    commands: {
      look: `npx scorecard runs${hold} ${run}`,
      again: commandLine(request, release),
      resend: `npx scorecard resend${resend} ${run} --recipient <id> ${by}`,
      lift: `npx scorecard resend${resend} ${run} --recipient <id> --lift ${by}`,
    },
  };
  const [first, ...others] = open;
  return {
    name: `undelivered-${hashOf(JSON.stringify(without))}`,
    // Of an address that refuses mail nobody is told at that address alone.
    isFor: ({ id }) => others.length > 0 || first?.recipient !== id,
    view: (about, locale) => viewUndelivered({ ...about, ...facts }, locale),
  };
}

function isUndelivered(outcome: Delivery['outcome']): outcome is Undelivered {
  return UNDELIVERED.some((one) => one === outcome);
}

function idsOf(deliveries: readonly Delivery[], outcome: Delivery['outcome']): string[] {
  return deliveries.filter((one) => one.outcome === outcome).map(({ recipient }) => recipient);
}
