// What `run --stage` says at the end: the score and where to look next, or why there is none.

import pc from 'picocolors';
import { Fraction, formatFixed } from '../../exact.ts';
import { formatBytes } from '../../format-bytes.ts';
import { formatProblem } from '../../problem.ts';
import { costOfRun, formatDollars } from '../../run/cost.ts';
import { goOnText, isHeldBack } from '../../run/go-on.ts';
import { readSnapshotAt } from '../../run/read-snapshot.ts';
import type { Question } from '../../run/release-record.ts';
import type { Snapshot } from '../../snapshot/shape.ts';
import { EXIT } from '../exit.ts';
import { decideOnStage, heldTitle, releasedText, unreleasedText } from '../release-text.ts';
import type { RunRecord } from '../run-records.ts';
import { print } from '../streams.ts';
import type { RunEnd } from './follow-run.ts';
import type { Stage } from './open-stage.ts';

type Shown = { stage: Stage; run: string; execution: string | null; json: boolean };

/** Prints a run's end and answers its exit code. */
export async function printStageRun(end: RunEnd, shown: Shown): Promise<number> {
  const { stage, run, execution, json } = shown;
  const { outcome, record, problems } = end;
  const snapshot = record?.outcome === 'done' ? await newestSnapshot(record, stage) : null;
  const score = snapshot?.scorecards.find(({ subject }) => subject.id === 'all')?.score ?? null;
  if (json) print(JSON.stringify({ stage: stage.name, run, execution, ...record, outcome, score }, null, 1));
  else if (outcome === 'failed') process.stderr.write(`${problems.map(formatProblem).join('\n\n')}\n`);
  else if ('question' in end) print(waitingText(end.question, shown));
  else if (outcome === 'held') print(heldText(end, shown));
  else if (outcome === 'done' && record) print(doneText(record, snapshot, shown));
  else print(`${run} was made before; nobody was mailed again.\n  look      ${lookAt(shown)}`);
  return EXIT[outcome];
}

async function newestSnapshot({ published }: RunRecord, { store }: Stage): Promise<Snapshot | null> {
  const key = published?.at(-1)?.key;
  return key === undefined ? null : readSnapshotAt(store, `${key}/snapshot.json`);
}

function waitingText({ owners, readers, goesOutAt }: Question, shown: Shown): string {
  const { stage, run } = shown;
  const look = [
    `  owners    ${owners.join(', ')} were mailed it; readers who wait: ${readers}`,
    `  look      ${lookAt(shown)}`,
  ];
  const after = `Unless somebody decides, it goes out by itself at ${goesOutAt}.`;
  return unreleasedText(run, look, after, decideOnStage(stage.name));
}

function heldText({ record, problems }: RunEnd, { stage, run }: Shown): string {
  const where = `--stage ${stage.name} --report ${record?.report}`;
  const periods = record?.kind === 'backfill' ? `--from ${record.from} --to ${record.to}` : `--period ${record?.to}`;
  const command = `npx scorecard ${record?.kind ?? 'run'} ${where} ${periods}`;
  return [
    pc.bold(pc.yellow(heldTitle(run, problems))),
    '',
    problems.map(formatProblem).join('\n\n'),
    ...(isHeldBack(problems) ? [] : ['', goOnText(command, record?.checks)]),
  ].join('\n');
}

function doneText(record: RunRecord, snapshot: Snapshot | null, shown: Shown): string {
  const { stage, run } = shown;
  const bucket = stage.outputs.ReportsBucket;
  const published = record.published ?? [];
  const last = published.at(-1);
  const outcomes = (record.deliveries ?? []).map(({ outcome }) => outcome);
  const counts = [...new Set(outcomes)].map((one) => `${outcomes.filter((other) => other === one).length} ${one}`);
  return [
    pc.bold(`${snapshot ? `${snapshot.shop.name} · ` : ''}${run} on stage ${stage.name}`),
    '',
    ...(record.kind !== 'backfill' && snapshot ? [`  ${scoreText(snapshot)}`, ''] : []),
    ...(published.length > 1 ? [`  snapshots ${published.length}, ${published[0]?.period} to ${last?.period}`] : []),
    ...(last ? [`  figures   s3://${bucket}/${last.key}/snapshot.json`] : []),
    ...(record.release ? [`  release   ${releasedText(record.release)}`] : []),
    ...(counts.length > 0 ? [`  mails     ${counts.join(', ').replaceAll('_', ' ')}`] : []),
    ...(outcomes.includes('dropped')
      ? [`            dropped: this stage mails only its allow-list (infra/stages.ts)`]
      : []),
    `  cost      ${costText(record)}`,
    `  look      ${lookAt(shown)}`,
  ].join('\n');
}

function scoreText({ scorecards }: Snapshot): string {
  const card = scorecards.find(({ subject }) => subject.id === 'all');
  if (!card || card.score === null) return pc.bold('not scored');
  return `${pc.bold(`${formatFixed(new Fraction(card.score), 2)} / 100`)}  grade ${card.grade}`;
}

function costText({ usage }: RunRecord): string {
  if (!usage || usage.scannedBytes === null) return 'not measured';
  const dollars = formatDollars(costOfRun(usage) ?? 0);
  return `${usage.statements} statements scanned ${formatBytes(usage.scannedBytes)}, about ${dollars} of Athena`;
}

function lookAt({ stage, run }: Shown): string {
  return `npx scorecard runs --stage ${stage.name} ${run}`;
}
