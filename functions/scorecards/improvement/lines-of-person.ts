// The plan's view of a person's review, from what was published of it, this month and before. A proportion is off target
// only where its whole interval is: chance opens no item for anybody.
import { Fraction } from '../../exact.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { fromQuantity, toQuantity } from '../../snapshot/quantities.ts';
import { pointsToGain } from './line-of-score.ts';
import type { PlanLine } from './plan-line.ts';
import { isOff } from './standing.ts';

type Reviewed = Pick<
  PersonLine,
  'kpi' | 'value' | 'scored' | 'target' | 'status' | 'verdict' | 'score' | 'effectiveWeight'
>;

/** A person has two cards in the month of a new role, each with its share of the whole. */
type Card = { share: string; lines: Reviewed[] };

/** `past`: of earlier months, final ones only. */
export function linesOfPerson(cards: Card[], past: Person['past'], scoreAtTarget: string): PlanLine[] {
  return eachKpi(cards).map(({ line, share }) => {
    const off = isOffForPerson(line);
    const value = scoredValue(line);
    const [score, effectiveWeight] = [fromQuantity(line.score), fromQuantity(line.effectiveWeight)];
    const onTarget = line.target?.bandLow ? 100 : scoreAtTarget;
    const gains = off === true && score !== null && effectiveWeight !== null;
    return {
      kpi: line.kpi,
      value,
      off,
      target: targetOf(line, value),
      gainPoints: gains ? pointsToGain(score, effectiveWeight.mul(share), onTarget) : null,
      cause: null,
      past: past.flatMap(({ period, kpis }) => {
        const found = kpis.find(({ kpi }) => kpi === line.kpi);
        return found ? [{ period, value: fromQuantity(found.value), off: found.off }] : [];
      }),
    };
  });
}

/** Of a KPI on both cards, the line of the larger share. */
function eachKpi(cards: Card[]): { line: Reviewed; share: string }[] {
  const largestLast = [...cards].sort((a, b) => new Fraction(a.share).compare(b.share));
  const lines = largestLast.flatMap(({ share, lines }) => lines.map((line) => ({ line, share })));
  return [...new Map(lines.map((one) => [one.line.kpi, one])).values()];
}

/** What later months must know of this one. */
export function standingsOf(cards: Card[]): Person['past'][number]['kpis'] {
  return eachKpi(cards).map(({ line }) => ({
    kpi: line.kpi,
    value: toQuantity(scoredValue(line)),
    off: isOffForPerson(line),
  }));
}

function isOffForPerson(line: Reviewed): boolean | null {
  const off = isOff(scoredValue(line), line.status);
  return off === null || line.verdict === null ? off : line.verdict === 'not_met';
}

/** What was scored: after the mix of the queue and a small sample were allowed for. */
function scoredValue({ scored, value }: Reviewed): Fraction | null {
  return fromQuantity(scored ?? value);
}

function targetOf({ target }: Reviewed, value: Fraction | null): Fraction | null {
  if (!target?.bandLow || !target.bandHigh) return fromQuantity(target?.value ?? null);
  if (value === null) return null;
  const [low, high] = [new Fraction(target.bandLow), new Fraction(target.bandHigh)];
  return value.compare(low) < 0 ? low : value.compare(high) > 0 ? high : null;
}
