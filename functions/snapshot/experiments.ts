// A/B tests as the snapshot writes them. Rounded to nine digits, so that machines whose logarithms differ in the last
// place write the same bytes.
import type { Kpi } from '../definitions/definitions.ts';
import type { Fraction } from '../exact.ts';
import { judgeExperiments } from '../kpis/experiments.ts';
import { readExperiments } from '../kpis/read-experiments.ts';
import type { Experiment } from './analysis-shape.ts';
import type { BuildInput } from './build.ts';
import { toQuantity } from './quantities.ts';

const DIGITS = 9;
const MILLISECONDS = 1000;

export function buildExperiments(kpi: Kpi, { result, reading }: BuildInput): Experiment[] {
  const data = readExperiments(kpi, result.period, reading);
  const asOfSecond = Date.parse(reading.asOf) / MILLISECONDS;
  return judgeExperiments(data, asOfSecond, reading.definitions.shop.parameters).map((judged) => ({
    experiment: judged.experiment,
    control: armOf(judged.control),
    treatment: armOf(judged.treatment),
    lift: toQuantity(judged.lift),
    difference: toQuantity(judged.difference),
    z: toText(judged.test?.z),
    p: toText(judged.test?.p),
    adjustedP: toText(judged.adjustedP),
    low: toText(judged.interval?.low),
    high: toText(judged.interval?.high),
    verdict: judged.verdict,
    requiredUnits: judged.requiredUnits === null ? null : String(judged.requiredUnits),
    overstated: judged.overstated,
  }));
}

function armOf({ units, conversions }: { units: Fraction; conversions: Fraction }) {
  return { units: toQuantity(units) as string, conversions: toQuantity(conversions) as string };
}

/** Zero has no sign. */
function toText(value: number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = value.toFixed(DIGITS).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
