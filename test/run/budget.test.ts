// A run that may scan too much does not begin its queries; the estimate is from above and knows what is pruned.
import { describe, expect, it } from 'vitest';
import type { Period } from '../../functions/periods/period.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import type { Engine } from '../../functions/ports.ts';
import { estimateScan, refuseAboveBudget } from '../../functions/run/budget.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar, contextOf, juneRequest } from '../support/story.ts';

const FACT = `rows: |
  SELECT created_at AS born, order_id FROM shipments
born: born
clocks: { made: born }
dimensions: []
measures:
  made:
    parcels: count(*)
`;
const definitions = mustLoad({ 'facts/parcels_made.yaml': FACT });
const june = readPeriod('2026-06', calendar) as Period;
const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: '2026-07-01T00:00:00Z' };

/** Each day of a table that is there has so many bytes. */
function engineWith(days: Record<string, number>, tables = Object.keys(definitions.tables)): Engine {
  const unused = () => Promise.reject(new Error('nothing is queried'));
  return {
    name: 'sizes',
    describe: unused,
    query: unused,
    anew: unused,
    tables: async () => tables,
    close: async () => undefined,
    fingerprint: async (table) => ({
      table: tables.includes(table) ? table : unknownTable(table),
      fingerprint: '',
      files: Object.keys(days).length,
      bytes: Object.values(days).reduce((sum, size) => sum + size, 0),
      bytesByDay: days,
    }),
  };
}

function unknownTable(table: string): never {
  throw new Error(`the lake has no ${table}`);
}

const estimate = (days: Record<string, number>, fact = 'parcels_made') =>
  estimateScan(definitions, engineWith(days), [{ fact }], { periods: [june], reach });

describe('the estimate', () => {
  it('counts the partitions that the periods reach, and no others', async () => {
    const days = { '2020-01-01': 1000, '2026-06-01': 10, '2026-06-30': 5, '2027-01-01': 1000 };
    expect(await estimate(days)).toBe(15);
  });

  it('counts a table that lies unpartitioned as a whole', async () => {
    expect(await estimate({ '': 70, '2020-01-01': 30 })).toBe(100);
  });

  it('counts a table as often as the statement reads it, views included', async () => {
    const once = await estimate({ '2026-06-01': 10 });
    const sales = await estimate({ '2026-06-01': 10 }, 'sales');
    expect(sales).toBeGreaterThan(once);
    expect(sales % 10).toBe(0);
  });

  it('counts nothing for an optional table that is absent', async () => {
    const engine = engineWith({ '2026-06-01': 10 }, ['orders', 'order_lines']);
    const alone = await estimateScan(definitions, engine, [{ fact: 'sales' }], { periods: [june], reach });
    expect(alone).toBeLessThan(await estimate({ '2026-06-01': 10 }, 'sales'));
  });
});

describe('a run with a limit', () => {
  const planned = { published: [june], evaluated: [june], yearsBefore: [], ranges: [], windows: [], detailed: [] };
  const statement = {
    fact: 'parcels_made',
    sql: '',
    hash: '',
    measures: [],
    periods: [],
    large: { dimensions: [], periods: [] },
  };
  const frame = (limit?: number) => ({
    run: 'r',
    folder: 'runs/r/attempt-1',
    ports: { engine: engineWith({ '2026-06-01': 3_000_000_000 }), store: {} as never, recipientFiles: async () => [] },
    request: juneRequest(definitions),
    context: { ...contextOf(definitions, {}), ...(limit === undefined ? {} : { scanLimitGigabytes: limit }) },
  });

  it('is refused above it, with both figures and where the limit is set', async () => {
    await expect(refuseAboveBudget(frame(2.5), [statement], planned)).rejects.toMatchObject({
      problems: [
        {
          code: 'OVER_BUDGET',
          message: 'The run may scan up to 3.0 GB; its limit is 2.5 GB.',
          remedy: expect.stringContaining('runScanLimitGigabytes'),
        },
      ],
    });
  });

  it('goes on below it', async () => {
    expect(await refuseAboveBudget(frame(3), [statement], planned)).toBe(3_000_000_000);
  });

  it('asks for no sizes where there is no limit, as on a laptop', async () => {
    expect(await refuseAboveBudget(frame(), [statement], planned)).toBeNull();
  });
});
