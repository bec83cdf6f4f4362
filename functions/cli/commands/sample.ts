// `scorecard sample`: a shop's lake to try everything on.
import { Command, Option } from 'commander';
import { exitWith } from '../exit-with.ts';
import { DEFAULT_LAKE, outputOptions } from '../options.ts';
import { makeSample } from '../sample.ts';
import { print, startProgress } from '../streams.ts';

type SampleOptions = { out: string; orders?: number; seed?: number; until?: string; json?: boolean; debug?: boolean };

export function sampleCommand(): Command {
  const command = new Command('sample').description(
    'write the lake of the sample shop: 27 months of orders and parcels',
  );
  command.addOption(new Option('--out <dir>', 'the lake folder to write').default(DEFAULT_LAKE));
  command.addOption(new Option('--orders <n>', 'about how many orders (100000)').argParser(Number));
  command.addOption(new Option('--seed <n>', 'the same seed gives the same bytes (1)').argParser(Number));
  command.addOption(new Option('--until <month>', 'the last whole month (2026-10)'));
  for (const option of outputOptions()) command.addOption(option);
  return command.action((options: SampleOptions) =>
    exitWith(options, async () => {
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

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
}
