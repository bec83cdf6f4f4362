// Commands that act on a deployed stage, spoken to over the wire as AWS documents it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT, arnOf, environmentOf, type StageModel, stageModel, stageWire } from '../support/aws/stage-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { type Ended, scorecard } from '../support/command.ts';
import { ROOT } from '../support/shop.ts';

const RUN = 'monthly-executive-2026-10';
let model: StageModel;
let wire: Wire;

beforeEach(async () => {
  model = stageModel();
  wire = await startWire(stageWire(model));
});

afterEach(() => wire.close());

const stage = (...args: string[]) => scorecard([...args, '--stage', 'dev'], ROOT, environmentOf(wire.url));
const run = (...more: string[]) => stage('run', '--period', '2026-10', ...more);

function put(key: string, value: unknown): void {
  model.objects.set(`reports/${key}`, Buffer.from(JSON.stringify(value)));
}

const record = {
  report: 'monthly-executive',
  kind: 'run',
  from: '2026-10',
  to: '2026-10',
  asOf: '2026-11-02T00:00:00Z',
  run: RUN,
};
const query = { statement: 'sales', queryId: 'q-1', scannedBytes: 2_000_000_000, milliseconds: 1 };
const done = {
  ...record,
  outcome: 'done',
  published: [{ period: '2026-10', revision: 1, key: 'snapshots/monthly-executive/2026-10/r1', outcome: 'created' }],
  mails: [],
  deliveries: [
    { recipient: 'ceo', outcome: 'sent', attempt: 1 },
    { recipient: 'coo', outcome: 'dropped', attempt: 1 },
  ],
  usage: { statements: 1, scannedBytes: 2_000_000_000, queries: [query] },
};

/** The function claims the next attempt and ends it. */
function endsAs(end: unknown, attempt = 1): void {
  model.onStart = (_, executionId) => {
    put(`runs/${RUN}/attempt-${attempt}/claim.json`, { executionId });
    put(`runs/${RUN}/attempt-${attempt}/run.json`, end);
    return { Status: 'RUNNING' };
  };
}

function expectProblem(ended: Ended, code: number, text: RegExp): void {
  expect(ended.stdout + ended.stderr).toMatch(text);
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(ended.code).toBe(code);
}

describe('run --stage', () => {
  test('starts the function in the caller’s name, follows it, and says what it made, whom it mailed and what it cost', async () => {
    endsAs(done);
    put('snapshots/monthly-executive/2026-10/r1/snapshot.json', {
      schemaVersion: '1.4.0',
      shop: { name: 'Lanternwood Trading' },
      scorecards: [{ subject: { id: 'all' }, score: '81.5', grade: 'B' }],
    });
    const { stdout, code } = await run();
    expect(model.started).toEqual([
      {
        functionName: arnOf('report'),
        name: expect.stringMatching(/^[0-9a-f-]{36}$/),
        payload: {
          report: 'monthly-executive',
          period: '2026-10',
          requestedBy: `arn:aws:iam::${ACCOUNT}:user/li`,
          resume: false,
        },
      },
    ]);
    expect(stdout).toMatch(
      /Lanternwood Trading · monthly-executive-2026-10 on stage dev\n\n {2}81.50 \/ 100 {2}grade B/,
    );
    expect(stdout).toMatch(/mails +1 sent, 1 dropped\n +dropped: this stage mails only its allow-list/);
    expect(stdout).toMatch(/cost +1 statements scanned 2.0 GB, about \$0.01 of Athena/);
    expect(code).toBe(0);
  });

  test('follows until the record is there, telling phases', async () => {
    model.onStart = (_, executionId) => {
      put(`runs/${RUN}/attempt-1/claim.json`, { executionId });
      put(`runs/${RUN}/attempt-1/cells/sales.json`, []);
      setTimeout(() => put(`runs/${RUN}/attempt-1/readers/1.json`, ['ceo']), 1500);
      setTimeout(() => put(`runs/${RUN}/attempt-1/run.json`, done), 3500);
      return { Status: 'RUNNING' };
    };
    const { stderr, code } = await run();
    expect(stderr).toMatch(/waiting for the function to begin[\s\S]*querying \(1 results\)[\s\S]*delivering/);
    expect(code).toBe(0);
  });

  test('ends with 3 where it is held, and with 1 where it failed, saying why', async () => {
    const problems = [{ code: 'NO_ROWS', message: 'Table orders has no rows.', remedy: 'Load orders.' }];
    endsAs({ ...record, outcome: 'held', problems });
    expectProblem(await run(), 3, /Held: monthly-executive-2026-10[\s\S]*NO_ROWS[\s\S]*Load orders/);
    endsAs({ ...record, outcome: 'failed', problems }, 2);
    expectProblem(await run(), 1, /NO_ROWS/);
    expect(JSON.parse((await stage('runs', '--json')).stdout)).toMatchObject({
      runs: [{ attempts: 2, outcome: 'failed' }],
    });
  });

  test('notices a function that fails when it is loaded', async () => {
    const why = { ErrorType: 'Runtime.ImportModuleError', ErrorMessage: "Cannot find module 'x'" };
    model.onStart = () => ({ Status: 'FAILED', Error: why });
    expectProblem(await run(), 1, /STAGE_FAILED[\s\S]*ended with an error before[\s\S]*ImportModuleError[\s\S]*log/);
  });

  test('follows by the store alone where Lambda does not let it look', async () => {
    model.denied.add('GetDurableExecution');
    endsAs(done);
    expect((await run()).code).toBe(0);
  });

  test('starts nothing where the run was made before', async () => {
    put(`runs/${RUN}/attempt-1/claim.json`, { executionId: 'e' });
    put(`runs/${RUN}/attempt-1/run.json`, done);
    const { stdout, code } = await run();
    expect(stdout).toMatch(/made before; nobody was mailed again/);
    expect(code).toBe(0);
    expect(model.started).toEqual([]);
  });

  test('leaves a run alone that is under way, says of a dead one how it ended, and takes over by --resume', async () => {
    put(`runs/${RUN}/attempt-1/claim.json`, { executionId: 'arn:1' });
    model.executions.set('arn:1', { Status: 'RUNNING' });
    expectProblem(await run(), 1, /RUN_IN_PROGRESS[\s\S]*under way on stage dev[\s\S]*--resume/);
    model.executions.set('arn:1', { Status: 'TIMED_OUT' });
    expectProblem(await run(), 1, /RUN_IN_PROGRESS[\s\S]*has died[\s\S]*ran out of time[\s\S]*--resume/);
    expect(model.started).toEqual([]);
    endsAs(done, 2);
    expect((await run('--resume')).code).toBe(0);
    expect(model.started).toMatchObject([{ payload: { resume: true } }]);
  });

  test('with --no-follow only starts; backfill likewise', async () => {
    const { stdout, code } = await stage('backfill', '--from', '2026-01', '--to', '2026-02', '--no-follow');
    expect(stdout).toMatch(/Started monthly-executive-backfill-2026-01-2026-02[\s\S]*npx scorecard runs --stage dev/);
    expect(code).toBe(0);
    expect(model.started).toMatchObject([{ payload: { report: 'monthly-executive', from: '2026-01', to: '2026-02' } }]);
  });

  test.each([
    ['a report that the stage does not have', ['--report', 'monthly'], 2, /UNKNOWN_REPORT[\s\S]*monthly-executive/],
    ['folders of this machine', ['--out', 'x'], 2, /cannot be used with option '--out/],
    ['a period that is none', ['--period', '2026-13'], 2, /INVALID_PERIOD/],
  ])('refuses %s', async (_, args, code, text) => {
    expectProblem(await run(...args), code, text);
    expect(model.started).toEqual([]);
  });

  test('says which stack is missing, and where it was looked for', async () => {
    delete model.stacks['scorecard-dev'];
    expectProblem(
      await run(),
      1,
      /MISSING_STAGE[\s\S]*no stack scorecard-dev in eu-central-1 of account 123456789012[\s\S]*--all/,
    );
  });

  test('says that a stack is there whose deployment did not end well', async () => {
    model.stacks['scorecard-dev'] = { status: 'ROLLBACK_COMPLETE', outputs: {}, resources: [] };
    expectProblem(await run(), 1, /MISSING_STAGE[\s\S]*ROLLBACK_COMPLETE[\s\S]*has no output ReportFunction/);
  });

  test('names the permission that is missing', async () => {
    model.denied.add('Invoke');
    expectProblem(
      await run(),
      1,
      /STAGE_FAILED[\s\S]*access is denied[\s\S]*Allow lambda:InvokeFunction on arn:aws:lambda/,
    );
  });

  test('says how to sign in where there are no credentials', async () => {
    const nobody = { ...environmentOf(wire.url), AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const ended = await scorecard(['run', '--stage', 'dev', '--period', '2026-10'], ROOT, nobody);
    expectProblem(ended, 1, /STAGE_FAILED[\s\S]*no credentials[\s\S]*aws sso login/);
  });

  test('says that a region is missing', async () => {
    const nowhere = { ...environmentOf(wire.url), AWS_REGION: undefined };
    const args = ['run', '--stage', 'dev', '--period', '2026-10'];
    expectProblem(await scorecard(args, ROOT, nowhere), 1, /STAGE_FAILED[\s\S]*no region is set[\s\S]*AWS_REGION/);
    endsAs(done);
    expect((await scorecard([...args, '--region', 'eu-central-1'], ROOT, nowhere)).code).toBe(0);
  });
});

describe('resend --stage', () => {
  const resend = (...more: string[]) => stage('resend', RUN, '--by', 'Li', '--reason', 'asked by phone', ...more);

  test('asks the deliver function and shows what came of it, with remedies', async () => {
    const value = [
      { recipient: 'ceo', outcome: 'sent', attempt: 2 },
      { recipient: 'coo', outcome: 'suppressed', attempt: 2 },
    ];
    model.onStart = () => ({ Status: 'SUCCEEDED', Result: JSON.stringify({ value }) });
    const { stdout, code } = await resend('--recipient', 'ceo', 'coo', '--lift');
    expect(model.started).toMatchObject([
      {
        functionName: arnOf('deliver'),
        payload: {
          resend: { run: RUN, recipients: ['ceo', 'coo'], ask: { by: 'Li', reason: 'asked by phone' }, lift: true },
        },
      },
    ]);
    expect(stdout).toMatch(/^ceo: sent\ncoo: suppressed\n.*--lift/m);
    expect(code).toBe(1);
  });

  test('shows the problems of the function', async () => {
    const problems = [{ code: 'USAGE', message: 'There is no run x.', remedy: 'List the runs.' }];
    model.onStart = () => ({ Status: 'SUCCEEDED', Result: JSON.stringify({ error: { problems } }) });
    expectProblem(await resend('--unsent'), 2, /USAGE[\s\S]*There is no run x/);
  });
});

describe('runs and cost --stage', () => {
  test('read the bucket of reports', async () => {
    put(`runs/${RUN}/attempt-1/claim.json`, { executionId: 'e' });
    put(`runs/${RUN}/attempt-1/run.json`, done);
    put(`deliveries/${RUN}/coo/try-1/claim.json`, { executionId: 'e' });
    put(`deliveries/${RUN}/coo/try-1/end.json`, { outcome: 'dropped' });
    expect((await stage('runs')).stdout).toMatch(
      /2026-10 +done +1 +2026-11-02 00:00 +1 sent, 1 not mailed +2.0 GB +\$0.01/,
    );
    expect((await stage('cost')).stdout).toMatch(/2026-11-02 +1 +2.0 GB +\$0.01[\s\S]*1 runs scanned for \$0.01/);
  });
});
