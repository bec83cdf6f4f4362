// Every kind of page there is, in one language, by name.
import type { Reader } from '../../functions/access/find-reader.ts';
import {
  expiredPage,
  failedPage,
  freshPage,
  landingPage,
  missingPage,
  unknownPage,
} from '../../functions/access/notices.ts';
import type { Place } from '../../functions/access/paths.ts';
import type { AccessContext } from '../../functions/access/request-context.ts';
import type { Locale } from '../../functions/definitions/locale.ts';
import { changesPage } from '../../functions/pages/changes-page.ts';
import { type DefinedKpi, definitionsPage } from '../../functions/pages/definitions-page.ts';
import { figuresPage } from '../../functions/pages/figures-page.ts';
import { type FilesPage, filesPage, type ShownRevision } from '../../functions/pages/files-page.ts';
import { reportPage } from '../../functions/pages/report/report-page.ts';
import { type StartPage, startPage } from '../../functions/pages/start-page.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { revisionBefore } from './rich-snapshot.ts';

export type PageData = {
  snapshot: Snapshot;
  kpis: DefinedKpi[];
  context: Pick<AccessContext, 'definitions' | 'calendar'>;
  reader: Reader;
  files: FilesPage;
  start: StartPage;
};

export function everyPage(data: PageData, locale: Locale): Record<string, string> {
  const { snapshot, kpis, context, reader, files, start } = data;
  const back = { href: '/x/en', label: locale.access.back };
  const before = revisionBefore(snapshot);
  const landing = (place: Place) =>
    landingPage({ place, token: 'x', reader, expires: 1_800_000_000_000, locale }, context as AccessContext).html;
  const month = { period: '2026-10', revision: 1 };
  const changes = (is: Snapshot, isAnnounced: boolean) =>
    changesPage({ before, after: is, diff: diffSnapshots(before, is), isAnnounced, back }, locale).html;
  return {
    report: reportPage(snapshot, locale),
    figures: figuresPage(snapshot, locale),
    changes: changes(snapshot, true),
    'changes unannounced': changes(snapshot, false),
    'no changes': changes(before, false),
    definitions: definitionsPage(kpis, { shop: snapshot.shop.name, back }, locale).html,
    files: filesPage(files, locale).html,
    'no files': filesPage({ ...files, periods: [] }, locale).html,
    start: startPage(start, locale).html,
    'landing files': landing({ page: 'files', before: null }),
    'landing definitions': landing({ page: 'definitions' }),
    'landing unsubscribe': landing({ page: 'unsubscribe' }),
    'landing subscribe': landing({ page: 'subscribe' }),
    ...Object.fromEntries(
      (['mail', 'report', 'figures', 'changes'] as const).map((page) => [
        `landing ${page}`,
        landing({ page, ...month }),
      ]),
    ),
    'landing file': landing({ page: 'file', ...month, name: files.periods[0]?.revisions[0]?.files[0]?.name ?? '' }),
    expired: expiredPage('x', locale).html,
    fresh: freshPage(locale).html,
    unknown: unknownPage(locale).html,
    missing: missingPage('x', locale).html,
    failed: failedPage(locale).html,
  };
}

/** Files of every status, origin and kind. */
export function filesOf(shop: string, report: string, notes: string[]): FilesPage {
  const statuses = ['final', 'provisional', 'preliminary'] as const;
  const origins = ['run', 'backfill', 'restatement'] as const;
  const revisionOf = (at: number): ShownRevision => ({
    revision: at + 1,
    asOf: '2026-11-02T00:00:00Z',
    timeZone: 'Asia/Shanghai',
    status: statuses[at] ?? null,
    origin: origins[at] ?? null,
    files: ['kpis.csv', 'snapshot.json', 'workbook.xlsx', 'figures.html', 'notes.txt'].map((name, size) => {
      return { name, bytes: 10 ** (size * 3) * 1.5, sha256: '0'.repeat(64), action: '/x' };
    }),
    mail: '/m',
    report: '/r',
    figures: '/f',
    changes: '/c',
  });
  const at = { revision: 1, at: '2026-11-05T00:00:00Z', timeZone: 'Asia/Shanghai' };
  return {
    shop,
    report,
    notes,
    periods: [
      { id: '2026-10', closed: null, revisions: [2, 1, 0].map(revisionOf) },
      { id: '2026-09', closed: at, revisions: [revisionOf(0)] },
      { id: '2026-08', revisions: [revisionOf(0)] },
    ],
    earlier: '/e',
    later: '/l',
    definitions: '/d',
    unsubscribe: '/u',
    languages: [{ href: '/zh', label: '中文', lang: 'zh-CN' }],
  };
}
