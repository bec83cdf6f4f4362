// Cards whose lines have the scores that a test asks for: limits of 0, 80 and 100 make a value its own score.
import type { Definitions, ScorecardLine, TargetValues } from '../../functions/definitions/definitions.ts';
import { Fraction } from '../../functions/exact.ts';
import type { Evaluated } from '../../functions/kpis/evaluate.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { readTargets } from '../../functions/kpis/targets.ts';
import { type ScoredCard, scoreCard } from '../../functions/scorecards/card.ts';
import type { Note } from '../../functions/snapshot/shape.ts';
import { JUNE } from '../kpis/hand-made.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();

/** KPIs of the templates where more is better and which have no target of their own. */
export const IDS = [
  'sales',
  'order_count',
  'aov',
  'units_sold',
  'net_sales',
  'gross_margin_rate',
  'vas_share',
  'sales_growth_yoy',
];

export const AS_SCORE: TargetValues = { target: '80', floor: '0', stretch: '100', bandLow: null, bandHigh: null };

export type Line = { kpi: string; weight: string; score: string | Fraction | null } & {
  missing?: ScorecardLine['missing'];
  target?: TargetValues;
  notes?: Note[];
};

function evaluatedAs(value: string | Fraction | null, notes: Note[] = []): Evaluated {
  const amount = value === null ? null : new Fraction(value);
  return {
    value: amount,
    numerator: amount,
    denominator: null,
    sample: null,
    censored: null,
    factor: new Fraction(1),
    notes,
  };
}

export function cardOf(lines: Line[], own: Definitions = definitions, targets = readTargets([])): ScoredCard {
  const card = {
    id: 'spring',
    title: {},
    subject: 'company',
    role: null,
    shown: [],
    lines: lines.map(({ kpi, weight, missing = 'renormalise', target = AS_SCORE }) => ({
      kpi,
      weight,
      missing,
      as: null,
      windowMonths: 1,
      mature: false,
      target,
    })),
  };
  const evaluated = new Map(lines.map(({ kpi, score, notes }) => [kpi, evaluatedAs(score, notes)]));
  return scoreCard(card, WHOLE_SHOP, evaluated, { definitions: own, targets, period: JUNE });
}
