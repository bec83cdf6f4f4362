// How `runs` shows what a store holds: a table of runs, and of one run its attempts, the tries to mail each recipient and
// the command to go on.
import pc from 'picocolors';
import { settledOf, type Try } from '../delivery/ledger.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatProblem } from '../problem.ts';
import type { Closing } from '../run/closing.ts';
import { costOfRun, formatDollars } from '../run/cost.ts';
import type { Release } from '../run/release-record.ts';
import type { Usage } from '../run/request.ts';
import { alignColumns } from './format.ts';
import type { StoreOptions } from './open-store.ts';
import { DEFAULT_OUT, DEFAULT_REPORT } from './options.ts';
import { decisionCommands, entryText, releasedText } from './release-text.ts';
import { type Attempt, type Mails, type RunSummary, settle } from './run-records.ts';

const SHOWN_RECIPIENTS = 5;

export type ShownRun = {
  run: string;
  attempts: Attempt[];
  deliveries: { recipient: string; tries: Try[] }[];
  /** What owners were asked and decided; null where they were not asked. */
  release: Release | null;
  /** Mails to its owners about how it ended. */
  told: { recipient: string; tries: Try[] }[];
  /** Notices of the watchdog that the report is late. */
  notices: { recipient: string; tries: Try[] }[];
};

export function runsText(runs: RunSummary[], closed: readonly Closing[], options: StoreOptions): string {
  if (runs.length === 0)
    return `There are no runs yet. Start one: npx scorecard run --period <month>${elsewhere(options)}`;
  const rows = runs.map(({ run, attempts, outcome, record, mails }) => [
    run,
    outcome,
    String(attempts),
    record ? minute(record.asOf) : '',
    mailsText(mails),
    ...usageTexts(record?.usage),
  ]);
  const [head = '', ...lines] = alignColumns(
    [['run', 'outcome', 'attempts', 'scheduled (UTC)', 'mails', 'scanned', 'cost'], ...rows],
    [2, 5, 6],
  );
  const paint = (line: string, at: number) => (runs[at]?.outcome === 'done' ? line : pc.yellow(line));
  const look = `One of them: npx scorecard runs <run>${elsewhere(options)}`;
  return [pc.bold(head), ...lines.map(paint), '', ...closedLines(closed), look].join('\n');
}

/** The books of which months are closed; all others are open. */
function closedLines(closed: readonly Closing[]): string[] {
  if (closed.length === 0) return [];
  const rows = closed.map(({ report, period, revision, by, at }) => [
    `  ${report}`,
    period,
    `r${revision}`,
    `${minute(at)} UTC`,
    by,
  ]);
  return [pc.bold('Closed'), ...alignColumns(rows), ''];
}

export function runText(shown: ShownRun, options: StoreOptions): string {
  const { run, attempts, deliveries, told, notices, release } = shown;
  const next = nextSteps(shown, options);
  return [
    pc.bold(run),
    '',
    ...attempts.flatMap(attemptText),
    ...releaseLines(release),
    ...triesText('Mails', deliveries),
    ...triesText('Mails to its owners about it', told),
    ...triesText('Notices that it is late', notices),
    ...(next.length > 0 ? ['', pc.bold('How to go on'), ...next.map((line) => `  ${line}`)] : []),
  ].join('\n');
}

function attemptText({ attempt, record }: Attempt): string[] {
  if (!record) return [`attempt ${attempt}  working, or died without a word`];
  const { outcome, asOf, usage, problems = [], published = [] } = record;
  const [scanned = '', cost = ''] = usageTexts(usage);
  const used = usage ? [`${usage.statements} statements`, ...(usage.scannedBytes === null ? [] : [scanned, cost])] : [];
  const made = published
    .filter((one) => one.outcome === 'created')
    .map(({ period, revision }) => `${period} r${revision}`);
  const shown = made.length > 3 ? `${made.length} snapshots` : made.join(', ');
  const facts = [outcome, `scheduled ${minute(asOf)} UTC`, ...(shown === '' ? [] : [shown]), ...used];
  return [
    `attempt ${attempt}  ${facts.join(' · ')}`,
    ...(record.release ? [`           released ${releasedText(record.release)}`] : []),
    ...problems.flatMap((problem) => formatProblem(problem).split('\n')).map((line) => `           ${line}`),
  ];
}

function releaseLines(release: Release | null): string[] {
  if (release === null) return [];
  const { revision, question, entries } = release;
  const { owners, readers, goesOutAt } = question;
  return [
    '',
    pc.bold('Release'),
    `  r${revision} shown to ${owners.join(', ')}; ${readers} ${readers === 1 ? 'reader' : 'readers'} of it, set for ${minute(goesOutAt)} UTC`,
    ...entries.map((entry) => `  ${minute(entry.at)} UTC  ${entryText(entry)}`),
  ];
}

function triesText(title: string, deliveries: ShownRun['deliveries']): string[] {
  if (deliveries.length === 0) return [];
  const rows = deliveries.flatMap(({ recipient, tries }) =>
    tries.map((one, at) => [at === 0 ? recipient : '', `try ${one.attempt}`, outcomeText(one), remarkText(one)]),
  );
  return ['', pc.bold(title), ...alignColumns(rows).map((line) => `  ${line}`)];
}

function outcomeText(one: Try): string {
  const said = one.end?.outcome ?? 'unknown';
  if (settledOf(one) === 'sent' && said !== 'sent') return 'sent (proven by an event)';
  return said.replace('_', ' ');
}

function remarkText({ claim, end }: Try): string {
  const asked = claim.by === undefined ? [] : [`asked by ${claim.by}: ${claim.reason}`];
  return [...asked, ...(end?.problems ?? []).map(({ message }) => message)].join(' · ');
}

/** Commands, each with what it is for. */
function nextSteps({ run, attempts, deliveries, release }: ShownRun, options: StoreOptions): string[] {
  const where = elsewhere(options);
  const isOut = attempts.at(-1)?.record?.outcome === 'done';
  if (!isOut && release !== null && release.entries.at(-1)?.decision !== 'let_go')
    return decisionCommands(run, { release: where, hold: where });
  const again = runCommandOf(run, where);
  const outcome = attempts.at(-1)?.record?.outcome ?? 'working';
  if (outcome === 'held' || outcome === 'failed') return [`mend what is said above, then: ${again}`];
  if (outcome === 'working') {
    return [options.stage === undefined ? `go on: ${again}` : `if it has died, take it over: ${again} --resume`];
  }
  const open = deliveries.filter(({ tries }) => settle(tries) === 'unsettled');
  const unknown = open.filter(({ tries }) => tries.some((one) => settledOf(one) === 'unknown'));
  const resend = (whom: string) => `npx scorecard resend ${run} ${whom} --by <you> --reason <why>${where}`;
  const named = unknown.slice(0, SHOWN_RECIPIENTS).map(({ recipient }) => recipient);
  return [
    ...(unknown.length > 0 ? [`ask whether they have it, then: ${resend(`--recipient ${named.join(' ')}`)}`] : []),
    ...(open.length > unknown.length ? [`to whom surely nothing was sent: ${resend('--unsent')}`] : []),
  ];
}

/** The command by which a run of that name was started. */
function runCommandOf(run: string, where: string): string {
  const [, ofBackfill, from, last] = /^(.+)-backfill-(\d{4}-\w\d)-(\d{4}-\w\d)$/.exec(run) ?? [];
  const [, ofRestated, restated] = /^(.+)-(\d{4}-\w\d)\.r\d+$/.exec(run) ?? [];
  const [, ofRun = '', period] = /^(.+)-(\d{4}-\w\d)$/.exec(run) ?? [];
  const report = ofBackfill ?? ofRestated ?? ofRun;
  const which = report === DEFAULT_REPORT ? '' : ` --report ${report}`;
  if (ofRestated !== undefined) return `npx scorecard restate${which} --period ${restated}${where}`;
  const what =
    ofBackfill === undefined ? `run${which} --period ${period}` : `backfill${which} --from ${from} --to ${last}`;
  return `npx scorecard ${what}${where}`;
}

function elsewhere({ stage, region, out }: StoreOptions): string {
  if (stage === undefined) return out === DEFAULT_OUT ? '' : ` --out ${out}`;
  return ` --stage ${stage}${region === undefined ? '' : ` --region ${region}`}`;
}

function mailsText({ sent, unsettled, notMailed }: Mails): string {
  return [
    ...(sent > 0 ? [`${sent} sent`] : []),
    ...(unsettled > 0 ? [`${unsettled} unsettled`] : []),
    ...(notMailed > 0 ? [`${notMailed} not mailed`] : []),
  ].join(', ');
}

/** What was scanned and what it cost; a dash where the engine does not say. */
function usageTexts(usage: Usage | undefined): [string, string] {
  if (!usage || usage.scannedBytes === null) return ['–', '–'];
  return [formatBytes(usage.scannedBytes), formatDollars(costOfRun(usage) ?? 0)];
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
