// What the gate of a run holds its tables against.
import { afterAll, expect, test } from 'vitest';
import type { Profile } from '../../functions/checks/profile.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { checkOnly } from '../../functions/run/check-only.ts';
import { firstDayCovered } from '../../functions/run/plan-periods.ts';
import { mustLoad } from '../support/shop.ts';
import { contextOf, juneRequest, openExamples } from '../support/story.ts';

const definitions = mustLoad({ 'checks/own.yaml': 'orders.history_kept: { action: hold }\n' });
const engine = await openExamples(definitions);
afterAll(() => engine.close());

const DAY = { rows: 20, repeated: 0, nulls: {}, sums: {}, hours: {}, members: {}, wrong: {} };

/** Found in `orders`, beside what is said to have been published of some of its days. */
async function historyFound(days: string[]): Promise<[string, string | null | undefined][]> {
  const store = memoryStore();
  await store.putOnce('snapshots/monthly-executive/2026-05/r1/manifest.json', '{}');
  await store.putOnce('snapshots/monthly-executive/2026-05/r1/snapshot.json', '{"schemaVersion":"1.4.0","sources":[]}');
  for (const day of days) {
    const profile: Profile = { orders: { [day]: DAY } };
    await store.putOnce(`profiles/${day.slice(0, 7)}/p1.json`, JSON.stringify(profile));
  }
  const request = juneRequest(definitions);
  const ports = { engine, store, recipientFiles: async () => [] };
  const { checks } = await checkOnly(
    { run: 'x', folder: 'x', ports, request, context: contextOf(definitions, {}) },
    null,
  );
  return checks
    .filter(({ id }) => id === 'history_kept')
    .flatMap(({ outcome, since }) => (outcome === 'ok' ? [] : [[outcome, since]]));
}

test('days that were published and are gone hold a run, but for those that lie before what it counts', async () => {
  const covered = firstDayCovered(juneRequest(definitions), { '2026-05': 1 }, contextOf(definitions, {}));
  // The case that matters: the months of profiles begin before the days that are counted.
  expect(covered.slice(8)).not.toBe('01');
  const before = `${covered.slice(0, 8)}01`;
  expect(await historyFound([before])).toEqual([]);
  expect(await historyFound([covered])).toEqual([['held', covered]]);
});
