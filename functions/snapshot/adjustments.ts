// What periods that finance has closed would say by now: told in the open period, so that nothing moves in silence.
import { doubtsOfFigure } from '../kpis/doubts.ts';
import { lineageOf } from '../kpis/lineage.ts';
import type { Reading } from '../kpis/reading.ts';
import { WHOLE_SHOP } from '../kpis/subject.ts';
import type { KpiResult, PeriodResult } from '../scorecards/evaluate-period.ts';
import { type Explained, reasonsOf } from './diff-reasons.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import type { Adjustment } from './revision-shape.ts';
import type { Snapshot, SnapshotKpi } from './shape.ts';
import { targetOf } from './target.ts';

/** A closed period: as it was closed, as it is evaluated now, and the tables as they are now. */
export type ClosedPeriod = { book: Snapshot; now: PeriodResult; sources: Snapshot['sources'] };

export function adjustmentsOf(
  closed: readonly ClosedPeriod[],
  { reading, statements }: { reading: Reading; statements: Snapshot['statements'] },
): Adjustment[] {
  return closed.flatMap(({ book, now, sources }) =>
    book.kpis.flatMap((kpi): Adjustment[] => {
      const found = now.kpis.get(kpi.id);
      const value = toQuantity(found?.evaluated.value ?? null);
      if (!found || value === kpi.value) return [];
      const is = { kpi: explainedNow(found, kpi, now, reading), of: { ...bookless(reading, statements), sources } };
      const [then, today] = [fromQuantity(kpi.value), found.evaluated.value];
      return [
        {
          period: book.period.id,
          revision: book.revision,
          kpi: kpi.id,
          closed: kpi.value,
          now: value,
          difference: toQuantity(then && (today?.sub(then) ?? null)),
          reasons: reasonsOf({ kpi, of: book }, is),
        },
      ];
    }),
  );
}

function bookless({ definitions }: Reading, statements: Snapshot['statements']) {
  return { definitionsHash: definitions.hash, statements };
}

/** Only the figure is told: what it is held against by now changes nothing that was closed. */
function explainedNow(
  { kpi, evaluated, judged }: KpiResult,
  book: SnapshotKpi,
  { period }: PeriodResult,
  reading: Reading,
): Explained {
  return {
    value: toQuantity(evaluated.value),
    target: book.target ?? targetOf(judged, kpi.better),
    lineage: lineageOf(kpi, WHOLE_SHOP, period, reading, evaluated.notes),
    ...doubtsOfFigure(kpi, period, evaluated.notes, reading),
  };
}
