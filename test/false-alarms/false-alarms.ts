// `npm run false-alarms`: judges every month of clean sample lakes, one a seed, with the rules that shops have, and prints
// how many checks found something. `SEEDS`, `FIRST_SEED` and `ORDERS` (sizes of lakes, with commas) choose others;
// `PROFILES` names a folder that keeps what was found of each lake, so that another rule is tried in seconds.
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { periodsOf, profileCleanLake } from './clean-lake.ts';
import { judgeMonths } from './judge-months.ts';

const SEEDS = Number(process.env.SEEDS ?? 20);
const FIRST_SEED = Number(process.env.FIRST_SEED ?? 1);
const SIZES = (process.env.ORDERS ?? '2000,40000').split(',').map(Number);

const definitions = openDefinitions(DEFAULT_CONFIG);
let all = 0;
for (const orders of SIZES) {
  let checks = 0;
  let alarms = 0;
  let months = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    const lake = { seed, orders };
    const periods = periodsOf(lake, definitions);
    const judged = judgeMonths(await profileCleanLake(lake, definitions, process.env.PROFILES), periods, definitions);
    checks += judged.checks;
    alarms += judged.alarms.length;
    months = periods.length;
    for (const { month, check, subject, outcome, said } of judged.alarms)
      console.log(`seed ${seed} ${month} ${check} ${subject ?? ''}: ${outcome}: ${said}`);
  }
  console.log(`${checks} checks of ${months} months × ${SEEDS} seeds, ${orders} orders each: ${alarms} false alarms`);
  all += alarms;
}
process.exitCode = all === 0 ? 0 : 1;
