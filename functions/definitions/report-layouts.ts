// The layouts that a report is mailed in: that of the report and, where it has one, that of its short form. Besides, the
// one of notices, which is every report's.
import type { Report } from './definitions.ts';

/** How much of a report its reader wants. */
export type Form = 'full' | 'brief';

/** Under which name compiled layouts of a form are kept. */
export function layoutKey({ id }: Pick<Report, 'id'>, form: Form): string {
  return form === 'brief' ? `${id}.brief` : id;
}

/** Names of layouts under `email/`, without `.mjml`, by the name under which their compiled form is kept. */
export function layoutsOf(report: Pick<Report, 'id' | 'email' | 'brief'>): Record<string, string> {
  return {
    [layoutKey(report, 'full')]: report.email,
    ...(report.brief === null ? {} : { [layoutKey(report, 'brief')]: report.brief }),
  };
}

/** Under which name the compiled layout of notices is kept; no report has such an id. */
export const NOTICE_LAYOUT = '_notice';

/** All that mails about these reports need. */
export function allLayouts(reports: readonly Pick<Report, 'id' | 'email' | 'brief'>[]): Record<string, string> {
  return { ...Object.assign({}, ...reports.map(layoutsOf)), [NOTICE_LAYOUT]: 'notice' };
}
