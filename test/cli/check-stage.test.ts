// `check --stage`, spoken to over the wire as AWS documents it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkKey } from '../../functions/run/keys.ts';
import { ACCOUNT, environmentOf, type StageModel, stageModel, stageWire } from '../support/aws/stage-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { scorecard } from '../support/command.ts';
import { ROOT } from '../support/shop.ts';

const RUN = 'monthly-executive-2026-10';
let model: StageModel;
let wire: Wire;

beforeEach(async () => {
  model = stageModel();
  wire = await startWire(stageWire(model));
});

afterEach(() => wire.close());

const check = (...more: string[]) => scorecard(['check', '--stage', 'dev', ...more], ROOT, environmentOf(wire.url));

function finds(record: unknown): void {
  model.onStart = (_, executionId) => {
    model.objects.set(`reports/${checkKey(RUN, executionId)}`, Buffer.from(JSON.stringify(record)));
    return { Status: 'RUNNING' };
  };
}

const found = {
  report: 'monthly-executive',
  period: '2026-10',
  asOf: '2026-11-02T00:00:00Z',
  isWhole: true,
  outcome: 'held',
  waitHours: 3,
  tables: [{ table: 'orders', status: 'ok', rows: 9, newestDay: '2026-10-30', checks: 1, passed: 0, outcome: 'held' }],
  checks: [
    { id: 'days_present', table: 'orders', outcome: 'held', detail: 'no rows on 2026-10-31', since: '2026-10-31' },
  ],
  readers: [],
};

test('asks the function for its checks alone, shows what it found and the run that goes on, and ends with 3', async () => {
  finds(found);
  const { code, stdout } = await check('--period', '2026-10');
  expect(model.started.map(({ payload }) => payload)).toEqual([
    { report: 'monthly-executive', period: '2026-10', requestedBy: `arn:aws:iam::${ACCOUNT}:user/li`, check: true },
  ]);
  expect(stdout).toMatch(
    /^stage dev · monthly-executive · 2026-10[\s\S]*✗ days_present {2}held {2}no rows on 2026-10-31/,
  );
  expect(stdout).toContain('npx scorecard run --stage dev --report monthly-executive --period 2026-10 --accept orders');
  expect(code).toBe(3);
});

test('gives machines the record as it is, and a problem of the function as a problem', async () => {
  finds(found);
  expect(JSON.parse((await check('--period', '2026-10', '--json')).stdout)).toEqual(found);
  finds({ outcome: 'failed', problems: [{ code: 'MISSING_TABLE', message: 'No table.', remedy: 'Load one.' }] });
  const failed = await check('--period', '2026-10');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('MISSING_TABLE')]);
});

test('says so where the function broke before it wrote anything', async () => {
  model.onStart = () => ({ Status: 'FAILED', Error: { ErrorType: 'Error', ErrorMessage: 'no memory' } });
  const { code, stderr } = await check('--period', '2026-10');
  expect(stderr).toMatch(/STAGE_FAILED[\s\S]*ended with an error \(Error: no memory\)/);
  expect(code).toBe(1);
});

test.each([
  [[], /needs its period/],
  [['--period', '2026-10', '--table', 'orders'], /--table/],
  [['--period', '2026-13'], /INVALID_PERIOD/],
])('wrong usage ends with 2: %j', async (options, text) => {
  const { code, stderr } = await check(...options);
  expect(stderr).toMatch(text);
  expect(code).toBe(2);
});
