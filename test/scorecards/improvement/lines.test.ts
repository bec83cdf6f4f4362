import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fraction, formatFixed } from '../../../functions/exact.ts';
import type { ScoredLine } from '../../../functions/scorecards/card.ts';
import { lineOfScore } from '../../../functions/scorecards/improvement/line-of-score.ts';
import { linesOfPerson, standingsOf } from '../../../functions/scorecards/improvement/lines-of-person.ts';
import { EXAMPLES } from '../../support/shop.ts';
import { cardOf } from '../cards.ts';

const example = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  improvement_plan: {
    expected_gain_points: { score: string; effective_weight: string; value: string; display: string };
  };
};

const onCard = (...args: Parameters<typeof cardOf>) =>
  cardOf(...args).lines.map((line) => lineOfScore(line as ScoredLine, '80'));

describe('a line of the card', () => {
  test('brings the points of the hand calculation', () => {
    const { score, value, display } = example.improvement_plan.expected_gain_points;
    const [line] = onCard([
      { kpi: 'sales', weight: '20', score },
      { kpi: 'aov', weight: '70', score: '90' },
      { kpi: 'order_count', weight: '10', score: null, notes: ['unavailable'] },
    ]);
    expect(line?.gainPoints?.toFraction()).toBe(value);
    expect(formatFixed(line?.gainPoints as Fraction, 2)).toBe(display);
  });

  test('is off by its exact value, also where the rounded score is that of the target', () => {
    const [line] = onCard([{ kpi: 'sales', weight: '100', score: '79.999' }]);
    expect(line).toMatchObject({ off: true });
    expect(line?.gainPoints?.toFraction()).toBe('0');
    expect(onCard([{ kpi: 'sales', weight: '100', score: '80' }])[0]).toMatchObject({ off: false, gainPoints: null });
  });

  test('says nothing in a month in which it is not scored, or only owed', () => {
    expect(onCard([{ kpi: 'sales', weight: '100', score: '10', notes: ['insufficient_sample'] }])[0]?.off).toBeNull();
    const owed = {
      kpi: 'sales',
      weight: '100',
      score: null,
      missing: 'zero' as const,
      notes: ['unavailable' as const],
    };
    expect(onCard([owed])[0]?.off).toBeNull();
  });

  test.each([
    ['6.205', '6', '10.25'],
    ['4', '5', '50'],
    ['5.5', null, null],
  ])('of a band is to reach the limit that %s has crossed, where the score is 100', (value, target, gain) => {
    const [floor, low, high, stretch] = ['3', '5', '6', '8'].map((limit) => new Fraction(limit)) as [
      Fraction,
      Fraction,
      Fraction,
      Fraction,
    ];
    const off = target !== null;
    const line = lineOfScore(
      {
        ...(cardOf([{ kpi: 'sales', weight: '100', score: value }]).lines[0] as ScoredLine),
        limits: { kind: 'band', floor, low, high, stretch },
        status: off ? 'amber' : 'green',
        score: new Fraction(100).sub(gain ?? 0),
      },
      '80',
    );
    expect([line.target?.toFraction() ?? null, line.gainPoints?.toString() ?? null]).toEqual([target, gain]);
  });
});

describe('a line of a person’s review', () => {
  const target = {
    value: '0.9',
    floor: '0.7',
    stretch: '0.95',
    bandLow: null,
    bandHigh: null,
    attainment: null,
    source: 'kpi' as const,
  };
  const line = {
    kpi: 'csat',
    value: '0.75',
    scored: '0.8',
    target,
    status: 'amber' as const,
    verdict: null,
    score: '60',
    effectiveWeight: '0.5',
  };
  const cardWith = (change: object, share = '1') => ({ share, lines: [{ ...line, ...change }] });
  const planned = (change: object, share = '1') => linesOfPerson([cardWith(change, share)], [], '80')[0];

  test('of a proportion is off only where its whole interval is', () => {
    expect(planned({ verdict: 'uncertain' })).toMatchObject({ off: false, gainPoints: null });
    expect(planned({ verdict: 'not_met' })).toMatchObject({ off: true });
    expect(planned({ verdict: 'not_met', status: 'grey', score: null })?.off).toBeNull();
  });

  test('of another KPI is off by its value', () => {
    expect(planned({})?.off).toBe(true);
    expect(planned({ status: 'green' })?.off).toBe(false);
  });

  test('goes by the value that was scored, and by the months before', () => {
    const past = [
      { period: '2026-05', kpis: standingsOf([cardWith({ verdict: 'uncertain' })]) },
      { period: '2026-04', kpis: [] },
    ];
    const [found] = linesOfPerson([cardWith({})], past, '80');
    expect([found?.value?.toString(), found?.gainPoints?.toString()]).toEqual(['0.8', '10']);
    expect(found?.past.map(({ period, off }) => `${period} ${off}`)).toEqual(['2026-05 false']);
  });

  test('stands once where the role changed within the month, as on the card of the longer part', () => {
    const cards = [cardWith({ verdict: 'met' }, '0.25'), cardWith({ verdict: 'not_met' }, '0.75')];
    const lines = linesOfPerson(cards, [], '80');
    expect(lines.map(({ kpi, off, gainPoints }) => `${kpi} ${off} ${gainPoints}`)).toEqual(['csat true 7.5']);
    expect(standingsOf(cards)).toMatchObject([{ kpi: 'csat', off: true }]);
  });
});
