// The links of a mail: everything behind them is reached by one personal link, whose text is put in when a mail is sent.
import type { Definitions, Report } from '../definitions/definitions.ts';
import type { Links } from '../email/links.ts';
import { readerPath, revisionPath } from './paths.ts';

export type MailLinks = {
  /** Where the pages are: https://…/ */
  base: string;
  /** The reader's link, or what stands for it. */
  token: string;
  report: Report;
  period: string;
  revision: number;
  locale: string;
};

export function mailLinks(
  { base, token, report, period, revision, locale }: MailLinks,
  { locales, shop }: Pick<Definitions, 'locales' | 'shop'>,
): Links {
  const at = (path: string) => `${base.replace(/\/$/, '')}${path}`;
  const mail = (language: string) => at(revisionPath(token, language, 'mail', { period, revision }));
  const page = (name: string) => at(readerPath(token, locale, name));
  const others = shop.locales.filter((other) => other !== locale);
  return {
    browser: mail(locale),
    languages: others.map((other) => ({
      href: mail(other),
      label: locales[other]?.access.language ?? other,
      lang: other,
    })),
    ...(hasReport(report) ? { report: at(revisionPath(token, locale, 'report', { period, revision })) } : {}),
    files: at(readerPath(token, locale)),
    definitions: page('definitions'),
    ...(canLeave(report) ? { unsubscribe: page('unsubscribe') } : {}),
  };
}

/** Charts are of the shop and its parts, never of a person. */
function hasReport({ view }: Report): boolean {
  return view === 'shop' || view === 'slice';
}

/** Nobody unsubscribes from what is said of them or of their team. */
export function canLeave({ view }: Report): boolean {
  return view === 'shop' || view === 'slice';
}
