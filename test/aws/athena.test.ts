// The engine against Athena, Glue and S3 on the wire: what a statement becomes, what its end means, and what an
// interrupted run finds again.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AthenaOptions, athenaEngine } from '../../functions/aws/athena.ts';
import type { QueryRecord } from '../../functions/aws/athena-query.ts';
import { CLIENT } from '../../functions/aws/client-config.ts';
import { fingerprintTable, scanLake } from '../../functions/local/lake.ts';
import type { Engine } from '../../functions/ports.ts';
import { type AthenaWire, athenaError, athenaWire, csvOf, type Ending, glueError } from '../support/aws/athena-wire.ts';
import { type S3Wire, s3Error, s3Wire } from '../support/aws/s3-wire.ts';
import { clientOf, type Fault, noWait, startWire, type Wire } from '../support/aws/wire.ts';

let objects: S3Wire;
let service: AthenaWire;
let storage: Wire;
let wire: Wire;
let athena: AthenaClient;
let s3: S3Client;
let pauses: number[];
let wait: (milliseconds: number) => Promise<void>;
let told: QueryRecord[];
let engine: Engine;

beforeEach(async () => {
  objects = s3Wire({ buckets: ['reports', 'lake'], pageSize: 3 });
  service = athenaWire({ results: objects.objects, pageSize: 2 });
  storage = await startWire(objects);
  wire = await startWire(service);
  athena = new AthenaClient({ ...CLIENT, ...clientOf(wire.url) });
  s3 = new S3Client({ ...CLIENT, ...clientOf(storage.url), forcePathStyle: true });
  ({ wait, pauses } = noWait());
  told = [];
  engine = engineOf();
});
afterEach(async () => {
  athena.destroy();
  s3.destroy();
  await Promise.all([wire.close(), storage.close()]);
});

function engineOf(options: Partial<AthenaOptions> = {}): Engine {
  const onQuery = (query: QueryRecord) => void told.push(query);
  const place = { database: 'scorecard_dev', workgroup: 'scorecard-dev', executionId: 'execution-1' };
  return athenaEngine({ athena, s3, ...place, onQuery, wait, ...options });
}

const statement = { id: 'sales', sql: "SELECT 'raw.x' AS t, sum(n) FROM raw.orders" };
const refused = (type: string, message = type, code?: string): Fault => ({ answer: athenaError(type, message, code) });
const failing = (reason: string, category = 2, Retryable = false): Ending => ({
  state: 'FAILED',
  reason,
  error: { ErrorCategory: category, Retryable },
});
const rows: Ending = { columns: [{ Name: 'n', Type: 'bigint' }], rows: [['1']], scannedBytes: 77 };

describe('a statement', () => {
  it('runs in the workgroup and database, with `raw` as the Glue database', async () => {
    service.ends(() => rows);
    expect(await engine.query(statement)).toEqual({
      columns: ['n'],
      rows: [['1']],
      cost: { queryId: 'q-1', scannedBytes: 77, milliseconds: 1234 },
    });
    expect(service.started[0]?.request).toMatchObject({
      QueryString: `SELECT 'raw.x' AS t, sum(n) FROM "scorecard_dev".orders`,
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'scorecard_dev' },
      WorkGroup: 'scorecard-dev',
      ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gives every cell as text, NULL apart from the empty text, decimals and line breaks untouched', async () => {
    const hostile = ['a,"b"\nc', ' ', '0.10', '-12345678901234567890.000000000001', '€ 销', '', null];
    const columns = hostile.map((_, nth) => ({ Name: `c"${nth}`, Type: 'varchar' }));
    service.ends(() => ({ columns, rows: [hostile, hostile.map(() => null)] }));
    expect(await engine.query(statement)).toMatchObject({
      columns: hostile.map((_, nth) => `c"${nth}`),
      rows: [hostile, hostile.map(() => null)],
      cost: { scannedBytes: 0 },
    });
  });

  it('of one column keeps a row whose only cell is NULL', async () => {
    const one = [{ Name: 'n', Type: 'varchar' }];
    service.ends(() => ({ columns: one, rows: [[null], ['x'], [''], [null]] }));
    expect((await engine.query(statement)).rows).toEqual([[null], ['x'], [''], [null]]);
  });

  it('without a row still has its columns', async () => {
    expect(await engine.query(statement)).toMatchObject({ columns: ['x'], rows: [] });
  });

  it('is waited for with pauses that grow to five seconds', async () => {
    service = athenaWire({ results: objects.objects, looks: 14 });
    const slow = await startWire(service);
    try {
      await engineOf({ athena: new AthenaClient({ ...CLIENT, ...clientOf(slow.url) }) }).query(statement);
    } finally {
      await slow.close();
    }
    expect(pauses.slice(0, 3)).toEqual([200, 300, 450]);
    expect(pauses.at(-1)).toBe(5000);
    expect(pauses).toHaveLength(14);
  });

  it('is told with its query id, bytes and time, for the record of the run', async () => {
    service.ends(() => rows);
    await engine.query(statement);
    expect(told).toEqual([
      { statement: 'sales', attempt: 1, queryId: 'q-1', state: 'SUCCEEDED', scannedBytes: 77, milliseconds: 1234 },
    ]);
  });

  it('is not started twice where the answer of the start was lost', async () => {
    wire.plan('StartQueryExecution', { lost: 'answer' });
    wire.plan('GetQueryExecution', { lost: 'half' }, { lost: 'answer' });
    await engine.query(statement);
    expect(service.started).toHaveLength(1);
  });

  it.each([
    ['TooManyRequestsException', 'Query limit exceeded'],
    ['ThrottlingException', 'Rate exceeded'],
    ['InternalServerException', 'Internal'],
  ])('waits and starts again after %s', async (type, message) => {
    const status = type.startsWith('Internal') ? 500 : 400;
    const fault: Fault = { answer: athenaError(type, message, undefined, status) };
    wire.plan('StartQueryExecution', fault, fault);
    wire.plan('GetQueryExecution', fault);
    await engine.query(statement);
    expect(service.started).toHaveLength(1);
    expect(pauses.slice(0, 2)).toEqual([100, 300]);
  });
});

describe('a run that was interrupted', () => {
  it('finds its statement instead of starting it again', async () => {
    service.ends(() => rows);
    await engine.query(statement);
    expect(await engineOf().query(statement)).toMatchObject({ rows: [['1']] });
    expect(service.started).toHaveLength(1);
    expect(told.map(({ queryId }) => queryId)).toEqual(['q-1', 'q-1']);
  });

  it('goes on waiting for the statement that still runs', async () => {
    const cut = engineOf({
      wait: async () => {
        throw new Error('the process ended');
      },
    });
    await expect(cut.query(statement)).rejects.toThrow('the process ended');
    await engine.query(statement);
    expect(service.started).toHaveLength(1);
  });

  it('asks anew where the statement had failed, since the lake may have been repaired', async () => {
    service.ends((_, nth) => (nth === 1 ? failing('HIVE_BAD_DATA: broken file s3://lake/orders/x.parquet') : rows));
    await expect(engine.query(statement)).rejects.toMatchObject({ problems: [{ code: 'UNREADABLE_FILE' }] });
    expect(service.started).toHaveLength(1);
    expect(await engineOf().query(statement)).toMatchObject({ rows: [['1']] });
    expect(told.map(({ queryId, attempt, state }) => [queryId, attempt, state])).toEqual([
      ['q-1', 1, 'FAILED'],
      ['q-1', 1, 'FAILED'],
      ['q-2', 2, 'SUCCEEDED'],
    ]);
  });

  it('asks anew where the result of the statement has expired', async () => {
    service.ends(() => rows);
    await engine.query(statement);
    objects.objects.clear();
    expect(await engineOf().query(statement)).toMatchObject({ rows: [['1']] });
    expect(service.started).toHaveLength(2);
  });

  it.each([
    ['another run', { executionId: 'execution-2' }],
    ['another database', { database: 'scorecard_prod' }],
  ])('shares nothing with %s', async (_case, other) => {
    await engine.query(statement);
    await engineOf(other).query(statement);
    expect(new Set(service.started.map(({ token }) => token)).size).toBe(2);
  });

  it('asks anew where the lake may have changed since, instead of being answered what it was before', async () => {
    service.ends((_, nth) => (nth === 1 ? rows : { ...rows, rows: [['2']] }));
    await engine.query(statement);
    const later = await engine.anew();
    expect((await later.query(statement)).rows).toEqual([['2']]);
    expect(new Set(service.started.map(({ token }) => token)).size).toBe(2);
  });

  it('shares nothing with another statement or the same SQL under another id', async () => {
    for (const [id, sql] of [
      ['a', 'SELECT 1'],
      ['b', 'SELECT 1'],
      ['a', 'SELECT 2'],
    ] as const)
      await engine.query({ id, sql });
    expect(service.started).toHaveLength(3);
  });
});

describe('a statement that fails', () => {
  it.each([
    ['which Athena calls retryable', failing('GENERIC_INTERNAL_ERROR: x', 2, true)],
    ['by a fault of Athena’s own', failing('INTERNAL_ERROR_QUERY_ENGINE', 1)],
  ])('%s is a new attempt', async (_case, ending) => {
    service.ends((_, nth) => (nth < 3 ? ending : rows));
    expect(await engine.query(statement)).toMatchObject({ rows: [['1']] });
    expect(told.map(({ attempt, state }) => `${attempt} ${state}`)).toEqual(['1 FAILED', '2 FAILED', '3 SUCCEEDED']);
    expect(pauses.filter((one) => one === 5000)).toHaveLength(2);
  });

  it('three times is a problem', async () => {
    service.ends(() => failing('INTERNAL_ERROR_QUERY_ENGINE', 1));
    await expect(engine.query(statement)).rejects.toMatchObject({ problems: [{ code: 'ENGINE_FAILED' }] });
    expect(service.started).toHaveLength(3);
  });

  it.each<[string, string, string]>([
    ['COLUMN_NOT_FOUND: line 1:8: Column ‘x’ cannot be resolved', 'UNKNOWN_COLUMN', 'Correct the name'],
    ['SYNTAX_ERROR: line 1:1: mismatched input', 'ENGINE_FAILED', 'Correct the SQL'],
    ['INVALID_CAST_ARGUMENT: Cannot cast ‘x’ to INT', 'WRONG_TYPE', 'Correct the value'],
    ['SCHEMA_NOT_FOUND: line 1:15: Schema ‘x’ does not exist', 'ENGINE_FAILED', 'Deploy the lake stack'],
    ['TABLE_NOT_FOUND: line 1:15: Table ‘x’ does not exist', 'MISSING_TABLE', 'Create the table'],
    ['PERMISSION_DENIED: Access Denied: x', 'ENGINE_FAILED', 's3:GetObject'],
    ['Query exhausted resources at this scale factor', 'ENGINE_FAILED', 'fewer periods'],
    ['SOMETHING_NEW: surprise', 'ENGINE_FAILED', 'Look up SOMETHING_NEW'],
  ])('with %s is told at once', async (reason, code, remedy) => {
    service.ends(() => failing(reason));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [
        {
          code,
          message: expect.stringMatching(/^Statement sales \(query q-1\): .*\(.+\)\.$/),
          remedy: expect.stringContaining(remedy),
        },
      ],
    });
    expect(service.started).toHaveLength(1);
  });

  it('because it scans too much names the setting of the stage', async () => {
    service.ends(() => ({ state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded' }));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ code: 'ENGINE_FAILED', remedy: expect.stringContaining('`scanLimitGigabytes`') }],
    });
    expect(service.started).toHaveLength(1);
  });

  it('because somebody cancelled it says where to look', async () => {
    service.ends(() => ({ state: 'CANCELLED', reason: 'Query cancelled by user' }));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ remedy: expect.stringContaining('athena:StopQueryExecution') }],
    });
  });

  it.each([
    ['MALFORMED_QUERY', 'line 1:1: mismatched input', 'Correct the SQL'],
    ['INVALID_INPUT', 'WorkGroup is not found.', 'enable the workgroup'],
    ['INVALID_INPUT', 'No output location provided. An output location is required', 'OutputLocation'],
    ['IDEMPOTENT_PARAMETER_MISMATCH', 'Idempotent parameters do not match', 'Start the run again'],
    ['DATACATALOG_NOT_FOUND', "Catalog 'x' does not exist", 'Deploy the lake stack'],
  ])('to start with %s names the remedy', async (code, message, remedy) => {
    wire.plan('StartQueryExecution', refused('InvalidRequestException', message, code));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ code: 'ENGINE_FAILED', remedy: expect.stringContaining(remedy) }],
    });
  });

  it('to start for lack of permission names it and its workgroup', async () => {
    wire.plan('StartQueryExecution', refused('AccessDeniedException', 'You are not authorized'));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ remedy: expect.stringContaining('athena:StartQueryExecution on workgroup scorecard-dev') }],
    });
  });

  it('to be read for lack of permission is a problem of the store', async () => {
    storage.plan('GetObject', { answer: s3Error(403, 'AccessDenied') });
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ code: 'STORE_FAILED', place: { file: 's3://reports/athena-results/q-1.csv' } }],
    });
  });

  it('to leave a result again and again is a problem', async () => {
    storage.plan('GetObject', ...Array.from({ length: 5 }, (): Fault => ({ answer: s3Error(404, 'NoSuchKey') })));
    await expect(engine.query(statement)).rejects.toMatchObject({
      problems: [{ code: 'ENGINE_FAILED', message: expect.stringContaining('its result is not there') }],
    });
    expect(service.started).toHaveLength(3);
  });
});

const orders = {
  Name: 'orders',
  TableType: 'EXTERNAL_TABLE',
  Columns: [
    { Name: 'order_id', Type: 'string' },
    { Name: 'lines', Type: 'int' },
    { Name: 'amount', Type: 'decimal(18,2)' },
    { Name: 'paid_at', Type: 'timestamp' },
    { Name: 'weight', Type: 'float' },
  ],
  PartitionKeys: [{ Name: 'dt', Type: 'string' }],
  Parameters: { EXTERNAL: 'TRUE', location: 's3://lake/orders/' },
};

describe('describing', () => {
  beforeEach(() => objects.objects.set('lake/orders/dt=2026-10-01/a.parquet', Buffer.from('x')));

  it('a table as it is costs no statement and has the types of the engine', async () => {
    service.tables.push(orders);
    expect(await engine.describe('SELECT * FROM raw.orders x')).toEqual({
      order_id: 'varchar',
      lines: 'integer',
      amount: 'decimal(18,2)',
      paid_at: 'timestamp',
      weight: 'real',
      dt: 'varchar',
    });
    expect(service.started).toEqual([]);
  });

  it('a table that is declared and has no file is absent, so that nobody takes it for zero', async () => {
    service.tables.push({ ...orders, Name: 'returns', Parameters: { location: 's3://lake/returns/' } });
    const marks = ['returns/_SUCCESS', 'returns/dt=2026-10-01/', 'returns/dt=2026-10-02/', 'returns/dt=2026-10-03/'];
    for (const key of marks) objects.objects.set(`lake/${key}`, Buffer.from(''));
    expect(await engine.describe('SELECT * FROM raw.returns x')).toBeNull();
    objects.objects.set('lake/returns/dt=2026-10-04/a.parquet', Buffer.from('x'));
    expect(await engine.describe('SELECT * FROM raw.returns x')).toHaveProperty('dt', 'varchar');
    expect(service.started).toEqual([]);
  });

  it('a table that Glue does not have is null', async () => {
    expect(await engine.describe('SELECT * FROM raw.orders x')).toBeNull();
    expect(service.started).toEqual([]);
  });

  it.each([
    ['a view', { TableType: 'VIRTUAL_VIEW' }],
    ['an Iceberg table', { Parameters: { ...orders.Parameters, table_type: 'ICEBERG' } }],
  ])('%s asks the engine', async (_case, other) => {
    service.tables.push({ ...orders, ...other });
    service.ends(() => ({ columns: [{ Name: 'order_id', Type: 'varchar', Precision: 2147483647 }], rows: [] }));
    expect(await engine.describe('SELECT * FROM raw.orders x')).toEqual({ order_id: 'varchar' });
    expect(service.started).toHaveLength(1);
  });

  it('a mapping asks the engine for its columns and no row', async () => {
    service.ends(() => ({
      columns: [
        { Name: 'id', Type: 'varchar', Precision: 2147483647 },
        { Name: 'lines', Type: 'integer', Precision: 10 },
        { Name: 'amount', Type: 'decimal', Precision: 18, Scale: 2 },
        { Name: 'weight', Type: 'float', Precision: 17 },
        { Name: 'paid_at', Type: 'timestamp', Precision: 3 },
        { Name: 'day', Type: 'date' },
      ],
      rows: [],
    }));
    expect(await engine.describe('SELECT * FROM (\n  SELECT id FROM raw.shop -- raw.x\n) x')).toEqual({
      id: 'varchar',
      lines: 'integer',
      amount: 'decimal(18,2)',
      weight: 'real',
      paid_at: 'timestamp',
      day: 'date',
    });
    expect(service.started[0]?.sql).toBe(
      'SELECT * FROM (\nSELECT * FROM (\n  SELECT id FROM "scorecard_dev".shop -- raw.x\n) x\n) described LIMIT 0',
    );
  });

  it('a mapping of a table that does not exist is null, and other failures are problems', async () => {
    service.ends((_, nth) =>
      failing(nth === 1 ? "TABLE_NOT_FOUND: line 1:15: Table 'x' does not exist" : 'COLUMN_NOT_FOUND: line 1:8: x'),
    );
    expect(await engine.describe('SELECT * FROM (SELECT id FROM raw.shop) x')).toBeNull();
    await expect(engine.describe('SELECT * FROM (SELECT idd FROM raw.shop) x')).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_COLUMN' }],
    });
  });

  it('never takes a denied access for absence, and names the permissions of Glue', async () => {
    wire.plan('GetTableMetadata', { answer: glueError('AccessDeniedException', 'User is not authorized') });
    await expect(engine.describe('SELECT * FROM raw.orders x')).rejects.toMatchObject({
      problems: [
        {
          code: 'ENGINE_FAILED',
          remedy: expect.stringMatching(/GetTableMetadata on data catalogue AwsDataCatalog, and glue:.*glue:GetTable,/),
        },
      ],
    });
  });

  it('waits where the catalogue is busy', async () => {
    service.tables.push(orders);
    wire.plan('GetTableMetadata', { answer: glueError('ThrottlingException', 'Rate exceeded') }, { lost: 'answer' });
    expect(await engine.describe('SELECT * FROM raw.orders x')).toHaveProperty('dt', 'varchar');
    expect(pauses).toEqual([100, 300]);
  });
});

describe('the tables', () => {
  it('are listed by pages', async () => {
    service.tables.push(...['a', 'b', 'c', 'd', 'e'].map((Name) => ({ ...orders, Name })));
    wire.plan('ListTableMetadata', { lost: 'answer' });
    expect(await engine.tables()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('of a database that does not exist are a problem', async () => {
    await expect(engineOf({ database: 'nowhere' }).tables()).rejects.toMatchObject({
      problems: [{ code: 'ENGINE_FAILED', message: expect.stringContaining('nowhere') }],
    });
  });
});

describe('a fingerprint', () => {
  const files = {
    'orders/dt=2026-10-01/a.csv': 'order_id\n1\n',
    'orders/dt=2026-10-01/b.csv': 'order_id\n2\n3\n',
    'orders/dt=2026-10-02/a.csv': 'order_id\n4\n',
    'orders/dt=2026-11-01/ä.csv': 'order_id\n5\n',
  };

  it.each([
    ['at the root of its bucket', '', 's3://lake/orders/'],
    ['below a prefix, without a slash at the end', 'shops/one/', 's3://lake/shops/one/orders'],
  ])('of a table %s is that of the same folder on a laptop', async (_case, prefix, location) => {
    const folder = await mkdtemp(join(tmpdir(), 'lake-'));
    for (const [key, body] of Object.entries(files)) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), body);
      objects.objects.set(`lake/${prefix}${key}`, Buffer.from(body));
    }
    for (const other of ['orders_old/dt=2026-10-01/a.csv', 'orders/_SUCCESS', 'orders/.crc', 'orders/dt=2026-10-01/']) {
      objects.objects.set(`lake/${prefix}${other}`, Buffer.from(''));
    }
    service.tables.push({ ...orders, Parameters: { location } });
    const table = scanLake(folder).get('orders');
    if (!table) throw new Error('The lake has no orders.');
    const local = await fingerprintTable(folder, table);
    await rm(folder, { recursive: true });
    expect(await engine.fingerprint('orders')).toEqual(local);
    expect(local.bytesByDay).toEqual({ '2026-10-01': 24, '2026-10-02': 11, '2026-11-01': 11 });
    expect(local.bytes).toBe(46);
  });

  it('is the hash of what is documented, and keeps files outside of days apart', async () => {
    objects.objects.set('lake/orders/all.csv', Buffer.from('x'));
    service.tables.push(orders);
    const tag = createHash('md5').update('x').digest('hex');
    expect(await engine.fingerprint('orders')).toEqual({
      table: 'orders',
      fingerprint: createHash('sha256').update(`orders/all.csv\t1\t${tag}\n`).digest('hex'),
      files: 1,
      bytes: 1,
      bytesByDay: { '': 1 },
    });
  });

  it('of a view is refused, since nobody could tell later what it read', async () => {
    service.tables.push({ ...orders, TableType: 'VIRTUAL_VIEW', Parameters: { presto_view: 'true' } });
    await expect(engine.fingerprint('orders')).rejects.toMatchObject({
      problems: [{ code: 'ENGINE_FAILED', remedy: expect.stringContaining('sources.yaml') }],
    });
  });

  it('of a table that Glue does not have is a problem', async () => {
    await expect(engine.fingerprint('orders')).rejects.toMatchObject({ problems: [{ code: 'MISSING_TABLE' }] });
  });
});

it('the wire writes results as Athena documents them', () => {
  const columns = ['i', 's', 'q', 'n', 'empty'].map((Name) => ({ Name, Type: 'varchar' }));
  expect(csvOf(columns, [['1', "it's", 'a"b', null, '']])).toBe('"i","s","q","n","empty"\n"1","it\'s","a""b",,""\n');
});
