// A card adds up: weights are exactly 100, its KPIs exist and have the subject's dimension, its limits are in order.
import { Fraction } from '../../exact.ts';
import type { Problem } from '../../problem.ts';
import { computationsOf } from '../computations.ts';
import { COMPANY } from '../definitions.ts';
import type { Entry, KpiEntry, ScorecardEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

export const weightsAreWhole: Rule = ({ scorecards }) =>
  scorecards.flatMap((card) => {
    const weights = card.value.lines.map(({ weight }) => new Fraction(weight));
    const sum = weights.reduce((total, weight) => total.add(weight), new Fraction(0));
    const negative = weights.findIndex((weight) => weight.s < 0n);
    if (negative >= 0) {
      const path = ['lines', negative, 'weight'];
      return [problemAt(card, path, 'INVALID_WEIGHTS', 'A weight is below 0.', 'Use a weight of 0 or more.')];
    }
    if (sum.equals(100)) return [];
    const message = `The weights of scorecard ${card.id} sum to ${sum.toString()}, not 100.`;
    return [
      problemAt(card, ['lines'], 'INVALID_WEIGHTS', message, 'Change them so that they sum to exactly 100.', 'key'),
    ];
  });

export const cardKpisExist: Rule = ({ scorecards, kpis }) =>
  scorecards.flatMap((card) =>
    card.value.lines.flatMap((line, index): Problem[] => {
      const path = ['lines', index, 'kpi'];
      const kpi = kpis.find(({ id }) => id === line.kpi);
      if (!kpi) {
        const message = `Scorecard ${card.id} weighs \`${line.kpi}\`, which is no KPI.`;
        return [problemAt(card, path, 'UNKNOWN_KPI', message, suggestName(line.kpi, idsOf(kpis)))];
      }
      if (card.value.lines.findIndex((other) => other.kpi === line.kpi) < index) {
        return [
          problemAt(card, path, 'DUPLICATE_ID', `${line.kpi} stands on the card twice.`, 'Remove one of the two.'),
        ];
      }
      return wrongSubject(card, line.as ?? card.value.subject, kpi, path);
    }),
  );

/** `subject`: the dimension of the KPI that stands for the card's subject. */
function wrongSubject(card: ScorecardEntry, subject: string, kpi: KpiEntry, path: Path): Problem[] {
  if (subject === COMPANY && !kpi.value.total) {
    const message = `Scorecard ${card.id} is about the whole shop, but ${kpi.id} has values for its members only.`;
    return [
      problemAt(card, path, 'UNKNOWN_DIMENSION', message, 'Drop the line, or weigh it on a card of its members.'),
    ];
  }
  const dimensions = computationsOf(kpi.value).map(({ dimension }) => dimension ?? COMPANY);
  if (dimensions.includes(subject)) return [];
  const message = `Scorecard ${card.id} is about each ${subject}, but ${kpi.id} is not sliced by ${subject}.`;
  return [problemAt(card, path, 'UNKNOWN_DIMENSION', message, `Slice it so in ${kpi.source.file}, or drop the line.`)];
}

export const targetsAreInOrder: Rule = ({ scorecards, kpis }) => [
  ...kpis.flatMap((kpi) => wrongTarget(kpi, [], kpi.value, kpi.value.better)),
  ...scorecards.flatMap((card) =>
    card.value.lines.flatMap((line, index) => {
      const better = kpis.find(({ id }) => id === line.kpi)?.value.better;
      return better ? wrongTarget(card, ['lines', index], line, better) : [];
    }),
  ),
];

type Limits = {
  target?: string | undefined;
  floor?: string | undefined;
  stretch?: string | undefined;
  band_lo?: string | undefined;
  band_hi?: string | undefined;
};

function wrongTarget(entry: Entry<unknown>, path: Path, limits: Limits, better: string): Problem[] {
  const read = (text: string | undefined) => (text === undefined ? null : new Fraction(text));
  const [target, floor, stretch] = [read(limits.target), read(limits.floor), read(limits.stretch)];
  const [low, high] = [read(limits.band_lo), read(limits.band_hi)];
  const wrong = (key: string, message: string, remedy: string) => [
    problemAt(entry, [...path, key], 'INVALID_TARGET', message, remedy),
  ];
  if (low !== null || high !== null) {
    if (better !== 'band')
      return wrong(low ? 'band_lo' : 'band_hi', 'Only a KPI with `better: band` has a band.', 'Give a target.');
    const limits = [floor, low, high, stretch];
    const ordered = limits.every(
      (limit, at) => at === 0 || (limit && limits[at - 1] && limit.compare(limits[at - 1] as Fraction) > 0),
    );
    if (ordered && floor) return [];
    return wrong(
      low ? 'band_lo' : 'band_hi',
      'A band needs floor < band_lo < band_hi < stretch.',
      'Give all four in this order.',
    );
  }
  if (target === null) {
    if (!floor && !stretch) return [];
    return wrong(floor ? 'floor' : 'stretch', 'A floor or stretch needs a target.', 'Give the target too.');
  }
  if (better === 'band')
    return wrong('target', 'A band KPI has no single target.', 'Give floor, band_lo, band_hi and stretch.');
  if (better === 'info') return wrong('target', 'A KPI for information is never scored.', 'Remove the target.');
  if (target.compare(0) <= 0 && !(floor && stretch)) {
    return wrong('target', 'A target of 0 or less has no default limits.', 'Give floor and stretch too.');
  }
  const sign = better === 'up' ? 1 : -1;
  if (floor && floor.compare(target) * sign >= 0) {
    return wrong(
      'floor',
      `The floor lies on the wrong side of the target.`,
      `It must be ${better === 'up' ? 'below' : 'above'} it.`,
    );
  }
  if (stretch && stretch.compare(target) * sign < 0) {
    return wrong(
      'stretch',
      `The stretch lies on the wrong side of the target.`,
      `It must be ${better === 'up' ? 'at or above' : 'at or below'} it.`,
    );
  }
  return [];
}
