// `scorecard runs`: what ran, how it ended, who has the mail and what it cost; of one run every try and how to go on.
import { Command } from 'commander';
import { suggestName } from '../../definitions/nearest.ts';
import { ProblemError } from '../../problem.ts';
import { listClosings } from '../../run/closing.ts';
import { costOfRun } from '../../run/cost.ts';
import { readRelease } from '../../run/release-record.ts';
import { exitWith } from '../exit-with.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { outOption, outputOptions, stageOptions } from '../options.ts';
import { listRuns, readAttempts, readDeliveries, readNotices } from '../run-records.ts';
import { runsText, runText } from '../show-runs.ts';
import { print } from '../streams.ts';

export type RunsOptions = StoreOptions & { json?: boolean; debug?: boolean };

export function runsCommand(): Command {
  const command = new Command('runs')
    .description('runs with their outcome, mails and cost; of one run its attempts, deliveries and how to go on')
    .argument('[run]', 'e.g. monthly-executive-2026-10');
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command.action((run: string | undefined, options: RunsOptions) =>
    exitWith(options, () => (run === undefined ? showRuns(options) : showRun(run, options))),
  );
}

async function showRuns(options: RunsOptions): Promise<number> {
  const store = await openStore(options);
  const [runs, closed] = [await listRuns(store), await listClosings(store)];
  if (!options.json) print(runsText(runs, closed, options));
  else {
    const shown = runs.map(({ record, ...rest }) => ({
      ...rest,
      ...(record
        ? { report: record.report, from: record.from, to: record.to, asOf: record.asOf, usage: record.usage ?? null }
        : {}),
      dollars: record?.usage ? costOfRun(record.usage) : null,
    }));
    print(JSON.stringify({ runs: shown, closed }, null, 1));
  }
  return 0;
}

async function showRun(run: string, options: RunsOptions): Promise<number> {
  const store = await openStore(options);
  const attempts = await readAttempts(store, run);
  if (attempts.length === 0) {
    const known = (await listRuns(store)).map((one) => one.run);
    throw new ProblemError({ code: 'USAGE', message: `There is no run \`${run}\`.`, remedy: suggestName(run, known) });
  }
  const deliveries = await readDeliveries(store, run);
  const release = await readRelease(store, run);
  const notices = await readDeliveries(store, `${run}.late`);
  const told = await readNotices(store, run);
  const shown = { run, attempts, release, deliveries, told, notices };
  print(options.json ? JSON.stringify(shown, null, 1) : runText(shown, options));
  return 0;
}
