// `scorecard verify`: are published revisions still what they were, to the byte? Of one, of a period, or of all.
import { Command } from 'commander';
import { formatBytes } from '../../format-bytes.ts';
import { formatProblem, ProblemError } from '../../problem.ts';
import { listRevisionFolders, type VerifiedRevision, verifyRevision } from '../../run/verify-revisions.ts';
import { EXIT } from '../exit.ts';
import { exitWith } from '../exit-with.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { outOption, outputOptions, stageOptions } from '../options.ts';
import { print, startProgress } from '../streams.ts';

type VerifyOptions = StoreOptions & { json?: boolean; debug?: boolean };

const PUBLISHED = ['snapshots/', 'people/'];

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('hold published revisions against their manifests, to the byte; ends with 1 where a file has changed')
    .argument('[revision]', 'e.g. monthly-executive, monthly-executive/2026-10 or …/2026-10/r1; by default all');
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
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
  progress.end();
  const problems = verified.flatMap((one) => one.problems);
  if (options.json) print(JSON.stringify({ revisions: verified }, null, 1));
  else print(verifiedText(verified));
  return problems.length === 0 ? EXIT.done : EXIT.failed;
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
