// Whatever is changed of a published revision is found, and named with its key; what was published is in order.
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Store } from '../../functions/ports.ts';
import { closePeriod } from '../../functions/run/closing.ts';
import { snapshotFolder } from '../../functions/run/keys.ts';
import { listRevisionFolders, verifyClosings, verifyRevision } from '../../functions/run/verify-revisions.ts';
import { toJson, writeRevision } from '../../functions/run/write-revision.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const snapshot = buildSnapshot();
const folderOf = (revision: number) => snapshotFolder('monthly-executive', '2026-10', revision);
const FOLDER = folderOf(1);

let published: Store;
beforeEach(async () => {
  published = memoryStore();
  await writeRevision(published, 0, folderOf, () => [
    { key: `${FOLDER}/kpis.csv`, body: 'kpi,value\r\nsales,1.00\r\n' },
    { key: `${FOLDER}/snapshot.json`, body: toJson({ ...snapshot, revision: 1 }) },
  ]);
});

/** The store as it is after somebody went into it: `null`, gone. */
function changedStore(changes: Record<string, string | null>): Store {
  const bytes = new Map(Object.entries(changes).map(([name, text]) => [`${FOLDER}/${name}`, text]));
  return {
    ...published,
    get: async (key) => {
      const text = bytes.get(key);
      return text === undefined ? published.get(key) : text === null ? null : Buffer.from(text);
    },
    list: async (prefix) => {
      const keys = new Set([...(await published.list(prefix)), ...bytes.keys()]);
      return [...keys].filter((key) => key.startsWith(prefix) && bytes.get(key) !== null).sort();
    },
  };
}

const found = async (store: Store) =>
  (await verifyRevision(store, FOLDER)).problems.map(({ code, place, message }) => {
    expect(code).toBe('CHANGED_FILE');
    return `${place?.file.slice(FOLDER.length + 1)}: ${message}`;
  });

describe('a revision', () => {
  test('that is as it was published has no problem, and says how much it holds', async () => {
    const verified = await verifyRevision(published, FOLDER);
    const size = (await published.get(`${FOLDER}/snapshot.json`))?.byteLength ?? 0;
    expect(verified).toEqual({ folder: FOLDER, files: 2, bytes: size + 23, problems: [] });
  });

  test.each<[string, Record<string, string | null>, RegExp]>([
    ['a digit', { 'kpis.csv': 'kpi,value\r\nsales,2.00\r\n' }, /^kpis\.csv: Its bytes are others/],
    [
      'a byte more',
      { 'kpis.csv': 'kpi,value\r\nsales,1.00\r\n\n' },
      /^kpis\.csv: It has 24 bytes where .+ lists 23\.$/,
    ],
    ['a file gone', { 'snapshot.json': null }, /^snapshot\.json: It is gone/],
    ['a file more', { 'kpis.xlsx': 'x' }, /^kpis\.xlsx: It lies in the folder of a revision that does not list it/],
    ['a broken manifest', { 'manifest.json': '{"files": [' }, /^manifest\.json: It is no manifest/],
    ['an empty manifest', { 'manifest.json': '{"files": []}' }, /^manifest\.json: It is no manifest/],
  ])('of which %s was changed is found out', async (_what, changes, said) => {
    expect(await found(changedStore(changes))).toEqual([expect.stringMatching(said)]);
  });

  test('whose manifest was written anew after its snapshot was changed does not pass for another one', async () => {
    const forged = memoryStore();
    await writeRevision(forged, 0, folderOf, () => [
      { key: `${FOLDER}/snapshot.json`, body: toJson({ ...snapshot, revision: 2 }) },
    ]);
    expect(await found(forged)).toEqual(['snapshot.json: It says that it is revision 2 of 2026-10.']);
    const broken = memoryStore();
    await writeRevision(broken, 0, folderOf, () => [
      { key: `${FOLDER}/snapshot.json`, body: toJson({ ...snapshot, revision: 1, kpis: 'none' }) },
    ]);
    expect(await found(broken)).toEqual([
      expect.stringMatching(/^snapshot\.json: It has not the published shape: kpis:/),
    ]);
  });
});

test('what has no manifest is no revision, and a slice is one of its own', async () => {
  await published.putOnce(`${folderOf(2)}/kpis.csv`, 'left by a crash');
  const slice = `${FOLDER}/slices/carrier=SF`;
  await writeRevision(
    published,
    0,
    () => slice,
    () => [{ key: `${slice}/kpis.csv`, body: 'x' }],
  );
  expect(await listRevisionFolders(published, 'snapshots/monthly-executive/')).toEqual([FOLDER, slice]);
  expect(await found(published)).toEqual([]);
});

describe('a closed revision', () => {
  const close = () =>
    closePeriod(published, {
      report: 'monthly-executive',
      period: '2026-10',
      by: 'Li Na',
      reason: 'books of October',
      at: '2026-11-06T09:12:00Z',
    });

  test('has the manifest that it had when it was closed', async () => {
    await close();
    expect(await verifyClosings(published, 'snapshots/')).toEqual([]);
  });

  test.each<[string, string | null, RegExp]>([
    ['other files under a manifest that fits them', toJson({ files: [] }), /^It is another than that which was closed/],
    ['no manifest', null, /^It is gone; closed\/monthly-executive\/2026-10\.json names it as closed\.$/],
  ])('is found to have %s', async (_, manifest, message) => {
    await close();
    const [problem, ...others] = await verifyClosings(changedStore({ 'manifest.json': manifest }), 'snapshots/');
    expect(problem?.message).toMatch(message);
    expect(others).toEqual([]);
    expect(await verifyClosings(changedStore({ 'manifest.json': manifest }), 'people/')).toEqual([]);
  });
});
