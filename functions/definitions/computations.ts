// The formula of a KPI's total and of each of its slices, with what a slice says otherwise laid over the total's.
import type { KpiEntry } from './draft.ts';
import type { Path } from './yaml-file.ts';

export const FORMULA_KEYS = [
  'value',
  'numerator',
  'denominator',
  'percentile',
  'of',
  'factor',
  'sample',
  'censored',
  'excluded',
  'squares',
  'asked',
  'withheld_by',
] as const;

/** The four counts of an experiment, under which name and where they stand. */
const EXPERIMENT_PATHS = {
  control_conversions: ['experiment', 'control', 'conversions'],
  control_units: ['experiment', 'control', 'units'],
  treatment_conversions: ['experiment', 'treatment', 'conversions'],
  treatment_units: ['experiment', 'treatment', 'units'],
} as const;

type ExperimentKey = keyof typeof EXPERIMENT_PATHS;

export type ComputationText = Partial<Record<(typeof FORMULA_KEYS)[number] | ExperimentKey, string>>;

export type ComputationOf = {
  /** Null for the total. */
  dimension: string | null;
  /** The fact's column for the dimension; null for the total. */
  column: string | null;
  texts: ComputationText;
  /** Where the computation, and each of its texts, stands in the KPI. */
  path: Path;
  paths: Record<string, Path>;
};

export function computationsOf(kpi: KpiEntry['value']): ComputationOf[] {
  const total = { ...pickTexts(kpi), ...armTexts(kpi.experiment) };
  const paths = Object.fromEntries(
    Object.keys(total).map((key) => [key, [...(EXPERIMENT_PATHS[key as ExperimentKey] ?? [key])]]),
  );
  return [
    { dimension: null, column: null, texts: total, path: [], paths },
    ...kpi.by.flatMap((item, index): ComputationOf[] => {
      if (typeof item === 'string') {
        return [{ dimension: item, column: item, texts: total, path: ['by', index], paths }];
      }
      return Object.entries(item).map(([dimension, other]) => {
        const path = ['by', index, dimension];
        if (typeof other === 'string') return { dimension, column: other, texts: total, path, paths };
        const texts = pickTexts(other);
        const otherPaths = Object.fromEntries(Object.keys(texts).map((key) => [key, [...path, key]]));
        return {
          dimension,
          column: other.column ?? dimension,
          texts: { ...total, ...texts },
          path,
          paths: { ...paths, ...otherPaths },
        };
      });
    }),
  ];
}

function armTexts(experiment: KpiEntry['value']['experiment']): ComputationText {
  if (!experiment) return {};
  return {
    control_conversions: experiment.control.conversions,
    control_units: experiment.control.units,
    treatment_conversions: experiment.treatment.conversions,
    treatment_units: experiment.treatment.units,
  };
}

function pickTexts(from: { [key in (typeof FORMULA_KEYS)[number]]?: string | undefined }): ComputationText {
  return Object.fromEntries(FORMULA_KEYS.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
