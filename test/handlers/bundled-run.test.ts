// What is deployed, as it is deployed: the bundles of the report and deliver functions over the wire protocols of AWS,
// under the durable service, killed at each of its checkpoints.
import { createHash } from 'node:crypto';
import type { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT, RUN } from '../faults/small-shop.ts';
import { durableService, type Kill } from '../support/durable-service.ts';
import { type Bundles, openBundles, READERS, type World } from './bundled-world.ts';

type Lambda = ReturnType<typeof withDurableExecution>;

/** All checkpoints by `npm run test:kills`, every fourth by `npm test`. */
const STRIDE = process.env.KILL_EVERY_POINT === '1' ? 1 : 4;
let bundles: Bundles;
let world: World;
let report: Lambda;
let deliver: Lambda;

beforeAll(async () => {
  bundles = await openBundles();
  report = (await bundles.load<{ handler: Lambda }>('report')).handler;
  deliver = (await bundles.load<{ handler: Lambda }>('deliver')).handler;
});

afterAll(() => bundles.close());

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
    world = bundles.renew();
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
    expect(JSON.parse(bundles.metrics.at(-1) ?? '{}')).toMatchObject({
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
  world = bundles.renew();
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
