// `scorecard diff`: what a revision says otherwise than another of the same period, by how much, and why.
import { Command } from 'commander';
import type { Store } from '../../ports.ts';
import { ProblemError } from '../../problem.ts';
import { listRevisionNumbers } from '../../run/revisions.ts';
import { diffSnapshots } from '../../snapshot/diff.ts';
import { materialOf } from '../../snapshot/material.ts';
import type { Snapshot } from '../../snapshot/shape.ts';
import { diffText } from '../diff-text.ts';
import { exitWith } from '../exit-with.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { outOption, outputOptions, stageOptions } from '../options.ts';
import { type RevisionName, readRevision, readRevisionName } from '../revision-name.ts';
import { print } from '../streams.ts';

type DiffOptions = StoreOptions & { all?: boolean; json?: boolean; debug?: boolean };

export function diffCommand(): Command {
  const command = new Command('diff')
    .description('what one revision of a period says otherwise than another, by how much, and why')
    .argument('<before>', 'e.g. 2026-10/r1; a period alone: its last two revisions')
    .argument('[after]', 'e.g. 2026-10/r2')
    .option('--all', 'also figures that are on no card, and members');
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command.action((before: string, after: string | undefined, options: DiffOptions) =>
    exitWith(options, () => diff(before, after, options)),
  );
}

async function diff(asked: string, other: string | undefined, options: DiffOptions): Promise<number> {
  const store = await openStore(options);
  const [before, after] = await readBoth(store, readRevisionName(asked), other);
  const found = diffSnapshots(before, after);
  if (options.json) {
    const side = ({ revision, asOf, definitionsHash }: Snapshot) => ({ revision, asOf, definitionsHash });
    const { report, period } = after;
    const head = { report: report.id, period: period.id, before: side(before), after: side(after) };
    print(JSON.stringify({ ...head, announced: materialOf(found, after), ...found }, null, 1));
  } else print(diffText(before, after, found, options.all ?? false));
  return 0;
}

async function readBoth(store: Store, first: RevisionName, other: string | undefined): Promise<[Snapshot, Snapshot]> {
  const numbers = await listRevisionNumbers(store, first.report, first.period);
  const newest = numbers.at(-1) ?? 1;
  if (other === undefined) {
    const after = first.revision ?? newest;
    const before = numbers.filter((number) => number < after).at(-1);
    if (before === undefined) throw nothingBefore(first, after, numbers);
    return [await readRevision(store, first, before), await readRevision(store, first, after)];
  }
  const second = readRevisionName(other);
  if (second.report !== first.report || second.period !== first.period) {
    const message = `${first.report} ${first.period} and ${second.report} ${second.period} are no revisions of one period.`;
    const remedy =
      'Name two of one period. What moved from month to month is in the mail, under “What moved the score”.';
    throw new ProblemError({ code: 'USAGE', message, remedy });
  }
  const before = await readRevision(store, first, first.revision ?? newest);
  return [before, await readRevision(store, second, second.revision ?? newest)];
}

function nothingBefore({ report, period }: RevisionName, after: number, numbers: number[]): ProblemError {
  if (numbers.length === 0) {
    const remedy = `Publish it: npx scorecard run --period ${period}`;
    return new ProblemError({ code: 'NOT_PUBLISHED', message: `${report} ${period} has not been published.`, remedy });
  }
  return new ProblemError({
    code: 'NOT_PUBLISHED',
    message: `Before r${after} ${report} ${period} has no revision that it could be held against.`,
    remedy:
      'Nothing has been restated since it was published; `scorecard restate` looks whether the data says otherwise.',
  });
}
