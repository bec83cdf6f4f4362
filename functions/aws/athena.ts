// The engine on AWS: Athena over the Glue database of the lake. Results are read from the one CSV object of a statement,
// which tells NULL from an empty text; every cell stays the text it is, so a decimal never passes through a float.
import { randomUUID } from 'node:crypto';
import {
  type AthenaClient,
  type ColumnInfo,
  GetQueryResultsCommand,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse/sync';
import type { Cell, Engine, QueryCost, QueryRows, RelationColumns } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { type Athena, athenaCall, type QueryRecord, runStatement } from './athena-query.ts';
import { columnsOf, fingerprintTable, hasFiles, listTables, readTable } from './athena-tables.ts';
import { call, pause, type Wait } from './call.ts';
import { nameDatabase } from './raw-schema.ts';
import { readObject } from './s3.ts';

export type AthenaOptions = {
  athena: AthenaClient;
  s3: S3Client;
  /** The Glue database that stands for schema `raw`. */
  database: string;
  workgroup: string;
  /** The run's execution: its statements are found again under it after an interruption. */
  executionId: string;
  catalog?: string;
  /** Told of every execution of a statement once it has ended, failed ones included. */
  onQuery?: (query: QueryRecord) => void;
  wait?: Wait;
};

export function athenaEngine({ athena, s3, catalog = 'AwsDataCatalog', wait = pause, ...rest }: AthenaOptions): Engine {
  const at: Athena = { client: athena, catalog, wait, ...rest };
  const objects = { client: s3, wait };
  return {
    name: 'athena',
    tables: () => listTables(at),
    fingerprint: (table) => fingerprintTable(at, objects, table),

    async describe(select) {
      // One table as it is: the catalogue answers at once and for nothing, where each statement takes seconds.
      const [, table] = /^SELECT \* FROM raw\.([a-z_][a-z0-9_]*)(?: [a-z]\w*)?$/i.exec(select.trim()) ?? [];
      if (table === undefined) return describeBySelecting(at, select);
      const found = await readTable(at, table);
      if (found === null) return null;
      const columns = columnsOf(found);
      if (columns === null) return describeBySelecting(at, select);
      return (await hasFiles(objects, found)) ? columns : null;
    },

    query: ({ id, sql }) =>
      runStatement(at, { id, sql: nameDatabase(sql, at.database) }, async (execution) => {
        const { bucket, key } = resultOf(at, execution);
        const bytes = await readObject({ ...objects, bucket }, key);
        return bytes === null ? null : { ...parseResult(bytes), cost: costOf(execution) };
      }),

    // Under the same token Athena would answer what it did before. An interrupted look is asked once more, and paid.
    anew: async () => athenaEngine({ athena, s3, catalog, wait, ...rest, executionId: randomUUID() }),

    // The clients belong to whoever made them.
    close: async () => {},
  };
}

async function describeBySelecting(at: Athena, select: string): Promise<RelationColumns | null> {
  const sql = nameDatabase(`SELECT * FROM (\n${select}\n) described LIMIT 0`, at.database);
  try {
    return await runStatement(at, { id: 'describe', sql }, async ({ QueryExecutionId }) => {
      const command = new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 1 });
      const reading = athenaCall(at, 'Reading the columns of a mapping', 'GetQueryResults');
      const { ResultSet } = await call(reading, () => at.client.send(command), at.wait);
      const columns = ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
      return Object.fromEntries(columns.map((column) => [column.Name ?? '', typeOf(column)]));
    });
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'MISSING_TABLE')) return null;
    throw error;
  }
}

/** Athena tells the digits of a decimal beside its type, and calls a `real` a float. */
function typeOf({ Type = '', Precision, Scale }: ColumnInfo): string {
  if (Type === 'decimal') return `decimal(${Precision},${Scale})`;
  return Type === 'float' ? 'real' : Type;
}

function resultOf(at: Athena, { QueryExecutionId, ResultConfiguration }: QueryExecution) {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(ResultConfiguration?.OutputLocation ?? '') ?? [];
  if (bucket === undefined || key === undefined) {
    throw new ProblemError({
      code: 'ENGINE_FAILED',
      message: `Athena keeps the result of query ${QueryExecutionId} itself.`,
      remedy: `Give workgroup ${at.workgroup} a place for results in S3: deploy the lake stack of this stage.`,
    });
  }
  return { bucket, key };
}

function costOf({ QueryExecutionId = '', Statistics }: QueryExecution): QueryCost {
  const { DataScannedInBytes = 0, TotalExecutionTimeInMillis = 0 } = Statistics ?? {};
  return { queryId: QueryExecutionId, scannedBytes: DataScannedInBytes, milliseconds: TotalExecutionTimeInMillis };
}

/** Every value is quoted; an empty field without quotes is NULL. */
function parseResult(bytes: Uint8Array): Pick<QueryRows, 'columns' | 'rows'> {
  const [columns = [], ...rows] = parse(Buffer.from(bytes), {
    cast: (value, { quoting }) => (quoting || value !== '' ? value : null),
  }) as unknown as Cell[][];
  return { columns: columns.map((name) => name ?? ''), rows };
}
