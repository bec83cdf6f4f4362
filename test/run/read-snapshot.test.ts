// Snapshots of every version that was ever published: each is read, compared with and shown as if it were of today.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { figuresPage } from '../../functions/pages/figures-page.ts';
import { readSnapshotAt } from '../../functions/run/read-snapshot.ts';
import { kpisCsv } from '../../functions/snapshot/csv.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import { pastOfSnapshot } from '../../functions/snapshot/past.ts';
import { SCHEMA_VERSION, type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { readLocale, renderMail } from '../support/email.ts';
import { ROOT } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const KEY = 'snapshots/monthly-executive/2026-10/r1/snapshot.json';
const EARLIER = path.join(ROOT, 'test/snapshot/earlier');
const versions = readdirSync(EARLIER).map((file) => file.replace('.json', ''));
const textOf = (version: string) => readFileSync(path.join(EARLIER, `${version}.json`), 'utf8');

async function read(text: string): Promise<Snapshot | null> {
  const store = memoryStore();
  await store.putOnce(KEY, text);
  return readSnapshotAt(store, KEY);
}

describe.each(versions)('a snapshot of schema %s', (version) => {
  test('is one of today', async () => {
    const snapshot = await read(textOf(version));
    expect(snapshot?.schemaVersion).toBe(version);
    expect(snapshotShape.safeParse(snapshot).error).toBeUndefined();
  });

  test('is what later months are compared with', async () => {
    const past = pastOfSnapshot((await read(textOf(version))) as Snapshot);
    expect(past.kpi('sales')?.value?.toString()).toMatch(/^\d+/);
    expect(past.score('department', null)?.toString()).toMatch(/^\d+/);
  });

  test('has its mail, its files, its page and what changed since', async () => {
    const snapshot = (await read(textOf(version))) as Snapshot;
    for (const locale of ['en', 'zh-CN'] as const) {
      expect((await renderMail(snapshot, locale)).text).toContain(snapshot.shop.name);
      expect(figuresPage(snapshot, readLocale(locale))).toContain('<html');
    }
    const lines = kpisCsv(snapshot, [readLocale('en'), readLocale('zh-CN')]).split('\r\n');
    expect(lines.length).toBeGreaterThan(snapshot.kpis.length);
    expect(diffSnapshots(snapshot, buildSnapshot()).kpis.length).toBeGreaterThanOrEqual(0);
  });
});

test('every minor before the present one has its example', () => {
  const [major, minor] = SCHEMA_VERSION.split('.').map(Number);
  expect(versions).toEqual(Array.from({ length: minor ?? 0 }, (_, at) => `${major}.${at}.0`));
});

test('a newer minor is read: what it has more is not asked for', async () => {
  const [major, minor] = SCHEMA_VERSION.split('.').map(Number);
  const newer = { ...buildSnapshot(), schemaVersion: `${major}.${(minor ?? 0) + 1}.0`, more: true };
  expect((await read(JSON.stringify(newer)))?.schemaVersion).toBe(newer.schemaVersion);
});

test.each([
  ['another major', { schemaVersion: '2.0.0' }, /^It is written by schema 2\.0\.0; this program reads 1\.x\.$/],
  ['no version', {}, /^It does not say by which schema/],
])('%s is refused with its key', async (_, document, message) => {
  await expect(read(JSON.stringify(document))).rejects.toMatchObject({
    problems: [{ code: 'UNKNOWN_SCHEMA', place: { file: KEY }, message: expect.stringMatching(message) }],
  });
});
