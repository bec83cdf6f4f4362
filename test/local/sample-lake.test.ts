// The sample lake as files: the same seed must give the same bytes, or no snapshot made from it could be golden.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleLake, type SampleLake } from '../../functions/local/sample-lake.ts';
import {
  type OpenLake,
  openSampleLake,
  SAMPLE_KEYS,
  SAMPLE_TABLES,
  UNDATED,
  VERSIONED,
} from '../support/sample-lake.ts';

/** What stands beside the figures; no KPI reads it, so the examples do not have it. */
const BESIDE = {
  plans: {
    ...columns('varchar', 'plan_id', 'kpi_id', 'scope_kind', 'scope_id', 'action', 'owner', 'progress'),
    ...columns('date', 'due_on', 'closed_on'),
  },
  comments: {
    ...columns('varchar', 'comment_id', 'kpi_id', 'scope_kind', 'scope_id', 'period_month', 'text', 'author'),
    ...columns('timestamp', 'written_at'),
  },
  responses: {
    ...columns('varchar', 'response_id', 'card', 'scope_id', 'period_month', 'person', 'kind', 'text'),
    ...columns('timestamp', 'written_at'),
  },
  order_charges: { ...columns('varchar', 'order_id', 'kind', 'dt'), ...columns('decimal(18,4)', 'amount') },
  ledger: { ...columns('varchar', 'account', 'period_month', 'currency'), ...columns('decimal(18,4)', 'amount') },
};

function columns(type: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

let folder: string;
let made: SampleLake;
let lake: OpenLake;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-lake-'));
  made = await makeSampleLake({ out: join(folder, 'a'), orders: 400 });
  lake = await openSampleLake(join(folder, 'a'));
}, 180_000);

afterAll(async () => {
  lake?.close();
  await rm(folder, { recursive: true, force: true });
});

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1))
    .sort();
}

async function hashOf(name: string, only: (path: string) => boolean = () => true): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await filesOf(name)).filter(only)) {
    hash.update(path).update(await readFile(join(folder, name, path)));
  }
  return hash.digest('hex');
}

describe('the sample lake', () => {
  it('is the same to the byte for the same seed', { timeout: 180_000 }, async () => {
    await makeSampleLake({ out: join(folder, 'b'), orders: 400, seed: 1, until: '2026-10' });
    expect(await hashOf('b')).toBe(await hashOf('a'));
  });

  it('is another one for another seed, over the same catalogue and people', { timeout: 180_000 }, async () => {
    await makeSampleLake({ out: join(folder, 'c'), orders: 400, seed: 2 });
    const dated = (path: string): boolean => path.startsWith('orders/');
    expect(await hashOf('c', dated)).not.toBe(await hashOf('a', dated));
    const people = (path: string): boolean => path.startsWith('employees/') || path.startsWith('campaigns/');
    expect(await hashOf('c', people)).toBe(await hashOf('a', people));
  });

  it('ends with the month asked for, and leaves nothing of the lake that was there', { timeout: 180_000 }, async () => {
    const { from, until } = await makeSampleLake({ out: join(folder, 'c'), orders: 300, until: '2024-02' });
    expect([from, until]).toEqual(['2021-12', '2024-02']);
    const days = (await readdir(join(folder, 'c', 'orders'))).sort();
    expect(days.every((day) => day >= 'dt=2021-11-30' && day <= 'dt=2024-03-01')).toBe(true);
    expect(days.length).toBeGreaterThan(100);
    expect(await readdir(join(folder, 'c'))).not.toContain('.making');
  });

  it('says how many rows each table has', async () => {
    expect(made).toMatchObject({ from: '2024-08', until: '2026-10' });
    expect(made.tables.map(({ table }) => table).sort()).toEqual([...SAMPLE_TABLES].sort());
    for (const { table, rows } of made.tables) {
      expect(await lake.numbers(`SELECT count(*) FROM lake.${table}`)).toEqual([rows]);
    }
  });

  it('has one file a partition, and one file a table that has none', async () => {
    const files = (await filesOf('a')).filter((path) => path !== 'sample-lake.json');
    for (const table of SAMPLE_TABLES) {
      const own = files.filter((path) => path.startsWith(`${table}/`));
      if (UNDATED.includes(table)) expect(own).toEqual([`${table}/data_0.parquet`]);
      for (const path of UNDATED.includes(table) ? [] : own) {
        expect(path).toMatch(/^[a-z_]+\/dt=\d{4}-\d\d-\d\d\/data_0\.parquet$/);
      }
    }
  });

  it('has the columns and types of the contract', async () => {
    const facts = JSON.parse(await readFile(new URL('../kpi-examples/schema.json', import.meta.url), 'utf8'));
    const schema = { ...facts, ...BESIDE };
    for (const table of SAMPLE_TABLES) {
      const columns = await lake.rows(`DESCRIBE lake.${table}`);
      const types = columns.map((row) => [row.column_name, String(row.column_type).toLowerCase()]);
      expect(Object.fromEntries(types), table).toEqual(schema[table]);
    }
  });

  it.each(SAMPLE_TABLES)('has a key of %s once a version, and no null in it', async (table) => {
    const key = SAMPLE_KEYS[table] + (VERSIONED.includes(table) ? ', row_version' : '');
    // A comma inside of parentheses does not part two columns.
    const nulls = key.replaceAll(/, (?![^(]*\))/g, ' IS NULL OR ');
    const counts = `count(*) - count(DISTINCT (${key})), count(*) FILTER (WHERE ${nulls} IS NULL)`;
    expect(await lake.numbers(`SELECT ${counts} FROM lake.${table}`)).toEqual([0, 0]);
  });

  it('partitions events by the UTC day of creation, for all versions alike, and hours by the local day', async () => {
    const clocks = {
      ...{ orders: 'created_at', shipments: 'created_at', returns: 'requested_at', customers: 'registered_at' },
      ...{ reviews: 'created_at', surveys: 'sent_at', service_tickets: 'created_at', campaign_members: 'invited_at' },
      ...{ inventory_counts: 'counted_at', listing_audits: 'audited_at', listings: 'requested_at' },
      training: 'assigned_at',
    };
    for (const [table, clock] of Object.entries(clocks)) {
      const sql = `SELECT count(*) FROM lake.${table} WHERE dt <> strftime(${clock}, '%Y-%m-%d')`;
      expect(await lake.numbers(sql), table).toEqual([0]);
    }
    const children = `SELECT
      (SELECT count(*) FROM lake.order_lines l JOIN orders o USING (order_id) WHERE l.dt <> o.dt),
      (SELECT count(*) FROM lake.shipment_lines l JOIN shipments s USING (shipment_id) WHERE l.dt <> s.dt)`;
    expect(await lake.numbers(children)).toEqual([0, 0]);
    for (const table of ['employee_time', 'inventory_daily', 'web_daily', 'ads_daily']) {
      const days = await lake.rows(`SELECT min(dt) AS first, max(dt) AS last FROM ${table}`);
      expect(days, table).toEqual([{ first: '2024-08-01', last: '2026-11-01' }]);
    }
    expect(await lake.one('SELECT count(DISTINCT dt) FROM inventory_lots')).toBe(27);
  });

  it('refuses a folder with tables that it did not make, and leaves them alone', async () => {
    const foreign = join(folder, 'foreign');
    await mkdir(join(foreign, 'orders'), { recursive: true });
    await writeFile(join(foreign, 'orders', 'real.csv'), 'order_id\n');
    await expect(makeSampleLake({ out: foreign, orders: 300 })).rejects.toThrow(/already has orders/);
    expect(await readdir(join(foreign, 'orders'))).toEqual(['real.csv']);
    expect(await readdir(foreign)).toEqual(['orders']);
  });

  it.each([
    [{ orders: 5 }, /orders must be/],
    [{ orders: 1.5e3 + 0.5 }, /orders must be/],
    [{ seed: -1 }, /seed must be/],
    [{ until: '2026-13' }, /last month must be/],
    [{ until: '2026-10-31' }, /last month must be/],
  ])('refuses %o before it touches the disk', async (wrong, message) => {
    const out = join(folder, 'never');
    await expect(makeSampleLake({ out, ...wrong })).rejects.toThrow(message);
    await expect(readdir(out)).rejects.toThrow(/ENOENT/);
  });
});
