// What becomes of a finding: by its rule, by a person, and until when.
import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../functions/checks/acceptances.ts';
import type { Finding } from '../../functions/checks/finding.ts';
import { hoursToWait, judgeFinding } from '../../functions/checks/judged.ts';
import { ruleOf } from '../../functions/checks/rules.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad({
  'checks/own.yaml': `
orders.volume: { action: provisional, wait_hours: 6 }
orders.means: { action: provisional, final_after_days: 3, wait_hours: 2 }
orders.ranges: { action: exclude, up_to: 0.01 }
orders.fresh: { action: hold, wait_hours: 4 }
orders.history_kept: { action: hold, wait_hours: 0 }
`,
});

const finding = (check: Finding['check'], more: Partial<Finding> = {}): Finding => ({
  check,
  table: 'orders',
  subject: null,
  found: { rows: '1' },
  rows: null,
  of: null,
  since: null,
  ...more,
});

// Monday, 3 August 2026, 08:00 in Shanghai.
const judging = (accepted: Acceptance[] = []) => ({ asOf: '2026-08-03T00:00:00Z', nextRunOn: '2026-09-01', accepted });
const judge = (one: Finding, accepted: Acceptance[] = []) => judgeFinding(one, judging(accepted), definitions);

describe('the outcome of a finding', () => {
  test('is held where nobody wrote a rule', () => {
    expect(ruleOf({ checkRules: {} }, 'orders', 'volume').action).toBe('hold');
  });

  test('leaves rows out up to the share of the rule, exactly, and holds above it', () => {
    expect(judge(finding('ranges', { rows: 1, of: 100 })).outcome).toBe('excluded');
    expect(judge(finding('ranges', { rows: 10_000_001, of: 1_000_000_000 })).outcome).toBe('held');
  });

  test('is final on the day of the next run, or as many days after this one as the rule says', () => {
    expect(judge(finding('volume'))).toMatchObject({ outcome: 'provisional', finalOn: '2026-09-01' });
    expect(judge(finding('means'))).toMatchObject({ outcome: 'provisional', finalOn: '2026-08-06' });
    expect(judge(finding('fresh'))).toMatchObject({ outcome: 'held', finalOn: null });
  });
});

describe('a finding that a person accepts', () => {
  const ann = { check: 'orders.fresh', by: 'ann', reason: 'the shop was closed' };

  test('is accepted with who and why, by the name of its table and check', () => {
    expect(judge(finding('fresh'), [ann])).toMatchObject({ outcome: 'accepted', acceptance: { by: 'ann' } });
    expect(judge(finding('history_kept'), [ann]).outcome).toBe('held');
    expect(judge(finding('fresh', { table: 'returns' }), [{ ...ann, check: 'orders.fresh' }]).outcome).not.toBe(
      'accepted',
    );
  });

  test('stays accepted as long as the same is found, and no longer', () => {
    const remembered = { ...ann, for: { subject: null, found: { rows: '1' } } };
    expect(judge(finding('fresh'), [remembered]).outcome).toBe('accepted');
    expect(judge(finding('fresh', { found: { rows: '2' } }), [remembered]).outcome).toBe('held');
    expect(judge(finding('fresh', { subject: 'W1' }), [remembered]).outcome).toBe('held');
  });

  test('needs nobody where it holds nothing', () => {
    expect(judge(finding('volume'), [{ ...ann, check: 'orders.volume' }]).outcome).toBe('provisional');
  });

  test('is held all the same where columns are missing', () => {
    const outcome = judge(finding('columns_present'), [{ ...ann, check: 'orders.columns_present' }]).outcome;
    expect(outcome).toBe('held');
  });
});

describe('how long a run waits', () => {
  const hours = (...checks: Finding['check'][]) =>
    hoursToWait(
      checks.map((check) => judge(finding(check))),
      definitions,
    );

  test('is as long as what holds it may still come, and not at all where one cannot', () => {
    expect(hours('fresh')).toBe(4);
    expect(hours('fresh', 'history_kept')).toBe(0);
  });

  test('is the longest of what is only provisional, and that of what holds it where something does', () => {
    expect(hours('volume', 'means')).toBe(6);
    expect(hours('volume', 'fresh')).toBe(4);
    expect(hours()).toBe(0);
  });
});
