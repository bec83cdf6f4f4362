// Over every card of the templates with the targets that it really has: who does better is never worth less, and what is
// printed adds up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scorecard } from '../../functions/definitions/definitions.ts';
import { COMPANY } from '../../functions/definitions/definitions.ts';
import { Fraction, formatDecimal } from '../../functions/exact.ts';
import type { Evaluated } from '../../functions/kpis/evaluate.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { readTargets } from '../../functions/kpis/targets.ts';
import { type ScoredCard, type ScoredLine, scoreCard } from '../../functions/scorecards/card.ts';
import { completeLimits, type Limits } from '../../functions/scorecards/score.ts';
import { periodOf } from '../facts/lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const context = { definitions, targets: readTargets([]), period: periodOf('2026-06') };
const cards = Object.values(definitions.scorecards);

/** Where a value lies between beyond the worst limit (-20) and beyond the best (120); null: no value. */
type Place = number | null;

function limitsOf(card: Scorecard, at: number): Limits | null {
  const line = card.lines[at];
  const kpi = definitions.kpis[line?.kpi ?? ''];
  if (!line || !kpi) return null;
  const own = line.target.target !== null || line.target.bandLow !== null ? line.target : kpi.target;
  return completeLimits(kpi, own, definitions.shop.parameters);
}

/** From worse to better; in a band from below the floor to the middle. */
function valueAt(place: number, limits: Limits): Fraction {
  const [from, to] =
    limits.kind === 'band' ? [limits.floor, limits.low.add(limits.high).div(2)] : [limits.floor, limits.stretch];
  const upTo = limits.kind === 'band' ? Math.min(place, 100) : place;
  return from.add(to.sub(from).mul(upTo).div(100));
}

function evaluated(value: Fraction | null): Evaluated {
  const none = { numerator: null, denominator: null, sample: null, censored: null, factor: new Fraction(1) };
  return { value, ...none, notes: value === null ? ['zero_denominator'] : [] };
}

function scored(card: Scorecard, places: Place[]): ScoredCard {
  const figures = card.lines.map(({ kpi }, at): [string, Evaluated] => {
    const [place, limits] = [places[at] ?? null, limitsOf(card, at)];
    return [kpi, evaluated(place === null ? null : limits === null ? new Fraction(place) : valueAt(place, limits))];
  });
  const subject =
    card.subject === COMPANY ? WHOLE_SHOP : { dimension: card.subject, column: card.subject, member: 'm' };
  return scoreCard(card, subject, new Map(figures), context);
}

const place = fc.integer({ min: -20, max: 120 });
const anyCard = fc.constantFrom(...cards).chain((card) =>
  fc.record({
    card: fc.constant(card),
    places: fc.array(fc.option(place, { freq: 5 }), { minLength: card.lines.length, maxLength: card.lines.length }),
    at: fc.nat({ max: card.lines.length - 1 }),
    better: place,
  }),
);

describe('on any card of the templates', () => {
  test('a KPI that improves lowers neither its own score nor the total', () => {
    fc.assert(
      fc.property(anyCard, ({ card, places, at, better }) => {
        const now = places[at] ?? null;
        fc.pre(now !== null && better > now);
        const [before, after] = [scored(card, places), scored(card, places.with(at, better))];
        const [was, is] = [before.lines[at]?.score ?? null, after.lines[at]?.score ?? null];
        expect(is === null).toBe(was === null);
        if (is && was) expect(is.compare(was)).toBeGreaterThanOrEqual(0);
        if (after.score && before.score) expect(after.score.compare(before.score)).toBeGreaterThanOrEqual(0);
        expect(after.score === null).toBe(before.score === null);
        expect(rank(after.lines[at])).toBeGreaterThanOrEqual(rank(before.lines[at]));
      }),
    );
  });

  test('printed points add to the printed total, and each has two decimals', () => {
    fc.assert(
      fc.property(anyCard, ({ card, places }) => {
        const { score, lines } = scored(card, places);
        const points = lines.flatMap((line) => line.points ?? []);
        for (const one of points) expect(formatDecimal(one)).toMatch(/^\d+(\.\d{1,2})?$/);
        const sum = points.reduce((left, one) => left.add(one), new Fraction(0));
        if (score === null) expect(points).toEqual([]);
        else expect(sum.toFraction()).toBe(score.toFraction());
      }),
    );
  });

  test('shares of the total add to one whole over what is scored', () => {
    fc.assert(
      fc.property(anyCard, ({ card, places }) => {
        const shares = scored(card, places).lines.flatMap(({ effectiveWeight }) => effectiveWeight ?? []);
        fc.pre(shares.length > 0);
        expect(shares.reduce((left, one) => left.add(one), new Fraction(0)).toFraction()).toBe('1');
      }),
    );
  });
});

/** The better the status, the higher. */
function rank(line: ScoredLine | undefined): number {
  return ['grey', 'red', 'amber', 'green'].indexOf(line?.status ?? 'grey');
}
