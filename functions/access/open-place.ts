// Opens what a reader asked for by the button: a page, a mail, or the way to a file.

import type { Locale } from '../definitions/locale.ts';
import { describeKpi } from '../kpis/describe.ts';
import { changesPage } from '../pages/changes-page.ts';
import { definitionsPage } from '../pages/definitions-page.ts';
import { readSnapshotAt } from '../run/read-snapshot.ts';
import { diffSnapshots } from '../snapshot/diff.ts';
import { materialOf } from '../snapshot/material.ts';
import type { Reader } from './find-reader.ts';
import { documentResponse, type PageResponse, pageResponse, redirect } from './http.ts';
import { issueFileLink } from './issue-link.ts';
import { listRevisions, openRevision, type Revision } from './list-revisions.ts';
import { missingPage } from './notices.ts';
import { type Place, readerPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { hasMail, pageName, type StoredPage, showFiles } from './show-files.ts';

type At = { token: string; locale: Locale };

export async function openPlace(
  ports: AccessPorts,
  context: AccessContext,
  reader: Reader,
  { token, place, locale }: At & { place: Place | null },
): Promise<PageResponse> {
  const at = { token, locale };
  const shown = place === null ? null : await show(ports, context, reader, place, at);
  return shown ?? pageResponse(404, missingPage(token, locale), context);
}

async function show(
  ports: AccessPorts,
  context: AccessContext,
  reader: Reader,
  place: Place,
  at: At,
): Promise<PageResponse | null> {
  if (place.page === 'files') {
    return pageResponse(200, await showFiles(ports, context, reader, { ...at, before: place.before }), context);
  }
  if (place.page === 'definitions') return pageResponse(200, showDefinitions(context, at), context);
  if (!('period' in place)) return null;
  const revision = await findRevision(ports, context, reader, place);
  if (revision === null) return null;
  if (place.page === 'file') return openFile(ports, reader, revision, place.name);
  if (place.page === 'mail') {
    const { showMail } = await import('./show-mail.ts');
    const { token, locale } = at;
    const to = { token, locale: locale.locale };
    const mail = hasMail(reader) ? await showMail(ports, context, reader, revision, to) : null;
    return mail === null ? null : documentResponse(mail);
  }
  if (place.page === 'changes') return showChanges(ports, context, reader, revision, at);
  return showStored(ports, revision, place.page, at);
}

/** Only one that is in the reader's own list. */
async function findRevision(
  { store, now }: AccessPorts,
  { calendar }: AccessContext,
  reader: Reader,
  asked: { period: string; revision: number },
): Promise<Revision | null> {
  const found = await listRevisions(store, reader, { now: now(), calendar });
  const own = found.find(({ period, revision }) => period === asked.period && revision === asked.revision);
  return own === undefined ? null : openRevision(store, reader, own);
}

async function openFile(
  ports: AccessPorts,
  { id, report }: Reader,
  { files }: Revision,
  name: string,
): Promise<PageResponse | null> {
  const file = files.find((one) => one.name === name);
  if (file === undefined) return null;
  if (ports.presign !== null) return redirect(await ports.presign(file.key, file.name));
  return redirect(`/${await issueFileLink(ports, { recipient: id, report: report.id, object: file.key })}`);
}

/** Against the revision before it that this reader may open. */
async function showChanges(
  { store, now }: AccessPorts,
  context: AccessContext,
  reader: Reader,
  { period, revision, document }: Revision,
  { token, locale }: At,
): Promise<PageResponse | null> {
  if (!('whole' in reader.sees) && !('slice' in reader.sees)) return null;
  const found = await listRevisions(store, reader, { now: now(), calendar: context.calendar });
  const older = found.filter((one) => one.period === period && one.revision < revision);
  for (const one of older) {
    const earlier = await openRevision(store, reader, one);
    if (earlier === null) continue;
    const [before, after] = await Promise.all([earlier.document, document].map((key) => readSnapshotAt(store, key)));
    if (!before || !after) return null;
    const back = { href: readerPath(token, locale.locale), label: locale.access.back };
    const diff = diffSnapshots(before, after);
    const isAnnounced = materialOf(diff, after) !== null;
    return pageResponse(200, changesPage({ before, after, diff, isAnnounced, back }, locale), context);
  }
  return null;
}

async function showStored(
  { store }: AccessPorts,
  { files }: Revision,
  page: StoredPage,
  { locale }: At,
): Promise<PageResponse | null> {
  const file = files.find(({ name }) => name === pageName(page, locale.locale));
  const body = file === undefined ? null : await store.get(file.key);
  return body === null ? null : documentResponse(new TextDecoder().decode(body));
}

function showDefinitions({ definitions }: AccessContext, { token, locale }: At) {
  const kpis = Object.values(definitions.kpis).map((kpi) => describeKpi(kpi, definitions));
  const back = { href: readerPath(token, locale.locale), label: locale.access.back };
  return definitionsPage(kpis, { shop: definitions.shop.name, back }, locale);
}
