// The report function, asked for its checks alone.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReportJob, reportEvent, reportJob } from '../../functions/handlers/report-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Engine, Steps, Store } from '../../functions/ports.ts';
import type { CheckRecord } from '../../functions/run/check-only.ts';
import { checkKey } from '../../functions/run/keys.ts';
import { readJson } from '../../functions/stored-json.ts';
import { openSmallShop, RUN, recipientsOf, type SmallShop } from '../faults/small-shop.ts';
import { openExamples } from '../support/story.ts';

const EVENT = reportEvent.parse({
  report: 'monthly-executive',
  period: '2026-06',
  requestedBy: 'ann',
  check: true,
});
let small: SmallShop;
let engine: Engine;
let told = 0;

beforeAll(async () => {
  small = await openSmallShop();
  engine = await openExamples(small.shop.definitions);
});

afterAll(() => engine.close());

/** Only `step` is there: checks neither wait nor deliver. */
const stepsOf = (executionId: string) =>
  ({ executionId, step: (_, run) => run() }) as Pick<Steps, 'executionId' | 'step'>;

function check(store: Store, executionId: string, over: Partial<ReportJob> = {}) {
  const announcer = {
    stage: 'test',
    shop: 'shop',
    alerts: { publish: async () => void told++ },
    count: () => void told++,
  };
  const now = () => '2026-07-01T00:00:00Z';
  const job = { shop: small.shop, store, engine: () => engine, announcer, scanLimitGigabytes: 1000, now, ...over };
  return reportJob(stepsOf(executionId) as Steps, EVENT, job);
}

it('writes what it found and nothing else, as often as it is asked, and tells no owner', async () => {
  const store = memoryStore();
  await store.putOnce('recipients/readers.csv', recipientsOf(1));
  expect(await check(store, 'arn:1')).toEqual({ outcome: 'done', run: null });
  expect(await check(store, 'arn:2')).toEqual({ outcome: 'done', run: null });
  const keys = [checkKey(RUN, 'arn:1'), checkKey(RUN, 'arn:2')];
  expect(await store.list('')).toEqual(['recipients/readers.csv', ...keys].sort());
  const record = await readJson<CheckRecord>(store, keys[0] ?? '');
  expect(record).toMatchObject({ report: 'monthly-executive', period: '2026-06', isWhole: true, outcome: 'done' });
  expect(told).toBe(0);
});

it('says that wrong recipients would hold a run', async () => {
  const store = memoryStore();
  await store.putOnce('recipients/readers.csv', 'recipient_id\n1\n');
  expect(await check(store, 'arn:1')).toEqual({ outcome: 'held', run: null });
  expect(await readJson(store, checkKey(RUN, 'arn:1'))).toMatchObject({
    outcome: 'held',
    readers: [expect.objectContaining({ code: 'INVALID_RECIPIENT' })],
  });
});

it('keeps the problem of a lake that cannot be read, for whoever asked', async () => {
  const store = memoryStore();
  const empty: Engine = { ...engine, describe: async () => null, tables: async () => ['things'] };
  expect(await check(store, 'arn:1', { engine: () => empty })).toEqual({ outcome: 'failed', run: null });
  expect(await readJson(store, checkKey(RUN, 'arn:1'))).toMatchObject({
    outcome: 'failed',
    problems: [expect.objectContaining({ code: 'MISSING_TABLE' })],
  });
});
