// `scorecard run`: the report of one period, from check to mail.
import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { ProblemError } from '../../problem.ts';
import { type AcceptOptions, acceptOptions, readAcceptances } from '../accept.ts';
import { exitWith } from '../exit-with.ts';
import { findPeriod, findReport, newestPeriod, openDefinitions } from '../open-shop.ts';
import {
  DEFAULT_CONFIG,
  DEFAULT_LAKE,
  DEFAULT_REPORT,
  type ShopOptions,
  shopOptions,
  stageOptions,
} from '../options.ts';
import { runAndPrint } from '../run-and-print.ts';
import { makeSample } from '../sample.ts';
import { startProgress } from '../streams.ts';

type RunOptions = ShopOptions &
  AcceptOptions & {
    report: string;
    period?: string;
    stage?: string;
    region?: string;
    resume?: boolean;
    wait?: boolean;
    follow: boolean;
  };

export function runCommand(): Command {
  const command = new Command('run').description('make the report of a period: check, query, score, snapshot, mail');
  command.addOption(new Option('--report <id>', 'which report').default(DEFAULT_REPORT));
  command.addOption(new Option('--period <id>', 'e.g. 2026-10; by default the newest that orders cover'));
  for (const option of stageOptions()) command.addOption(option);
  command.option('--resume', 'with --stage: take over an attempt that died (here a run always goes on)');
  command.option('--no-follow', 'with --stage: start it and do not wait');
  for (const option of acceptOptions()) command.addOption(option);
  command.option('--wait', 'wait for late data as a scheduled run does, by the rules of the checks');
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: RunOptions) =>
    exitWith(options, () => (options.stage === undefined ? run(options) : startOnStage(options, options.stage))),
  );
}

async function startOnStage(options: RunOptions, stage: string): Promise<number> {
  if (options.period === undefined) {
    const message = 'A run on a stage needs its period.';
    throw new ProblemError({ code: 'USAGE', message, remedy: 'Name it: --period 2026-10.' });
  }
  const { runOnStage } = await import('../stage/run-on-stage.ts');
  const accepted = readAcceptances(options, null);
  return runOnStage({ ...options, stage }, { period: options.period }, accepted);
}

async function run(options: RunOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const accepted = readAcceptances(options, Object.keys(definitions.tables));
  const named = options.period === undefined ? null : findPeriod(options.period, report, definitions);
  if (options.config === DEFAULT_CONFIG && options.lake === DEFAULT_LAKE && !existsSync(options.lake)) {
    await makeSample({ out: options.lake }, progress);
  }
  return runAndPrint('run', options, { definitions, report, progress }, async (engine) => {
    const to = named ?? (await newestPeriod(report, definitions, engine));
    return { from: to, to, accepted, waits: options.wait ?? false };
  });
}
