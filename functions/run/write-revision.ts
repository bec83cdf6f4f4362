// Writes a revision: each file once, the manifest last. A revision exists if and only if its manifest does, so what a
// crash left behind is passed over and a number never stands for two things.
import { createHash } from 'node:crypto';
import type { Store } from '../ports.ts';

export type RevisionFile = { key: string; body: string | Uint8Array };

/** As a manifest lists it. */
export type ListedFile = { key: string; size: number; sha256: string };

/** Files are small or many: so many are on their way at once, and no more are held. */
const AT_ONCE = 8;

/** Answers the number under which the files are there. They may be made one by one, and are made anew for each number. */
export async function writeRevision(
  store: Store,
  newest: number,
  folderOf: (revision: number) => string,
  filesOf: (revision: number) => Iterable<RevisionFile> | AsyncIterable<RevisionFile>,
): Promise<number> {
  for (let revision = newest + 1; ; revision++) {
    const files = await writeFiles(store, filesOf(revision));
    // What a crash left behind with other bytes stays; the next number is free.
    if (files === null) continue;
    await store.putOnce(`${folderOf(revision)}/manifest.json`, toJson({ files }));
    return revision;
  }
}

/** Null where one of them is there with other bytes. */
async function writeFiles(
  store: Store,
  files: Iterable<RevisionFile> | AsyncIterable<RevisionFile>,
): Promise<ListedFile[] | null> {
  const listed: ListedFile[] = [];
  let waiting: Promise<Put>[] = [];
  const settle = async (): Promise<boolean> => {
    const puts = await Promise.all(waiting);
    waiting = [];
    for (const put of puts) if ('error' in put) throw put.error;
    return !puts.some((put) => 'outcome' in put && put.outcome === 'different');
  };
  for await (const { key, body } of files) {
    listed.push(listFile({ key, body }));
    waiting.push(settled(store.putOnce(key, body)));
    if (waiting.length === AT_ONCE && !(await settle())) return null;
  }
  return (await settle()) ? listed : null;
}

type Put = { outcome: 'created' | 'same' | 'different' } | { error: unknown };

/** What failed is kept until it is asked for: the next file may take a while, and nobody listens meanwhile. */
function settled(put: Promise<'created' | 'same' | 'different'>): Promise<Put> {
  return put.then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
}

export function listFile({ key, body }: RevisionFile): ListedFile {
  return { key, size: Buffer.byteLength(body), sha256: sha256(body) };
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
