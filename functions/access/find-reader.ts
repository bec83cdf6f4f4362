// Who holds a link, as the list of recipients says now: whoever is no longer on it, or no longer reads the report, reaches
// nothing, whatever their link says.
import type { Definitions, Report } from '../definitions/definitions.ts';
import { editionOf, type Sees } from '../delivery/reader-edition.ts';
import { type Recipient, readRecipients } from '../delivery/recipients.ts';

/** The person at the machine on which everything lies; no recipient's id begins with a dot. */
export const SELF = '.';

export type Reader = {
  id: string;
  report: Report;
  sees: Sees;
  locale: string;
  /** Sees what its owners have not let out yet. */
  isOwner: boolean;
  /** Null: nobody who is mailed. */
  recipient: Recipient | null;
};

export type RecipientFiles = { file: string; text: string }[];

export function findReader(
  { recipient: id, report: reportId }: { recipient: string; report: string },
  files: RecipientFiles,
  definitions: Definitions,
): Reader | null {
  const report = Object.hasOwn(definitions.reports, reportId) ? definitions.reports[reportId] : undefined;
  if (report === undefined) return null;
  // A line of which it is not certain what its reader may see is no recipient.
  const recipient = readRecipients(files, definitions).recipients.find((one) => one.id === id);
  if (recipient === undefined || !recipient.reports.includes(report.id)) return null;
  const { sees, locale } = editionOf(recipient, report);
  return { id, report, sees, locale, isOwner: recipient.role === 'owner', recipient };
}

/** Of a report that is cut by slice, the whole; of reviews, everybody's. */
export function selfReader(report: Report, locale: string): Reader {
  const sees: Sees = report.view === 'person' || report.view === 'team' ? { everybody: true } : { whole: true };
  return { id: SELF, report, sees, locale, isOwner: true, recipient: null };
}
