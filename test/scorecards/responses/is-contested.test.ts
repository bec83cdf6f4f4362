import { describe, expect, test } from 'vitest';
import { isContested } from '../../../functions/scorecards/responses/is-contested.ts';
import type { Response } from '../../../functions/scorecards/responses/responses-of.ts';
import { mustLoad } from '../../support/shop.ts';

const china = mustLoad().holidays;

function said(kind: Response['kind'], writtenAt: string): Response {
  return { period: '2026-08', kind, text: 'x', person: 'E1', writtenAt };
}

/** Received on Tuesday, 15 September 2026. */
function contested(responses: Response[], change: Partial<Parameters<typeof isContested>[1]> = {}): boolean {
  const rules = { receivedOn: '2026-09-15', disputeDays: 5, timeZone: 'Asia/Shanghai', holidays: null };
  return isContested(responses, { ...rules, ...change });
}

describe('a review', () => {
  test('is contested by an objection on the last of five working days, to its local end, and by no later one', () => {
    expect(contested([said('objection', '2026-09-22T15:59:59Z')])).toBe(true);
    expect(contested([said('objection', '2026-09-22T16:00:00Z')])).toBe(false);
  });

  test('has holidays left out of the days, and weekend days that are worked in exchange counted', () => {
    // Mid-autumn: 25 to 27 September are off, 20 September and 10 October are worked for National Day.
    const rules = { receivedOn: '2026-09-24', holidays: china };
    expect(contested([said('objection', '2026-10-09T10:00:00Z')], rules)).toBe(true);
    expect(contested([said('objection', '2026-10-09T10:00:00Z')], { receivedOn: '2026-09-24' })).toBe(false);
  });

  test('is no longer contested once there is an outcome, until somebody objects again', () => {
    const story = [said('objection', '2026-09-16T01:00:00Z'), said('outcome', '2026-09-17T01:00:00Z')];
    expect(contested(story)).toBe(false);
    expect(contested([...story, said('objection', '2026-09-18T01:00:00Z')])).toBe(true);
  });

  test('is not contested by an outcome that came before, feedback or an acknowledgement', () => {
    const outcome = said('outcome', '2026-09-15T01:00:00Z');
    expect(contested([outcome, said('objection', '2026-09-16T01:00:00Z')])).toBe(true);
    expect(contested([said('feedback', '2026-09-16T01:00:00Z'), said('acknowledged', '2026-09-16T01:00:00Z')])).toBe(
      false,
    );
  });
});
