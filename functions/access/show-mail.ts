// A mail as a page: made anew from the stored figures, in any language of the shop, by what makes the mail itself.

import { renderEmail } from '../email/render.ts';
import { openPeopleEditions } from '../run/people-editions.ts';
import { readSnapshotAt } from '../run/read-snapshot.ts';
import { revisedSince } from '../run/snapshot-editions.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { Reader } from './find-reader.ts';
import type { Revision } from './list-revisions.ts';
import { mailLinks } from './mail-links.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { pageName } from './show-files.ts';

/** The HTML, or null where this revision shows nothing of the reader's. */
export async function showMail(
  ports: Pick<AccessPorts, 'store' | 'recipientFiles'>,
  context: AccessContext,
  { report, sees }: Reader,
  { folder, document, period, revision, files }: Revision,
  { token, locale }: { token: string; locale: string },
): Promise<string | null> {
  const { definitions, templates, base } = context;
  const { address } = definitions.shop;
  const postal = address === '' ? {} : { address };
  const { report: charts, ...others } = mailLinks({ base, token, report, period, revision, locale }, definitions);
  // Revisions of earlier days have no charts.
  const hasCharts = charts !== undefined && files.some(({ name }) => name === pageName('report', locale));
  const links = { ...postal, ...others, ...(hasCharts ? { report: charts } : {}) };
  if ('whole' in sees || 'slice' in sees) {
    const snapshot = await readSnapshotAt(ports.store, document);
    const words = definitions.locales[locale];
    const template = templates[report.id]?.[locale];
    if (snapshot === null || words === undefined || template === undefined) return null;
    const before = await readBefore(ports.store, { folder, document, revision });
    const revised = before === null ? null : revisedSince(before, snapshot);
    const { sections } = report;
    return renderEmail({ snapshot, locale: words, template, sections, links, ...(revised ? { revised } : {}) }).html;
  }
  const editions = await openPeopleEditions(
    { ports, request: { report }, context: { definitions, templates, links } },
    [{ key: folder }],
  );
  return (await editions.render({ sees, locale }))?.html ?? null;
}

/** What the same reader could see of the revision before; a crash may have left a number without one. */
async function readBefore(
  store: AccessPorts['store'],
  { folder, document, revision }: Pick<Revision, 'folder' | 'document' | 'revision'>,
): Promise<Snapshot | null> {
  for (let earlier = revision - 1; earlier > 0; earlier -= 1) {
    const other = folder.replace(/[0-9]+$/, String(earlier));
    if ((await store.get(`${other}/manifest.json`)) === null) continue;
    return readSnapshotAt(store, other + document.slice(folder.length));
  }
  return null;
}
