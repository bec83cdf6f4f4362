// Lakes of as many people as wanted: the sample's, in which each person stands several times. Rows about one person are
// written for each of them; those that say who did something are spread over them, so that only people become more.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { CACHE, ensureLake, lakeOf, PERIOD } from './lakes.ts';

/** One row a person, or several that are theirs alone; with the key that a copy needs to be another row. */
const THEIR_OWN: Record<string, { person: string; id: string | null; where?: string }> = {
  employees: { person: 'employee_id', id: null },
  employee_time: { person: 'employee_id', id: null },
  employee_events: { person: 'employee_id', id: 'event_id' },
  training: { person: 'employee_id', id: 'record_id' },
  project_members: { person: 'employee_id', id: null },
  coordination_ratings: { person: 'ratee_employee_id', id: 'rating_id' },
  targets: { person: 'scope_id', id: null, where: "scope_kind = 'employee'" },
};

const PERSON = /^(product_owner|(owner_|packed_by_|acquired_by_|counted_by_)?employee)_id$/;

export function crowdOf(people: number, orders: number): string {
  return path.join(CACHE, `people-${people}-orders-${orders}`);
}

export async function ensureCrowd(people: number, orders: number): Promise<void> {
  await ensureLake(orders);
  const [from, to] = [lakeOf(orders), crowdOf(people, orders)];
  process.stderr.write(`making the lake of ${people} people …\n`);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const { tables } = openDefinitions(DEFAULT_CONFIG);
  const copies = Math.ceil(people / (await reviewedIn(from, connection)).length);
  for (const table of readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const { name } = table;
    const isDaily = readdirSync(path.join(from, name))[0]?.startsWith('dt=') ?? false;
    const files = isDaily
      ? `read_parquet('${from}/${name}/*/*.parquet', hive_partitioning = true, hive_types = {'dt': VARCHAR})`
      : `read_parquet('${from}/${name}/*.parquet')`;
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${files}`);
    const columns = described.getRows().map(([column]) => String(column));
    const key = (tables[name]?.key ?? []).filter((column) => column !== 'dt');
    const sql = crowdSql(name, files, columns, key, copies);
    if (sql === null) cpSync(path.join(from, name), path.join(to, name), { recursive: true });
    else {
      if (!isDaily) mkdirSync(path.join(to, name));
      const target = isDaily ? `'${to}/${name}' (FORMAT parquet, PARTITION_BY (dt))` : `'${to}/${name}/data_0.parquet'`;
      await connection.run(`COPY (${sql}) TO ${target}`);
    }
  }
  instance.closeSync();
  writeFileSync(path.join(to, 'crowd.json'), `${JSON.stringify({ people, orders, copies })}\n`);
}

/** Those who have a card in the month that is measured. */
export async function reviewedIn(lake: string, connection: DuckDBConnection): Promise<string[]> {
  const found = await connection.runAndReadAll(`SELECT employee_id FROM read_parquet('${lake}/employees/*.parquet')
    WHERE role <> 'other' AND hired_on <= DATE '${PERIOD}-31' AND (left_on IS NULL OR left_on >= DATE '${PERIOD}-01')
    ORDER BY 1`);
  return found.getRows().map(([id]) => String(id));
}

/** Null where a table says nothing of people. */
function crowdSql(table: string, files: string, columns: string[], key: string[], copies: number): string | null {
  const own = THEIR_OWN[table];
  const nth = (column: string, copy: string) =>
    `CASE WHEN ${copy} = 0 THEN ${column} ELSE ${column} || '-' || ${copy} END`;
  if (own) {
    const changed = [own.person, own.id].filter((column) => column !== null);
    const where = own.where ?? 'true';
    const all = columns.map((column) => (changed.includes(column) ? `${nth(column, 'copy')} AS ${column}` : column));
    return `SELECT ${all.join(', ')} FROM ${files}, range(${copies}) copies(copy) WHERE copy = 0 OR (${where})`;
  }
  if (!columns.some((column) => PERSON.test(column))) return null;
  const copy = `CAST(hash(${key.join(', ')}) % ${copies} AS INTEGER)`;
  const all = columns.map((column) => (PERSON.test(column) ? `${nth(column, copy)} AS ${column}` : column));
  return `SELECT ${all.join(', ')} FROM ${files}`;
}
