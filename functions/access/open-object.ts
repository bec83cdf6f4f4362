// Hands out a file where no store signs addresses of its own: by a link of five minutes that only the button makes, and
// only while its reader may still open the file.
import type { Reader } from './find-reader.ts';
import { fileResponse, type PageResponse } from './http.ts';
import { listRevisions, openRevision } from './list-revisions.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';

/** `object`: its key, which is looked for among the reader's. */
export async function openObject(
  { store, now, presign }: AccessPorts,
  { calendar }: AccessContext,
  reader: Reader,
  object: string,
): Promise<PageResponse | null> {
  if (presign !== null) return null;
  for (const found of await listRevisions(store, reader, { now: now(), calendar })) {
    if (!object.includes(`/${found.period}/r${found.revision}/`)) continue;
    const file = (await openRevision(store, reader, found))?.files.find(({ key }) => key === object);
    const body = file === undefined ? null : await store.get(file.key);
    if (file !== undefined && body !== null) return fileResponse(file.name, body);
  }
  return null;
}
