// A clean sample lake of a seed, looked at once and thrown away.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { compileProfile } from '../../functions/checks/profile-statement.ts';
import { calendarOf, openEngine } from '../../functions/cli/open-shop.ts';
import type { ShopOptions } from '../../functions/cli/options.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { type Period, periodsFrom, readPeriod } from '../../functions/periods/period.ts';
import { type LakeProfile, profileLake } from './profile-lake.ts';

const MONTHS = 27;
const LAST = Temporal.PlainYearMonth.from('2026-10');

export type CleanLake = { seed: number; orders: number };

/** Lakes of a year of seeds end in each month of the year, so that no season is only seen with so many months before it. */
function lastMonthOf({ seed }: CleanLake): string {
  return LAST.subtract({ months: (seed - 1) % 12 }).toString();
}

export function periodsOf(lake: CleanLake, definitions: Definitions): Period[] {
  const last = lastMonthOf(lake);
  const first = Temporal.PlainYearMonth.from(last).subtract({ months: MONTHS - 1 });
  const calendar = calendarOf(definitions);
  const [from, to] = [first.toString(), last].map((id) => readPeriod(id, calendar));
  if (!from || !to) throw new Error(`no periods up to ${last}`);
  return periodsFrom(from, to, calendar);
}

/** `kept`: a folder in which the profiles of lakes stay for the next time. */
export async function profileCleanLake(
  lake: CleanLake,
  definitions: Definitions,
  kept: string | undefined = undefined,
): Promise<LakeProfile> {
  // What another statement found would be judged as if this one had.
  const file = kept && path.join(kept, `${lake.orders}-${lake.seed}-${statementsHash(definitions)}.json`);
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LakeProfile;
  const profile = await makeAndLook(lake, definitions);
  if (file) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(profile));
  }
  return profile;
}

function statementsHash(definitions: Definitions): string {
  const tables = Object.values(definitions.tables);
  const present = Object.fromEntries(tables.map(({ id, columns }) => [id, Object.keys(columns)]));
  const statements = tables.map((table) => compileProfile(table, null, present, definitions).sql);
  return createHash('sha256').update(statements.join('\n')).digest('hex').slice(0, 8);
}

async function makeAndLook(lake: CleanLake, definitions: Definitions): Promise<LakeProfile> {
  const folder = mkdtempSync(path.join(tmpdir(), 'clean-'));
  try {
    await makeSampleLake({ out: folder, orders: lake.orders, seed: lake.seed, until: lastMonthOf(lake) });
    const engine = await openEngine({ lake: folder } as ShopOptions, definitions);
    try {
      return await profileLake(definitions, engine);
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
