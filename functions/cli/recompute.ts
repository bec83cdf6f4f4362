// Makes a published revision once more, in a folder of its own that is thrown away: from the same rows, definitions and
// scheduled time, and from no more history than there was. What comes out must be what was published, to the byte.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesOf } from '../checks/describe-sources.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { folderStore } from '../local/folder.ts';
import { type Period, readPeriod } from '../periods/period.ts';
import type { Engine, Store } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { readClosings } from '../run/closing.ts';
import { closingKey } from '../run/keys.ts';
import { readSnapshotAt } from '../run/read-snapshot.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { readJson } from '../stored-json.ts';
import { calendarOf, findReport } from './open-shop.ts';
import type { ShopOptions } from './options.ts';
import { runOnFolder } from './run-on-folder.ts';
import type { Progress } from './streams.ts';

type With = { definitions: Definitions; engine: Engine; progress: Progress };
type Manifest = { files: { key: string; sha256: string }[] };

/** What is otherwise than when `folder` was published: first the inputs; where these are the same, the files. */
export async function recompute(store: Store, folder: string, options: ShopOptions, use: With): Promise<Problem[]> {
  const snapshot = await readSnapshotAt(store, `${folder}/snapshot.json`);
  if (!snapshot || snapshot.slice || snapshot.origin === 'backfill') throw new ProblemError(notAlone(folder));
  const inputs = await compareInputs(snapshot, folder, use);
  return inputs.length > 0 ? inputs : compareFiles(store, snapshot, folder, options, use);
}

/** Definitions by their hash, tables by the fingerprint of their files. */
async function compareInputs(snapshot: Snapshot, folder: string, { definitions, engine }: With): Promise<Problem[]> {
  const place = { file: folder };
  const remedy =
    'Figures may differ from the published ones. To publish what the data says now, run the period again: it makes a revision.';
  const problems: Problem[] = [];
  if (snapshot.definitionsHash !== definitions.hash) {
    const message = `Definitions are others than when it was published: ${shortHash(definitions.hash)}, then ${shortHash(snapshot.definitionsHash)}.`;
    problems.push({ code: 'INPUTS_CHANGED', message, place, remedy });
  }
  const there = await engine.tables();
  for (const { table, fingerprint, files, bytes } of snapshot.sources) {
    const isMapped = table in definitions.sources;
    const now = isMapped || there.includes(table) ? await filesOf(table, definitions, engine) : null;
    if ((now?.fingerprint ?? null) === fingerprint) continue;
    const [then, today] = [sizeOf({ files, bytes }), now === null ? 'no file' : sizeOf(now)];
    const message = `Table ${table} has other files than when it was published: ${today}, then ${then}.`;
    problems.push({ code: 'INPUTS_CHANGED', message, place, remedy });
  }
  return problems;
}

async function compareFiles(
  store: Store,
  snapshot: Snapshot,
  folder: string,
  options: ShopOptions,
  use: With,
): Promise<Problem[]> {
  const out = mkdtempSync(path.join(tmpdir(), 'recomputed-'));
  try {
    await copyHistory(store, snapshot, out);
    const period = readPeriod(snapshot.period.id, calendarOf(use.definitions)) as Period;
    const report = findReport(use.definitions, snapshot.report.id);
    const { revision, asOf } = snapshot;
    const kind = revision > 1 ? ('restate' as const) : ('run' as const);
    const request = { report, kind, revision, from: period, to: period, asOf, takeOver: true };
    const result = await runOnFolder(request, { ...options, out }, use);
    if (result.outcome === 'held' || result.outcome === 'failed') return result.problems;
    return await compareBytes(store, folder, out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Revisions of this report that were there before, what was known of their days, and what somebody had accepted. */
async function copyHistory(store: Store, snapshot: Snapshot, out: string): Promise<void> {
  const { period, report } = snapshot;
  const copy = async (key: string) => {
    const file = path.join(out, ...key.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, (await store.get(key)) ?? '');
  };
  for (const key of await store.list(`snapshots/${report.id}/`)) {
    const [, folder, own] = /^(snapshots\/[^/]+\/[^/]+\/r(\d+))\/manifest\.json$/.exec(key) ?? [];
    if (folder === undefined) continue;
    const earlier = await readSnapshotAt(store, `${folder}/snapshot.json`);
    if (!earlier || !wasThere(snapshot, earlier, Number(own))) continue;
    const people = folder.replace('snapshots/', 'people/');
    for (const part of [folder, people]) for (const one of await store.list(`${part}/`)) await copy(one);
  }
  const shut = Object.keys(await readClosings(store, report.id)).filter((id) => wasClosed(snapshot, id));
  for (const id of shut) await copy(closingKey(report.id, id));
  const first = period.from.slice(0, 7);
  for (const key of await store.list('profiles/')) if ((key.split('/')[1] ?? '') < first) await copy(key);
  for (const key of await store.list(`acceptances/${report.id}/`)) await copy(key);
}

/** Revisions of other months that came with the same run were not: but an older month is restated before a newer one. */
function wasThere({ asOf, origin, period, revision }: Snapshot, earlier: Snapshot, own: number): boolean {
  if (earlier.period.id === period.id) return own < revision;
  if (earlier.asOf !== asOf) return earlier.asOf < asOf;
  return origin === 'restatement' && earlier.period.from < period.from;
}

/** Of the months that a snapshot looked at again: those that it tells adjustments of, or nothing else. */
function wasClosed({ adjustments, restated, period }: Snapshot, id: string): boolean {
  if (adjustments === undefined || id >= period.id) return false;
  return adjustments.some((one) => one.period === id) || !restated.some((one) => one.period === id);
}

async function compareBytes(store: Store, folder: string, out: string): Promise<Problem[]> {
  const made = folderStore(out);
  const manifest = await readJson<Manifest>(store, `${folder}/manifest.json`);
  const problems: Problem[] = [];
  for (const { key } of manifest?.files ?? []) {
    const [published, anew] = await Promise.all([store.get(key), made.get(key)]);
    if (published && anew && Buffer.from(published).equals(anew)) continue;
    const message =
      anew === null ? 'It is not made again.' : `It comes out otherwise: ${firstDifference(published, anew)}`;
    const remedy =
      'Another version of the program made it, or this is a mistake of the program: report it with both files.';
    problems.push({ code: 'NOT_REPRODUCED', message, place: { file: key }, remedy });
  }
  return problems;
}

/** The first line that differs, as it was published. */
function firstDifference(published: Uint8Array | null, anew: Uint8Array): string {
  const [then = [], now = []] = [published ?? new Uint8Array(), anew].map((bytes) =>
    new TextDecoder().decode(bytes).split('\n'),
  );
  const at = then.findIndex((line, index) => line !== now[index]);
  if (at < 0) return 'it is longer.';
  const [line = '', other = ''] = [now[at], then[at]];
  const same = [...line].findIndex((letter, index) => letter !== other[index]);
  // A line of CSV is long; what stands before the difference says where it is.
  const from = Math.max(0, (same < 0 ? line.length : same) - 20);
  const shown = (text: string) => text.slice(from, from + 80).trim();
  return `line ${at + 1} is \`${shown(line)}\`, published \`${shown(other)}\`.`;
}

function notAlone(folder: string): Problem {
  const message = `${folder} was made together with other months, or is a part of another revision.`;
  const remedy = 'Name the revision of the run that made it, e.g. the first month that was mailed.';
  return { code: 'USAGE', message, place: { file: folder }, remedy };
}

function sizeOf({ files, bytes }: { files?: number | undefined; bytes?: number | undefined }): string {
  const count = new Intl.NumberFormat('en');
  return files === undefined ? 'files' : `${count.format(files)} files of ${count.format(bytes ?? 0)} bytes`;
}

function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
