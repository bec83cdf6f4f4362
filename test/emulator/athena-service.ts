// Athena's answers over the lake of the emulator, by DuckDB: the emulator's own Athena knows neither Trino's dialect nor
// the form of the results. Who calls, the catalogue and the workgroup are still the emulator's, asked with every request.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Engine, QueryRows } from '../../functions/ports.ts';
import type { Trust } from './clients.ts';
import { type Answer, json, readBody, relay, reply } from './relay.ts';

export type AthenaService = { url: string; statements: string[]; stop(): void };

export type AthenaBehind = {
  trust: Trust;
  s3: S3Client;
  /** Where each table of the Glue database lies, by name. */
  locations: Record<string, string>;
  database: string;
  /** Where the workgroup puts results: `s3://bucket/prefix/`. */
  results: string;
  /** DuckDB over the same files. */
  engine: Engine;
  /** Bytes below each table's location. */
  bytes: Record<string, number>;
};

type Query = {
  id: string;
  sql: string;
  state: 'SUCCEEDED' | 'FAILED';
  reason: string;
  types: Record<string, string>;
  scanned: number;
};

export async function startAthenaService(at: () => AthenaBehind): Promise<AthenaService> {
  const byToken = new Map<string, string>();
  const queries = new Map<string, Query>();
  const statements: string[] = [];

  const begin = async (asked: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { QueryString: sql = '', ClientRequestToken: token = '' } = JSON.parse(body.toString());
    const known = byToken.get(token);
    if (known !== undefined) return json(200, { QueryExecutionId: known }, TYPE);
    const answer = await relay(at().trust, asked, body);
    if (answer.status !== 200) return answer;
    const { QueryExecutionId: id } = JSON.parse(answer.body.toString());
    byToken.set(token, id);
    statements.push(sql);
    queries.set(id, await run(id, sql));
    return answer;
  };

  const run = async (id: string, sql: string): Promise<Query> => {
    const { engine, database, bytes, results, s3 } = at();
    const own = sql.replaceAll(`"${database}".`, 'raw.');
    const named = [...new Set([...own.matchAll(/\braw\.([a-z_]+)/g)].map(([, table = '']) => table))];
    const query: Query = { id, sql, state: 'FAILED', reason: '', types: {}, scanned: 0 };
    try {
      query.types = (await engine.describe(own)) ?? {};
      const rows = await engine.query({ id, sql: own });
      const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(results) ?? [];
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}${id}.csv`, Body: toCsv(rows) }));
      query.state = 'SUCCEEDED';
      // A bound, not Athena's count: every byte of the tables named.
      query.scanned = named.reduce((sum, table) => sum + (bytes[table] ?? 0), 0);
    } catch (error) {
      query.reason = `GENERIC_USER_ERROR: ${error instanceof Error ? error.message : String(error)}`;
    }
    return query;
  };

  const overlay = (target: string, answer: Answer): Answer => {
    const told = JSON.parse(answer.body.toString());
    if (target === 'GetQueryExecution') {
      const query = queries.get(told.QueryExecution?.QueryExecutionId);
      if (!query) return answer;
      Object.assign(told.QueryExecution.Status, { State: query.state, StateChangeReason: query.reason });
      told.QueryExecution.Statistics = { DataScannedInBytes: query.scanned, TotalExecutionTimeInMillis: 1 };
    } else if (target === 'GetTableMetadata') {
      locate(told.TableMetadata);
    } else if (target === 'ListTableMetadata') {
      for (const table of told.TableMetadataList) locate(table);
    }
    return json(200, told, TYPE);
  };

  /** Athena says where a table lies among its parameters; the emulator leaves that out. */
  const locate = (table: { Name: string; Parameters: Record<string, string> }) => {
    const location = at().locations[table.Name];
    if (location !== undefined) table.Parameters = { ...table.Parameters, location };
  };

  const answer = async (asked: IncomingMessage, body: Buffer): Promise<Answer> => {
    const target = String(asked.headers['x-amz-target']).replace('AmazonAthena.', '');
    if (target === 'StartQueryExecution') return begin(asked, body);
    const relayed = await relay(at().trust, asked, body);
    return relayed.status === 200 ? overlay(target, relayed) : relayed;
  };

  const server = createServer(async (asked, response) => {
    const body = await readBody(asked);
    const failed = (error: unknown) => json(500, { __type: 'InternalServerException', Message: String(error) }, TYPE);
    reply(response, await answer(asked, body).catch(failed));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statements,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const TYPE = 'application/x-amz-json-1.1';

/** Every value is quoted; an empty field without quotes is NULL. */
function toCsv({ columns, rows }: QueryRows): string {
  const quote = (cell: string | null) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);
  return [columns, ...rows].map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}
