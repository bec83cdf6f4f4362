// What earlier periods say now against what was published of them: late facts are shown, never slipped in.
import type { PeriodResult } from '../scorecards/evaluate-period.ts';
import { toQuantity } from './quantities.ts';
import type { Snapshot } from './shape.ts';

/** The values that a snapshot published. */
export type Restatable = { kpis: { id: string; value: string | null }[] };

export function findRestated(results: PeriodResult[], stored: Map<string, Restatable>): Snapshot['restated'] {
  return results.flatMap(({ period, kpis }) => {
    const snapshot = stored.get(period.id);
    return [...kpis.values()].flatMap(({ kpi, evaluated }) => {
      const published = snapshot?.kpis.find(({ id }) => id === kpi.id);
      const now = toQuantity(evaluated.value);
      if (!published || published.value === now) return [];
      return [{ kpi: kpi.id, period: period.id, published: published.value, now }];
    });
  });
}
