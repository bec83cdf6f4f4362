// What two revisions of a period say of each other: each figure that moved, by how much, why, and whether readers hear of it.
import { describe, expect, it, test } from 'vitest';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import { materialOf } from '../../functions/snapshot/material.ts';
import type { ChangeReason } from '../../functions/snapshot/revision-shape.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { buildSnapshot } from '../support/snapshot.ts';

type Change = (kpi: (id: string) => SnapshotKpi, snapshot: Snapshot) => void;

const HASH = 'a'.repeat(64);
const source = (rows: string, keys: string | null, fingerprint = HASH): Snapshot['sources'][number] => ({
  table: 'orders',
  status: 'ok',
  rows,
  ...(keys === null ? {} : { keys }),
  fingerprint,
  freshTo: '2026-10-31',
});

function edit(of: Snapshot, change: Change): Snapshot {
  const edited = structuredClone(of);
  change((id) => edited.kpis.find((kpi) => kpi.id === id) as SnapshotKpi, edited);
  return edited;
}

/** A snapshot that says what its sales were made of. */
const before = edit(buildSnapshot(), (kpi, snapshot) => {
  snapshot.sources = [source('100', '90')];
  snapshot.statements = [{ fact: 'sales', sql: '', hash: HASH, tables: ['orders'] }];
  kpi('sales').value = '1000';
  const { value, numerator, denominator, sample } = kpi('sales');
  const web = { member: 'web', name: null, value, numerator, denominator, sample, notes: [], previous: null };
  kpi('sales').members = { channel: [web] };
  kpi('sales').lineage = {
    definition: [['value', 'sales.amount']],
    sums: [{ measure: 'sales.amount', period: '2026-10', value: '1000' }],
    facts: ['sales'],
  };
});
const revised = (change: Change) =>
  edit(before, (kpi, snapshot) => {
    snapshot.revision = before.revision + 1;
    change(kpi, snapshot);
  });

const sell: Change = (kpi) => {
  kpi('sales').value = '1009.99';
  const [sum] = kpi('sales').lineage?.sums ?? [];
  if (sum) sum.value = '1009.99';
};
const salesOf = (change: Change) => diffSnapshots(before, revised(change)).kpis.find(({ kpi }) => kpi === 'sales');
const plain = (why: ChangeReason['why']) => ({ why, table: null, rows: null });

describe('a figure that moved', () => {
  it('says what it was, what it is, and which sums did', () => {
    expect(salesOf(sell)).toMatchObject({
      was: { value: '1000' },
      is: { value: '1009.99' },
      change: '9.99',
      ratio: '0.00999',
      sums: [{ measure: 'sales.amount', period: '2026-10', was: '1000', is: '1009.99' }],
    });
  });

  test.each<[string, Change, ChangeReason[]]>([
    [
      'rows that came late',
      (_, snapshot) => {
        snapshot.sources = [source('103', '93')];
      },
      [{ why: 'late', table: 'orders', rows: '3' }],
    ],
    [
      'newer versions of rows that were there',
      (_, snapshot) => {
        snapshot.sources = [source('104', '90')];
      },
      [{ why: 'corrected', table: 'orders', rows: '4' }],
    ],
    [
      'both of them',
      (_, snapshot) => {
        snapshot.sources = [source('105', '92')];
      },
      [
        { why: 'late', table: 'orders', rows: '2' },
        { why: 'corrected', table: 'orders', rows: '3' },
      ],
    ],
    [
      'rows that are gone',
      (_, snapshot) => {
        snapshot.sources = [source('98', '88')];
      },
      [{ why: 'removed', table: 'orders', rows: '2' }],
    ],
    [
      'as many rows in other files',
      (_, snapshot) => {
        snapshot.sources = [source('100', '90', 'b'.repeat(64))];
      },
      [plain('in_place')],
    ],
    [
      'another formula',
      (kpi) => {
        const { lineage } = kpi('sales');
        if (lineage) lineage.definition = [['value', 'sales.goods']];
      },
      [plain('definition')],
    ],
    [
      'other definitions of its facts',
      (_, snapshot) => {
        snapshot.definitionsHash = 'c'.repeat(64);
      },
      [plain('definition')],
    ],
    [
      'another target beside other rows',
      (kpi, snapshot) => {
        const { target } = kpi('sales');
        if (target) target.value = '12345';
        snapshot.sources = [source('101', '91')];
      },
      [plain('target'), { why: 'late', table: 'orders', rows: '1' }],
    ],
    ['nothing of that kind: an earlier period', () => undefined, [plain('earlier')]],
  ])('by %s says so', (_, change, reasons) => {
    const found = salesOf((kpi, snapshot) => {
      sell(kpi, snapshot);
      change(kpi, snapshot);
    });
    expect(found?.reasons).toEqual(reasons);
  });

  it('whose outcomes were still arriving says that they arrived', () => {
    const maturing = edit(before, (kpi) => {
      kpi('sales').provisional = [{ check: null, table: null, subject: null, finalOn: '2026-11-15' }];
    });
    const sales = diffSnapshots(maturing, revised(sell)).kpis.find(({ kpi }) => kpi === 'sales');
    expect(sales?.reasons).toEqual([plain('matured')]);
  });

  it('does not guess where the older snapshot says nothing', () => {
    const older = edit(before, (kpi) => {
      delete kpi('sales').lineage;
    });
    const sales = diffSnapshots(older, revised(sell)).kpis.find(({ kpi }) => kpi === 'sales');
    expect(sales?.reasons).toEqual([plain('untold')]);
  });

  it('of members alone is told with them', () => {
    const found = salesOf((kpi, snapshot) => {
      const [first] = kpi('sales').members.channel ?? [];
      if (first) first.value = '1';
      snapshot.sources = [source('101', '91')];
    });
    expect(found?.members).toEqual([{ dimension: 'channel', member: 'web', was: '1000', is: '1' }]);
    expect(found?.reasons).toEqual([{ why: 'late', table: 'orders', rows: '1' }]);
  });
});

it('finds nothing between a snapshot and itself', () => {
  expect(diffSnapshots(before, before)).toEqual({ definitions: false, scores: [], kpis: [], tables: [] });
});

it('counts rows by table', () => {
  const { tables } = diffSnapshots(
    before,
    revised((_, snapshot) => {
      snapshot.sources = [source('105', '92')];
    }),
  );
  expect(tables).toEqual([{ table: 'orders', was: '100', is: '105', late: '2', corrected: '3', removed: '0' }]);
});

describe('a mail to readers', () => {
  const materialOfChange = (change: Change) => {
    const changed = revised(change);
    return materialOf(diffSnapshots(before, changed), changed);
  };
  const score = (points: string): Change => {
    return (_, { scorecards }) => {
      const [card] = scorecards;
      if (card?.score) card.score = (Number(card.score) + Number(points)).toFixed(2);
    };
  };

  test.each<[string, Change, ReturnType<typeof materialOf>]>([
    ['0.49 points', score('0.49'), null],
    ['0.50 points', score('0.50'), { score: true, kpis: [] }],
    ['half a point down', score('-0.50'), { score: true, kpis: [] }],
    ['0.999 % of an amount', sell, null],
    [
      '1 % of an amount',
      (kpi) => {
        kpi('sales').value = '1010';
      },
      { score: false, kpis: ['sales'] },
    ],
    [
      'an amount that is gone',
      (kpi) => {
        kpi('sales').value = null;
      },
      { score: false, kpis: ['sales'] },
    ],
    [
      'another status',
      (kpi) => {
        kpi('return_rate').status = kpi('return_rate').status === 'red' ? 'amber' : 'red';
      },
      { score: false, kpis: ['return_rate'] },
    ],
    [
      '5 % of a count',
      (kpi) => {
        kpi('order_count').value = String(Number(kpi('order_count').value) * 1.05);
      },
      null,
    ],
  ])('is sent or not for %s', (_, change, expected) => {
    expect(materialOfChange(change)).toEqual(expected);
  });
});
