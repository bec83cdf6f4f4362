// The lakes on which compiled statements are compared: the hand-made examples, the same with amounts of 10^13, and Northwind
// where its data is there. Those of the sample shop are compared where the bytes that they read are measured.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { ROOT } from '../support/shop.ts';
import { exampleContracts, writeExampleLake } from './example-lake.ts';
import type { Contracts } from './trino/tables.ts';

export type ConformanceLake = {
  name: string;
  definitions: Definitions;
  /** The month asked for, with its surroundings. */
  month: string;
  /** Asked once more with every condition of the checks written in; one lake is as good as all. */
  conditioned: boolean;
  /** Asked what checks ask, too. */
  checked: boolean;
  /** Writes the lake as Parquet and answers what is in it. */
  write(folder: string): Promise<Contracts>;
};

const NORTHWIND = process.env.NORTHWIND_DATA ?? path.join(ROOT, '../shared/data/northwind');
const sample = openDefinitions(path.join(ROOT, 'examples/sample'));

export function conformanceLakes(): ConformanceLake[] {
  const lakes: ConformanceLake[] = [
    {
      name: 'the example tables',
      definitions: sample,
      month: '2026-06',
      conditioned: true,
      checked: true,
      write: (folder) => writeExamples(folder, 1),
    },
    {
      name: 'amounts of 10^13',
      definitions: sample,
      month: '2026-06',
      conditioned: false,
      checked: false,
      write: (folder) => writeExamples(folder, 10_000_000_000),
    },
  ];
  if (!existsSync(NORTHWIND)) return lakes;
  const northwind = openDefinitions(path.join(ROOT, 'examples/northwind'));
  return [
    ...lakes,
    {
      name: 'Northwind',
      definitions: northwind,
      month: '1998-04',
      conditioned: false,
      checked: true,
      write: writeNorthwind,
    },
  ];
}

async function writeExamples(folder: string, amount: number): Promise<Contracts> {
  const contracts = await exampleContracts();
  await writeExampleLake(folder, contracts, amount);
  return contracts;
}

/** The shop's own tables, whose columns are all text as in its CSV files. */
async function writeNorthwind(folder: string): Promise<Contracts> {
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const contracts: Contracts = {};
  for (const file of (await readdir(NORTHWIND)).filter((name) => name.endsWith('.csv'))) {
    const table = path.basename(file, '.csv');
    const rows = `SELECT * FROM read_csv('${path.join(NORTHWIND, file)}', header = true, all_varchar = true, nullstr = '')`;
    const names = (await duckdb.runAndReadAll(`DESCRIBE ${rows}`)).getRows().map((row) => String(row[0]));
    await mkdir(path.join(folder, table), { recursive: true });
    await duckdb.run(`COPY (${rows}) TO '${path.join(folder, table, 'part-0.parquet')}' (FORMAT parquet)`);
    contracts[table] = { columns: Object.fromEntries(names.map((name) => [name, 'varchar'])), partitioned: false };
  }
  duckdb.closeSync();
  return contracts;
}
