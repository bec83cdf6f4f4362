// How each score came about, step by step, so that the person can redo it with a calculator.
import { type Fraction, parseDecimal } from '../../exact.ts';
import type { PersonLine } from '../../snapshot/person-shape.ts';
import { formatCount, formatShare, parseQuantity } from '../numbers.ts';
import { formatSum, printSums } from '../sums-line.ts';
import { cleanText, fill } from '../words.ts';
import { describeDoubts } from './doubts.ts';
import { linesOf } from './lines.ts';
import { kpiOf, lineName, type PersonEdition, printIn, windowName } from './person-edition.ts';
import { whyLineUnscored } from './score-panel.ts';

export type HowSection = { title: string; note: string; items: { name: string; lines: string[] }[] };

export function viewHow(edition: PersonEdition): HowSection {
  const { title, note } = edition.locale.people.person.how;
  const items = linesOf(edition).map((line) => ({ name: lineName(edition, line), lines: explain(edition, line) }));
  return { title, note, items };
}

/** What was done to a figure until it was a score, step by step; a step that was not done is not told. */
function explain(edition: PersonEdition, line: PersonLine): string[] {
  const { locale, person } = edition;
  const { how } = locale.people.person;
  const inUnit = (value: string) => printIn(edition, line, value);
  return [
    ...(line.period === person.period.id ? [] : [fill(how.window, { window: windowName(line.period, locale) })]),
    ...describeValue(edition, line),
    ...describeFairness(edition, line, inUnit),
    ...describeTarget(edition, line, inUnit),
    ...describeFormula(edition, line),
    ...(line.score === null ? [fill(how.unscored, { reason: whyLineUnscored(edition, line) })] : []),
    ...describePeers(edition, line, inUnit),
    ...describeDoubts(line, locale),
  ];
}

/** Step by step; the last one is the score. */
function describeFormula({ locale }: PersonEdition, { formula }: PersonLine): string[] {
  const steps = (formula ?? '').split('\n').map(cleanText).filter(Boolean);
  const last = steps.pop();
  return last === undefined ? [] : [...steps, fill(locale.people.person.how.formula, { formula: last })];
}

function describeValue(edition: PersonEdition, line: PersonLine): string[] {
  const { how } = edition.locale.people.person;
  if (line.value === null) return [];
  const value = printIn(edition, line, line.value);
  const sums = printSums(edition, { ...kpiOf(edition, line.kpi), ...line, id: line.kpi });
  const sample = parseQuantity(line.sample);
  const isDivisor = line.sample === line.denominator;
  return [
    sums === null ? fill(how.counted, { value }) : fill(how.counted_sums, { value, sums }),
    ...(sample === null || isDivisor ? [] : [fill(how.sample, { n: formatCount(sample, edition) })]),
  ];
}

function describeFairness(edition: PersonEdition, line: PersonLine, inUnit: (value: string) => string): string[] {
  const { how } = edition.locale.people.person;
  const { adjusted, shrunk } = line;
  const count = (text: string) => formatSum(parseQuantity(text) as Fraction, edition);
  const told = [
    ...(adjusted === null
      ? []
      : [
          fill(how.adjusted, {
            observed: count(adjusted.observed),
            expected: count(adjusted.expected),
            pooled: inUnit(adjusted.pooled),
            value: inUnit(adjusted.value),
          }),
        ]),
    ...(shrunk === null ? [] : [describeShrinking(edition, shrunk, inUnit)]),
  ];
  const isTold = line.scored === line.value || line.scored === shrunk?.value || line.scored === adjusted?.value;
  return [...told, ...(line.scored === null || isTold ? [] : [fill(how.scored, { value: inUnit(line.scored) })])];
}

/** Peers that differ by chance alone draw everyone wholly to them. */
function describeShrinking(
  edition: PersonEdition,
  { peerRate, strength, peers, value }: NonNullable<PersonLine['shrunk']>,
  inUnit: (value: string) => string,
): string {
  const { how } = edition.locale.people.person;
  const pooled = { pooled: inUnit(peerRate), n: String(peers) };
  if (strength === null) return fill(how.shrunk_whole, pooled);
  const cases = formatSum(parseDecimal(strength), edition);
  return fill(how.shrunk, { ...pooled, strength: cases, value: inUnit(value) });
}

function describeTarget(edition: PersonEdition, line: PersonLine, inUnit: (value: string) => string): string[] {
  const { locale } = edition;
  const { how } = locale.people.person;
  const prorated = parseQuantity(line.prorated);
  const { interval, verdict } = line;
  return [
    ...(prorated === null ? [] : [fill(how.prorated, { share: formatShare(prorated, 1, locale) })]),
    ...(interval === null || verdict === null
      ? []
      : [
          fill(how.interval, {
            level: formatShare(parseQuantity(interval.level) as Fraction, 0, locale),
            low: inUnit(interval.low),
            high: inUnit(interval.high),
            verdict: locale.people.verdicts[verdict],
          }),
        ]),
  ];
}

function describePeers({ locale }: PersonEdition, { band, peers }: PersonLine, inUnit: (value: string) => string) {
  if (band === null || peers === null || peers.value === null) return [];
  const values = { band: locale.people.bands[band], n: String(peers.people), value: inUnit(peers.value) };
  return [fill(locale.people.person.how.peers, values)];
}
