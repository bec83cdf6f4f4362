// The same story, unchanged, on the durable service's own local runner: what a laptop does is what AWS will do.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerPart, durableSteps } from '../functions/aws/durable.ts';
import { inlineSteps } from '../functions/local/inline.ts';
import { memoryStore } from '../functions/local/memory-store.ts';
import type { Json, Message, Store } from '../functions/ports.ts';
import type { RunResult } from '../functions/run/request.ts';
import { runReport } from '../functions/run-report.ts';
import { scratchFolder } from './support/lake.ts';
import { deliverParts } from './support/parts.ts';
import { mustLoad, ROOT } from './support/shop.ts';
import { compileLayouts, contextOf, juneRequest, openExamples, RECIPIENTS } from './support/story.ts';

const GOLDEN = path.join(ROOT, 'test/golden/monthly-executive/steps.txt');
const definitions = mustLoad();
const request = juneRequest(definitions);
const scratch = scratchFolder();

type Told = { result: RunResult; store: Store; sent: Message[]; steps: string[] };

let durable: Told;
let inline: Told;

beforeAll(async () => {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
  const context = contextOf(definitions, await compileLayouts(definitions));
  const prepare = async () => {
    const sent: Message[] = [];
    const mailer = {
      quota: async () => null,
      send: async (message: Message) => ({ outcome: 'sent' as const, messageId: String(sent.push(message)) }),
      look: async () => 'unknown' as const,
    };
    const recipientFiles = async () => [{ file: 'readers.csv', text: RECIPIENTS }];
    return { sent, ports: { engine: await openExamples(definitions), store: memoryStore(), mailer, recipientFiles } };
  };

  const onDurable = await prepare();
  const handlerFunction = withDurableExecution((_event: unknown, own: DurableContext) =>
    runReport(durableSteps(own, { partFunction: 'deliver' }), onDurable.ports, request, context),
  );
  const runner = new LocalDurableTestRunner({ handlerFunction });
  const deliver = (input: Json, own: DurableContext) =>
    answerPart(() => deliverParts(onDurable.ports, definitions)(input, durableSteps(own)));
  runner.registerDurableFunction('deliver', withDurableExecution(deliver));
  const execution = await runner.run();
  const names = execution.getOperations().map((operation) => operation.getName() ?? '');
  durable = {
    result: execution.getResult() as RunResult,
    store: onDurable.ports.store,
    sent: onDurable.sent,
    steps: names,
  };
  await onDurable.ports.engine.close();

  const onInline = await prepare();
  const seen: string[] = [];
  const driver = await inlineSteps({
    folder: scratch,
    run: 'june',
    part: deliverParts(onInline.ports, definitions),
    onStep: (name, event) => {
      if (event === 'started') seen.push(name);
    },
  });
  const result = await runReport(driver, onInline.ports, request, context);
  await driver.finish('done');
  inline = { result, store: onInline.ports.store, sent: onInline.sent, steps: seen };
  await onInline.ports.engine.close();
});

afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await LocalDurableTestRunner.teardownTestEnvironment();
});

describe('the story on the durable runner', () => {
  test('ends done, with one mail a reader', () => {
    expect(durable.result.outcome).toBe('done');
    expect(durable.sent.map(({ to }) => to).sort()).toEqual(['ann@shop.test', 'bo@shop.test']);
  });

  test('writes the same snapshots as on a laptop, to the byte', async () => {
    const keys = await durable.store.list('snapshots/');
    expect(keys.length).toBeGreaterThan(10);
    expect(await inline.store.list('snapshots/')).toEqual(keys);
    for (const key of keys) expect(await durable.store.get(key), key).toEqual(await inline.store.get(key));
  });

  test('sends the same bytes as on a laptop', () => {
    const bytes = (told: Told) =>
      Object.fromEntries(told.sent.map(({ to, mime }) => [to, Buffer.from(mime).toString()]));
    expect(bytes(durable)).toEqual(bytes(inline));
  });

  test('takes the steps of the golden list, and of no other name', () => {
    // Items run side by side, so only their own order is fixed.
    const list = `${[...inline.steps].sort().join('\n')}\n`;
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(path.dirname(GOLDEN), { recursive: true });
      writeFileSync(GOLDEN, list);
    }
    expect(list).toBe(readFileSync(GOLDEN, 'utf8'));
    expect(durable.steps).toEqual(expect.arrayContaining(inline.steps.filter((name) => !/[[/]/.test(name))));
  });

  test('stays far below the operations that an execution may have', () => {
    expect(durable.steps.length).toBeLessThan(100);
  });
});
