// A run that is killed, at every point it passes, and started again: what it remembers is not repeated, what it stores is
// the same to the byte, and nobody gets a mail twice.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';
import { KILL_SCRATCH, listCrashPoints, runUntilKilled } from '../support/kill.ts';

const SIDE_BY_SIDE = 4;
const RECIPIENTS = ['ann', 'bob'];

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(KILL_SCRATCH, 'crash-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

it('ends as if nothing had happened, wherever the process was killed', { timeout: 60_000 }, async () => {
  const whole = await mkdtemp(join(scratch, 'whole-'));
  const { points, ending } = await listCrashPoints(childIn(whole));
  expect(ending).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
  expect(JSON.parse(ending.stdout)).toEqual({ outcome: 'done', mails: ['sent', 'sent'] });
  expect(points.length).toBeGreaterThan(50);
  const stored = await storedIn(whole);

  const queue = points.values();
  const work = async (): Promise<void> => {
    for (const point of queue) expect(await crashAndResume(point), point).toEqual(expected(point, stored));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
});

type Stored = Record<string, string>;
type Seen = { outcome: string; stored: Stored; ranTwice: string[]; mails: Record<string, string> };

/** Killed at the point, then started again without one. */
async function crashAndResume(point: string): Promise<Seen> {
  const folder = await mkdtemp(join(scratch, 'killed-'));
  expect(await runUntilKilled({ ...childIn(folder), at: point }), point).toMatchObject({ outcome: 'killed' });
  const resumed = await runUntilKilled(childIn(folder));
  expect(resumed, point).toMatchObject({ outcome: 'ended', code: 0, stderr: '' });
  const { outcome, mails = [] } = JSON.parse(resumed.stdout) as { outcome: string; mails?: string[] };
  const ran = (await readFile(join(folder, 'ran'), 'utf8')).split('\n').slice(0, -1);
  const sent = await folderStore(join(folder, 'out')).list('outbox/june/');
  const inOutbox = (recipient: string): number =>
    sent.filter((key) => key.startsWith(`outbox/june/${recipient}`) && key.endsWith('.eml')).length;
  return {
    outcome,
    stored: await storedIn(folder),
    ranTwice: ran.filter((name, index) => ran.indexOf(name) !== index),
    mails: Object.fromEntries(RECIPIENTS.map((name, index) => [name, `${mails[index]}, in outbox ${inOutbox(name)}`])),
  };
}

/** A step is repeated only where it had begun and was not remembered; a mail never is, sent or not. */
function expected(point: string, stored: Stored): unknown {
  const last = point === 'after finish';
  const delivering = /deliver|mailer/.test(point);
  const mail = last ? 'undefined, in outbox 1' : 'sent, in outbox 1';
  return {
    outcome: last ? 'duplicate' : 'done',
    stored,
    ranTwice: last ? ['claim'] : /query|orders|parcels/.test(point) ? expect.toSatisfy(onlyQueries) : repeated(point),
    mails: delivering ? expect.toSatisfy(areHonest) : { ann: mail, bob: mail },
  };
}

const onlyQueries = (steps: string[]): boolean =>
  new Set(steps).size === steps.length && steps.every((step) => step.startsWith('query'));

/** `begun` comes before the step's own work. */
function repeated(point: string): string[] {
  const step = /claim|snapshot/.exec(point)?.[0];
  return step === undefined || /^(begun|before step|after step)/.test(point) ? [] : [step];
}

const areHonest = (mails: Record<string, string>): boolean =>
  Object.values(mails).every((mail) => mail === 'sent, in outbox 1' || mail === 'not_sent, in outbox 0');

const childIn = (folder: string) => ({
  command: process.execPath,
  args: [join(import.meta.dirname, 'inline-crash.child.ts'), folder],
  env: { NODE_COMPILE_CACHE: join(scratch, 'compiled') },
});

/** All that the run keeps, but for journals and mails; a claim holds its execution, so only that there is one. */
async function storedIn(folder: string): Promise<Stored> {
  const store = folderStore(join(folder, 'out'));
  const keys = (await store.list('')).filter((key) => !key.startsWith('outbox/') && !key.includes('journal'));
  const bodies = await Promise.all(keys.map((key) => store.get(key)));
  return Object.fromEntries(
    keys.map((key, index) => [key, key.endsWith('claim') ? 'claimed' : Buffer.from(bodies[index] ?? '').toString()]),
  );
}
