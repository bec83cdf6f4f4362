// What is deployed, as it is deployed: the bundles of the report and deliver functions over the wire protocols of AWS,
// under the durable service, killed at each of its checkpoints.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nameDatabase } from '../../functions/aws/raw-schema.ts';
import type { QueryRows } from '../../functions/ports.ts';
import { bundleHandler } from '../../infra/constructs/bundle-handler.ts';
import { EVENT, openSmallShop, RUN, recipientsOf, type SmallShop } from '../faults/small-shop.ts';
import { athenaWire } from '../support/aws/athena-wire.ts';
import { sesWire, snsWire } from '../support/aws/query-wire.ts';
import { s3Wire } from '../support/aws/s3-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { durableService, type Kill } from '../support/durable-service.ts';

type Lambda = ReturnType<typeof withDurableExecution>;

const DATABASE = 'scorecard_test';
const READERS = 3;
/** All checkpoints by `npm run test:kills`, every fourth by `npm test`. */
const STRIDE = process.env.KILL_EVERY_POINT === '1' ? 1 : 4;
const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));
const wires: Wire[] = [];
let small: SmallShop;
let report: Lambda;
let deliver: Lambda;

// The wires of all worlds are those of one process, since a function reads its environment once; what they serve changes.
let world: World;
type World = ReturnType<typeof newWorld>;

function newWorld() {
  const objects = s3Wire({ buckets: ['reports', 'lake'] });
  const athena = athenaWire({ database: DATABASE, results: objects.objects, looks: 0 });
  athena.ends((sql) => answerOf(sql));
  athena.tables.push(...tablesOf(small));
  objects.objects.set('lake/orders/part.parquet', Buffer.from('rows'));
  objects.objects.set('reports/recipients/readers.csv', Buffer.from(recipientsOf(READERS)));
  const ses = sesWire();
  ses.quota.maxSendRate = 10_000;
  return { objects, athena, ses, sns: snsWire() };
}

function answerOf(sql: string) {
  const asked = Object.entries(small.recording).find(
    ([question]) => question.startsWith('query ') && nameDatabase(question.slice('query '.length), DATABASE) === sql,
  );
  if (!asked) throw new Error(`never asked before: ${sql}`);
  const { columns, rows } = asked[1] as QueryRows;
  return { columns: columns.map((Name) => ({ Name, Type: 'varchar' })), rows, scannedBytes: 1000 };
}

/** The catalogue, as the engine of the recording described the tables. */
function tablesOf({ recording }: SmallShop) {
  return Object.entries(recording).flatMap(([question, columns]) => {
    const name = /^describe SELECT \* FROM raw\.(\w+) x$/.exec(question)?.[1];
    if (name === undefined || columns === null) return [];
    const types = Object.entries(columns as Record<string, string>);
    return [
      {
        Name: name,
        TableType: 'EXTERNAL_TABLE',
        Columns: types.map(([Name, Type]) => ({ Name, Type })),
        PartitionKeys: [],
        Parameters: { location: `s3://lake/${name}` },
      },
    ];
  });
}

async function load(name: 'report' | 'deliver'): Promise<Lambda> {
  const own = path.join(folder, name);
  mkdirSync(own);
  const { definitions, templates } = small.shop;
  writeFileSync(path.join(own, 'shop.json'), JSON.stringify({ definitions, templates }));
  for (const [file, text] of Object.entries(bundleHandler(`functions/handlers/${name}.ts`).files)) {
    writeFileSync(path.join(own, file), text);
  }
  return ((await import(pathToFileURL(path.join(own, 'index.mjs')).href)) as { handler: Lambda }).handler;
}

const metrics: string[] = [];

beforeAll(async () => {
  // Functions count for CloudWatch by writing lines.
  const write = process.stdout.write.bind(process.stdout) as (text: unknown) => boolean;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) =>
    String(text).startsWith('{"_aws"') ? metrics.push(String(text)) > 0 : write(text),
  );
  small = await openSmallShop();
  const serve = async (name: keyof World) => {
    const wire = await startWire({
      actionOf: (request) => world[name].actionOf(request),
      serve: (request) => world[name].serve(request),
    });
    wires.push(wire);
    return wire.url;
  };
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_S3: await serve('objects'),
    AWS_ENDPOINT_URL_ATHENA: await serve('athena'),
    AWS_ENDPOINT_URL_SES: await serve('ses'),
    AWS_ENDPOINT_URL_SNS: await serve('sns'),
    STAGE: 'test',
    REPORTS_BUCKET: 'reports',
    ALERTS_TOPIC: 'arn:aws:sns:eu-central-1:111122223333:alerts',
    DATABASE,
    WORKGROUP: 'scorecard-test',
    DELIVER_FUNCTION: 'deliver',
    SCAN_CAP_GIGABYTES: '100',
    SENDER: 'scorecard@lanternwood.example',
    CONFIGURATION_SET: 'scorecard-test',
    ALLOW: '*',
  });
  report = await load('report');
  deliver = await load('deliver');
});

afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all(wires.map((wire) => wire.close()));
  rmSync(folder, { recursive: true, force: true });
});

function expectOneOfEach(): void {
  const keys = [...world.objects.objects.keys()];
  const manifests = keys
    .filter((key) => key.endsWith('/manifest.json'))
    .map((key) => key.split('/').slice(-3).join('/'));
  expect(manifests).toContain('2026-06/r1/manifest.json');
  expect(manifests.filter((key) => !key.includes('/r1/'))).toEqual([]);
  expect(world.ses.mails.map(({ destinations }) => destinations[0]).sort()).toEqual(
    Array.from({ length: READERS }, (_, at) => `reader-${at}@shop.test`),
  );
  expect(world.sns.published).toEqual([]);
}

describe('the bundled functions', () => {
  it('run under the local runner of the SDK: one manifest a period, one mail a reader', async () => {
    world = newWorld();
    await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
    try {
      const runner = new LocalDurableTestRunner({ handlerFunction: report });
      runner.registerDurableFunction('deliver', deliver);
      const execution = await runner.run({ payload: EVENT });
      expect(execution.getResult()).toEqual({ outcome: 'done', run: RUN });
      expectOneOfEach();
      expect(world.ses.mails[0]).toMatchObject({ configurationSet: 'scorecard-test', tags: { run: RUN, try: '1' } });
    } finally {
      await LocalDurableTestRunner.teardownTestEnvironment();
    }
  });

  it('record what the queries scanned', async () => {
    const body = world.objects.objects.get(`reports/runs/${RUN}/attempt-1/run.json`);
    const record = JSON.parse(String(body)) as {
      usage: { scannedBytes: number; statements: number; queries: object[] };
    };
    expect(record.usage.statements).toBeGreaterThan(1);
    expect(record.usage.scannedBytes).toBe(record.usage.statements * 1000);
    expect(record.usage.queries).toHaveLength(record.usage.statements);
    expect(JSON.parse(metrics.at(-1) ?? '{}')).toMatchObject({
      stage: 'test',
      ScannedBytes: record.usage.scannedBytes,
    });
  });

  it('go on wherever they are killed, to one manifest a period and one mail a reader', {
    timeout: 600_000,
  }, async () => {
    expect((await tell(null)).died).toBe(false);
    const published = publishedIn();
    let killed = 0;
    for (let checkpoint = 1; ; checkpoint += STRIDE) {
      const deaths = [];
      for (const when of ['before', 'after'] as const) {
        const where = `${when} checkpoint ${checkpoint}`;
        const { died, ending } = await tell({ checkpoint, when });
        expect(ending, where).toEqual({ outcome: 'ended', value: { outcome: 'done', run: RUN } });
        deaths.push(died);
        expectNobodyTwice(where);
        expect(publishedIn(), where).toEqual(published);
      }
      killed += deaths.filter(Boolean).length;
      if (!deaths.includes(true)) break;
    }
    console.log(`killed at ${killed} checkpoints of the bundled functions: one manifest a period, one mail a reader`);
    expect(killed).toBeGreaterThan(30 / STRIDE);
  });
});

/** One run from its start to its end in a new world; a function that is killed is invoked again. */
async function tell(kill: Kill | null) {
  world = newWorld();
  let died = false;
  const lives = async (lambda: Lambda, arn: string, input: unknown, own: Kill | null) => {
    const options = {
      arn,
      input,
      callees: { deliver: (part: unknown) => lives(deliver, `${arn}/part`, part, kill).then(({ ending }) => ending) },
    };
    const service = durableService(own ? { ...options, kill: own } : options);
    for (;;) {
      const ending = await service.invoke(lambda);
      if (ending.outcome !== 'died') return { ending };
      died = true;
    }
  };
  const told = await lives(report, 'arn:test:report', EVENT, kill);
  return { ...told, died };
}

/** A mail whose send a death cut off is in doubt and reaches a person; nobody gets two. */
function expectNobodyTwice(where: string): void {
  const to = world.ses.mails.map(({ destinations }) => destinations[0]);
  expect(to, where).toEqual([...new Set(to)]);
  const alerts = world.sns.published.map(({ text }) => text).join('\n');
  for (let at = 0; at < READERS; at++) {
    const isMailed = to.includes(`reader-${at}@shop.test`);
    expect(isMailed || alerts.includes(`reader-${at}`), `${where}: reader-${at} is lost`).toBe(true);
  }
}

function publishedIn(): Record<string, string> {
  const keys = [...world.objects.objects.keys()].filter((key) => key.startsWith('reports/snapshots/')).sort();
  const hash = (key: string) =>
    createHash('sha256')
      .update(world.objects.objects.get(key) as Buffer)
      .digest('hex');
  return Object.fromEntries(keys.map((key) => [key, hash(key)]));
}
