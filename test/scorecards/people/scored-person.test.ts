import { describe, expect, test } from 'vitest';
import type { Scorecard } from '../../../functions/definitions/definitions.ts';
import { Fraction, formatFixed } from '../../../functions/exact.ts';
import { combineParts, type ScoredPart } from '../../../functions/scorecards/people/scored-person.ts';
import { mustLoad } from '../../support/shop.ts';

const { shop, scorecards } = mustLoad();

function part(days: number, score: string | null, reason: ScoredPart['reason'] = null): ScoredPart {
  const activeDays = new Fraction(days);
  const exact = score === null ? null : new Fraction(score);
  return {
    card: scorecards.employee_sales as Scorecard,
    staff: {
      id: 'E1',
      role: 'sales',
      department: null,
      manager: null,
      from: '2026-06-01',
      to: '2026-06-30',
      activeDays,
      activeShare: activeDays.div(30),
      tenureDays: new Fraction(400),
    },
    lines: [],
    coverage: new Fraction(1),
    score: exact,
    exactScore: exact,
    grade: null,
    reason,
  };
}

const combine = (...parts: ScoredPart[]) => {
  const { score, grade, reason, parts: shared } = combineParts(parts, shop.parameters);
  return [score === null ? null : formatFixed(score, 2), grade, reason, shared.map(({ share }) => share.toFraction())];
};

describe('the total of somebody who changed their role within the month', () => {
  test('weighs both cards by the days worked in them', () => {
    expect(combine(part(15, '90'), part(15, '71'))).toEqual(['80.50', 'B', null, ['1/2', '1/2']]);
  });

  test('drops the part that is shorter than a half', () => {
    expect(combine(part(12, null, 'active_share'), part(18, '71'))).toEqual(['71.00', 'C', null, ['0', '1']]);
  });

  test('does not exist where neither part is long enough', () => {
    const short = part(14, null, 'active_share');
    expect(combine(short, short)).toEqual([null, null, 'active_share', ['0', '0']]);
  });
});

test('one card is the whole, whether it is scored or not', () => {
  expect(combine(part(30, '84.07'))).toEqual(['84.07', 'B', null, ['1']]);
  expect(combine(part(30, null, 'coverage'))).toEqual([null, null, 'coverage', ['1']]);
});
