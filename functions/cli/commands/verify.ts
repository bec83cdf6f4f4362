// `scorecard verify`: are published revisions still what they were, to the byte? Of one, of a period, or of all.
import path from 'node:path';
import { Command } from 'commander';
import { formatBytes } from '../../format-bytes.ts';
import type { Store } from '../../ports.ts';
import { formatProblem, type Problem, ProblemError } from '../../problem.ts';
import {
  listRevisionFolders,
  type VerifiedRevision,
  verifyClosings,
  verifyRevision,
} from '../../run/verify-revisions.ts';
import { EXIT } from '../exit.ts';
import { exitWith } from '../exit-with.ts';
import { openDefinitions, openEngine } from '../open-shop.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { FOLDERS, type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { recompute } from '../recompute.ts';
import { type Progress, print, startProgress } from '../streams.ts';

type VerifyOptions = StoreOptions & ShopOptions & { recompute?: boolean };

const PUBLISHED = ['snapshots/', 'people/'];

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('hold published revisions against their manifests, to the byte; ends with 1 where a file has changed')
    .argument('[revision]', 'e.g. monthly-executive, monthly-executive/2026-10 or …/2026-10/r1; by default all');
  command.option('--recompute', 'make it once more from the lake and hold it against what was published');
  for (const option of stageOptions([...FOLDERS, 'recompute'])) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((revision: string | undefined, options: VerifyOptions) =>
    exitWith(options, () => verify(revision, options)),
  );
}

async function verify(asked: string | undefined, options: VerifyOptions): Promise<number> {
  const store = await openStore(options);
  const prefixes = PUBLISHED.map((prefix) => `${prefix}${asked === undefined ? '' : placeOf(asked)}`);
  const folders = (await Promise.all(prefixes.map((prefix) => listRevisionFolders(store, prefix)))).flat();
  if (folders.length === 0) {
    const remedy = 'Name one as monthly-executive/2026-10/r1; `scorecard runs` says which periods have a report.';
    const what = asked === undefined ? 'There is no published revision' : `No published revision is named \`${asked}\``;
    throw new ProblemError({ code: 'USAGE', message: `${what}.`, remedy });
  }
  const progress = startProgress(options.json === true);
  const verified: VerifiedRevision[] = [];
  for (const folder of folders) {
    progress.step(`reading ${folder.split('/').slice(0, 2).join('/')}`);
    verified.push(await verifyRevision(store, folder));
  }
  const books = (await Promise.all(prefixes.map((prefix) => verifyClosings(store, prefix)))).flat();
  const isAsPublished = books.length === 0 && verified.every((one) => one.problems.length === 0);
  const made = options.recompute && isAsPublished ? await recomputeOne(store, folders, options, progress) : null;
  progress.end();
  const problems = [...verified.flatMap((one) => one.problems), ...books, ...(made ?? [])];
  if (options.json) print(JSON.stringify({ revisions: verified, closed: books, recomputed: made }, null, 1));
  else
    print(
      [
        ...books.map((problem) => `${formatProblem(problem)}\n`),
        verifiedText(verified),
        ...(made === null ? [] : [recomputedText(made)]),
      ].join('\n'),
    );
  return problems.length === 0 ? EXIT.done : EXIT.failed;
}

/** The newest of the revisions of one period. */
async function recomputeOne(
  store: Store,
  folders: string[],
  options: VerifyOptions,
  progress: Progress,
): Promise<Problem[]> {
  const whole = folders.filter((folder) => /^snapshots\/[^/]+\/[^/]+\/r\d+$/.test(folder));
  const periods = new Set(whole.map((folder) => path.posix.dirname(folder)));
  const newest = whole.sort((a, b) => numberOf(a) - numberOf(b)).at(-1);
  if (newest === undefined || periods.size > 1) {
    const remedy = 'Name it, e.g. `scorecard verify monthly-executive/2026-10 --recompute`.';
    throw new ProblemError({ code: 'USAGE', message: 'One revision is made once more at a time.', remedy });
  }
  const definitions = openDefinitions(options.config);
  const engine = await openEngine(options, definitions);
  try {
    return await recompute(store, newest, options, { definitions, engine, progress });
  } finally {
    await engine.close();
  }
}

function numberOf(folder: string): number {
  return Number(/\d+$/.exec(folder)?.[0]);
}

function recomputedText(problems: Problem[]): string {
  if (problems.length === 0)
    return 'Made once more from the same inputs: every file comes out as it was published, to the byte.';
  return `\n${problems.map(formatProblem).join('\n\n')}`;
}

/** With a slash at its end, so that 2026-1 is not 2026-10. */
function placeOf(asked: string): string {
  return `${asked.replace(/^(snapshots|people)\//, '').replace(/\/+$/, '')}/`;
}

function verifiedText(verified: VerifiedRevision[]): string {
  const problems = verified.flatMap((one) => one.problems);
  const sum = (of: 'files' | 'bytes') => verified.reduce((total, one) => total + one[of], 0);
  const about = `${countOf(verified.length, 'revision')}, ${countOf(sum('files'), 'file')}, ${formatBytes(sum('bytes'))}`;
  const changed = verified.filter((one) => one.problems.length > 0).length;
  const end = changed === 0 ? 'all as they were published' : `${countOf(changed, 'revision')} not as published`;
  return [...problems.map((problem) => `${formatProblem(problem)}\n`), `${about}: ${end}`].join('\n');
}

function countOf(count: number, name: string): string {
  return `${new Intl.NumberFormat('en').format(count)} ${name}${count === 1 ? '' : 's'}`;
}
