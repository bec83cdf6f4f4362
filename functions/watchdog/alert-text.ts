// What the owners are told of a report that is late: what is wrong, who waits, and the command to go on.
import type { WatchedReport } from '../definitions/watch-file.ts';
import type { Period } from '../periods/period.ts';
import type { Alert } from '../ports.ts';
import type { Lateness, Seen } from './look-at-report.ts';
import type { Unfinished } from './run-state.ts';
import type { Notice } from './send-notices.ts';

export type Late = { stage: string; shop: string; report: WatchedReport; seen: Seen & { isOut: false } };

type State = Unfinished['is'];

const SHOWN = 20;

const WHAT: Record<State, string> = {
  not_started: 'its run was never started',
  working: 'its run has begun and has not ended',
  held: 'its run is held, since its data is not complete',
  unreleased: 'it is made, and its owners have not let it go out',
  failed: 'its run failed',
};

export function alertOf({ stage, shop, report, seen }: Late): Alert {
  const { period, state } = seen;
  const title = report.title.en ?? report.id;
  const paragraphs = [
    `${title} of ${period.id} for ${shop} is not out, and its deadline is past (${report.deadline} ${period.timeZone}): ${WHAT[state.is]}.`,
    ...state.problems,
    goOn(stage, report, period)[state.is],
    readersText(seen),
    ...unreadText(seen.list.unread),
  ];
  const subject = `[${stage}] ${report.id} ${period.id} is late: ${state.is.replace('_', ' ')}`;
  return { subject, text: paragraphs.join('\n\n') };
}

/** Where the watchdog itself could not see: that is never silence either. */
export function blindAlert(stage: string, report: string, error: unknown): Alert {
  const why = error instanceof Error ? error.message : String(error);
  return {
    subject: `[${stage}] ${report}: nobody knows whether it is late`,
    text: [
      `The watchdog could not find out whether ${report} is out, and told no reader: ${why}`,
      `Look yourself:\n  npx scorecard runs --stage ${stage}`,
    ].join('\n\n'),
  };
}

/** Notices that did not go out, or of which nobody knows. */
export function unsentAlert(stage: string, run: string, unsent: readonly Notice[]): Alert {
  const lines = unsent.map(({ recipient, outcome, problems = [] }) =>
    [recipient, outcome, ...problems.map(({ message }) => message)].join(': '),
  );
  return {
    subject: `[${stage}] ${run}: notices that did not go out: ${unsent.length}`,
    text: `These readers wait for their report and could not be told that it is late. Nothing is sent to them again:\n${shown(lines)}`,
  };
}

function goOn(stage: string, { id }: WatchedReport, { id: period }: Period): Record<State, string> {
  const look = `npx scorecard runs --stage ${stage}`;
  const run = `npx scorecard run --stage ${stage} --report ${id} --period ${period}`;
  const decide = (word: string) => `npx scorecard ${word} ${id}-${period} --stage ${stage} --by <you> --reason <why>`;
  const safe = 'Who already has the mail does not get it twice.';
  const again = `When this is mended, go on by\n  ${run}\n${safe}`;
  return {
    not_started: `Start it by\n  ${run}\nand look why its schedule did not: is it enabled, are there dead letters?`,
    working: `See how it goes by\n  ${look}\nIf it broke off, take it over by\n  ${run} --resume\n${safe}`,
    held: again,
    unreleased: `Let it go out, or say why not, by\n  ${decide('release')}\n  ${decide('hold')}`,
    failed: again,
  };
}

function readersText({ list, sent, waiting, isDueDay }: Lateness): string {
  if (list.readers.length === 0) return 'No reader of it was found in recipients/*.csv of the store.';
  const have = `${sent} of ${list.readers.length} readers certainly have the mail, ${waiting.length} certainly do not.`;
  return isDueDay
    ? `${have} Those are told today, once, that it is late.`
    : `${have} No reader is told again; this alert comes every day until the run is done.`;
}

function unreadText(unread: readonly string[]): string[] {
  return unread.length === 0
    ? []
    : [`These lines of the recipients cannot be read, and whoever they mean is told nothing:\n${shown(unread)}`];
}

function shown(lines: readonly string[]): string {
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  return [...lines.slice(0, SHOWN), ...more].map((line) => `  ${line}`).join('\n');
}
