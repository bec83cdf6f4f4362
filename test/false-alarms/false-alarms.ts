// `npm run false-alarms`: judges every month of clean sample lakes, one a seed, with the rules that shops have, and prints
// how many checks found something. `SEEDS=20 ORDERS=100000` by default; a lake takes about a quarter of a minute.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calendarOf, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG, type ShopOptions } from '../../functions/cli/options.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { type Judged, judgeCleanMonths } from './clean-months.ts';

const SEEDS = Number(process.env.SEEDS ?? 20);
const FIRST_SEED = Number(process.env.FIRST_SEED ?? 1);
const ORDERS = Number(process.env.ORDERS ?? 100_000);
const [FROM, UNTIL] = ['2024-08', '2026-10'];

const definitions = openDefinitions(DEFAULT_CONFIG);

async function judgeSeed(seed: number): Promise<Judged> {
  const lake = mkdtempSync(path.join(tmpdir(), 'clean-'));
  try {
    await makeSampleLake({ out: path.join(lake, 'lake'), orders: ORDERS, seed, until: UNTIL });
    const engine = await openEngine({ lake: path.join(lake, 'lake') } as ShopOptions, definitions);
    try {
      return await judgeCleanMonths(definitions, engine, calendarOf(definitions), { from: FROM, to: UNTIL });
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(lake, { recursive: true, force: true });
  }
}

let checks = 0;
let months = 0;
let alarms = 0;
for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
  const judged = await judgeSeed(seed);
  checks += judged.checks;
  months = judged.months;
  alarms += judged.alarms.length;
  for (const { month, check, subject, outcome, said } of judged.alarms)
    console.log(`seed ${seed} ${month} ${check} ${subject ?? ''}: ${outcome}: ${said}`);
}
console.log(`${checks} checks of ${months} months × ${SEEDS} seeds, ${ORDERS} orders each: ${alarms} false alarms`);
process.exitCode = alarms === 0 ? 0 : 1;
