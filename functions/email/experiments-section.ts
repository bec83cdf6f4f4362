// A/B tests as their verdicts say: no figure of a test that still runs or that went wrong, and a warning where the size
// of an effect is likely too large.
import { Fraction, parseDecimal } from '../exact.ts';
import type { Experiment } from '../snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { formatCount, formatFigure, formatSigned, parseQuantity } from './numbers.ts';
import { cleanName, fill } from './words.ts';

export type ExperimentItem = { head: string; body: string };
export type ExperimentsSection = { title: string; items: ExperimentItem[] };

const P_DECIMALS = 3;
/** A probability is never zero: one below this prints as `<0.001`. */
const LEAST_P = new Fraction(1, 10_000);

/** Verdicts after which figures are read at all. */
const READ = new Set<Experiment['verdict']>(['significant_increase', 'significant_decrease', 'inconclusive']);

export function viewExperiments(edition: Edition): ExperimentsSection | null {
  const { card, kpis, locale } = edition;
  const onCard = [...card.lines.map(({ kpi }) => kpi), ...(card.shown ?? [])];
  const items = onCard.flatMap((id) => kpis.get(id)?.experiments ?? []).map((test) => viewExperiment(edition, test));
  return items.length === 0 ? null : { title: locale.mail.experiments.title, items };
}

export function hasExperiments({ experiments }: SnapshotKpi): boolean {
  return (experiments ?? []).length > 0;
}

function viewExperiment(edition: Edition, test: Experiment): ExperimentItem {
  const words = edition.locale.mail.experiments;
  const name = cleanName(test.experiment);
  const warned = test.overstated && READ.has(test.verdict) && test.verdict !== 'inconclusive';
  const required = parseQuantity(test.requiredUnits);
  const sentences = [
    ...(test.verdict === 'running' ? [] : [describeArms(edition, test)]),
    ...(READ.has(test.verdict) ? [describeResult(edition, test)] : []),
    ...(warned && required !== null
      ? [fill(words.overstated, { required: formatCount(required, edition) })]
      : warned
        ? [words.overstated_unknown]
        : []),
  ];
  return {
    head: fill(words.verdict, { name, verdict: words[test.verdict] }),
    body: sentences.join(edition.locale.mail.preheader.sentence),
  };
}

function describeArms(edition: Edition, { control, treatment }: Experiment): string {
  const count = (text: string) => formatCount(parseDecimal(text), edition);
  return fill(edition.locale.mail.experiments.arms, {
    treatment: count(treatment.conversions),
    treatment_units: count(treatment.units),
    control: count(control.conversions),
    control_units: count(control.units),
  });
}

/** Lift, difference with its interval, and p; what a test lacks is left out. */
function describeResult(edition: Edition, test: Experiment): string {
  const { locale } = edition;
  const words = locale.mail.experiments;
  const { units, pp } = locale.numbers;
  const signed = (text: string | null, decimals: number, pattern: string) => {
    const value = parseQuantity(text);
    return value === null ? null : formatSigned(value.mul(100), decimals, pattern, locale);
  };
  const plain = (text: string | null) => {
    const value = parseQuantity(text);
    return value === null ? null : formatFigure(value.compare(LEAST_P) < 0 ? LEAST_P : value, P_DECIMALS, edition);
  };
  const lift = signed(test.lift, 1, units.percent);
  const difference = signed(test.difference, 2, pp);
  const [low, high] = [signed(test.low, 2, pp), signed(test.high, 2, pp)];
  const [p, adjusted] = [plain(test.p), plain(test.adjustedP)];
  const parts = [
    ...(lift === null ? [] : [fill(words.lift, { lift })]),
    ...(difference === null ? [] : [fill(words.difference, { difference })]),
    ...(low === null || high === null ? [] : [fill(words.interval, { low, high })]),
    ...(p === null ? [] : [fill(words.p, { p })]),
    ...(adjusted === null || adjusted === p ? [] : [fill(words.adjusted, { p: adjusted })]),
  ];
  return fill(locale.mail.preheader.full_stop, { text: parts.join(locale.mail.header.separator) });
}
