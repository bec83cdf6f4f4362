// Athena as its API is documented (JSON 1.1, X-Amz-Target): statements queue, run and end under tokens that make a start
// idempotent; results lie in S3 as Athena writes them, every value quoted and NULL an empty field.
import { createHash } from 'node:crypto';
import type { WireAnswer, WireService } from './wire.ts';

export type Column = { Name: string; Type: string; Precision?: number; Scale?: number };

export type Ending =
  | { columns: Column[]; rows: (string | null)[][]; scannedBytes?: number }
  | { state: 'FAILED' | 'CANCELLED'; reason: string; error?: { ErrorCategory: number; Retryable?: boolean } };

export type Table = {
  Name: string;
  TableType?: string;
  Columns?: { Name: string; Type: string }[];
  PartitionKeys?: { Name: string; Type: string }[];
  Parameters?: Record<string, string>;
};

export type Started = { id: string; sql: string; token: string; looks: number; ending: Ending; request: Json };

type Json = Record<string, unknown>;

export type AthenaWire = WireService & {
  started: Started[];
  tables: Table[];
  /** How a statement ends; by default without a row. */
  ends(decide: (sql: string, nth: number) => Ending): void;
};

export type AthenaWireOptions = { database?: string; results?: Map<string, Buffer>; looks?: number; pageSize?: number };

/** Results are put into `results` as `reports/athena-results/<id>.csv`; a statement takes `looks` looks to end. */
export function athenaWire(options: AthenaWireOptions = {}): AthenaWire {
  const { database = 'scorecard_dev', results = new Map<string, Buffer>(), looks = 2, pageSize = 50 } = options;
  const started: Started[] = [];
  const tables: Table[] = [];
  let decide: (sql: string, nth: number) => Ending = () => ({ columns: [{ Name: 'x', Type: 'varchar' }], rows: [] });

  const operations: Record<string, (input: Json) => Json | WireAnswer> = {
    StartQueryExecution(input) {
      const token = String(input.ClientRequestToken ?? '');
      const sql = String(input.QueryString);
      if (token.length < 32) return athenaError('InvalidRequestException', 'token too short', 'INVALID_INPUT');
      const known = started.find((one) => one.token === token);
      if (known && known.sql !== sql) {
        const message = 'Idempotent parameters do not match';
        return athenaError('InvalidRequestException', message, 'IDEMPOTENT_PARAMETER_MISMATCH');
      }
      if (known) return { QueryExecutionId: known.id };
      const id = `q-${started.length + 1}`;
      started.push({ id, sql, token, looks: 0, ending: decide(sql, started.length + 1), request: input });
      return { QueryExecutionId: id };
    },

    GetQueryExecution({ QueryExecutionId }) {
      const one = started.find(({ id }) => id === QueryExecutionId);
      if (!one) {
        const message = `QueryExecution ${QueryExecutionId} was not found`;
        return athenaError('InvalidRequestException', message, 'QUERY_EXECUTION_NOT_FOUND');
      }
      one.looks += 1;
      return { QueryExecution: executionOf(one, looks, results) };
    },

    GetQueryResults({ QueryExecutionId }) {
      const ending = started.find(({ id }) => id === QueryExecutionId)?.ending;
      const columns = ending && 'columns' in ending ? ending.columns : [];
      return { UpdateCount: 0, ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: columns } } };
    },

    GetTableMetadata({ DatabaseName, TableName }) {
      const found = tables.find(({ Name }) => DatabaseName === database && Name === TableName);
      return found ? { TableMetadata: found } : notFound();
    },

    ListTableMetadata({ DatabaseName, NextToken }) {
      if (DatabaseName !== database) return notFound();
      const from = Number(NextToken ?? 0);
      const more = from + pageSize < tables.length ? { NextToken: String(from + pageSize) } : {};
      return { TableMetadataList: tables.slice(from, from + pageSize), ...more };
    },
  };

  return {
    started,
    tables,
    ends: (by) => {
      decide = by;
    },
    actionOf: ({ headers }) => (headers['x-amz-target'] ?? '').replace('AmazonAthena.', ''),
    serve({ headers, body }) {
      const run = operations[(headers['x-amz-target'] ?? '').replace('AmazonAthena.', '')];
      const answer = run?.(JSON.parse(body.toString()) as Json) ?? athenaError('UnknownOperationException', 'unknown');
      return typeof answer.status === 'number' ? (answer as WireAnswer) : json(200, answer);
    },
  };
}

export function athenaError(type: string, message: string, code?: string, status = 400): WireAnswer {
  const codes = code === undefined ? {} : { AthenaErrorCode: code, ErrorCode: code };
  return json(status, { __type: type, Message: message, ...codes });
}

export function glueError(code: string, message: string): WireAnswer {
  const envelope = `(Service: AmazonDataCatalog; Status Code: 400; Error Code: ${code}; Request ID: r-1; Proxy: null)`;
  return athenaError('MetadataException', `${message} ${envelope}`);
}

export function csvOf(columns: readonly Column[], rows: readonly (readonly (string | null)[])[]): string {
  const line = (cells: readonly (string | null)[]) =>
    `${cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`;
  return [columns.map(({ Name }) => Name), ...rows].map(line).join('');
}

function executionOf({ id, sql, looks, ending }: Started, needed: number, results: Map<string, Buffer>): Json {
  const at = `reports/athena-results/${id}.csv`;
  const isDone = looks > needed;
  const state = isDone ? ('state' in ending ? ending.state : 'SUCCEEDED') : looks > 1 ? 'RUNNING' : 'QUEUED';
  if (state === 'SUCCEEDED' && 'columns' in ending && !results.has(at) && looks === needed + 1) {
    results.set(at, Buffer.from(csvOf(ending.columns, ending.rows)));
  }
  const failed = isDone && 'state' in ending ? ending : undefined;
  return {
    QueryExecutionId: id,
    Query: sql,
    StatementType: 'DML',
    Status: {
      State: state,
      ...(failed ? { StateChangeReason: failed.reason } : {}),
      ...(failed?.error ? { AthenaError: { ...failed.error, ErrorMessage: failed.reason } } : {}),
    },
    Statistics: {
      DataScannedInBytes: isDone && 'columns' in ending ? (ending.scannedBytes ?? 0) : 0,
      TotalExecutionTimeInMillis: isDone ? 1234 : 0,
    },
    ResultConfiguration: { OutputLocation: `s3://${at}` },
  };
}

function notFound(): WireAnswer {
  return glueError('EntityNotFoundException', 'Entity Not Found');
}

function json(status: number, body: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

/** The tag that S3 gives to an object of one part. */
export function md5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('hex');
}
