// `scorecard check`: all checks of a run, without a report; for people a table, for machines JSON.
import { Command, Option } from 'commander';
import type { Definitions } from '../../definitions/definitions.ts';
import { suggestName } from '../../definitions/nearest.ts';
import { ProblemError } from '../../problem.ts';
import { tablesOfRun } from '../../run/tables.ts';
import { checkOnFolder, runOfPeriod } from '../check-folder.ts';
import { EXIT } from '../exit.ts';
import { exitWith } from '../exit-with.ts';
import { findPeriod, findReport, newestPeriod, openDefinitions, openEngine } from '../open-shop.ts';
import { DEFAULT_REPORT, FOLDERS, type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { checksText } from '../show-checks.ts';
import { commandOf } from '../show-run.ts';
import { print, startProgress } from '../streams.ts';

type CheckOptions = ShopOptions & {
  report: string;
  period?: string;
  table?: string[];
  stage?: string;
  region?: string;
};

export function checkCommand(): Command {
  const command = new Command('check').description(
    'check the data as a run does, and make no report; ends with 3 where a run would be held',
  );
  command.addOption(new Option('--report <id>', 'which report').default(DEFAULT_REPORT));
  command.addOption(new Option('--period <id>', 'e.g. 2026-10; by default the newest that orders cover'));
  command.addOption(new Option('--table <id...>', 'only these tables, and no recipients'));
  for (const option of stageOptions([...FOLDERS, 'table'])) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: CheckOptions) =>
    exitWith(options, () => (options.stage === undefined ? check(options) : checkStage(options, options.stage))),
  );
}

async function checkStage(options: CheckOptions, stage: string): Promise<number> {
  const { period } = options;
  if (period === undefined) {
    const message = 'A check on a stage needs its period.';
    throw new ProblemError({ code: 'USAGE', message, remedy: 'Name it: --period 2026-10.' });
  }
  const { checkOnStage } = await import('../stage/check-on-stage.ts');
  return checkOnStage({ ...options, stage, period });
}

async function check(options: CheckOptions): Promise<number> {
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const named = options.period === undefined ? null : findPeriod(options.period, report, definitions);
  const only = options.table === undefined ? null : findTables(options.table, definitions);
  const progress = startProgress(options.json ?? false);
  const engine = await openEngine(options, definitions);
  try {
    progress.step('checking the tables');
    const period = named ?? (await newestPeriod(report, definitions, engine));
    const request = runOfPeriod(report, period, definitions);
    const checked = await checkOnFolder(request, only, options, { definitions, engine });
    progress.end();
    if (options.json) print(JSON.stringify(checked, null, 1));
    else print(checksText(checked, definitions.shop.name, commandOf(request, options)));
    return EXIT[checked.outcome];
  } finally {
    progress.end();
    await engine.close();
  }
}

/** In the order of the shop's tables. */
function findTables(names: string[], definitions: Definitions): string[] {
  const known = tablesOfRun(definitions);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'USAGE' as const,
      message: `No run reads a table \`${name}\`.`,
      remedy: suggestName(name, known),
    }));
  if (problems.length > 0) throw new ProblemError(problems);
  return known.filter((table) => names.includes(table));
}
