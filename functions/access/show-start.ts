// The first page on a machine of one's own: links of minutes to every report, as it is and as each reader sees it.
import type { Locale } from '../definitions/locale.ts';
import { readRecipients } from '../delivery/recipients.ts';
import { pickText } from '../email/words.ts';
import { startPage } from '../pages/start-page.ts';
import type { WholePage } from '../pages/whole-page.ts';
import { SELF } from './find-reader.ts';
import { issueLink } from './issue-link.ts';
import { readerPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';

export async function showStart(
  ports: AccessPorts,
  { definitions }: AccessContext,
  locale: Locale,
): Promise<WholePage> {
  const { recipients } = readRecipients(await ports.recipientFiles(), definitions);
  const reports = await Promise.all(
    Object.values(definitions.reports).map(async (report) => {
      const readers = recipients.filter(({ reports: own }) => own.includes(report.id));
      return {
        title: pickText(report.title, locale) ?? report.id,
        all: readerPath(await issueLink(ports, SELF, report.id), locale.locale),
        readers: await Promise.all(
          readers.map(async ({ id, name, locale: own }) => ({
            name: name === '' ? id : name,
            href: readerPath(await issueLink(ports, id, report.id), own),
          })),
        ),
      };
    }),
  );
  return startPage({ shop: definitions.shop.name, reports }, locale);
}
