// A stored snapshot of whatever version wrote it. Within a major the schema only grows, and only by fields that may be
// absent: an older one is read as it stands, and a newer minor has fields that nobody here asks for. Another major is refused.
import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { SCHEMA_VERSION, type Snapshot } from '../snapshot/shape.ts';
import { readJson } from '../stored-json.ts';
import { goneFrom } from './frame.ts';

/** Null where there is none. Rejects with UNKNOWN_SCHEMA where this program cannot read it. */
export async function readSnapshotAt(store: Pick<Store, 'get'>, key: string): Promise<Snapshot | null> {
  const document = await readJson<Snapshot>(store, key);
  if (document === null) return null;
  const own = majorOf(SCHEMA_VERSION);
  const found = majorOf(document.schemaVersion);
  if (found === own) return document;
  throw new ProblemError({
    code: 'UNKNOWN_SCHEMA',
    message:
      found === null
        ? 'It does not say by which schema it is written, as every snapshot does.'
        : `It is written by schema ${document.schemaVersion}; this program reads ${own}.x.`,
    place: { file: key },
    remedy:
      found === null
        ? 'It was changed after it was published: see `scorecard verify`.'
        : 'Use the version of the program that wrote it, or a newer one. What lies in the store stays as it is.',
  });
}

/** The same of one that must be there. */
export async function mustReadSnapshot(store: Pick<Store, 'get'>, key: string): Promise<Snapshot> {
  const snapshot = await readSnapshotAt(store, key);
  if (snapshot !== null) return snapshot;
  throw goneFrom(key);
}

function majorOf(version: unknown): string | null {
  return /^(\d+)\.\d+\.\d+$/.exec(String(version))?.[1] ?? null;
}
