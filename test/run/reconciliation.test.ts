import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { writeRecords } from '../support/records.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const MONTH = 'snapshots/monthly-executive/2026-06';
let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

async function june() {
  const { snapshot, result } = await runLake(lake.folder, out, definitions);
  const held = snapshot('2026-06').reconciliation ?? [];
  return { snapshot: snapshot('2026-06'), result, rules: Object.fromEntries(held.map((rule) => [rule.rule, rule])) };
}

describe('a month with a ledger', () => {
  test('says what the books have against what is measured, and what is left to explain', async () => {
    writeRecords(lake.folder, 'ledger', ['6001,2026-06,-1500,CNY', '6061,2026-06,-20.5,CNY', '6001,2026-05,-7,CNY']);
    const { rules } = await june();
    expect(Object.keys(rules)).toEqual(Object.keys(definitions.reconciliation));
    expect(rules.net_sales).toMatchObject({
      accounts: ['6001'],
      currency: 'CNY',
      ledger: '1500',
      measured: '1544.305',
      difference: '-44.305',
      reasons: [
        { id: 'returns_in_transit', amount: '0' },
        // The lake has no table of charges: that explains nothing, and is no 0.
        { id: 'tax', amount: null },
        { id: 'shipping', amount: null },
        { id: 'currency', amount: '-20.5' },
      ],
      unexplained: '-23.805',
      tolerance: '100',
      within: true,
      note: null,
      missing: [],
    });
  });

  test('takes a missing row for missing, and one in another currency for no amount', async () => {
    writeRecords(lake.folder, 'ledger', ['660101,2026-06,1,USD']);
    const { rules } = await june();
    expect(rules.freight).toMatchObject({ ledger: null, measured: '137', difference: null, within: null });
    expect(rules.freight).toMatchObject({ note: 'no_ledger_rows', tolerance: null });
    expect(rules.freight?.missing).toEqual([{ account: '660102', month: '2026-06', currency: null }]);
    expect(rules.marketing).toMatchObject({ ledger: null, note: 'other_currency', within: null });
    expect(rules.marketing?.missing).toEqual([{ account: '660101', month: '2026-06', currency: 'USD' }]);
  });

  test('cannot hold what is not measured', async () => {
    lake.change('campaign_daily', null);
    writeRecords(lake.folder, 'ledger', ['660101,2026-06,120,CNY']);
    const { rules } = await june();
    expect(rules.marketing).toMatchObject({ ledger: '120', measured: null, within: null, note: 'unavailable' });
  });

  test('has it in a file of its own, and as a new revision where the books were corrected', async () => {
    writeRecords(lake.folder, 'ledger', ['660102,2026-06,900,CNY']);
    await june();
    const csv = readFileSync(path.join(out, MONTH, 'r1/reconciliation.csv'), 'utf8').split('\r\n');
    expect(csv.find((line) => line.includes(',freight,'))).toBe(
      '1.4.0,Lanternwood Trading,monthly-executive,2026-06,1,freight,,Freight and handling,运费与操作费,660102,CNY,900,137,763,,763,100,no,,',
    );
    writeRecords(lake.folder, 'ledger', ['660102,2026-06,137,CNY']);
    rmSync(path.join(out, 'runs'), { recursive: true });
    const { result } = await june();
    expect(result).toMatchObject({ published: [{ period: '2026-06', revision: 2, outcome: 'created' }] });
    const corrected: Snapshot = JSON.parse(readFileSync(path.join(out, MONTH, 'r2/snapshot.json'), 'utf8'));
    const freight = corrected.reconciliation?.find(({ rule }) => rule === 'freight');
    expect(freight).toMatchObject({ difference: '0', within: true });
  });
});

test('a shop without a ledger is held against none, and lacks nothing by that', async () => {
  const { snapshot } = await june();
  expect(snapshot.reconciliation).toBeUndefined();
  expect(snapshot.statements.map(({ fact }) => fact)).not.toContain('returns_in_transit');
  expect(snapshot.sources.map(({ table }) => table)).not.toContain('order_charges');
  expect(readdirSync(path.join(out, MONTH, 'r1'))).not.toContain('reconciliation.csv');
});
