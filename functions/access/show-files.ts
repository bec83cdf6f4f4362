// The page of all that a reader may open of a report: thirteen periods at a time, so that a year ago is beside this month.
import type { Locale } from '../definitions/locale.ts';
import { describeSlice } from '../email/slice.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import { filesPage, type ShownPeriod, type ShownRevision } from '../pages/files-page.ts';
import type { WholePage } from '../pages/whole-page.ts';
import type { Store } from '../ports.ts';
import { type Closings, readClosings } from '../run/closing.ts';
import { readJson } from '../stored-json.ts';
import { type Reader, SELF } from './find-reader.ts';
import { listRevisions, openRevision, type Revision } from './list-revisions.ts';
import { canLeave } from './mail-links.ts';
import { readerPath, revisionPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';

const PERIODS_SHOWN = 13;
const READ_AT_ONCE = 8;

/** Of a document what the page says about its revision. */
type Head = {
  asOf?: string;
  origin?: 'run' | 'backfill' | 'restatement';
  status?: 'final' | 'provisional';
  phase?: 'preliminary' | 'final';
};

export async function showFiles(
  { store, now }: Pick<AccessPorts, 'store' | 'now'>,
  { definitions, calendar }: Pick<AccessContext, 'definitions' | 'calendar'>,
  reader: Reader,
  { token, locale, before }: { token: string; locale: Locale; before: string | null },
): Promise<WholePage> {
  const found = await listRevisions(store, reader, { now: now(), calendar });
  const all = [...new Set(found.map(({ period }) => period))];
  const known = before === null ? all : all.filter((period) => period < before);
  const shown = known.slice(0, PERIODS_SHOWN);
  const last = shown.at(-1);
  const at = (...rest: string[]) => readerPath(token, locale.locale, ...rest);
  const wanted = found.filter(({ period }) => shown.includes(period));
  const opened: (Revision & { head: Head })[] = [];
  for (let from = 0; from < wanted.length; from += READ_AT_ONCE) {
    const some = wanted.slice(from, from + READ_AT_ONCE).map((one) => openWithHead(store, reader, one));
    opened.push(...(await Promise.all(some)).filter((one) => one !== null));
  }
  const closings = isOfShop(reader) ? await readClosings(store, reader.report.id) : null;
  const periods = shown.flatMap((id): ShownPeriod[] => {
    const own = opened.filter(({ period }) => period === id);
    const revisions = own.map((one, at) =>
      // Two snapshots can be held against each other; what changed in a review is for its own words.
      shownRevision(one, at + 1 < own.length && isOfShop(reader), reader, {
        token,
        locale,
        timeZone: calendar.timeZone,
      }),
    );
    return revisions.length === 0 ? [] : [{ id, revisions, ...booksOf(id, closings, calendar.timeZone) }];
  });
  const page = {
    shop: definitions.shop.name,
    report: pickText(reader.report.title, locale) ?? reader.report.id,
    notes: notesOf(reader, locale),
    periods,
    earlier: last === undefined || known.length <= PERIODS_SHOWN ? null : at('files', last),
    later: before === null ? null : at(),
    definitions: at('definitions'),
    unsubscribe: reader.recipient !== null && canLeave(reader.report) ? at('unsubscribe') : null,
    languages: definitions.shop.locales
      .filter((other) => other !== locale.locale)
      .map((other) => ({
        href: readerPath(token, other),
        label: definitions.locales[other]?.access.language ?? other,
        lang: other,
      })),
  };
  return filesPage(page, locale);
}

/** Of reviews of people nothing is closed. */
function booksOf(id: string, closings: Closings | null, timeZone: string): Pick<ShownPeriod, 'closed'> {
  if (closings === null) return {};
  const closing = closings[id];
  return { closed: closing ? { revision: closing.revision, at: closing.at, timeZone } : null };
}

async function openWithHead(
  store: Store,
  reader: Reader,
  found: { period: string; revision: number },
): Promise<(Revision & { head: Head }) | null> {
  const revision = await openRevision(store, reader, found);
  if (revision === null) return null;
  const document = await readJson<Head>(store, revision.document);
  const { asOf, origin, status, phase } = document ?? {};
  // Of a snapshot of a megabyte nothing else is kept.
  return {
    ...revision,
    head: {
      ...(asOf ? { asOf } : {}),
      ...(origin ? { origin } : {}),
      ...(status ? { status } : {}),
      ...(phase ? { phase } : {}),
    },
  };
}

function notesOf({ id, sees, recipient }: Reader, locale: Locale): string[] {
  if ('slice' in sees) return [describeSlice(sees.slice, locale)];
  const name = recipient === null ? '' : recipient.name || id;
  return id === SELF || name === '' ? [] : [fill(locale.access.for_reader, { reader: cleanName(name) })];
}

function shownRevision(
  { period, revision, files, head }: Revision & { head: Head },
  hasEarlier: boolean,
  reader: Reader,
  { token, locale, timeZone }: { token: string; locale: Locale; timeZone: string },
): ShownRevision {
  const at = (page: 'mail' | 'report' | 'figures' | 'changes' | 'file', ...rest: string[]) =>
    revisionPath(token, locale.locale, page, { period, revision }, ...rest);
  // Pages are read, not kept: those of the other languages would be the same once more.
  const kept = files.filter(({ name }) => !/^(?:figures|report)\..+\.html$/.test(name));
  const hasPage = (page: StoredPage) => files.some(({ name }) => name === pageName(page, locale.locale));
  const status = head.phase === 'preliminary' ? 'preliminary' : (head.status ?? head.phase ?? null);
  return {
    revision,
    asOf: head.asOf ?? null,
    timeZone,
    status,
    origin: head.origin ?? null,
    files: kept.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256, action: at('file', name) })),
    mail: hasMail(reader) ? at('mail') : null,
    report: hasPage('report') ? at('report') : null,
    figures: hasPage('figures') ? at('figures') : null,
    changes: hasEarlier ? at('changes') : null,
  };
}

/** Shows a snapshot, of the whole or of a slice. */
function isOfShop({ sees }: Reader): boolean {
  return 'whole' in sees || 'slice' in sees;
}

/** What is made for one member or one person each has no mail about all of them. */
export function hasMail({ report, sees }: Reader): boolean {
  if (report.view === 'slice') return 'slice' in sees;
  return report.view !== 'person' || 'person' in sees;
}

/** Pages that lie in the revision as they are shown. */
export type StoredPage = 'report' | 'figures';

export function pageName(page: StoredPage, locale: string): string {
  return `${page}.${locale}.html`;
}
