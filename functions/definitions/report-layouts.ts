// The layouts that a report is mailed in: that of the report and, where it has one, that of its short form.
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
