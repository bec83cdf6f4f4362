// What finance holds figures against: the sheets of the ledger and of periods that are closed.
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Locale } from '../../functions/definitions/locale.ts';
import type { Reconciliation } from '../../functions/snapshot/reconciliation-shape.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { workbookOf } from '../../functions/workbook/workbook.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { readSheets, recordsOf } from '../support/workbook.ts';

const en = mustLoad().locales.en as Locale;

async function open(over: Partial<Snapshot>) {
  const bytes = await workbookOf({ ...buildSnapshot(), ...over }, en, new Map());
  return { bytes, sheets: await readSheets(bytes) };
}

const RULE: Reconciliation = {
  rule: 'sales',
  name: { en: 'Sales', 'zh-CN': '销售额' },
  accounts: ['6001', '6002'],
  currency: 'CNY',
  ledger: '1000.10',
  measured: '990.00',
  difference: '10.10',
  reasons: [
    { id: 'shipping', name: { en: 'Shipping' }, amount: '9.95' },
    { id: 'tax', name: { en: 'Tax' }, amount: null },
  ],
  unexplained: '0.15',
  tolerance: '0.10',
  within: false,
  note: null,
  missing: [],
};

test('the ledger stands against what was measured, and the spreadsheet computes what stays unexplained', async () => {
  const silent = { ...RULE, rule: 'tax', name: { en: 'VAT' }, reasons: [], accounts: ['2221'] };
  const unknown = { ledger: null, difference: null, unexplained: null, tolerance: null, within: null };
  const { bytes, sheets } = await open({
    reconciliation: [RULE, { ...silent, ...unknown, note: 'no_ledger_rows' as const }],
  });
  const [sales, tax] = recordsOf(sheets, 'Reconciliation', 'Rule');
  expect(sales).toEqual({
    Rule: 'Sales',
    Accounts: '6001, 6002',
    Ledger: '1000.1',
    Measured: '990',
    Difference: '10.1',
    Shipping: '9.95',
    Tax: '',
    Unexplained: '0.15',
    Tolerance: '0.1',
    'Within tolerance': 'No',
    Notes: '',
  });
  expect(tax).toMatchObject({
    Rule: 'VAT',
    Ledger: '',
    Difference: '',
    Unexplained: '',
    'Within tolerance': 'Not known',
  });
  expect(tax?.Notes).toBe('The ledger has no row for an account');
  const xml = Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('');
  expect(xml).toContain('<f>ROUND(C4-D4,2)</f>');
  expect(xml).toContain('<f>ROUND(E4-SUM(F4:G4),2)</f>');
});

test('without a ledger the sheet says so', async () => {
  const { sheets } = await open({});
  const said = sheets.find(({ name }) => name === 'Reconciliation')?.rows.flat();
  expect(said).toEqual(['Reconciliation', 'No ledger was given, so nothing is held against it.']);
});

test('a part of the shop is held against no ledger', async () => {
  const { sheets } = await open({ slice: { dimension: 'channel', member: 'web' }, reconciliation: [RULE] });
  expect(sheets.map(({ name }) => name)).not.toContain('Reconciliation');
});

test('what a closed period would be by now stands beside what was closed, and only then is there a sheet', async () => {
  const adjustment = {
    period: '2026-09',
    revision: 2,
    kpi: 'sales',
    closed: '1000.50',
    now: '1010.75',
    difference: '10.25',
    reasons: [{ why: 'late' as const, table: 'orders', rows: '3' }],
  };
  const { sheets } = await open({ adjustments: [adjustment] });
  const [line] = recordsOf(sheets, 'Adjustments', 'Closed period');
  expect(line).toMatchObject({
    KPI: 'Sales',
    Revision: '2',
    'As closed': '1000.5',
    'By now': '1010.75',
    Difference: '10.25',
  });
  expect(line?.Reason).toMatch(/3 .*orders/);
  expect((await open({ adjustments: [] })).sheets.map(({ name }) => name)).not.toContain('Adjustments');
});
