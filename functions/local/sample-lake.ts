// Writes the sample shop's lake: runs the SQL of examples/sample/lake and copies each table to Parquet in the canonical
// layout. One thread a table, so that a partition is one file and the same seed gives the same bytes on every machine.

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ProblemError } from '../problem.ts';
import { onDisk } from './disk.ts';

type SampleLakeOptions = {
  /** The lake's folder; made where absent. */
  out: string;
  orders?: number;
  seed?: number;
  /** The last whole month, `YYYY-MM`. */
  until?: string;
  onTable?: (table: string, rows: number) => void;
};

export type SampleLake = { tables: { table: string; rows: number }[]; from: string; until: string };

const MARK = 'sample-lake.json';

// Each table by a total order, so that no tie is left to the engine; `dt` tables by day.
const TABLES: { table: string; order: string; daily: boolean }[] = [
  { table: 'inventory_daily', order: 'warehouse_id, product_id', daily: true },
  { table: 'order_lines', order: 'order_id, line_no, row_version', daily: true },
  { table: 'shipments', order: 'shipment_id, row_version', daily: true },
  { table: 'orders', order: 'order_id, row_version', daily: true },
  { table: 'shipment_lines', order: 'shipment_id, line_no', daily: true },
  { table: 'web_perf_daily', order: 'channel, device, bucket_ms', daily: true },
  { table: 'service_tickets', order: 'ticket_id, row_version', daily: true },
  { table: 'returns', order: 'return_id, row_version', daily: true },
  { table: 'employee_time', order: 'employee_id', daily: true },
  { table: 'reviews', order: 'review_id', daily: true },
  { table: 'customers', order: 'registered_at, customer_id', daily: false },
  { table: 'web_daily', order: 'channel, device', daily: true },
  { table: 'ads_daily', order: 'channel, campaign_id, owner_employee_id', daily: true },
  { table: 'campaign_daily', order: 'campaign_id', daily: true },
  { table: 'surveys', order: 'response_id', daily: true },
  { table: 'campaign_members', order: 'campaign_id, customer_id', daily: true },
  { table: 'inventory_counts', order: 'count_id', daily: true },
  { table: 'inventory_lots', order: 'warehouse_id, product_id, received_on', daily: true },
  { table: 'listing_audits', order: 'audit_id', daily: true },
  { table: 'order_charges', order: 'order_id, kind', daily: true },
  ...[
    ['campaigns', 'campaign_id'],
    ['employees', 'employee_id'],
    ['targets', 'period_month, kpi_id, scope_kind, scope_id'],
    ['experiment_arms', 'experiment_id, arm'],
    ['employee_events', 'event_id'],
    ['training', 'record_id'],
    ['projects', 'project_id'],
    ['project_members', 'project_id, employee_id'],
    ['coordination_ratings', 'rating_id'],
    ['listings', 'listing_id'],
    ['plans', 'plan_id'],
    ['comments', 'comment_id'],
    ['responses', 'response_id'],
    ['ledger', 'account, period_month'],
  ].map(([table = '', order = '']) => ({ table, order, daily: false })),
];

/** Makes or replaces the sample lake in `out`; throws a USAGE problem rather than touch tables it did not make. */
export async function makeSampleLake(options: SampleLakeOptions): Promise<SampleLake> {
  const { orders = 100_000, seed = 1, until = '2026-10', onTable } = options;
  const out = resolve(options.out);
  checkNumbers(orders, seed, until);
  await checkFolder(out);
  const making = join(out, '.making');
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: join(making, 'spill') });
  try {
    // Variables belong to a connection, so both that copy tables get them.
    const connections = await Promise.all([instance.connect(), instance.connect()]);
    for (const connection of connections) {
      await connection.run(
        `SET VARIABLE seed = '${seed}'; SET VARIABLE orders = ${orders}; SET VARIABLE until = '${until}'`,
      );
    }
    for (const sql of await readScripts()) await connections[0].run(sql);
    const from = await firstMonth(connections[0]);
    const rows = await copyTables(connections, making, onTable);
    await replaceTables(out, making, { orders, seed, from, until });
    return { tables: TABLES.map(({ table }) => ({ table, rows: rows.get(table) ?? 0 })), from, until };
  } finally {
    instance.closeSync();
    await rm(making, { recursive: true, force: true });
  }
}

function checkNumbers(orders: number, seed: number, until: string): void {
  const wrong = !(Number.isInteger(orders) && orders >= 100 && orders <= 20_000_000)
    ? 'orders must be a whole number from 100 to 20000000'
    : !(Number.isSafeInteger(seed) && seed >= 0)
      ? 'the seed must be a whole number from 0'
      : !/^20(2[1-9]|3[0-4])-(0[1-9]|1[0-2])$/.test(until)
        ? 'the last month must be from 2021-01 to 2034-12, as YYYY-MM'
        : undefined;
  if (wrong === undefined) return;
  const message = `The sample lake cannot be made: ${wrong}.`;
  throw new ProblemError({ code: 'USAGE', message, remedy: 'Try scorecard sample --orders 100000 --until 2026-10.' });
}

/** A real lake may have tables of the same names; only a folder that bears our mark may lose them. */
async function checkFolder(out: string): Promise<void> {
  const names = await onDisk('STORE_FAILED', out, async () => {
    await mkdir(out, { recursive: true });
    return readdir(out);
  });
  if (names.includes(MARK)) return;
  const foreign = TABLES.map(({ table }) => table).filter((table) =>
    names.some((name) => name.split('.')[0] === table),
  );
  if (foreign.length === 0) return;
  throw new ProblemError({
    code: 'USAGE',
    message: `${out} already has ${foreign.join(', ')}, not made by this command (no ${MARK} beside it).`,
    place: { file: out },
    remedy: 'Choose an empty folder with --out.',
  });
}

async function readScripts(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../../examples/sample/lake/', import.meta.url));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

async function firstMonth(connection: DuckDBConnection): Promise<string> {
  const reader = await connection.runAndReadAll('SELECT month FROM months WHERE m = 0');
  return String(reader.getRows()[0]?.[0]);
}

/** Two tables side by side, one thread each; rows are kept until the table's end, so that no partition is split. */
async function copyTables(
  connections: readonly [DuckDBConnection, DuckDBConnection],
  making: string,
  onTable: SampleLakeOptions['onTable'],
): Promise<Map<string, number>> {
  await connections[0].run('SET threads = 1; SET partitioned_write_flush_threshold = 1000000000');
  const rows = new Map<string, number>();
  const waiting = [...TABLES];
  const copy = async (connection: DuckDBConnection): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { table, order, daily } = next;
      const path = join(making, table, daily ? '' : 'data_0.parquet').replaceAll("'", "''");
      if (!daily) await mkdir(join(making, table));
      // zstd, because snappy's output depends on the processor.
      const copied = await connection.runAndReadAll(
        `COPY (SELECT * FROM lake.${table} ORDER BY ${daily ? 'dt, ' : ''}${order}) TO '${path}'
         (FORMAT parquet, COMPRESSION zstd${daily ? ', PARTITION_BY (dt)' : ''})`,
      );
      const count = Number(copied.getRows()[0]?.[0]);
      rows.set(table, count);
      onTable?.(table, count);
    }
  };
  // Both must have ended before the folder may be cleared, also where one failed.
  const ended = await Promise.allSettled(connections.map(copy));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return rows;
}

/** The mark first: a crash between two renames leaves a folder that the next call may clear. */
async function replaceTables(out: string, making: string, made: Record<string, string | number>): Promise<void> {
  await writeFile(join(out, MARK), `${JSON.stringify(made, null, 2)}\n`);
  for (const { table } of TABLES) {
    await rm(join(out, table), { recursive: true, force: true });
    await rename(join(making, table), join(out, table));
  }
}
