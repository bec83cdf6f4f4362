// Lakes that grow from the example tables: orders are copied with everything that hangs on them, to other days, sizes,
// channels and carriers. Every copy is a row that a shop could have, so what must hold of any shop can be tried on many.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import { AS_OF, CALENDAR, periodOf } from '../facts/lake.ts';
import { readLake } from './evaluate.ts';
import { EXAMPLES } from './shop.ts';

type Row = Record<string, string>;
export type Tables = Record<string, Row[]>;

/** One more order like an example's. */
export type Copy = { like: number; days: number; times: number; channel: string; carrier: string };

const HANGING = ['order_lines', 'shipments', 'shipment_lines', 'returns'];
const AMOUNTS = ['quantity', 'net_amount', 'goods_amount', 'refund_amount', 'ship_cost_base'];

const examples: Tables = Object.fromEntries(
  readdirSync(path.join(EXAMPLES, 'facts')).map((file) => [
    file.replace('.csv', ''),
    parse(readFileSync(path.join(EXAMPLES, 'facts', file), 'utf8'), { columns: true }) as Row[],
  ]),
);

export const TABLES = Object.keys(examples);

/** A lake by its copies, so that what fails is short enough to read. */
export const copies = fc.array(
  fc.record<Copy>({
    like: fc.nat(),
    days: fc.integer({ min: -40, max: 20 }),
    times: fc.integer({ min: 1, max: 9 }),
    channel: fc.constantFrom('tmall', 'web', 'live, "stream"'),
    carrier: fc.constantFrom('SF', 'YTO', '中通'),
  }),
  { minLength: 1, maxLength: 25 },
);

export function growLake(added: Copy[]): Tables {
  const tables = structuredClone(examples);
  for (const [at, copy] of added.entries()) addCopy(tables, copy, at);
  return tables;
}

function addCopy(tables: Tables, { like, days, times, channel, carrier }: Copy, at: number): void {
  const orders = examples.orders ?? [];
  const order = orders[like % orders.length] as Row;
  for (const table of ['orders', ...HANGING]) {
    const own = (examples[table] ?? []).filter(({ order_id: id }) => id === order.order_id);
    const added = own.map((row) => {
      const grown = Object.entries(row).map(([name, text]): [string, string] => {
        if (['order_id', 'shipment_id', 'return_id'].includes(name)) return [name, `${text}-${at}`];
        if (name === 'channel') return [name, channel];
        if (name === 'carrier_id') return [name, carrier];
        if (AMOUNTS.includes(name)) return [name, multiply(text, times)];
        return [name, later(text, days)];
      });
      return Object.fromEntries(grown);
    });
    tables[table]?.push(...added);
  }
}

/** Days and instants are moved by whole days, so that deadlines are kept or missed as before. */
function later(text: string, days: number): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)( \d\d:\d\d:\d\d)?$/.exec(text) ?? [];
  return day === undefined ? text : `${Temporal.PlainDate.from(day).add({ days })}${time ?? ''}`;
}

/** A decimal times a whole number, digit by digit. */
export function multiply(text: string, times: number): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const decimals = text.split('.')[1]?.length ?? 0;
  const digits = (BigInt(text.replace('.', '')) * BigInt(times)).toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Writes a lake; the caller takes it away. */
export function writeTables(tables: Tables): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'grown-'));
  for (const [table, rows] of Object.entries(tables)) {
    const columns = Object.keys(rows[0] ?? examples[table]?.[0] ?? {});
    const lines = rows.map((row) => columns.map((name) => quoted(row[name] ?? '')).join(','));
    writeFileSync(path.join(folder, `${table}.csv`), `${[columns.join(','), ...lines].join('\n')}\n`);
  }
  return folder;
}

/** Writes a lake and reads the facts of some periods from it. */
export async function readTables(tables: Tables, definitions: Definitions, periods: string[]): Promise<Reading> {
  const folder = writeTables(tables);
  const engine = await openEngine({ lake: folder, config: '', out: '', engine: 'duckdb' }, definitions);
  try {
    return await readLake(definitions, engine, periods.map(periodOf), AS_OF, CALENDAR);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
