// `npm run detection`: what the rules that shops have still notice. Each fault is done to each month of clean lakes of
// which half a year is known, and the share of months is printed in which its own check says so: in the first year, of
// which nobody knows the seasons, and later. `SEEDS`, `ORDERS` and `PROFILES` as for the false alarms.
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { periodsOf, profileCleanLake } from './clean-lake.ts';
import { FAULTS, type Fault } from './faults.ts';
import { judgeMonths } from './judge-months.ts';
import type { LakeProfile } from './profile-lake.ts';

const SEEDS = Number(process.env.SEEDS ?? 3);
const SIZES = (process.env.ORDERS ?? '40000,100000').split(',').map(Number);
/** Months that a table needs before, its first one that may have begun on any day among them. */
const KNOWN = 7;
const YEAR = 14;

const definitions = openDefinitions(DEFAULT_CONFIG);

type Counted = { caught: number; of: number };
const counted = (): Counted => ({ caught: 0, of: 0 });

for (const orders of SIZES) {
  const found = new Map(FAULTS.map((fault) => [fault, { firstYear: counted(), later: counted() }]));
  for (let seed = 1; seed <= SEEDS; seed++) {
    const lake = { seed, orders };
    const known = await profileCleanLake(lake, definitions, process.env.PROFILES);
    for (const [fault, { firstYear, later }] of found) {
      for (const [nth, isCaught] of monthsCaught(fault, known, lake)) {
        const into = nth < YEAR ? firstYear : later;
        into.of += 1;
        into.caught += isCaught ? 1 : 0;
      }
    }
  }
  console.log(`\n| check | ${orders} orders in 27 months, ${SEEDS} seeds | first year | later |\n|---|---|---|---|`);
  for (const [{ check, table, name }, { firstYear, later }] of found)
    console.log(`| \`${table}.${check}\` | ${name} | ${percent(firstYear)} | ${percent(later)} |`);
}

/** Of each month from which on enough is known, its number and whether the fault's own check found it. */
function monthsCaught(
  { table, check, spoil }: Fault,
  { present, profile }: LakeProfile,
  lake: { seed: number; orders: number },
) {
  const only = { present, profile: { [table]: profile[table] ?? {} } };
  return periodsOf(lake, definitions).flatMap((period, nth): [number, boolean][] => {
    if (nth < KNOWN) return [];
    const { alarms } = judgeMonths(only, [period], definitions, (_, days) => spoil(days));
    return [[nth, alarms.some((alarm) => alarm.check === `${table}.${check}`)]];
  });
}

function percent({ caught, of }: Counted): string {
  return of === 0 ? '–' : `${Math.round((caught / of) * 100)} %`;
}
