// `scorecard backfill`: the snapshots of many periods, without mail.
import { Command } from 'commander';
import { ProblemError } from '../../problem.ts';
import { type AcceptOptions, acceptOptions, readAcceptances } from '../accept.ts';
import { exitWith } from '../exit-with.ts';
import { findPeriod, findReport, openDefinitions } from '../open-shop.ts';
import { DEFAULT_REPORT, type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { runAndPrint } from '../run-and-print.ts';
import { startProgress } from '../streams.ts';

type BackfillOptions = ShopOptions &
  AcceptOptions & {
    report: string;
    from: string;
    to: string;
    stage?: string;
    region?: string;
    resume?: boolean;
    follow: boolean;
  };

export function backfillCommand(): Command {
  const command = new Command('backfill')
    .description('make the snapshots of all periods from one to another; mails nobody')
    .requiredOption('--from <id>', 'first period, e.g. 2026-01')
    .requiredOption('--to <id>', 'last period')
    .option('--report <id>', 'which report', DEFAULT_REPORT);
  for (const option of stageOptions()) command.addOption(option);
  command.option('--resume', 'with --stage: take over an attempt that died (here a run always goes on)');
  command.option('--no-follow', 'with --stage: start it and do not wait');
  for (const option of acceptOptions()) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: BackfillOptions) =>
    exitWith(options, async () => {
      if (options.stage === undefined) return backfill(options);
      const { runOnStage } = await import('../stage/run-on-stage.ts');
      const accepted = readAcceptances(options, null);
      return runOnStage({ ...options, stage: options.stage }, { from: options.from, to: options.to }, accepted);
    }),
  );
}

async function backfill(options: BackfillOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const accepted = readAcceptances(options, Object.keys(definitions.tables));
  const from = findPeriod(options.from, report, definitions);
  const to = findPeriod(options.to, report, definitions);
  if (from.from > to.from) {
    const message = `${from.id} comes after ${to.id}.`;
    throw new ProblemError({ code: 'INVALID_PERIOD', message, remedy: 'Give the earlier period to --from.' });
  }
  return runAndPrint('backfill', options, { definitions, report, progress }, async () => ({
    from,
    to,
    accepted,
    waits: false,
  }));
}
