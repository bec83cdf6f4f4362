// Thousands of runs that break: whatever fails, throttles, acts without an answer, answers twice or dies, nobody is mailed
// twice by itself, no snapshot changes, and no run ends in silence. `npm run test:faults` tells 100,000.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readTries, settledOf } from '../../functions/delivery/ledger.ts';
import { schedules } from './faults.ts';
import { openSmallShop, RUN, type SmallShop } from './small-shop.ts';
import { outcomeOf, type Told, tell } from './tell.ts';

const SCHEDULES = Number(process.env.FAULT_SCHEDULES ?? 100);
const LANES = 8;
const SEED = Number(process.env.FAULT_SEED ?? 1);

let small: SmallShop;
beforeAll(async () => {
  small = await openSmallShop();
});

describe('runs that break', () => {
  test('mail nobody twice, change no snapshot and end with an outcome and an alert', {
    timeout: 7_200_000,
  }, async () => {
    const counts = new Map<string, number>();
    const count = (name: string, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by);
    const property = fc.asyncProperty(schedules, async (schedule) => {
      const told = await tell(schedule, small);
      count('schedules');
      for (const { call, kind } of told.world.happened) count(`${call} ${kind}`);
      for (const { answer } of told.executions) count(`ended ${answer?.outcome ?? 'as a dead letter'}`);
      count('mails', told.world.sent.length);
      expectNobodyMailedTwice(told);
      expectSnapshotsUnchanged(told);
      expectNoSilence(told);
      await expectTrueLedger(told, schedule.readers);
      count(`last ${await outcomeOf(told.world)}`);
    });
    // Side by side, since an execution that is suspended waits for timers of the SDK.
    const lanes = Array.from({ length: LANES }, (_, lane) => ({
      numRuns: Math.ceil(SCHEDULES / LANES),
      seed: SEED * 1000 + lane,
      endOnFailure: true,
    }));
    await Promise.all(lanes.map((lane) => fc.assert(property, lane)));
    console.log(
      [...counts]
        .sort()
        .map(([name, number]) => `${String(number).padStart(8)}  ${name}`)
        .join('\n'),
    );
    expect(counts.get('ended done')).toBeGreaterThan(SCHEDULES / 4);
    expect(counts.get('ended failed')).toBeGreaterThan(SCHEDULES / 20);
  });
});

function expectNobodyMailedTwice({ world }: Told): void {
  const recipients = world.sent.map(({ recipient }) => recipient);
  expect(recipients).toEqual([...new Set(recipients)]);
}

/** Each revision is whole and says for ever what it said first. */
function expectSnapshotsUnchanged({ snapshots }: Told): void {
  const last = snapshots.at(-1) ?? new Map<string, string>();
  for (const earlier of snapshots) for (const [key, body] of earlier) expect(last.get(key), key).toBe(body);
  for (const [key, body] of last) {
    if (!key.endsWith('/manifest.json')) continue;
    for (const file of (JSON.parse(body) as { files: { key: string; sha256: string }[] }).files) {
      expect(
        createHash('sha256')
          .update(Buffer.from(last.get(file.key) ?? '', 'latin1'))
          .digest('hex'),
        file.key,
      ).toBe(file.sha256);
    }
  }
}

/** An execution that fails lies in the dead-letter queue, which has an alarm. */
function expectNoSilence({ executions }: Told): void {
  for (const { ending, answer, alerts } of executions) {
    expect(ending.outcome).not.toBe('died');
    if (answer === null) continue;
    expect(['done', 'held', 'failed', 'duplicate']).toContain(answer.outcome);
    if (answer.outcome === 'held' || answer.outcome === 'failed') expect(alerts).toBeGreaterThan(0);
  }
}

/** At the end, in a whole world: each reader has the mail, or is known to be in doubt and somebody was told. */
async function expectTrueLedger({ world, executions }: Told, readers: number): Promise<void> {
  expect(await outcomeOf(world)).toBe('done');
  for (let at = 0; at < readers; at++) {
    const recipient = `reader-${at}`;
    const tries = await readTries(world.store, RUN, recipient);
    const settled = tries.map(settledOf);
    const wasSent = world.sent.some((message) => message.recipient === recipient);
    if (settled.includes('sent')) expect(wasSent, `${recipient} is said to have the mail`).toBe(true);
    else {
      expect(settled, `${recipient} is neither mailed nor in doubt`).toContain('unknown');
      const isTold = world.alerts.some(({ text }) => text.includes(recipient));
      expect(isTold || executions.some(({ answer }) => answer === null), `nobody was told of ${recipient}`).toBe(true);
    }
    if (settled.every((one) => one === 'not_sent')) expect(wasSent).toBe(false);
  }
}
