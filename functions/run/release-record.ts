// What owners were asked and what they decided, as it lies in the store: numbered entries, each written once, of which the
// last one counts. Letting go is an entry too: whatever comes after it is told that it came too late.
import type { Store } from '../ports.ts';
import { readJson } from '../stored-json.ts';
import { releaseFolder } from './keys.ts';

/** What a person says, when and why. */
export type Decision = { decision: 'release' | 'hold'; by: string; reason: string; at: string };

/** The run is going out; null: nobody had decided until the set time. */
type LetGo = { decision: 'let_go'; released: Decision | null; at: string };

export type Entry = Decision | LetGo;

/** Who let a run go out; nobody: it went by itself at its set time. */
export type Released = { by: string | null; reason: string | null; at: string };

/** Written when owners were shown the mail. */
export type Question = {
  report: string;
  period: string;
  /** When it goes out unless somebody decides. */
  goesOutAt: string;
  /** Ids of the owners to whom it was shown. */
  owners: string[];
  readers: number;
};

export type Release = { revision: number; question: Question; entries: Entry[] };

/** The question about the newest revision that owners were shown, or null where they were shown none. */
export async function readRelease(store: Pick<Store, 'get' | 'list'>, run: string): Promise<Release | null> {
  const revisions = (await store.list(`releases/${run}/`)).map((key) =>
    Number(/\/r(\d+)\/asked\.json$/.exec(key)?.[1] ?? 0),
  );
  const revision = Math.max(0, ...revisions);
  const question = revision === 0 ? null : await readQuestion(store, run, revision);
  return question === null ? null : { revision, question, entries: await readEntries(store, run, revision) };
}

/** Owners were asked, and nobody has said anything yet. */
export function waitsForOwners(release: Release | null): release is Release {
  return release !== null && release.entries.length === 0;
}

export function readQuestion(store: Pick<Store, 'get'>, run: string, revision: number): Promise<Question | null> {
  return readJson<Question>(store, `${releaseFolder(run, revision)}/asked.json`);
}

export async function writeQuestion(store: Store, run: string, revision: number, question: Question): Promise<void> {
  await store.putOnce(`${releaseFolder(run, revision)}/asked.json`, toJson(question));
}

/** The first one first. */
export async function readEntries(store: Pick<Store, 'get' | 'list'>, run: string, revision: number): Promise<Entry[]> {
  const folder = releaseFolder(run, revision);
  const numbers = (await store.list(`${folder}/`)).map((key) => Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0));
  const known = numbers.filter((number) => number > 0).sort((a, b) => a - b);
  const entries = await Promise.all(known.map((number) => readJson<Entry>(store, `${folder}/${number}.json`)));
  return entries.filter((entry) => entry !== null);
}

/**
 * Appends what `next` makes of the entries that are there, and answers what counts then; null adds nothing. Where somebody
 * was faster, `next` is asked again: two never write after the same entry.
 */
export async function appendEntry<E extends Entry>(
  store: Store,
  { run, revision }: { run: string; revision: number },
  next: (entries: Entry[]) => E | null,
): Promise<Entry | null> {
  for (;;) {
    const entries = await readEntries(store, run, revision);
    const entry = next(entries);
    if (entry === null) return entries.at(-1) ?? null;
    const put = await store.putOnce(`${releaseFolder(run, revision)}/${entries.length + 1}.json`, toJson(entry));
    if (put !== 'different') return entry;
  }
}

export function releasedBy({ released, at }: LetGo): Released {
  return released === null
    ? { by: null, reason: null, at }
    : { by: released.by, reason: released.reason, at: released.at };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
