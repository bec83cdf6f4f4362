// A month that is restated inside the run of the next one, on the durable service's own local runner: the steps of both
// have names of their own, and each reader is mailed each month once.
import { rmSync } from 'node:fs';
import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerPart, durableSteps } from '../functions/aws/durable.ts';
import { openEngine } from '../functions/cli/open-shop.ts';
import { memoryStore } from '../functions/local/memory-store.ts';
import { type Period, readPeriod } from '../functions/periods/period.ts';
import { scheduledAfter } from '../functions/periods/schedule.ts';
import type { Json, Message } from '../functions/ports.ts';
import type { RunRequest, RunResult } from '../functions/run/request.ts';
import { runReport } from '../functions/run-report.ts';
import { exampleLake, type Lake } from './support/lake.ts';
import { deliverParts } from './support/parts.ts';
import { mustLoad } from './support/shop.ts';
import { calendar, compileLayouts, contextOf, juneRequest, RECIPIENTS } from './support/story.ts';

const definitions = mustLoad();
const store = memoryStore();
const sent: Message[] = [];
let lake: Lake;
let result: RunResult;
let names: string[];

async function runDurably(request: RunRequest): Promise<string[]> {
  const engine = await openEngine({ lake: lake.folder, config: '', out: '', engine: 'duckdb' }, definitions);
  const mailer = {
    quota: async () => null,
    send: async (message: Message) => ({ outcome: 'sent' as const, messageId: String(sent.push(message)) }),
    look: async () => 'unknown' as const,
  };
  const recipientFiles = async () => [{ file: 'readers.csv', text: RECIPIENTS }];
  const ports = { engine, store, mailer, recipientFiles };
  const context = contextOf(definitions, await compileLayouts(definitions));
  const runner = new LocalDurableTestRunner({
    handlerFunction: withDurableExecution((_event: unknown, own: DurableContext) =>
      runReport(durableSteps(own, { partFunction: 'deliver' }), ports, request, context),
    ),
  });
  const deliver = (input: Json, own: DurableContext) =>
    answerPart(() => deliverParts(ports, definitions)(input, durableSteps(own)));
  runner.registerDurableFunction('deliver', withDurableExecution(deliver));
  const execution = await runner.run();
  await engine.close();
  result = execution.getResult() as RunResult;
  return execution.getOperations().map((operation) => operation.getName() ?? '');
}

beforeAll(async () => {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
  lake = exampleLake();
  const june = { ...juneRequest(definitions), restates: true };
  const may = readPeriod('2026-05', calendar) as Period;
  const asOf = scheduledAfter(may, june.report.schedule, definitions.holidays);
  await runDurably({ ...june, from: may, to: may, asOf });
  const [day, at] = ['2026-05-28', '2026-05-28 03:00:00'];
  const order = `O52,h02,web,CN-N,CNY,1.00000000,${at},${at},,2026-05-30 03:00:00,E2,,false,false,1,${day}`;
  lake.change('orders', (text) => `${text.trimEnd()}\n${order}\n`);
  lake.change(
    'order_lines',
    (text) => `${text.trimEnd()}\nO52,1,P2,home,E7,1,120.00,0.00,40.0000,false,true,1,${day}\n`,
  );
  names = await runDurably(june);
}, 120_000);

afterAll(async () => {
  lake.remove();
  rmSync(lake.folder, { recursive: true, force: true });
  await LocalDurableTestRunner.teardownTestEnvironment();
});

test('the run ends done, and says what came of the month before', () => {
  expect(result).toMatchObject({
    outcome: 'done',
    restated: [{ period: '2026-05', run: 'monthly-executive-2026-05.r2', outcome: 'done', problems: [] }],
  });
});

test('the other month is checked, queried, published and mailed by steps of its own', () => {
  for (const step of ['claim', 'check', 'query', 'publish', 'tell', 'render', 'deliver-1', 'end'])
    expect(names, step).toContain(`restate-2026-05.${step}`);
});

test('each reader has each month once, and the revision', () => {
  const mails = sent.map(({ run, to }) => `${run} ${to}`);
  expect(new Set(mails).size).toBe(mails.length);
  for (const to of ['ann@shop.test', 'bo@shop.test'])
    for (const run of ['2026-05', '2026-06', '2026-05.r2']) expect(mails).toContain(`monthly-executive-${run} ${to}`);
});
