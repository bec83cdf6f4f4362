import { describe, expect, test } from 'vitest';
import { checkControlTotals } from '../../functions/checks/check-control-totals.ts';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { problemOf } from '../../functions/checks/remedies.ts';
import { lakeWith, openLake } from '../facts/lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const JUNE = { from: '2026-06-01', to: '2026-06-30' };

const HEAD =
  'order_id,line_no,product_id,category,product_owner_id,quantity,net_amount,discount_amount,unit_cost_base,is_vas,requires_shipping,dt,row_version';
const line = (order: string, net: string, dt: string, version = 1) =>
  `${order},1,P1,home,,1,${net},0.0000,5.0000,false,true,${dt},${version}`;
const LINES = [
  HEAD,
  line('O1', '60.1000', '2026-06-03'),
  // Its newest version counts, not both.
  line('O2', '99.0000', '2026-06-04', 1),
  line('O2', '29.9000', '2026-06-04', 2),
  line('O3', '500.0000', '2026-05-31'),
].join('\n');

async function found(...totals: string[]) {
  const lake = lakeWith({
    only: ['targets', 'employees'],
    rows: {
      order_lines: `${LINES}\n`,
      ...(totals.length > 0
        ? { control_totals: `table_name,measure,period_month,expected\n${totals.join('\n')}\n` }
        : {}),
    },
  });
  const engine = await openLake(definitions, lake);
  const { present } = await inspectSources(definitions, engine);
  return checkControlTotals(JUNE, present, definitions, engine);
}

describe('control totals', () => {
  test('agree to the last digit with the newest versions of the rows of the month', async () => {
    expect(await found('order_lines,rows,2026-06,2', 'order_lines,net_amount,2026-06,90.0000')).toEqual([]);
  });

  test('are told beside what is there where they do not agree, by no matter how little', async () => {
    const findings = await found('order_lines,rows,2026-06,3', 'order_lines,net_amount,2026-06,90.0001');
    expect(findings).toMatchObject([
      { subject: 'net_amount (2026-06)', found: { now: '90', expected: '90.0001' }, since: '2026-06-01' },
      { subject: 'rows (2026-06)', found: { now: '2', expected: '3' } },
    ]);
    expect(findings.map((finding) => problemOf(finding, definitions).code)).toEqual(['CONTROL_TOTAL', 'CONTROL_TOTAL']);
  });

  test('of other months are not asked for', async () => {
    expect(await found('order_lines,rows,2026-05,77')).toEqual([]);
  });

  test('of what is not there, or is no number, cannot agree', async () => {
    const findings = await found('order_lines,category,2026-06,1', 'parcels,rows,2026-06,1');
    expect(findings.map(({ table, subject, found: { now } }) => [table, subject, now])).toEqual([
      ['order_lines', 'category (2026-06)', '–'],
      ['parcels', 'rows (2026-06)', '–'],
    ]);
  });

  test('of a table without days count all of its rows', async () => {
    const [finding] = await found('employees,rows,2026-06,0');
    expect(finding).toMatchObject({ table: 'employees', found: { expected: '0' } });
    expect(Number(finding?.found.now)).toBeGreaterThan(0);
  });

  test('are nothing to a shop without any', async () => {
    expect(await found()).toEqual([]);
  });
});
