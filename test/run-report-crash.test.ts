// The real run, killed with SIGKILL at each of its steps and started again by the same command: one snapshot, one mail
// each.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderStore } from '../functions/local/folder.ts';
import { inlineSteps } from '../functions/local/inline.ts';
import { memoryStore } from '../functions/local/memory-store.ts';
import { outboxMailer } from '../functions/local/outbox.ts';
import type { RunResult } from '../functions/run/request.ts';
import { runReport } from '../functions/run-report.ts';
import { KILL_SCRATCH, listCrashPoints, runUntilKilled } from './support/kill.ts';
import { deliverParts } from './support/parts.ts';
import { recordingEngine } from './support/recorded-engine.ts';
import type { Fixture } from './support/run-story.child.ts';
import { mustLoad, shopFiles } from './support/shop.ts';
import { compileLayouts, contextOf, juneRequest, openExamples, RECIPIENTS } from './support/story.ts';

/**
 * `npm run test:kills` kills at every point; by default at every second step, of one that is done for many once, and around
 * a mail.
 */
const EVERY_POINT = process.env.KILL_EVERY_POINT === '1';
const SIDE_BY_SIDE = 3;

/** Three families and one card: a dozen statements are as good as all, and are killed at in a fraction of the time. */
const FAMILIES = /^(kpis|playbooks)\/(sales|fulfilment|returns)\.yaml$/;
const CARD = `title: { en: Department, zh-CN: 部门 }
subject: company
lines:
  - { kpi: sales, weight: 40 }
  - { kpi: ship_on_time_rate, weight: 30, floor: 0.92, target: 0.97, stretch: 0.99 }
  - { kpi: return_rate, weight: 30, floor: 0.30, target: 0.20, stretch: 0.10 }
`;
const REPORT = `title: { en: Monthly scorecard, zh-CN: 月度计分卡 }
grain: month
schedule: first business day 08:00
scorecards: [department]
email: monthly-executive
sections: [score, attention, scorecard, drivers, data_quality]
`;

function smallShop() {
  const files = Object.keys(shopFiles()).filter((file) => /^(kpis|playbooks|scorecards|reports)\//.test(file));
  return mustLoad({
    ...Object.fromEntries(files.filter((file) => !FAMILIES.test(file)).map((file) => [file, null])),
    'scorecards/department.yaml': CARD,
    'reports/monthly-executive.yaml': REPORT,
  });
}

const OWNER = 'dora,dora@shop.test,Dora,en,owner,monthly-executive,,\n';
/** A word on the first figures, there before they are: the run needs not wait for it. */
const WORD = 'releases/monthly-executive-2026-06/r1/1.json';
const RELEASED = { decision: 'release', by: 'Dora', reason: 'fine', at: '2026-07-01T00:00:00Z' };

/** Where a run asks its owners: every point of it, and those where a step of it is done. */
const ASKING = /ask|preview|let-go|releases\//;
const ASKED = /^(ran|after) step (ask|preview|let-go|part\/\w+(\[0\]\/send)?$)/;

let scratch = '';
let fixture = '';
let released = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(KILL_SCRATCH, 'story-'));
  fixture = join(scratch, 'fixture.json');
  const definitions = smallShop();
  const context = contextOf(definitions, await compileLayouts(definitions));
  const request = juneRequest(definitions);
  const { engine, recording } = recordingEngine(await openExamples(definitions));
  const mailer = outboxMailer(scratch);
  const ports = {
    engine,
    store: memoryStore(),
    mailer,
    recipientFiles: async () => [{ file: 'r.csv', text: RECIPIENTS }],
  };
  const steps = await inlineSteps({
    folder: join(scratch, 'recording'),
    run: 'recording',
    part: deliverParts(ports, definitions),
  });
  await runReport(steps, ports, request, context);
  await steps.finish('done');
  await engine.close();
  const plain: Fixture = { request, context, recording, recipients: RECIPIENTS };
  await writeFile(fixture, JSON.stringify(plain));
  released = join(scratch, 'released.json');
  const report = { ...request.report, release: { at: '11:00' } };
  const reports = { [report.id]: report };
  const asked: Fixture = {
    ...plain,
    request: { ...request, report },
    context: { ...context, definitions: { ...definitions, reports } },
    recipients: RECIPIENTS + OWNER,
  };
  await writeFile(released, JSON.stringify(asked));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

const childIn = (out: string, told = fixture) => ({
  command: process.execPath,
  args: [join(import.meta.dirname, 'support/run-story.child.ts'), out, told],
  env: { NODE_COMPILE_CACHE: join(scratch, 'compiled') },
});

describe('a run that is killed', () => {
  test('resumes by the same command and ends as if nothing had happened', { timeout: 900_000 }, async () => {
    const whole = await mkdtemp(join(scratch, 'whole-'));
    const { points, ending } = await listCrashPoints(childIn(whole));
    expect(ending, ending.stderr).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
    const expected = await keptIn(whole);
    expect(Object.keys(expected.snapshots).length).toBeGreaterThan(2);
    expect(expected.mails).toEqual(['ann.eml', 'bo.eml']);

    const steps = points.filter((point) => /^ran step/.test(point) && !/\[[1-9]\]/.test(point));
    const around = points.filter((point) => /mailer/.test(point) && !/bo$/.test(point));
    const killed = EVERY_POINT ? points : [...steps.filter((_, at) => at % 2 === 0), ...around];
    expect(killed.length).toBeGreaterThan(8);
    const queue = killed.values();
    const work = async (): Promise<void> => {
      for (const point of queue) expect(await killAndResume(point), point).toEqual(expected);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    console.log(`killed at ${killed.length} of ${points.length} points: one snapshot and one mail each`);
  });
});

describe('a run that its owners release', () => {
  test('is shown once, let go once and mailed once, killed wherever it asks', { timeout: 900_000 }, async () => {
    const outWithWord = async () => {
      const out = await mkdtemp(join(scratch, 'asked-'));
      await folderStore(out).putOnce(WORD, JSON.stringify(RELEASED));
      return out;
    };
    const { points, ending } = await listCrashPoints(childIn(await outWithWord(), released));
    expect(ending, ending.stderr).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
    const killed = points.filter((point) => (EVERY_POINT ? ASKING : ASKED).test(point));
    expect(killed.length).toBeGreaterThan(5);
    const killAndAsk = async (point: string): Promise<void> => {
      const out = await outWithWord();
      expect(await runUntilKilled({ ...childIn(out, released), at: point }), point).toMatchObject({
        outcome: 'killed',
      });
      const resumed = await runUntilKilled(childIn(out, released));
      expect(resumed, point).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
      expect(JSON.parse(resumed.stdout), point).toMatchObject({
        outcome: 'done',
        release: { by: 'Dora', reason: 'fine' },
      });
      expect((await keptIn(out)).mails, point).toEqual(['ann.eml', 'bo.eml', 'dora.eml', 'dora.eml']);
      const words = await folderStore(out).list('releases/');
      expect(
        words.map((key) => key.split('/').at(-1)),
        point,
      ).toEqual(['1.json', '2.json', 'asked.json']);
      await rm(out, { recursive: true, force: true });
    };
    const queue = killed.values();
    const work = async (): Promise<void> => {
      for (const point of queue) await killAndAsk(point);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    console.log(`killed at ${killed.length} points of asking: shown once, let go once, mailed once`);
  });
});

type Kept = { snapshots: Record<string, string>; mails: string[]; outcome: string };

async function killAndResume(point: string): Promise<Kept> {
  const out = await mkdtemp(join(scratch, 'killed-'));
  const dead = await runUntilKilled({ ...childIn(out), at: point });
  expect(dead.outcome, `${point} ${dead.stderr}`).toBe('killed');
  const resumed = await runUntilKilled(childIn(out));
  expect(resumed, point).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
  const kept = await keptIn(out);
  await rm(out, { recursive: true, force: true });
  return {
    ...kept,
    outcome: point === 'before finish' ? kept.outcome : (JSON.parse(resumed.stdout) as RunResult).outcome,
  };
}

/** Snapshots and people's figures to the byte, and who has a mail. */
async function keptIn(out: string): Promise<Kept> {
  const store = folderStore(out);
  const keys = [...(await store.list('snapshots/')), ...(await store.list('people/'))];
  const bodies = await Promise.all(keys.map((key) => store.get(key)));
  const mails = (await store.list('outbox/')).filter((key) => key.endsWith('.eml'));
  return {
    snapshots: Object.fromEntries(keys.map((key, at) => [key, Buffer.from(bodies[at] ?? '').toString()])),
    mails: mails.map((key) => key.split('/').at(-1) ?? '').sort(),
    outcome: 'done',
  };
}
