// `scorecard sample`: a shop's lake to try everything on.
import { Command, Option } from 'commander';
import { ProblemError } from '../../problem.ts';
import { exitWith } from '../exit-with.ts';
import { DEFAULT_CONFIG, DEFAULT_LAKE, outputOptions, stageOptions } from '../options.ts';
import { makeSample } from '../sample.ts';
import type { StageSample } from '../stage/sample-on-stage.ts';
import { print, startProgress } from '../streams.ts';

type SampleOptions = {
  out: string;
  orders?: number;
  seed?: number;
  until?: string;
  stage?: string;
  region?: string;
  mailTo?: string;
  force?: boolean;
  json?: boolean;
  debug?: boolean;
};

export function sampleCommand(): Command {
  const command = new Command('sample').description(
    'write the lake of the sample shop: 27 months of orders and all that goes with them',
  );
  command.addOption(new Option('--out <dir>', 'the lake folder to write').default(DEFAULT_LAKE));
  command.addOption(new Option('--orders <n>', 'about how many orders (100000)').argParser(Number));
  command.addOption(new Option('--seed <n>', 'the same seed gives the same bytes (1)').argParser(Number));
  command.addOption(new Option('--until <month>', 'the last whole month (2026-10)'));
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(new Option('--mail-to <address>', 'with --stage: who reads the sample report, once a language'));
  command.option('--force', 'with --stage: also into a bucket that the stage did not make');
  for (const option of outputOptions()) command.addOption(option);
  return command.action((options: SampleOptions) =>
    exitWith(options, async () => {
      if (options.stage !== undefined) return uploadSample(options, options.stage);
      const progress = startProgress(options.json ?? false);
      const { out, orders, seed, until } = options;
      const made = await makeSample({ out, ...defined({ orders, seed, until }) }, progress);
      progress.end();
      if (options.json) print(JSON.stringify({ out, ...made }, null, 1));
      else print(`${made.tables.map(({ table, rows }) => `${table} ${rows}`).join(', ')} rows in ${out}`);
      return 0;
    }),
  );
}

async function uploadSample(options: SampleOptions, stage: string): Promise<number> {
  const { orders, seed, until, region, mailTo, force } = options;
  if (mailTo !== undefined && !/^[^\s@,;"]+@[^\s@,;"]+$/.test(mailTo)) {
    const message = `\`${mailTo}\` is no e-mail address.`;
    throw new ProblemError({ code: 'USAGE', message, remedy: 'Write it as you@company.com.' });
  }
  const { sampleOnStage } = await import('../stage/sample-on-stage.ts');
  const progress = startProgress(options.json ?? false);
  const sizes = defined({ orders, seed, until, region, mailTo, force });
  try {
    const made = await sampleOnStage({ stage, config: DEFAULT_CONFIG, ...sizes }, progress);
    progress.end();
    if (options.json) print(JSON.stringify({ stage, ...made }, null, 1));
    else print(uploadedText(made, stage, until ?? '2026-10'));
    return 0;
  } finally {
    progress.end();
  }
}

function uploadedText(made: StageSample, stage: string, period: string): string {
  const { bucket, uploaded, unchanged, deleted, recipients } = made;
  const counts = [`${uploaded} objects uploaded`, ...(unchanged > 0 ? [`${unchanged} as they were`] : [])];
  const gone = deleted > 0 ? `, ${deleted} of an earlier sample deleted` : '';
  return [
    `The sample lake is in s3://${bucket}: ${counts.join(', ')}${gone}.`,
    recipients === null ? 'Recipients were there and stay as they are.' : `Recipients are written: ${recipients}.`,
    `  next      npx scorecard run --stage ${stage} --period ${period}`,
  ].join('\n');
}

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
}
