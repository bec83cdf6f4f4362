// A part of `npm run false-alarms`: every month of a clean lake that ends in the Spring Festival. And the same
// lake spoiled, so that a judge which says nothing at all cannot pass.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Period } from '../../functions/periods/period.ts';
import { mustLoad, REAL_RULES } from '../support/shop.ts';
import { type CleanLake, periodsOf, profileCleanLake } from './clean-lake.ts';
import { FAULTS } from './faults.ts';
import { judgeMonths } from './judge-months.ts';
import type { LakeProfile } from './profile-lake.ts';

const definitions = mustLoad(REAL_RULES);

describe.each<CleanLake>([{ seed: 9, orders: 20_000 }])('a clean lake of seed $seed', (lake) => {
  let profile: LakeProfile;
  let periods: Period[];

  beforeAll(async () => {
    periods = periodsOf(lake, definitions);
    profile = await profileCleanLake(lake, definitions);
  }, 300_000);

  test('raises no alarm in any of its 27 months', { timeout: 120_000 }, () => {
    const { checks, alarms } = judgeMonths(profile, periods, definitions);
    expect(alarms).toEqual([]);
    expect(periods.length).toBe(27);
    expect(checks).toBeGreaterThan(5000);
  });

  test.each([
    '50 % fewer rows',
    'one day twice under other keys',
    'net_amount in cents',
    'net_amount in dollars',
    '8 h later',
    'the file ends on the 20th',
    'a carrier missing',
    'unit_cost_base empty in 2 %',
    'owner_employee_id empty in 20 % more',
    'delivered_at empty in half',
  ])('is held where its last month has %s', (name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (!fault) throw new Error(`no fault ${name}`);
    const only = { present: profile.present, profile: { [fault.table]: profile.profile[fault.table] ?? {} } };
    const { alarms } = judgeMonths(only, periods.slice(-1), definitions, (_, days) => fault.spoil(days));
    expect(alarms).toContainEqual(
      expect.objectContaining({ check: `${fault.table}.${fault.check}`, outcome: 'held', month: periods.at(-1)?.id }),
    );
  });
});
