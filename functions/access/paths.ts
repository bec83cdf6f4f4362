// The paths of pages, written and read in one place: /<link>/<language>/<page>/<period>/r<revision>/<file>.

export type Place =
  | { page: 'files'; before: string | null }
  | { page: 'mail' | 'report' | 'figures' | 'changes'; period: string; revision: number }
  | { page: 'file'; period: string; revision: number; name: string }
  | { page: 'definitions' | 'unsubscribe' | 'subscribe' | 'fresh' };

export type AskedPath = { token: string; locale: string | null; place: Place | null };

/** Longer than any path that is written here. */
const LONGEST_PATH = 3000;
const PERIOD = /^\d{4}-(?:0[1-9]|1[0-2]|Q[1-4])$/;
const REVISION = /^r([1-9]\d{0,5})$/;
const ALONE = ['definitions', 'unsubscribe', 'subscribe', 'fresh'] as const;
const OF_REVISION = ['mail', 'report', 'figures', 'changes'] as const;

export function readerPath(token: string, locale: string, ...rest: string[]): string {
  return ['', token, locale, ...rest].map((part) => encodeURIComponent(part.toWellFormed())).join('/');
}

export function revisionPath(
  token: string,
  locale: string,
  page: 'mail' | 'report' | 'figures' | 'changes' | 'file',
  { period, revision }: { period: string; revision: number },
  ...rest: string[]
): string {
  return readerPath(token, locale, page, period, `r${revision}`, ...rest);
}

/** Null where it cannot be a path of ours; `place` is null where the link is followed by something that is none. */
export function readPath(path: string, locales: readonly string[]): AskedPath | null {
  const segments = path.length > LONGEST_PATH ? null : decode(path);
  const [token, ...rest] = segments ?? [];
  if (token === undefined || token === '') return null;
  const locale = locales.find((one) => one === rest[0]) ?? null;
  return { token, locale, place: placeOf(locale === null ? rest : rest.slice(1)) };
}

function decode(path: string): string[] | null {
  try {
    return path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

function placeOf(segments: string[]): Place | null {
  const [page = 'files', period, number = '', name, ...more] = segments;
  if (more.length > 0) return null;
  if (page === 'files') {
    if (period === undefined) return { page, before: null };
    return PERIOD.test(period) && number === '' ? { page, before: period } : null;
  }
  const alone = ALONE.find((one) => one === page);
  if (alone !== undefined) return period === undefined ? { page: alone } : null;
  const revision = Number(REVISION.exec(number)?.[1] ?? 0);
  if (period === undefined || !PERIOD.test(period) || revision === 0) return null;
  if (page === 'file') return name === undefined ? null : { page, period, revision, name };
  const ofRevision = OF_REVISION.find((one) => one === page);
  return ofRevision === undefined || name !== undefined ? null : { page: ofRevision, period, revision };
}
