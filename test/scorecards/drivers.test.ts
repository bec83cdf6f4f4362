import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction, formatFixed } from '../../functions/exact.ts';
import { scoreDrivers } from '../../functions/scorecards/drivers.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';
import { AS_SCORE, cardOf, IDS, type Line } from './cards.ts';

const { scoring, decomposition } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  scoring: { rows: { kpi_id: string; weight: number; score: string | null; direction: string }[] };
  decomposition: {
    score_contribution: Record<'previous_scores' | 'exact' | 'displayed', Record<string, string>> &
      Record<'previous_total' | 'current_total' | 'published_delta', string>;
  };
};
const example = decomposition.score_contribution;

/** Every KPI of the example read as its own score, whatever its direction. */
const asScores = mustLoad({
  'kpis/own.yaml': scoring.rows
    .map(
      ({ kpi_id: id }) =>
        `s_${id}: { name: { en: X, zh-CN: X }, family: web, unit: count, better: up, value: sales.orders }\n`,
    )
    .join(''),
});

function exampleCard(scores: Record<string, string | null>) {
  const lines = scoring.rows.map(({ kpi_id: id, weight }): Line => {
    return { kpi: `s_${id}`, weight: String(weight), score: scores[id] ?? null, target: AS_SCORE };
  });
  return cardOf(lines, asScores);
}

describe('the drivers of the example', () => {
  const now = exampleCard(Object.fromEntries(scoring.rows.map(({ kpi_id: id, score }) => [id, score])));
  const before = exampleCard(example.previous_scores);
  const drivers = scoreDrivers(now, before);
  const nameOf = (kpi: string | null) => (kpi ?? 'others').replace(/^s_/, '');

  test('explain the change between the two totals', () => {
    expect([before.score, now.score].map((score) => score && formatFixed(score, 2))).toEqual([
      example.previous_total,
      example.current_total,
    ]);
    const printed = drivers.reduce((sum, driver) => sum.add(driver.printed), new Fraction(0));
    expect(formatFixed(printed, 2)).toBe(example.published_delta);
  });

  test('are the exact contributions, the five largest first and the rest as one sum', () => {
    const { inventory_turnover: smallest, ...five } = example.exact;
    expect(
      Object.fromEntries(drivers.slice(0, 5).map(({ kpi, points }) => [nameOf(kpi), points.toFraction()])),
    ).toEqual(five);
    expect(drivers.slice(5).map(({ kpi, others, points }) => [kpi, others, points.toFraction()])).toEqual([
      [null, 1, smallest],
    ]);
    const sizes = drivers.slice(0, 5).map(({ points }) => points.abs());
    expect(sizes.every((size, at) => at === 0 || size.compare(sizes[at - 1] ?? 0) <= 0)).toBe(true);
  });

  test('are printed as in the example', () => {
    const shown = Object.fromEntries(drivers.map(({ kpi, printed }) => [nameOf(kpi), formatFixed(printed, 2)]));
    const { inventory_turnover: others, ...five } = example.displayed;
    expect(shown).toEqual({ ...five, others });
  });
});

describe('drivers', () => {
  const line = (kpi: string, weight: string, score: string | null): Line => ({ kpi, weight, score });

  test('are none where one of the two totals is missing', () => {
    const scored = cardOf([line('sales', '100', '70')]);
    expect(scoreDrivers(scored, cardOf([line('sales', '100', null)]))).toEqual([]);
    expect(scoreDrivers(cardOf([line('sales', '100', null)]), scored)).toEqual([]);
  });

  test('name a KPI that joined the card by what its weight moved, and leave out what was never scored', () => {
    const before = cardOf([line('sales', '80', '50'), line('aov', '20', null), line('vas_share', '0', null)]);
    const now = cardOf([line('sales', '80', '50'), line('aov', '20', '100'), line('vas_share', '0', null)]);
    expect(scoreDrivers(now, before).map(({ kpi, points }) => [kpi, points.toFraction()])).toEqual([
      ['aov', '9'],
      ['sales', '1'],
    ]);
  });

  test('come by size, ties by name', () => {
    const before = cardOf([line('sales', '50', '40'), line('aov', '50', '40')]);
    const now = cardOf([line('sales', '50', '60'), line('aov', '50', '20')]);
    expect(scoreDrivers(now, before).map(({ kpi }) => kpi)).toEqual(['aov', 'sales']);
  });

  const cents = fc.option(fc.integer({ min: 0, max: 10_000 }), { freq: 5 });
  const all = fc.array(cents, { minLength: IDS.length, maxLength: IDS.length });
  test('sum to the change exactly, and as printed to the printed change', () => {
    fc.assert(
      fc.property(all, all, (first, second) => {
        const lines = (scores: (number | null)[]) =>
          IDS.map((kpi, at) => line(kpi, '12.5', scores[at] === null ? null : `${(scores[at] ?? 0) / 100}`));
        const [before, now] = [cardOf(lines(first)), cardOf(lines(second))];
        const drivers = scoreDrivers(now, before);
        if (!now.score || !before.score || !now.exactScore || !before.exactScore) {
          expect(drivers).toEqual([]);
          return;
        }
        const add = (key: 'points' | 'printed') =>
          drivers.reduce((sum, driver) => sum.add(driver[key]), new Fraction(0));
        expect(add('points').equals(now.exactScore.sub(before.exactScore))).toBe(true);
        expect(add('printed').equals(now.score.sub(before.score))).toBe(true);
        expect(drivers.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
