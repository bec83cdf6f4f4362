// `scorecard run`: the report of one period, from check to mail.
import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { scheduledAfter } from '../../periods/schedule.ts';
import { exitWith } from '../exit-with.ts';
import { findPeriod, findReport, newestPeriod, openDefinitions, openEngine } from '../open-shop.ts';
import { DEFAULT_CONFIG, DEFAULT_LAKE, type ShopOptions, shopOptions } from '../options.ts';
import { runOnFolder } from '../run-on-folder.ts';
import { makeSample } from '../sample.ts';
import { printRun } from '../show-run.ts';
import { startProgress } from '../streams.ts';

type RunOptions = ShopOptions & { report: string; period?: string };

export function runCommand(): Command {
  const command = new Command('run').description('make the report of a period: check, query, score, snapshot, mail');
  command.addOption(new Option('--report <id>', 'which report').default('monthly-executive'));
  command.addOption(new Option('--period <id>', 'e.g. 2026-10; by default the newest that orders cover'));
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: RunOptions) => exitWith(options, () => run(options)));
}

async function run(options: RunOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const period = options.period === undefined ? null : findPeriod(options.period, report, definitions);
  if (options.config === DEFAULT_CONFIG && options.lake === DEFAULT_LAKE && !existsSync(options.lake)) {
    await makeSample({ out: options.lake }, progress);
  }
  const engine = await openEngine(options, definitions);
  try {
    const to = period ?? (await newestPeriod(report, definitions, engine));
    const asOf = scheduledAfter(to, report.schedule);
    const request = { report, kind: 'run' as const, from: to, to, asOf, takeOver: true };
    const result = await runOnFolder(request, options, { definitions, engine, progress });
    progress.end();
    return await printRun(result, request, options, definitions);
  } finally {
    progress.end();
    await engine.close();
  }
}
