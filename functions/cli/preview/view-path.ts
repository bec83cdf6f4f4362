// What is looked at, as an address: all of it is in the path, so that a look can be kept, sent and gone back to.
import type { ColorScheme } from './color-scheme.ts';
import type { ListedMail, ReportMails } from './list-mails.ts';

export const VIEWS_OF_MAIL = ['html', 'text', 'source', 'message'] as const;
export const WIDTHS = ['320', '375', '640', 'full'] as const;
export const SCHEMES = ['light', 'dark'] as const satisfies readonly ColorScheme[];

export type Look = {
  report: string;
  kind: string;
  reader: string;
  locale: string;
  view: (typeof VIEWS_OF_MAIL)[number];
  width: (typeof WIDTHS)[number];
  scheme: ColorScheme;
};

const PARTS = ['report', 'kind', 'reader', 'locale', 'view', 'width', 'scheme'] as const;

export function pathOf(look: Look): string {
  return `/mails/${PARTS.map((part) => encodeURIComponent(look[part])).join('/')}`;
}

/** Where the mail itself is, which the page shows in a frame. */
export function framePath({ report, kind, reader, locale, scheme }: Look): string {
  return `/frame/${[report, kind, reader, locale, scheme].map(encodeURIComponent).join('/')}`;
}

/** Null where it is no such address. */
export function readPath(path: string): { is: 'mails' | 'frame'; look: Look } | null {
  const [, is, ...parts] = path.split('/');
  const [report, kind, reader, locale, ...rest] = parts.map(decode);
  if (report === undefined || kind === undefined || reader === undefined || locale === undefined) return null;
  const [view, width, scheme] = is === 'frame' ? ['html', 'full', ...rest] : rest;
  if (!isOneOf(VIEWS_OF_MAIL, view) || !isOneOf(WIDTHS, width) || !isOneOf(SCHEMES, scheme)) return null;
  if (is !== 'mails' && is !== 'frame') return null;
  return { is, look: { report, kind, reader, locale, view, width, scheme } };
}

export function findMail(
  listed: readonly ReportMails[],
  { report, kind, reader }: Look,
): { of: ReportMails; mail: ListedMail } | null {
  for (const of of listed) {
    if (of.report.id !== report) continue;
    const mail = of.mails.find((one) => one.kind === kind && one.reader.id === reader);
    if (mail) return { of, mail };
  }
  return null;
}

/** What a mail is first looked at as; of another look what goes with every mail is kept. */
export function firstLook({ report, kind, reader }: ListedMail, kept: Partial<Look> = {}): Look {
  const { view = 'html', width = '640', scheme = 'light', locale = reader.locale } = kept;
  return { report: report.id, kind, reader: reader.id, locale, view, width, scheme };
}

function isOneOf<T extends string>(list: readonly T[], value: string | undefined): value is T {
  return (list as readonly (string | undefined)[]).includes(value);
}

/** Text that is no escape is what it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
