// What `run` and `backfill` say at the end: the score, the three worst KPIs and where to look next; or why not.
import path from 'node:path';
import pc from 'picocolors';
import type { Definitions } from '../definitions/definitions.ts';
import { isOfPeople } from '../definitions/report-series.ts';
import { printAgainstTarget } from '../email/attention-section.ts';
import { periodName } from '../email/dates.ts';
import { type Edition, getKpi, kpiName, markStatus, openEdition } from '../email/edition.ts';
import { Fraction, formatFixed } from '../exact.ts';
import { folderStore } from '../local/folder.ts';
import { formatProblem } from '../problem.ts';
import { goOnText, isHeldBack, ownersText } from '../run/go-on.ts';
import { previewRun } from '../run/keys.ts';
import type { RunRequest, RunResult } from '../run/request.ts';
import { findRevisions, readSnapshot } from '../run/revisions.ts';
import type { Snapshot, SnapshotLine, SnapshotScorecard } from '../snapshot/shape.ts';
import { dataText } from './data-text.ts';
import { EXIT } from './exit.ts';
import { ledgerText } from './ledger-text.ts';
import { DEFAULT_CONFIG, DEFAULT_LAKE, DEFAULT_OUT, DEFAULT_REPORT, type ShopOptions } from './options.ts';
import { decideOnFolder, heldTitle, releasedText, unreleasedText } from './release-text.ts';
import { print } from './streams.ts';

const WORST = 3;
const MOST_CARDS = 12;

/** Prints a run's end and answers its exit code. */
export async function printRun(
  result: RunResult,
  request: RunRequest,
  options: ShopOptions,
  definitions: Definitions,
): Promise<number> {
  const snapshot = await newestSnapshot(request, options);
  if (options.json) print(JSON.stringify({ ...result, score: companyCard(snapshot)?.score ?? null }, null, 1));
  else if (result.outcome === 'held') print(heldText(result, request, options));
  else if (result.outcome === 'failed')
    process.stderr.write(
      `${[result.problems.map(formatProblem).join('\n\n'), ...ownersLines(result, options)].join('\n')}\n`,
    );
  else if (result.outcome === 'unreleased') print(waitingText(result, options));
  else if (request.kind === 'backfill') print(backfillText(result, options));
  else if (request.kind === 'restate') print(restatedText(result, request, options));
  else if (isOfPeople(request.report.view)) print(reviewsText(result, request, options));
  else if (snapshot) print(summaryText(result, snapshot, request, options, definitions));
  return EXIT[result.outcome];
}

async function newestSnapshot({ report, to }: RunRequest, { out }: ShopOptions): Promise<Snapshot | null> {
  const store = folderStore(path.resolve(out));
  return readSnapshot(store, report.id, to.id, await findRevisions(store, report.id));
}

function companyCard(snapshot: Snapshot | null): Snapshot['scorecards'][number] | null {
  return snapshot?.scorecards.find(({ subject }) => subject.id === 'all') ?? null;
}

function heldText(result: Extract<RunResult, { outcome: 'held' }>, request: RunRequest, options: ShopOptions): string {
  const { problems, checks } = result;
  return [
    pc.bold(pc.yellow(heldTitle(`the report of ${request.to.id}`, problems))),
    '',
    problems.map(formatProblem).join('\n\n'),
    ...(isHeldBack(problems) ? [] : ['', goOnText(commandOf(request, options), checks)]),
    ...ownersLines(result, options),
  ].join('\n');
}

/** What its owners were mailed about its end, and where that lies. */
function ownersLines({ owners }: RunResult, { out }: ShopOptions): string[] {
  return owners === undefined ? [] : ['', ownersText(owners), `  ${shown(out, `outbox/${owners.run}`)}`];
}

function waitingText(
  { run, goesOutAt, published }: Extract<RunResult, { outcome: 'unreleased' }>,
  options: ShopOptions,
) {
  const last = published?.at(-1);
  const look = [
    `  mail      ${shown(options.out, `outbox/${previewRun(run, last?.revision ?? 1)}`)}`,
    ...(last ? [`  figures   ${shown(options.out, `${last.key}/snapshot.json`)}`] : []),
  ];
  const after = `Unless it is held, the same run command sends it once it is ${goesOutAt}.`;
  return unreleasedText(run, look, after, decideOnFolder(options));
}

/** The command that was given, as somebody may copy it. */
export function commandOf({ kind, report, from, to }: RunRequest, options: ShopOptions): string {
  const periods = kind === 'backfill' ? `--from ${from.id} --to ${to.id}` : `--period ${to.id}`;
  const out = options.out === DEFAULT_OUT ? '' : ` --out ${asWord(options.out)}`;
  const named = report.id === DEFAULT_REPORT ? '' : ` --report ${report.id}`;
  return `npx scorecard ${kind}${named} ${periods}${elsewhere(options)}${out}`;
}

function backfillText(result: RunResult, { out }: ShopOptions): string {
  if (result.outcome !== 'done') return 'This backfill was made before; remove the out folder to make it anew.';
  const created = result.published.filter(({ outcome }) => outcome === 'created').length;
  const shut = result.published.filter(({ outcome }) => outcome === 'closed').length;
  const unchanged = result.published.length - created - shut;
  const first = result.published[0];
  return [
    `${created} snapshots written${unchanged > 0 ? `, ${unchanged} unchanged` : ''}${shut > 0 ? `, ${shut} closed and left as they are` : ''}, ${first?.period ?? ''} to ${result.published.at(-1)?.period ?? ''}`,
    ...(first ? [`  ${shown(out, path.dirname(path.dirname(first.key)))}`] : []),
  ].join('\n');
}

function restatedText(result: RunResult, { to }: RunRequest, options: ShopOptions): string {
  if (result.outcome !== 'done') return 'This period is being made anew by another process.';
  const own = result.published.at(-1);
  if (own?.outcome !== 'created')
    return `${to.id} says the same as in r${own?.revision}; no other revision was written and nobody was mailed.`;
  const mails =
    result.deliveries.length === 0
      ? ['  mail      nobody: too little moved, or nobody was mailed before']
      : mailsText(result, options.out);
  return [
    pc.bold(`${to.id} has another revision, r${own.revision}`),
    '',
    ...mails,
    `  figures   ${shown(options.out, `${own.key}/snapshot.json`)}`,
    `  changes   ${diffCommandOf(own.key, options)}`,
  ].join('\n');
}

function diffCommandOf(key: string, { out }: ShopOptions): string {
  const place = out === DEFAULT_OUT ? '' : ` --out ${asWord(out)}`;
  return `npx scorecard diff ${key.replace(/^snapshots\//, '')}${place}`;
}

/** Months before that say otherwise by now, and how making them anew ended. */
function restatedLines(result: RunResult, options: ShopOptions): string[] {
  const restated = result.outcome === 'done' ? (result.restated ?? []) : [];
  return restated.map(({ period, run, outcome, problems }) => {
    if (outcome === 'done')
      return `  restated  ${period}: ${diffCommandOf(`${run.replace(/-(\d{4}-\w\d)\.r/, '/$1/r')}`, options)}`;
    return `  restated  ${period} could not be made anew, ${outcome}: ${problems[0]?.message ?? run}`;
  });
}

/** Of people the terminal shows nobody's figures: it says how many mails there are and where to look. */
function reviewsText(result: RunResult, { report, to }: RunRequest, { out }: ShopOptions): string {
  if (result.outcome !== 'done') return 'This report was made before; nobody was mailed again.';
  const sent = result.deliveries.filter(({ outcome }) => outcome === 'sent' || outcome === 'already_sent').length;
  const others = result.deliveries.length - sent;
  return [
    pc.bold(`${report.title.en ?? report.id}, ${to.id}`),
    '',
    `  mails     ${sent}${others === 0 ? '' : `, ${others} not certainly sent: npx scorecard runs ${result.run}`}`,
    `            ${shown(out, `outbox/${result.run}`)}`,
    `  reviews   ${shown(out, result.published.at(-1)?.key ?? '')}`,
  ].join('\n');
}

function summaryText(
  result: RunResult,
  snapshot: Snapshot,
  { report, to }: RunRequest,
  options: ShopOptions,
  definitions: Definitions,
): string {
  const { out } = options;
  const language = definitions.shop.locales[0] ?? 'en';
  const locale = definitions.locales[language];
  if (!locale) throw new Error(`no locale ${language}`);
  const edition = openEdition(snapshot, locale);
  const title = [snapshot.shop.name, snapshot.report.title[language] ?? report.id, periodName(to.id, 'long', locale)];
  const again = result.outcome === 'duplicate' ? ['', 'This report was made before; nobody was mailed again.'] : [];
  return [
    pc.bold(title.join(' · ')),
    '',
    ...scoresText(snapshot),
    '',
    ...worstText(snapshot, edition),
    ...dataText(snapshot),
    ...ledgerText(snapshot),
    'Where to look next',
    ...mailsText(result, out),
    ...(result.outcome === 'done' && result.release ? [`  release   ${releasedText(result.release)}`] : []),
    ...restatedLines(result, options),
    `  figures   ${shown(out, `snapshots/${report.id}/${to.id}/r${snapshot.revision}/snapshot.json`)}`,
    `  charts    ${shown(out, `snapshots/${report.id}/${to.id}/r${snapshot.revision}/report.${language}.html`)}`,
    `  sources   ${shown(out, `snapshots/${report.id}/${to.id}/r${snapshot.revision}/figures.${language}.html`)}`,
    `  explain   npx scorecard explain ${kpiToExplain(snapshot)} --period ${to.id}${elsewhere(options)}`,
    ...again,
  ].join('\n');
}

function kpiToExplain(snapshot: Snapshot): string {
  const [worst] = worstLines(snapshot);
  return worst?.kpi ?? snapshot.scorecards[0]?.lines[0]?.kpi ?? snapshot.kpis[0]?.id ?? 'sales';
}

/** As one word of a shell, whatever blanks a path has. */
function asWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Options without which a command would look at another shop. */
function elsewhere({ config, lake }: ShopOptions): string {
  const shop = config === DEFAULT_CONFIG ? '' : ` --config ${asWord(config)}`;
  return lake === DEFAULT_LAKE ? shop : `${shop} --lake ${asWord(lake)}`;
}

/** The card of the whole shop; of a report that has none, each card that it has. */
function scoresText(snapshot: Snapshot): string[] {
  const card = companyCard(snapshot);
  if (card) return [`  ${scoreText(card)}`];
  const { scorecards } = snapshot;
  const width = Math.max(0, ...scorecards.map(({ subject }) => subject.name.length));
  return scorecards.slice(0, MOST_CARDS).map(({ subject, score, grade }) => {
    const shown = score === null ? 'not scored' : `${formatFixed(new Fraction(score), 2)} / 100  grade ${grade}`;
    return `  ${subject.name.padEnd(width)}  ${shown}`;
  });
}

function scoreText(card: SnapshotScorecard): string {
  if (card.score === null) {
    const share = formatFixed(new Fraction(card.coverage).mul(100), 0);
    return `${pc.bold('not scored')}  only ${share}% of the weight has figures and targets`;
  }
  const change = card.change === null ? null : new Fraction(card.change);
  const arrow = change === null ? '' : change.s < 0n ? '▼' : change.n === 0n ? '±' : '▲';
  const moved = change === null ? '' : `  ${arrow} ${formatFixed(change.abs(), 2)} since ${card.previous?.period}`;
  return `${pc.bold(`${formatFixed(new Fraction(card.score), 2)} / 100`)}  grade ${card.grade}${moved}`;
}

/** The lines that cost the card most points. */
function worstLines(snapshot: Snapshot): SnapshotLine[] {
  const lost = ({ score, effectiveWeight }: SnapshotLine) =>
    new Fraction(100).sub(score ?? 100).mul(effectiveWeight ?? 0);
  return (companyCard(snapshot)?.lines ?? [])
    .filter(({ status }) => status === 'red' || status === 'amber')
    .sort((a, b) => lost(b).compare(lost(a)))
    .slice(0, WORST);
}

function worstText(snapshot: Snapshot, edition: Edition): string[] {
  const rows = worstLines(snapshot).map((line) => {
    const kpi = getKpi(edition, line.kpi);
    const { actual, target } = printAgainstTarget(edition, kpi);
    const { glyph, word } = markStatus(edition, line.status);
    const paint = line.status === 'red' ? pc.red : pc.yellow;
    return { mark: paint(`${glyph} ${word}`), name: kpiName(edition, kpi), actual, target: target ?? '' };
  });
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const figure = Math.max(...rows.map(({ actual }) => actual.length));
  return [
    'Furthest from target',
    ...rows.map(
      ({ mark, name, actual, target }) => `  ${name.padEnd(width)}  ${actual.padStart(figure)}  ${target}  ${mark}`,
    ),
    '',
  ];
}

function mailsText(result: RunResult, out: string): string[] {
  if (result.outcome !== 'done') return [`  mails     ${shown(out, 'outbox')}`];
  return result.deliveries.map(({ recipient, outcome }) => {
    const file = shown(out, `outbox/${result.run}/${recipient}.html`);
    return outcome === 'sent' || outcome === 'already_sent'
      ? `  mail      ${file}`
      : `  mail      ${recipient}: ${outcome}; look before it is sent again`;
  });
}

function shown(out: string, key: string): string {
  return path.join(path.relative(process.cwd(), path.resolve(out)), key);
}
