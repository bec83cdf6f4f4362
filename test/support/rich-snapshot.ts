// The whole department's month with everything else that a snapshot can say: doubts of every kind, books, closed periods,
// lineage, statements and every note; and the revision before it.
import { NOTES, type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { wholeDepartment } from './department.ts';
import { ACCEPTED, BLOCKED, LATE, LEFT_OUT } from './doubts.ts';
import { buildSnapshot } from './snapshot.ts';

const HASH = '0'.repeat(64);

export function richSnapshot(): Snapshot {
  const snapshot = buildSnapshot((month) => {
    wholeDepartment(month);
    month.found = [ACCEPTED, LATE, LEFT_OUT, BLOCKED];
    month.revision = 2;
    month.origin = 'restatement';
  });
  for (const kpi of snapshot.kpis) {
    kpi.lineage = {
      definition: [
        ['numerator', 'parcels.on_time'],
        ['percentile 0.5 of', 'orders.hours'],
      ],
      sums: [
        { measure: 'parcels.on_time', period: '2026-10', value: '1' },
        { measure: 'target.sales', period: '2026-10', value: null },
        { measure: 'orders.hours', period: '2026-10', value: '{"0":3,"1":4}' },
      ],
      facts: ['parcels'],
    };
  }
  for (const [at, note] of NOTES.entries()) {
    const kpi = snapshot.kpis.at(-1 - at);
    if (kpi) kpi.notes = [note];
  }
  return snapshotShape.parse({ ...snapshot, ...booksOf(snapshot) });
}

/** The same month before its returns came late and its definitions changed. */
export function revisionBefore(snapshot: Snapshot): Snapshot {
  const before = structuredClone({ ...snapshot, revision: snapshot.revision - 1, definitionsHash: '1'.repeat(64) });
  for (const kpi of before.kpis) if (kpi.value !== null) kpi.value = `${Number(kpi.value) * 1.25}`;
  for (const card of before.scorecards) card.score = '12.34';
  return before;
}

function booksOf(snapshot: Snapshot): Partial<Snapshot> {
  const held = {
    rule: 'sales',
    name: { en: 'Sales of the shop', 'zh-CN': '店铺销售额' },
    accounts: ['6001', '6002 web'],
    currency: 'CNY',
    ledger: '1000.10',
    measured: '990.00',
    difference: '10.10',
    reasons: [{ id: 'shipping', name: { en: 'Shipping', 'zh-CN': '运费' }, amount: '9.95' }],
    unexplained: '0.15',
    tolerance: '0.10',
    within: false,
    note: null,
    missing: [],
  };
  const unknown = { ledger: null, difference: null, unexplained: null, tolerance: null, within: null };
  return {
    reconciliation: [
      held,
      { ...held, rule: 'fees', within: true, tolerance: '1' },
      ...(['no_ledger_rows', 'other_currency', 'unavailable'] as const).map((note) => ({
        ...held,
        ...unknown,
        rule: note,
        note,
        missing: [{ account: '6001', month: '2026-10', currency: note === 'other_currency' ? 'USD' : null }],
      })),
    ],
    adjustments: snapshot.kpis.slice(0, 2).map(({ id }) => ({
      period: '2026-09',
      revision: 2,
      kpi: id,
      closed: '1000.5',
      now: '1010.75',
      difference: '10.25',
      reasons: [
        { why: 'late' as const, table: 'orders', rows: '3' },
        { why: 'definition' as const, table: null, rows: null },
      ],
    })),
    sources: snapshot.sources.map((source, at) => ({
      ...source,
      ...(at === 0 ? { files: 3, bytes: 1_234_567, firstDay: '2026-10-01' } : {}),
      status: at === 1 ? ('absent' as const) : at === 2 ? ('empty' as const) : source.status,
    })),
    statements: [{ fact: 'parcels', sql: 'SELECT 1', hash: HASH, tables: ['orders', 'returns'] }],
  };
}
