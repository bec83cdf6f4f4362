// Are published revisions still what they were? Each manifest is held against the files beside it, byte by byte, and each
// snapshot against its published shape and its own place. Nothing is computed and nothing is written.
import * as z from 'zod';
import type { Store } from '../ports.ts';
import type { Problem } from '../problem.ts';
import { peopleShape } from '../snapshot/people.ts';
import { peopleIndexShape } from '../snapshot/people-index-shape.ts';
import { personShape } from '../snapshot/person-shape.ts';
import { snapshotShape } from '../snapshot/shape.ts';
import { listClosings } from './closing.ts';
import { closingKey, snapshotFolder } from './keys.ts';
import { sha256 } from './write-revision.ts';

export type VerifiedRevision = {
  /** `snapshots/monthly-executive/2026-10/r1`, or a slice below it. */
  folder: string;
  files: number;
  bytes: number;
  problems: Problem[];
};

const MANIFEST = '/manifest.json';
const manifestShape = z.object({
  files: z.array(z.object({ key: z.string(), size: z.int().nonnegative(), sha256: z.string() })).min(1),
});

const RESTORE =
  'Restore it from a backup, or on AWS from the earlier version of the object; trust no figure of this revision until then.';

/** Folders of the revisions below a prefix, those of slices among them. What has no manifest is no revision. */
export async function listRevisionFolders(store: Store, prefix: string): Promise<string[]> {
  const keys = await store.list(prefix);
  return keys.filter((key) => key.endsWith(MANIFEST)).map((key) => key.slice(0, -MANIFEST.length));
}

export async function verifyRevision(store: Store, folder: string): Promise<VerifiedRevision> {
  const manifest = await readManifest(store, `${folder}${MANIFEST}`);
  if ('problem' in manifest) return { folder, files: 0, bytes: 0, problems: [manifest.problem] };
  const problems: Problem[] = [];
  for (const file of manifest.files) problems.push(...(await verifyFile(store, folder, file)));
  return {
    folder,
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
    problems: [...problems, ...(await findStrangers(store, folder, manifest))],
  };
}

/** Closed revisions against the manifests that they had when they were closed, those below a prefix. */
export async function verifyClosings(store: Store, prefix: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { report, period, revision, manifest } of await listClosings(store)) {
    const key = `${snapshotFolder(report, period, revision)}${MANIFEST}`;
    if (!key.startsWith(prefix)) continue;
    const body = await store.get(key);
    if (body === null) problems.push(changed(key, `It is gone; ${closingKey(report, period)} names it as closed.`));
    else if (sha256(body) !== manifest)
      problems.push(changed(key, `It is another than that which was closed (${closingKey(report, period)}).`));
  }
  return problems;
}

type Manifest = z.infer<typeof manifestShape>;

async function readManifest(store: Store, key: string): Promise<Manifest | { problem: Problem }> {
  const read = manifestShape.safeParse(parseJson(await store.get(key)));
  return read.success ? read.data : { problem: changed(key, 'It is no manifest: it cannot be read as one.') };
}

async function verifyFile(store: Store, folder: string, listed: Manifest['files'][number]): Promise<Problem[]> {
  const { key, size, sha256: expected } = listed;
  const body = await store.get(key);
  if (body === null) return [changed(key, 'It is gone; the manifest lists it.')];
  if (body.byteLength !== size)
    return [changed(key, `It has ${grouped(body.byteLength)} bytes where the manifest lists ${grouped(size)}.`)];
  if (sha256(body) !== expected) return [changed(key, 'Its bytes are others than those that the manifest lists.')];
  return key.endsWith('.json') ? verifyDocument(key, folder, body) : [];
}

const SHAPES: [name: RegExp, shape: z.ZodType][] = [
  [/\/snapshot\.json$/, snapshotShape],
  [/^people\/.+\/cards\/[^/]+\.json$/, personShape],
  [/^people\/.+\/people\.json$/, z.union([peopleShape, peopleIndexShape])],
];

/** Has a document the shape that is published of it, and is it of the revision in whose folder it lies? */
function verifyDocument(key: string, folder: string, body: Uint8Array): Problem[] {
  const shape = SHAPES.find(([name]) => name.test(key))?.[1];
  if (!shape) return [];
  const document = parseJson(body);
  const read = shape.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    return [changed(key, `It has not the published shape: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`)];
  }
  const { period, revision } = read.data as { period: { id: string }; revision: number };
  const [, periodOfFolder, revisionOfFolder] = /^[^/]+\/[^/]+\/([^/]+)\/r(\d+)/.exec(folder) ?? [];
  if (period.id === periodOfFolder && String(revision) === revisionOfFolder) return [];
  return [changed(key, `It says that it is revision ${revision} of ${period.id}.`)];
}

/** Files that nobody lists. Slices have manifests of their own. */
async function findStrangers(store: Store, folder: string, { files }: Manifest): Promise<Problem[]> {
  const listed = new Set([...files.map(({ key }) => key), `${folder}${MANIFEST}`, ...elsewhere(files)]);
  const keys = await store.list(`${folder}/`);
  return keys
    .filter((key) => !listed.has(key) && !key.startsWith(`${folder}/slices/`))
    .map((key) => changed(key, 'It lies in the folder of a revision that does not list it.', 'Take it away.'));
}

/** Figures of people are listed by the manifest beside the snapshot, and lie in a folder of their own. */
function elsewhere(files: Manifest['files']): string[] {
  return files.map(({ key }) => key.replace(/[^/]+$/, 'manifest.json'));
}

function changed(file: string, message: string, remedy = RESTORE): Problem {
  return { code: 'CHANGED_FILE', message, place: { file }, remedy };
}

function parseJson(body: Uint8Array | null): unknown {
  if (body === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
