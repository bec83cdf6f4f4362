// What a month is worth that was not wholly worked: targets that add up shrink with it, rates do not, and below a half of
// it, or in the first weeks at work, nobody is scored.
import type { Definitions, Kpi, Parameters, TargetValues } from '../../definitions/definitions.ts';
import { Fraction } from '../../exact.ts';
import type { Subject } from '../../kpis/subject.ts';
import type { TargetTable } from '../../kpis/targets.ts';

export type Withheld = 'active_share' | 'probation';

/** Why a person is shown and not scored. */
export function withheldFor(
  activeShare: Fraction,
  tenureDays: Fraction,
  { minActiveShare, probationDays }: Parameters,
): Withheld | null {
  if (activeShare.compare(minActiveShare) < 0) return 'active_share';
  return tenureDays.compare(probationDays) < 0 ? 'probation' : null;
}

/** A target of what adds up over days is that of the days worked. */
export function isProrated({ rollup }: Pick<Kpi, 'rollup'>): boolean {
  return rollup === 'sum';
}

export function prorate(values: TargetValues, activeShare: Fraction): TargetValues {
  const part = (text: string | null) => (text === null ? null : new Fraction(text).mul(activeShare).toFraction());
  return {
    target: part(values.target),
    floor: part(values.floor),
    stretch: part(values.stretch),
    bandLow: part(values.bandLow),
    bandHigh: part(values.bandHigh),
  };
}

/** Targets as the formulas of a person's KPIs read them: their own, for the days worked. */
export function targetsOfPerson(
  table: TargetTable,
  person: Subject,
  activeShare: Fraction,
  { kpis }: Definitions,
): TargetTable {
  return {
    ...table,
    find(kpi, _subject, period) {
      const values = table.find(kpi, person, period);
      const definition = kpis[kpi];
      return values !== null && definition && isProrated(definition) ? prorate(values, activeShare) : values;
    },
  };
}
