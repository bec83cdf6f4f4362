// A run that waits: the table comes while it looks, or does not come at all; the same on a laptop and as a durable
// execution.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Engine, Json } from '../../functions/ports.ts';
import type { CheckedRun } from '../../functions/run/check-run.ts';
import type { Waiting } from '../../functions/run/request.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';
import { checkAndWait } from '../../functions/run/wait-for-data.ts';
import { exampleLake, keepLines, type Lake } from '../support/lake.ts';
import { mustLoad } from '../support/shop.ts';
import { durable, inline, type StepDriver } from '../support/step-drivers.ts';
import { contextOf, juneRequest, RECIPIENTS } from '../support/story.ts';

let lake: Lake;
let engine: Engine;
let shipments = '';

beforeEach(async () => {
  lake = exampleLake();
  lake.change('shipments', (text) => {
    shipments = text;
    return keepLines((line) => !line.includes('2026-06'))(text);
  });
});

afterEach(async () => {
  await engine.close();
  lake.remove();
});

const rules = (yaml: string) => mustLoad({ 'checks/late.yaml': yaml });
const HOLD_AFTER_AN_HOUR = rules('shipments.rows_present: { action: hold, wait_hours: 1 }\n');
const PROVISIONAL_AFTER_AN_HOUR = rules('shipments.rows_present: { action: provisional, wait_hours: 1 }\n');
const AT_ONCE = rules('shipments.rows_present: { action: provisional, wait_hours: 0 }\n');

/** Checks over an engine for which the rows of June come with the nth look at the table. */
async function check(
  driver: StepDriver,
  definitions: typeof AT_ONCE,
  { comesAt = Number.POSITIVE_INFINITY, waits = true } = {},
) {
  let looks = 0;
  const waitedFor: string[][] = [];
  engine = await openEngine({ lake: lake.folder, config: '', out: '', engine: 'duckdb' }, definitions);
  const late: Engine = {
    ...engine,
    async query(statement) {
      if (statement.id === 'coverage shipments') looks += 1;
      return engine.query(statement);
    },
    async anew() {
      if (looks + 1 === comesAt) lake.change('shipments', () => shipments);
      await engine.anew();
      return late;
    },
  };
  const store = memoryStore();
  const recipientFiles = async () => [{ file: 'readers.csv', text: RECIPIENTS }];
  const request = { ...juneRequest(definitions), waits };
  const context = { ...contextOf(definitions, {}), onWait: ({ missing }: Waiting) => void waitedFor.push(missing) };
  const ports = { engine: late, store, recipientFiles };
  const frame = { run: 'june', folder: 'runs/june/attempt-1', ports, request, context };
  const execution = await driver.open();
  const ending = await execution.run(
    async (steps) => (await checkAndWait(steps, frame, tablesOfRun(definitions), {})) as CheckedRun & Json,
  );
  await execution.close();
  if (ending.outcome !== 'ended') throw new Error(`the check ${ending.outcome}`);
  const found = (await store.list('runs/june/attempt-1/found/')).length;
  return { checked: ending.value as CheckedRun, looks, waitedFor, found };
}

describe.each([inline, durable])('a run that waits ($name)', (driver) => {
  test('goes on as soon as the late table is there', async () => {
    const { checked, looks, waitedFor, found } = await check(driver, HOLD_AFTER_AN_HOUR, { comesAt: 4 });
    expect(checked).toMatchObject({ problems: [], waitHours: 0, told: [] });
    expect(looks).toBe(4);
    expect(waitedFor).toEqual([[expect.stringMatching(/^shipments: no rows from 2026-06-01/)]]);
    // What was found before and after lies side by side; the last counts.
    expect(found).toBe(2);
  });

  test('is held when the hours of the rule are over', async () => {
    const { checked, looks } = await check(driver, HOLD_AFTER_AN_HOUR);
    expect(checked.problems).toMatchObject([{ code: 'NO_ROWS' }]);
    // The first look, five in the hour (at 0, 15, 30, 45 and 60 minutes), and the one that counts.
    expect(looks).toBe(7);
  });

  test('goes out provisional where the rule says so, and by then only', async () => {
    const { checked, looks } = await check(driver, PROVISIONAL_AFTER_AN_HOUR);
    expect(checked.problems).toEqual([]);
    // July's report is made on Monday, 3 August.
    expect(checked.told).toMatchObject([{ table: 'shipments', outcome: 'provisional', finalOn: '2026-08-03' }]);
    expect(looks).toBe(7);
  });

  test('does not wait without a rule that lets it, nor where nobody asked it to', async () => {
    expect((await check(driver, AT_ONCE)).looks).toBe(1);
    await engine.close();
    expect((await check(driver, HOLD_AFTER_AN_HOUR, { waits: false })).looks).toBe(1);
  });
});
