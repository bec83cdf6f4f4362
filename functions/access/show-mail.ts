// A mail as a page: made anew from the stored figures, in any language of the shop, by what makes the mail itself.
import { renderEmail } from '../email/render.ts';
import { openPeopleEditions } from '../run/people-editions.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { readJson } from '../stored-json.ts';
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
    const snapshot = await readJson<Snapshot>(ports.store, document);
    const words = definitions.locales[locale];
    const template = templates[report.id]?.[locale];
    if (snapshot === null || words === undefined || template === undefined) return null;
    return renderEmail({ snapshot, locale: words, template, sections: report.sections, links }).html;
  }
  const editions = await openPeopleEditions(
    { ports, request: { report }, context: { definitions, templates, links } },
    [{ key: folder }],
  );
  return (await editions.render({ sees, locale })).html;
}
