// `scorecard cost`: what a month costs on AWS, before anything is deployed; of a stage, what its runs did cost.
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { formatBytes } from '../../format-bytes.ts';
import { ProblemError } from '../../problem.ts';
import { ASSUMED, type CostEstimate, costOfRun, estimateCost, formatDollars, PRICES } from '../../run/cost.ts';
import { exitWith } from '../exit-with.ts';
import { alignColumns } from '../format.ts';
import { openStore } from '../open-store.ts';
import { DEFAULT_OUT, outputOptions, stageOptions } from '../options.ts';
import { listRuns } from '../run-records.ts';
import { print } from '../streams.ts';

type CostOptions = {
  orders: number;
  recipients: number;
  stage?: string;
  region?: string;
  json?: boolean;
  debug?: boolean;
};

const SHOWN_RUNS = 12;

export function costCommand(): Command {
  const command = new Command('cost')
    .description('what a month costs on AWS, itemised; with --stage what its runs did cost')
    .addOption(new Option('--orders <n>', 'orders a month').argParser(Number).default(100_000))
    .addOption(new Option('--recipients <n>', 'readers of the report').argParser(Number).default(10));
  for (const option of stageOptions(['orders', 'recipients'])) command.addOption(option);
  for (const option of outputOptions()) command.addOption(option);
  return command.action((options: CostOptions) =>
    exitWith(options, async () => (options.stage === undefined ? showEstimate(options) : showRuns(options))),
  );
}

function showEstimate({ orders, recipients, json }: CostOptions): number {
  refuseNoCount('--orders', orders);
  refuseNoCount('--recipients', recipients);
  const estimate = estimateCost({ ordersAMonth: orders, recipients });
  const { asOf, region } = PRICES;
  print(
    json
      ? JSON.stringify({ orders, recipients, prices: { asOf, region }, assumed: ASSUMED, ...estimate }, null, 1)
      : estimateText(estimate, orders, recipients),
  );
  return 0;
}

function estimateText({ lines, month, year }: CostEstimate, orders: number, recipients: number): string {
  const rows = lines.map(({ what, how, dollars }) => [what, formatDollars(dollars), how]);
  const [total = '', ...items] = alignColumns([['A month', formatDollars(month), ''], ...rows], [1]);
  return [
    pc.bold(`Every report once a month: ${orders.toLocaleString('en')} orders a month, ${recipients} readers`),
    '',
    ...items.map((item) => `  ${item}`),
    pc.bold(`  ${total}    A year: ${formatDollars(year)}`),
    '',
    `List prices of ${PRICES.region}, ${PRICES.asOf}, in US dollars without free tiers. From above: all columns of the partitions`,
    `that are read, and rows ${ASSUMED.realRows} times as large as those of the sample, on which it was measured.`,
  ].join('\n');
}

function refuseNoCount(option: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= 10_000_000_000) return;
  throw new ProblemError({
    code: 'USAGE',
    message: `${option} must be a whole number from 0.`,
    remedy: 'Write it without separators: 100000.',
  });
}

async function showRuns(options: CostOptions): Promise<number> {
  const runs = await listRuns(await openStore({ ...options, out: DEFAULT_OUT }));
  const costs = runs.flatMap(({ run, record }) => {
    const dollars = record?.usage ? costOfRun(record.usage) : null;
    return record?.usage && dollars !== null ? [{ run, asOf: record.asOf, ...record.usage, dollars }] : [];
  });
  const total = costs.reduce((sum, { dollars }) => sum + dollars, 0);
  if (options.json) {
    print(JSON.stringify({ stage: options.stage, runs: costs, total }, null, 1));
    return 0;
  }
  if (costs.length === 0) {
    print(`No run of stage ${options.stage} has recorded what it scanned.`);
    return 0;
  }
  const rows = costs
    .slice(0, SHOWN_RUNS)
    .map(({ run, asOf, statements, scannedBytes, dollars }) => [
      run,
      asOf.slice(0, 10),
      String(statements),
      formatBytes(scannedBytes ?? 0),
      formatDollars(dollars),
    ]);
  const [head = '', ...lines] = alignColumns(
    [['run', 'scheduled', 'statements', 'scanned', 'Athena'], ...rows],
    [2, 3, 4],
  );
  const all = `${costs.length} runs scanned for ${formatDollars(total)} in all.`;
  const rest = 'What does not depend on a run (alarms, storage): npx scorecard cost --orders <a month>';
  print([pc.bold(head), ...lines, '', all, rest].join('\n'));
  return 0;
}
