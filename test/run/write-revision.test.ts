// A crash between any two writes of a revision leaves no new revision or a whole one, in every store; the same run again
// makes it whole under the same number, and another one takes the next number and leaves what it found.
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Store } from '../../functions/ports.ts';
import { snapshotFolder } from '../../functions/run/keys.ts';
import { findRevisions } from '../../functions/run/revisions.ts';
import { snapshotFiles } from '../../functions/run/snapshot-files.ts';
import { listRevisionFolders, verifyRevision } from '../../functions/run/verify-revisions.ts';
import { type RevisionFile, toJson, writeRevision } from '../../functions/run/write-revision.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { type Opened, stores } from '../support/stores.ts';

const DEFINITIONS = mustLoad();
const folderOf = (revision: number) => snapshotFolder('monthly-executive', '2026-10', revision);

const made = new Map<string, RevisionFile[]>();

async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of from) all.push(one);
  return all;
}

/** What a run publishes, under its number. */
async function* filesOf(revision: number, sales = '1000'): AsyncGenerator<RevisionFile> {
  const name = `${revision} ${sales}`;
  const files = made.get(name) ?? (await collect(makeFiles(revision, sales)));
  made.set(name, files);
  yield* files;
}

async function* makeFiles(revision: number, sales: string): AsyncGenerator<RevisionFile> {
  const snapshot = { ...buildSnapshot(), revision };
  const [first] = snapshot.kpis;
  if (first) first.value = sales;
  const { schemaVersion, report, shop, currency, origin, definitionsHash, asOf, period } = snapshot;
  const people = { schemaVersion, report, shop, currency, revision, origin, definitionsHash, asOf, period, kpis: [] };
  yield { key: `people/monthly-executive/2026-10/r${revision}/people.json`, body: toJson(people) };
  yield* snapshotFiles(folderOf(revision), snapshot, DEFINITIONS);
  yield { key: `${folderOf(revision)}/snapshot.json`, body: toJson(snapshot) };
}

/** Its files and the manifest. */
const WRITES = (await collect(filesOf(1))).length + 1;

class Killed extends Error {}

/** The store of a process that dies before its n-th write, or right after it. */
function dyingStore(store: Store, n: number, when: 'before' | 'after'): Store {
  let puts = 0;
  return {
    ...store,
    async putOnce(key, body) {
      const at = ++puts;
      if (at > n || (at === n && when === 'before')) throw new Killed();
      const put = await store.putOnce(key, body);
      if (at === n) throw new Killed();
      return put;
    },
  };
}

describe.each(stores)('a revision in $name', ({ open }) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const points = Array.from({ length: WRITES }, (_, at) => at + 1).flatMap((n) => [
    { n, when: 'before' as const },
    { n, when: 'after' as const },
  ]);

  async function killAt({ n, when }: (typeof points)[number]): Promise<void> {
    await expect(
      writeRevision(dyingStore(opened.store, n, when), 0, folderOf, (number) => filesOf(number)),
    ).rejects.toThrow(Killed);
  }

  const wholeOnes = async () => {
    const folders = await listRevisionFolders(opened.store, 'snapshots/');
    for (const folder of folders) expect((await verifyRevision(opened.store, folder)).problems).toEqual([]);
    return folders;
  };

  test.each(points)(
    'is not there or whole where it was killed $when write $n, and becomes whole by the same run',
    async (point) => {
      await killAt(point);
      expect(await wholeOnes()).toEqual(point.n === WRITES && point.when === 'after' ? [folderOf(1)] : []);
      expect(await writeRevision(opened.store, 0, folderOf, (number) => filesOf(number))).toBe(1);
      expect(await wholeOnes()).toEqual([folderOf(1)]);
    },
  );

  test.each(points)('that was killed $when write $n is left as it is by other figures', async (point) => {
    await killAt(point);
    const left = new Map<string, Uint8Array | null>();
    for (const key of await opened.store.list('')) left.set(key, await opened.store.get(key));
    const newest = (await findRevisions(opened.store, 'monthly-executive'))['2026-10'] ?? 0;
    const number = await writeRevision(opened.store, newest, folderOf, (revision) => filesOf(revision, '2000'));
    expect(await wholeOnes()).toContain(folderOf(number));
    for (const [key, body] of left) expect(await opened.store.get(key), key).toEqual(body);
  });
});

test('a write that fails while the next file is still being made is what the revision fails of, and nothing else', async () => {
  const store = memoryStore();
  const failing: Store = { ...store, putOnce: () => Promise.reject(new Killed()) };
  const slowly = async function* () {
    yield { key: `${folderOf(1)}/kpis.csv`, body: 'a' };
    await setTimeout(20);
    yield { key: `${folderOf(1)}/snapshot.json`, body: 'b' };
  };
  const unheard: unknown[] = [];
  const listen = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', listen);
  await expect(writeRevision(failing, 0, folderOf, slowly)).rejects.toThrow(Killed);
  process.off('unhandledRejection', listen);
  expect(unheard).toEqual([]);
});
