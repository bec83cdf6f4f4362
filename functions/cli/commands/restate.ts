// `scorecard restate`: a published month once more, as the data says now: another revision where it says otherwise, and a
// mail to its readers where they must hear of it. The months before a run's own are restated by that run itself.
import path from 'node:path';
import { Command, Option } from 'commander';
import { folderStore } from '../../local/folder.ts';
import { askAgain } from '../../run/restate.ts';
import { type AcceptOptions, acceptOptions, readAcceptances } from '../accept.ts';
import { exitWith } from '../exit-with.ts';
import { calendarOf, findPeriod, findReport, openDefinitions } from '../open-shop.ts';
import { DEFAULT_REPORT, type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { runRequest } from '../run-and-print.ts';
import { startProgress } from '../streams.ts';

type RestateOptions = ShopOptions &
  AcceptOptions & {
    report: string;
    period: string;
    stage?: string;
    region?: string;
    resume?: boolean;
    follow: boolean;
  };

export function restateCommand(): Command {
  const command = new Command('restate')
    .description('make a published period anew: another revision where the data says otherwise by now')
    .requiredOption('--period <id>', 'e.g. 2026-09');
  command.addOption(new Option('--report <id>', 'which report').default(DEFAULT_REPORT));
  for (const option of stageOptions()) command.addOption(option);
  command.option('--resume', 'with --stage: take over an attempt that died (here it always goes on)');
  command.option('--no-follow', 'with --stage: start it and do not wait');
  for (const option of acceptOptions()) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: RestateOptions) =>
    exitWith(options, async () => {
      if (options.stage === undefined) return restate(options);
      const { restateOnStage } = await import('../stage/run-on-stage.ts');
      return restateOnStage({ ...options, stage: options.stage }, options.period, readAcceptances(options, null));
    }),
  );
}

async function restate(options: RestateOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const accepted = readAcceptances(options, Object.keys(definitions.tables));
  const to = findPeriod(options.period, report, definitions);
  const context = { definitions, calendar: calendarOf(definitions) };
  const request = await askAgain(folderStore(path.resolve(options.out)), { report, to, takeOver: true }, context);
  return runRequest({ ...request, accepted }, options, { definitions, progress });
}
