// Hands out a file where no store signs addresses of its own: by a link of five minutes that only the button makes, and
// only while its reader may still open the file.
import { findReader, SELF, selfReader } from './find-reader.ts';
import { fileResponse, type PageResponse } from './http.ts';
import { listRevisions, openRevision } from './list-revisions.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import type { Claim } from './token.ts';

export async function openObject(
  { store, recipientFiles, now, presign }: AccessPorts,
  { definitions, calendar, isLocal }: AccessContext,
  { recipient, report: id, object }: Claim,
): Promise<PageResponse | null> {
  if (presign !== null) return null;
  const report = Object.hasOwn(definitions.reports, id) ? definitions.reports[id] : undefined;
  if (report === undefined) return null;
  const reader =
    recipient === SELF && isLocal
      ? selfReader(report, definitions.shop.locales[0] as string)
      : findReader({ recipient, report: id }, await recipientFiles(), definitions);
  if (reader === null) return null;
  for (const found of await listRevisions(store, reader, { now: now(), calendar })) {
    if (!object.includes(`/${found.period}/r${found.revision}/`)) continue;
    const file = (await openRevision(store, reader, found))?.files.find(({ key }) => key === object);
    const body = file === undefined ? null : await store.get(file.key);
    if (file !== undefined && body !== null) return fileResponse(file.name, body);
  }
  return null;
}
