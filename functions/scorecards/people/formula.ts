// The arithmetic of a person's line, filled with its numbers: one step a line, in signs that every language reads, so that
// the score can be redone with a calculator. Shares stay shares here: 0.85, not 85 %.
import { Fraction, formatDecimal, formatFixed } from '../../exact.ts';
import type { Limits } from '../score.ts';
import type { FairLine } from './fair-line.ts';
import { targetsReadBy } from './figures.ts';
import type { Staff } from './staff.ts';

/** Digits after the point of a number that does not end before. */
const DECIMALS = 10;

export type Step = { name: 'target' | 'value' | 'adjusted' | 'shrunk' | 'score'; text: string };

/** Empty where there is no score, and where the card counts a missing one as 0. */
export function formulaSteps(
  line: FairLine,
  { activeDays }: Pick<Staff, 'activeDays'>,
  days: number,
  scoreAtTarget: string,
): Step[] {
  const { own, scored, score, limits, prorated, adjusted, shrunk, evaluated } = line;
  if (scored === null || score === null || limits === null) return [];
  const divisor = targetsReadBy(own).length > 0 ? evaluated.denominator : targetOf(limits);
  return [
    ...step('target', prorated && divisor && proration(divisor, prorated, activeDays, days)),
    ...step('value', division(line)),
    ...step(
      'adjusted',
      adjusted &&
        `${plain(adjusted.observed)} ÷ ${plain(adjusted.expected)} × ${plain(adjusted.pooled)} = ${plain(adjusted.rate)}`,
    ),
    ...step('shrunk', shrunk && drawn(line, shrunk)),
    ...step('score', scoring(scored, score, limits, own.kpi.better === 'down', scoreAtTarget)),
  ];
}

function plain(value: Fraction): string {
  const whole = formatDecimal(value);
  const digits = whole.split('.')[1]?.length ?? 0;
  const text = digits <= DECIMALS ? whole : formatFixed(value, DECIMALS);
  return text.startsWith('-') ? `(−${text.slice(1)})` : text;
}

function step(name: Step['name'], text: string | null): Step[] {
  return text === null ? [] : [{ name, text }];
}

function proration(target: Fraction, share: Fraction, activeDays: Fraction, days: number): string {
  return `${plain(target.div(share))} × ${plain(activeDays)} ÷ ${days} = ${plain(target)}`;
}

function division({ evaluated: { numerator, denominator, value, factor } }: FairLine): string | null {
  if (numerator === null || denominator === null || value === null) return null;
  const times = factor.equals(1) ? '' : factor.n === 1n ? ` ÷ ${factor.d}` : ` × ${plain(factor)}`;
  return `${plain(numerator)} ÷ ${plain(denominator)}${times} = ${plain(value)}`;
}

function drawn(
  { evaluated, adjusted }: FairLine,
  { peerRate, strength, value }: NonNullable<FairLine['shrunk']>,
): string {
  const { sample, factor, numerator } = evaluated;
  if (strength === null || sample === null) return plain(value);
  const rate = adjusted?.rate ?? (evaluated.value as Fraction);
  const isCounted = adjusted === null && factor.equals(1) && numerator !== null;
  const observed = isCounted ? plain(numerator) : `${plain(rate)} × ${plain(sample)}`;
  return `(${observed} + ${plain(strength)} × ${plain(peerRate)}) ÷ (${plain(sample)} + ${plain(strength)}) = ${plain(value)}`;
}

/** The branch of the ramp or of the band on which the value lies (../score.ts). */
function scoring(value: Fraction, score: Fraction, limits: Limits, isDown: boolean, atTarget: string): string {
  const [v, result] = [plain(value), formatFixed(score, 2)];
  const { floor, stretch } = limits;
  const [f, s] = [plain(floor), plain(stretch)];
  if (limits.kind === 'band') {
    const [low, high] = [plain(limits.low), plain(limits.high)];
    if (value.compare(floor) <= 0) return `${v} ≤ ${f} → ${result}`;
    if (value.compare(stretch) >= 0) return `${v} ≥ ${s} → ${result}`;
    if (value.compare(limits.low) < 0) return `100 × (${v} − ${f}) ÷ (${low} − ${f}) = ${result}`;
    if (value.compare(limits.high) > 0) return `100 × (${s} − ${v}) ÷ (${s} − ${high}) = ${result}`;
    return `${low} ≤ ${v} ≤ ${high} → ${result}`;
  }
  const t = plain(limits.target);
  const ahead = (a: Fraction, b: Fraction) => (isDown ? b.compare(a) : a.compare(b));
  const [beyond, short] = isDown ? ['≤', '≥'] : ['≥', '≤'];
  if (ahead(value, stretch) >= 0) return `${v} ${beyond} ${s} → ${result}`;
  if (ahead(value, floor) <= 0) return `${v} ${short} ${f} → ${result}`;
  const between = (from: string, to: string) =>
    isDown ? `(${from} − ${v}) ÷ (${from} − ${to})` : `(${v} − ${from}) ÷ (${to} − ${from})`;
  if (ahead(value, limits.target) < 0) return `${atTarget} × ${between(f, t)} = ${result}`;
  const rest = plain(new Fraction(100).sub(atTarget));
  return `${atTarget} + ${rest} × ${between(t, s)} = ${result}`;
}

function targetOf(limits: Limits): Fraction | null {
  return limits.kind === 'target' ? limits.target : null;
}
