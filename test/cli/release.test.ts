// Releasing and holding a report by its commands: on the out folder of a real run, and on a stage spoken to over the wire.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { arnOf, environmentOf, type StageModel, stageModel, stageWire } from '../support/aws/stage-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { scorecard } from '../support/command.ts';
import { exampleLake, type Lake } from '../support/lake.ts';
import { ROOT, writeRulesOfSmallLakes } from '../support/shop.ts';
import { RECIPIENTS } from '../support/story.ts';

const WORD = ['--by', 'Li Na', '--reason', 'looks right'];

describe('on a laptop', { timeout: 300_000 }, () => {
  const RUN = 'monthly-executive-2026-06';
  let lake: Lake;
  let folder = '';
  let out = '';
  let config = '';

  beforeAll(() => {
    lake = exampleLake();
    folder = mkdtempSync(path.join(tmpdir(), 'release-'));
    out = path.join(folder, 'out');
    config = path.join(folder, 'shop');
    for (const name of ['recipients', 'reports', 'checks']) mkdirSync(path.join(config, name), { recursive: true });
    cpSync(path.join(ROOT, 'examples/sample/shop.yaml'), path.join(config, 'shop.yaml'));
    const owner = 'dora,dora@shop.test,Dora,en,owner,monthly-executive,,\n';
    writeFileSync(path.join(config, 'recipients/readers.csv'), RECIPIENTS + owner);
    writeRulesOfSmallLakes(config);
    const report = readFileSync(path.join(ROOT, 'templates/reports/monthly-executive.yaml'), 'utf8');
    writeFileSync(path.join(config, 'reports/monthly-executive.yaml'), `${report}release: { at: "11:00" }\n`);
  });

  afterAll(() => {
    lake.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const folders = () => ['--config', config, '--lake', lake.folder, '--out', out];
  const run = () => scorecard(['run', ...folders(), '--period', '2026-06']);
  const mails = (of: string) => {
    try {
      return readdirSync(path.join(out, 'outbox', of)).filter((name) => name.endsWith('.eml'));
    } catch {
      return [];
    }
  };

  test('a run ends unreleased, is held and released by a person, and goes out once', async () => {
    const made = await run();
    expect(made.stdout).toContain(`${RUN} is made and waits to be released: only its owners have the mail.`);
    expect(made.stdout).toMatch(/mail +\S*outbox\/monthly-executive-2026-06\.preview-r1/);
    const commands = ['release', 'hold'].map((word) =>
      made.stdout.split('\n').find((line) => line.includes(`scorecard ${word} `)),
    );
    expect(commands).toEqual([
      expect.stringContaining(`--lake ${lake.folder} --out ${out}`),
      expect.not.stringContaining('--lake'),
    ]);
    expect(made.code).toBe(0);
    expect([mails(`${RUN}.preview-r1`), mails(RUN)]).toEqual([['dora.eml'], []]);

    const look = await scorecard(['runs', '--out', out, RUN]);
    expect(look.stdout).toMatch(/attempt 1 {2}unreleased/);
    expect(look.stdout).toContain('r1 shown to dora; 3 readers of it, set for 2026-07-01 03:00 UTC');
    expect(look.stdout).toContain(`npx scorecard release ${RUN} --out ${out}`);

    const held = await scorecard(['hold', RUN, '--out', out, '--by', 'Li Na', '--reason', 'sales look doubled']);
    expect(held.stdout).toContain('held by Li Na: sales look doubled');
    expect(held.code).toBe(0);
    // The set time is past, but nothing held goes out by itself.
    const again = await run();
    expect(again.stdout).toMatch(
      /Held back: the report of 2026-06 is made[\s\S]*NOT_RELEASED[\s\S]*sales look doubled/,
    );
    expect(again.code).toBe(3);
    expect(mails(RUN)).toEqual([]);

    const released = await scorecard(['release', RUN, ...folders(), ...WORD]);
    expect(released.stderr).toContain('released by Li Na: looks right');
    expect(released.stdout).toMatch(/release +by Li Na, 20\S+: looks right/);
    expect(released.code).toBe(0);
    expect([mails(`${RUN}.preview-r1`), mails(RUN)]).toEqual([['dora.eml'], ['ann.eml', 'bo.eml', 'dora.eml']]);

    const late = await scorecard(['hold', RUN, '--out', out, ...WORD]);
    expect(late.stderr).toMatch(/USAGE[\s\S]*on its way already: it went as Li Na released it/);
    expect(late.code).toBe(2);
    const told = await scorecard(['runs', '--out', out, RUN]);
    expect(told.stdout).toMatch(/released by Li Na, 20\S+: looks right/);
    expect(told.stdout).toMatch(/held by Li Na: sales look doubled\n.*released by Li Na: looks right/);
    const json = JSON.parse((await scorecard(['runs', '--out', out, RUN, '--json'])).stdout) as { release: unknown };
    expect(json.release).toMatchObject({ revision: 1, question: { owners: ['dora'] } });
  });

  test('the same command sends what owners were shown once its set time is past', async () => {
    const own = path.join(folder, 'by-itself');
    const twice = ['run', '--config', config, '--lake', lake.folder, '--out', own, '--period', '2026-06', '--json'];
    expect(JSON.parse((await scorecard(twice)).stdout)).toMatchObject({ outcome: 'unreleased' });
    const sent = JSON.parse((await scorecard(twice)).stdout);
    expect(sent).toMatchObject({ outcome: 'done', release: { by: null, reason: null } });
    const resent = await scorecard(['resend', RUN, '--config', config, '--out', own, '--recipient', 'ann', ...WORD]);
    expect(resent.stdout).toBe('ann: sent\n');
  });

  test.each([
    ['who decides', ['--reason', 'x'], /--by <name>/],
    ['why', ['--by', 'Li', '--reason', ' '], /Who decides, and why, must be said/],
    ['a run that waits', WORD, /nothing-2026-06 waits for nobody/],
  ])('is refused without %s', async (_, args, says) => {
    for (const word of ['release', 'hold']) {
      const ended = await scorecard([word, 'nothing-2026-06', '--out', out, ...args]);
      expect(ended.stderr).toMatch(says);
      expect(ended.code).toBe(2);
    }
  });
});

describe('on a stage', () => {
  const RUN = 'monthly-executive-2026-10';
  const ASKED = {
    report: 'monthly-executive',
    period: '2026-10',
    goesOutAt: '2026-11-02T03:00:00Z',
    owners: ['dora'],
    readers: 3,
  };
  let model: StageModel;
  let wire: Wire;

  beforeEach(async () => {
    model = stageModel();
    wire = await startWire(stageWire(model));
  });
  afterEach(() => wire.close());

  const stage = (...args: string[]) => scorecard([...args, '--stage', 'dev'], ROOT, environmentOf(wire.url));
  const put = (key: string, value: unknown) => model.objects.set(`reports/${key}`, Buffer.from(JSON.stringify(value)));
  const read = (key: string) => JSON.parse(model.objects.get(`reports/${key}`)?.toString() ?? 'null');
  const attempt = (number: number, end?: object) => {
    put(`runs/${RUN}/attempt-${number}/claim.json`, { executionId: `arn:${number}` });
    if (end)
      put(`runs/${RUN}/attempt-${number}/run.json`, {
        report: 'monthly-executive',
        kind: 'run',
        from: '2026-10',
        to: '2026-10',
        asOf: '2026-11-02T00:00:00Z',
        run: RUN,
        ...end,
      });
  };
  const done = (release: object) => ({ outcome: 'done', published: [], readers: [], deliveries: [], release });
  const word = { by: 'Li Na', reason: 'looks right', at: '2026-11-02T01:00:00Z' };

  test('a release puts the word beside the question and follows the run that waits for it', async () => {
    attempt(1);
    put(`runs/${RUN}/attempt-1/readers/1.json`, []);
    put(`releases/${RUN}/r1/asked.json`, ASKED);
    model.executions.set('arn:1', { Status: 'RUNNING' });
    const isSaid = () => [...model.objects.keys()].some((key) => key.endsWith(`releases/${RUN}/r1/1.json`));
    const waiting = setInterval(() => isSaid() && attempt(1, done(word)), 200);
    const { stdout, stderr, code } = await stage('release', RUN, ...WORD);
    clearInterval(waiting);
    expect(read(`releases/${RUN}/r1/1.json`)).toMatchObject({
      decision: 'release',
      by: 'Li Na',
      reason: 'looks right',
    });
    expect(stderr).toContain('released by Li Na: looks right');
    expect(stdout).toContain('release   by Li Na, 2026-11-02T01:00:00Z: looks right');
    expect(code).toBe(0);
    expect(model.started).toEqual([]);
  });

  test('a release of a run that ended held starts it again', async () => {
    attempt(1, { outcome: 'held', problems: [] });
    put(`releases/${RUN}/r1/asked.json`, ASKED);
    put(`releases/${RUN}/r1/1.json`, { decision: 'hold', ...word });
    model.onStart = (_, executionId) => {
      attempt(2, done(word));
      put(`runs/${RUN}/attempt-2/claim.json`, { executionId });
      return { Status: 'RUNNING' };
    };
    expect((await stage('release', RUN, ...WORD)).code).toBe(0);
    expect(read(`releases/${RUN}/r1/2.json`)).toMatchObject({ decision: 'release' });
    expect(model.started).toMatchObject([
      { functionName: arnOf('report'), payload: { report: 'monthly-executive', period: '2026-10' } },
    ]);
  });

  test('a hold is kept and starts nothing; after it was let go it is refused', async () => {
    attempt(1);
    put(`releases/${RUN}/r1/asked.json`, ASKED);
    const { stdout, code } = await stage('hold', RUN, '--by', 'Li Na', '--reason', 'doubled');
    expect(stdout).toContain('held by Li Na: doubled');
    expect(code).toBe(0);
    expect(model.started).toEqual([]);
    put(`releases/${RUN}/r1/2.json`, { decision: 'let_go', released: null, at: '2026-11-02T03:00:30Z' });
    const late = await stage('hold', RUN, ...WORD);
    expect(late.stderr).toMatch(/it went by itself, since nobody had decided, at 2026-11-02T03:00:30Z/);
    expect(late.code).toBe(2);
  });

  test('run --stage ends where the run waits for its owners, and says how to decide', async () => {
    model.onStart = (_, executionId) => {
      put(`runs/${RUN}/attempt-1/claim.json`, { executionId });
      put(`runs/${RUN}/attempt-1/readers/1.json`, []);
      put(`releases/${RUN}/r1/asked.json`, ASKED);
      return { Status: 'RUNNING' };
    };
    const { stdout, code } = await stage('run', '--period', '2026-10');
    expect(stdout).toContain(`${RUN} is made and waits to be released`);
    expect(stdout).toContain(`npx scorecard hold ${RUN} --stage dev --by <you> --reason <why>`);
    expect(stdout).toContain('it goes out by itself at 2026-11-02T03:00:00Z');
    expect(code).toBe(0);
    expect((await stage('runs')).stdout).toMatch(/2026-10 +unreleased/);
  });

  test('names the permission that is missing to put a word', async () => {
    attempt(1);
    put(`releases/${RUN}/r1/asked.json`, ASKED);
    model.denied.add('PutObject');
    const { stderr, code } = await stage('hold', RUN, ...WORD);
    expect(stderr).toMatch(/s3:PutObject/);
    expect(code).toBe(1);
  });
});
