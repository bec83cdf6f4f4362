// One line of a person's card, made fair: adjusted for the queue, drawn to the peers, judged by intervals and no further
// than they reach. What each step did stays beside the value, so that the line can be redone with a calculator.
import type { Fraction } from '../../exact.ts';
import { leastSample, readSums } from '../../kpis/evaluate.ts';
import type { Amount, Reading } from '../../kpis/reading.ts';
import type { Period } from '../../periods/period.ts';
import { NOTES, type Note } from '../../snapshot/shape.ts';
import { meanInterval } from '../../statistics/mean.ts';
import type { Interval } from '../../statistics/wilson.ts';
import { type ScoredLine, scoreLine } from '../card.ts';
import { isProrated } from '../fairness/active-share.ts';
import { type Band, bandOf } from '../fairness/band.ts';
import { type Adjusted, adjustForMix } from '../fairness/mix-adjust.ts';
import type { PeerFigures, Pool } from '../fairness/peers.ts';
import { isProportion, proportionInterval } from '../fairness/proportion.ts';
import { isOfItsSample, leastShrunkSample, shrink } from '../fairness/shrink.ts';
import { type Verdict, verdictOf } from '../fairness/verdict.ts';
import { type LineOfPeople, personOf, subjectOf, targetsReadBy } from './figures.ts';
import type { Staff } from './staff.ts';

export type FairLine = ScoredLine & {
  own: LineOfPeople;
  adjusted: (Adjusted & { pooled: Fraction; stratum: string }) | null;
  /** Without a strength everyone stands at the peer rate. */
  shrunk: { peerRate: Fraction; strength: Fraction | null; peers: number; value: Fraction } | null;
  interval: Interval | null;
  verdict: Verdict | null;
  band: Band | null;
  peers: { people: number; value: Amount } | null;
  /** The active share by which its target was multiplied. */
  prorated: Amount;
  targetVersion: string | null;
};

/** What is the same for every line of a review. */
export type FairContext = {
  reading: Reading;
  period: Period;
  /** z of the intervals for verdicts and for bands. */
  z: { verdict: number; band: number };
};

export function fairLine(
  own: LineOfPeople,
  pool: Pool,
  staff: Staff,
  figures: PeerFigures,
  isComparable: boolean,
  context: FairContext,
): FairLine {
  const { reading, period } = context;
  const { kpi, slice, window } = own;
  const { evaluated } = figures;
  const evened = evenOut(own, pool, figures, reading);
  const notes = new Set<Note>(evaluated.notes);
  if (evened.shrunk !== null) notes.delete('insufficient_sample');
  if (!isComparable && evaluated.value !== null) notes.add('part_month');
  const judged = scoreLine(
    own.line,
    personOf(staff),
    {
      evaluated: { ...evaluated, notes: NOTES.filter((note) => notes.has(note)) },
      period: window,
      scored: evened.shrunk?.value ?? evened.rate,
      activeShare: staff.activeShare,
    },
    { definitions: reading.definitions, targets: reading.targets, period },
  );
  const { parameters } = reading.definitions.shop;
  const interval =
    isProportion(kpi, slice) && evened.rate !== null && evaluated.sample !== null
      ? proportionInterval(evened.rate, evaluated.sample, context.z.verdict)
      : null;
  const target = judged.limits?.kind === 'target' ? judged.limits.target : null;
  const verdict =
    judged.scored !== null && interval && target ? verdictOf(interval, target.valueOf(), kpi.better) : null;
  return {
    ...judged,
    // Nothing red follows from what may be chance.
    status: verdict === 'uncertain' && judged.status === 'red' ? 'amber' : judged.status,
    own,
    adjusted: evened.adjusted,
    shrunk: evened.shrunk,
    interval,
    verdict,
    band: notes.has('insufficient_sample') ? null : standing(own, pool, staff, evened.rate, figures, context),
    peers: pool.people < parameters.minPeerGroup ? null : { people: pool.people, value: pool.value },
    prorated: proratedBy(own, staff, judged, reading),
    targetVersion: versionOf(own, staff, judged, context),
  };
}

type Evened = { rate: Amount } & Pick<FairLine, 'adjusted' | 'shrunk'>;

/** Only what is divided by its own sample, and only among enough peers. */
function evenOut(
  { kpi, slice, window, stratum }: LineOfPeople,
  pool: Pool,
  figures: PeerFigures,
  reading: Reading,
): Evened {
  const { value, numerator, sample } = figures.evaluated;
  const { minPeerGroup } = reading.definitions.shop.parameters;
  const pooled = pool.value;
  if (value === null || numerator === null || sample === null || pooled === null) {
    return { rate: value, adjusted: null, shrunk: null };
  }
  if (!isOfItsSample(slice) || pool.people < minPeerGroup) return { rate: value, adjusted: null, shrunk: null };
  const strata = figures.strata.flatMap((one) => {
    const peerRate = pool.strata.get(one.stratum);
    return peerRate ? [{ sample: one.sample, peerRate }] : [];
  });
  const adjusted = stratum === null ? null : adjustForMix(numerator, strata, pooled);
  const rate = adjusted?.rate ?? value;
  const least = leastSample(kpi, window, reading);
  const strength = pool.strength === undefined ? least : pool.strength;
  const isEnough = sample.compare(leastShrunkSample(least)) >= 0;
  return {
    rate,
    adjusted: adjusted && { ...adjusted, pooled, stratum: stratum as string },
    shrunk: isEnough
      ? { peerRate: pooled, strength, peers: pool.people, value: shrink({ rate, sample }, pooled, strength) }
      : null,
  };
}

function standing(
  own: LineOfPeople,
  pool: Pool,
  staff: Staff,
  rate: Amount,
  { evaluated }: PeerFigures,
  { reading, z }: FairContext,
): Band | null {
  const { kpi, slice } = own;
  const { sample } = evaluated;
  if (rate === null || sample === null || pool.value === null) return null;
  if (pool.people < reading.definitions.shop.parameters.minPeerGroup) return null;
  const interval = isProportion(kpi, slice)
    ? proportionInterval(rate, sample, z.band)
    : intervalOfMean(own, staff, rate, evaluated, reading, z.band);
  return interval && bandOf(interval, pool.value.valueOf(), kpi.better);
}

function intervalOfMean(
  own: LineOfPeople,
  staff: Staff,
  rate: Fraction,
  { numerator, denominator, factor }: PeerFigures['evaluated'],
  reading: Reading,
  z: number,
): Interval | null {
  const { squares } = own.slice;
  const sumOfSquares = squares === null ? null : readSums(squares, subjectOf(own, staff), own.window, reading);
  if (sumOfSquares === null || numerator === null || denominator === null || denominator.compare(1) <= 0) return null;
  const spread = sumOfSquares.sub(numerator.mul(numerator).div(denominator));
  const variance = spread.div(denominator.sub(1)).mul(factor).mul(factor);
  return meanInterval(rate.valueOf(), variance.valueOf(), denominator.valueOf(), z);
}

function proratedBy(own: LineOfPeople, { activeShare }: Staff, { limits }: ScoredLine, reading: Reading): Amount {
  const read = targetsReadBy(own).flatMap((id) => reading.definitions.kpis[id] ?? []);
  const isMultiplied = (limits !== null && isProrated(own.kpi)) || read.some(isProrated);
  return isMultiplied && !activeShare.equals(1) ? activeShare : null;
}

function versionOf(
  own: LineOfPeople,
  staff: Staff,
  judged: ScoredLine,
  { reading, period }: FairContext,
): string | null {
  const kpis = judged.targetSource === 'table' ? [own.kpi.id] : targetsReadBy(own);
  const [version] = kpis.flatMap((kpi) => reading.targets.version(kpi, personOf(staff), period) ?? []);
  return version ?? null;
}
