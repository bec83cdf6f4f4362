// What checks found in the sample month, and which KPIs it concerns: the same finding stands in the checks of a snapshot
// and beside each of its KPIs.
import { NOTES, type Note, type Snapshot, type SnapshotKpi } from '../../functions/snapshot/shape.ts';

export type FoundMonth = {
  check: Snapshot['checks'][number];
  /** Ids. */
  kpis: string[];
  /** Rows that are left out of the period. */
  rows?: string;
  /** Nobody could say which rows are true: the KPIs have no figure. */
  blocks?: boolean;
};

type Doubts = Pick<SnapshotKpi, 'provisional' | 'excluded' | 'accepted' | 'blockedBy'>;

/** Of KPIs whose outcomes are still arriving; 14 days after the month where it is not said otherwise. */
const MATURE_ON: Record<string, string> = { ship_cost_per_order: '2026-12-01', ship_cost_pct_sales: '2026-12-01' };

/** `notes`: of the KPI without what was found. */
export function doubtsOf(kpi: { id: string; notes: readonly Note[] }, found: readonly FoundMonth[]): Doubts {
  const own = found.filter(({ kpis }) => kpis.includes(kpi.id));
  const provisional = [
    ...(kpi.notes.includes('provisional')
      ? [{ check: null, table: null, subject: null, finalOn: MATURE_ON[kpi.id] ?? '2026-11-15' }]
      : []),
    ...own
      .filter(({ check }) => check.outcome === 'provisional')
      .map(({ check }) => ({ ...nameOf(check), finalOn: check.finalOn ?? '2026-12-02' })),
  ];
  const excluded = own.flatMap(({ check, rows }) => (rows === undefined ? [] : [{ ...nameOf(check), rows }]));
  const accepted = own.filter(({ check }) => check.outcome === 'accepted').map(({ check }) => nameOf(check));
  const blockedBy = own.filter(({ blocks }) => blocks).map(({ check }) => nameOf(check));
  return {
    ...(provisional.length > 0 && blockedBy.length === 0 ? { provisional } : {}),
    ...(excluded.length > 0 ? { excluded } : {}),
    ...(accepted.length > 0 ? { accepted } : {}),
    ...(blockedBy.length > 0 ? { blockedBy } : {}),
  };
}

/** The notes of a KPI with what was found, in their fixed order. */
export function notesOf(kpi: { id: string; notes: readonly Note[] }, found: readonly FoundMonth[]): Note[] {
  const own = found.filter(({ kpis }) => kpis.includes(kpi.id));
  if (own.some(({ blocks }) => blocks)) return ['blocked'];
  const late: Note[] = own.some(({ check }) => check.outcome === 'provisional') ? ['provisional'] : [];
  const notes = new Set([...kpi.notes, ...late]);
  return NOTES.filter((note) => notes.has(note));
}

function nameOf({ id, table, subject = null }: FoundMonth['check']) {
  return { check: id, table, subject };
}

/** The carriers' file of the last days is not there yet. */
export const LATE: FoundMonth = {
  check: {
    id: 'fresh',
    table: 'shipments',
    subject: null,
    outcome: 'provisional',
    detail: 'the newest rows are of 2026-10-29; they are expected up to 2026-10-31',
    found: { newest: '2026-10-29', expected: '2026-10-31' },
    since: '2026-10-30',
    finalOn: '2026-11-05',
    accepted: null,
  },
  kpis: ['on_time_delivery_rate', 'delivery_accuracy_rate'],
};

/** Some orders have a status that nobody knows. */
export const LEFT_OUT: FoundMonth = {
  check: {
    id: 'accepted_values',
    table: 'orders',
    subject: 'status',
    outcome: 'excluded',
    detail: 'status is none of placed, paid, shipped, cancelled in 51 of 402113 rows',
    found: { known: 'placed, paid, shipped, cancelled', rows: '51', of: '402113' },
    rows: '51',
    since: '2025-12-03',
    accepted: null,
  },
  kpis: ['sales', 'order_count', 'aov', 'ship_on_time_rate', 'ship_cost_per_order'],
  rows: '12',
};

/** Far fewer orders than usual, for a reason. */
export const ACCEPTED: FoundMonth = {
  check: {
    id: 'volume',
    table: 'orders',
    subject: '2026-10',
    outcome: 'accepted',
    detail: '15120 rows in 2026-10, where 31400 are usual',
    found: { now: '15120', usual: '31400' },
    since: '2026-10-01',
    accepted: { by: 'Li Wei', reason: 'The shop was closed for its move from 3 to 17 October.' },
  },
  kpis: ['sales', 'order_count', 'aov'],
};

/** Returns were loaded twice. */
export const BLOCKED: FoundMonth = {
  check: {
    id: 'keys_unique',
    table: 'returns',
    subject: 'return_id',
    outcome: 'accepted',
    detail: '212 rows stand more than once, e.g. R-20261012-7',
    found: { rows: '212', example: 'R-20261012-7' },
    rows: '212',
    since: '2026-10-12',
    accepted: { by: 'Ana Souza', reason: 'The warehouse loads returns again on Thursday.' },
  },
  kpis: ['return_rate'],
  blocks: true,
};
