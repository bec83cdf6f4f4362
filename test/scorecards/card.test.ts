import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TargetValues } from '../../functions/definitions/definitions.ts';
import { Fraction, formatFixed } from '../../functions/exact.ts';
import { readTargets } from '../../functions/kpis/targets.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';
import { AS_SCORE, cardOf, IDS, type Line } from './cards.ts';

type Row = Record<'kpi_id' | 'floor' | 'stretch' | 'value', string> & {
  weight: number;
  score: string | null;
} & Partial<Record<'target' | 'lo' | 'hi' | 'not_scored', string>>;
const { scoring } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  scoring: { rows: Row[]; weight_coverage: string; total: string; grade: string };
};

function exampleLine({ kpi_id: kpi, weight, value, floor, stretch, target, lo, hi, not_scored }: Row): Line {
  const limits: TargetValues = { floor, stretch, target: target ?? null, bandLow: lo ?? null, bandHigh: hi ?? null };
  return { kpi, weight: String(weight), score: value, target: limits, notes: not_scored ? ['censored'] : [] };
}

const fixed = (amount: Fraction | null) => (amount === null ? null : formatFixed(amount, 2));

describe('the card of the example', () => {
  const card = cardOf(scoring.rows.map(exampleLine), mustLoad());

  test('has the total, grade and coverage of the hand calculation', () => {
    expect([fixed(card.score), card.grade, fixed(card.coverage)]).toEqual([
      scoring.total,
      scoring.grade,
      scoring.weight_coverage,
    ]);
    expect(card.exactScore?.toFraction()).toBe(new Fraction('6743.65').div(90).toFraction());
  });

  test('has its scores, and none for the KPI whose outcomes are missing', () => {
    expect(card.lines.map((line) => fixed(line.score))).toEqual(scoring.rows.map(({ score }) => score));
    expect(card.lines.at(-1)).toMatchObject({
      status: 'grey',
      points: null,
      effectiveWeight: null,
      notes: ['censored'],
    });
  });

  test('prints points that add to the printed total', () => {
    expect(card.lines.map((line) => fixed(line.points))).toEqual(['31.81', '8.89', '10.37', '13.89', '9.97', null]);
  });
});

describe('the total of a card', () => {
  const half: Line = { kpi: 'sales', weight: '50', score: '90' };

  test('leaves what is not scored out, with its weight', () => {
    const card = cardOf([
      half,
      { kpi: 'aov', weight: '25', score: '60' },
      { kpi: 'order_count', weight: '25', score: null, notes: ['unavailable'] },
    ]);
    expect([fixed(card.score), fixed(card.coverage)]).toEqual(['80.00', '0.75']);
    expect(card.lines.map((line) => line.effectiveWeight?.toFraction() ?? null)).toEqual(['2/3', '1/3', null]);
  });

  test('needs seven tenths of the weight: exactly that much is enough, less is no total', () => {
    const lines = (weight: string, rest: string): Line[] => [
      { kpi: 'sales', weight, score: '90' },
      { kpi: 'aov', weight: rest, score: '10', notes: ['insufficient_sample'] },
    ];
    expect(cardOf(lines('70', '30'))).toMatchObject({ grade: 'A' });
    const below = cardOf(lines('69.99', '30.01'));
    expect([below.score, below.grade, fixed(below.coverage)]).toEqual([null, null, '0.70']);
    expect(below.lines[0]).toMatchObject({ points: null, status: 'green' });
    expect(fixed(below.lines[0]?.score ?? null)).toBe('90.00');
  });

  test('of a card on which nothing is scored does not exist', () => {
    expect(cardOf([{ kpi: 'sales', weight: '100', score: null }])).toMatchObject({ score: null, grade: null });
  });

  test('counts what the subject owes as 0 where the card says so', () => {
    const owed: Line = { kpi: 'aov', weight: '50', score: null, missing: 'zero', notes: ['unavailable'] };
    const card = cardOf([half, owed]);
    expect([fixed(card.score), fixed(card.coverage), card.lines[1]?.status]).toEqual(['45.00', '1.00', 'red']);
  });

  test.each(['censored', 'insufficient_sample', 'no_target'] as const)(
    'does not count a value that is noted as %s',
    (note) => {
      const card = cardOf([half, { kpi: 'aov', weight: '50', score: '10', notes: [note] }]);
      expect([card.lines[1]?.score, card.lines[1]?.status, fixed(card.coverage)]).toEqual([null, 'grey', '0.50']);
    },
  );

  test('counts a provisional value', () => {
    const card = cardOf([half, { kpi: 'aov', weight: '50', score: '70', notes: ['provisional'] }]);
    expect(fixed(card.score)).toBe('80.00');
  });

  test.each([
    ['90', 'A'],
    ['89.99', 'B'],
    ['80', 'B'],
    ['79.99', 'C'],
    ['70', 'C'],
    ['60', 'D'],
    ['59.99', 'E'],
    ['0', 'E'],
  ])('of %s is grade %s', (score, grade) => {
    expect(cardOf([{ kpi: 'sales', weight: '100', score }]).grade).toBe(grade);
  });

  test('is graded after it was rounded', () => {
    const thirds = ['33.4', '33.3', '33.3'].map(
      (weight, at): Line => ({ kpi: IDS[at] ?? '', weight, score: at === 0 ? '89.99' : '90' }),
    );
    const card = cardOf(thirds);
    expect(card.exactScore?.compare(90)).toBe(-1);
    expect([fixed(card.score), card.grade]).toEqual(['90.00', 'A']);
  });
});

describe('the target of a line', () => {
  const row = ['sales', 'company', 'all', '2026-06', '1', null, '50', '0', '100', null, null];
  const line: Line = { kpi: 'sales', weight: '100', score: '50' };

  test('is that of the table, else of the card', () => {
    expect(cardOf([line], undefined, readTargets([row])).lines[0]).toMatchObject({
      targetSource: 'table',
      status: 'green',
    });
    expect(cardOf([line]).lines[0]).toMatchObject({ targetSource: 'scorecard', status: 'red' });
  });

  test('is the own one of the KPI last, and without any there is a note before `provisional`', () => {
    const none: TargetValues = { target: null, floor: null, stretch: null, bandLow: null, bandHigh: null };
    const own = mustLoad({
      'kpis/own.yaml':
        'x: { name: { en: X, zh-CN: X }, family: web, unit: count, better: up, value: sales.orders, target: 40 }',
    });
    expect(cardOf([{ ...line, kpi: 'x', target: none }], own).lines[0]).toMatchObject({
      targetSource: 'kpi',
      status: 'green',
    });
    const untargeted = cardOf([{ ...line, target: none, notes: ['provisional'] }]).lines[0];
    expect(untargeted).toMatchObject({
      targetSource: null,
      score: null,
      status: 'grey',
      notes: ['no_target', 'provisional'],
    });
  });
});

describe('any card', () => {
  const cents = fc.integer({ min: 0, max: 10_000 }).map((n) => new Fraction(n, 100));
  const scores = fc.array(fc.option(cents, { freq: 6 }), { minLength: IDS.length, maxLength: IDS.length });
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: IDS.length, maxLength: IDS.length });
  const linesOf = (parts: (Fraction | null)[], shares: number[]): Line[] => {
    const whole = shares.reduce((sum, share) => sum + share, 0);
    return IDS.map((kpi, at) => ({
      kpi,
      weight: new Fraction((shares[at] ?? 0) * 100, whole).toFraction(),
      score: parts[at] ?? null,
      target: AS_SCORE,
    }));
  };

  test('prints points that add to its printed score', () => {
    fc.assert(
      fc.property(scores, weights, (parts, shares) => {
        const card = cardOf(linesOf(parts, shares));
        const points = card.lines.flatMap((line) => line.points ?? []);
        const sum = points.reduce((left, one) => left.add(one), new Fraction(0));
        if (card.score === null) expect(points).toEqual([]);
        else expect(fixed(sum)).toBe(fixed(card.score));
        for (const one of points) expect(one.mul(100).d).toBe(1n);
      }),
    );
  });

  test('never loses by a KPI that improves', () => {
    fc.assert(
      fc.property(scores, weights, fc.nat({ max: IDS.length - 1 }), cents, (parts, shares, at, more) => {
        const improved = parts.map((score, index) => {
          if (index !== at || score === null) return score;
          return score.compare(more) > 0 ? score : more;
        });
        const [before, after] = [cardOf(linesOf(parts, shares)), cardOf(linesOf(improved, shares))];
        expect(after.score === null).toBe(before.score === null);
        if (after.score && before.score) expect(after.score.compare(before.score)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
