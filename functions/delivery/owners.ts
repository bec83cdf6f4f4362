// Owners of a report: those of its readers who are shown the finished mail first and decide whether it goes out.
import type { Report } from '../definitions/definitions.ts';
import type { Problem } from '../problem.ts';
import type { Recipient } from './recipients.ts';

const ROLE = 'owner';

export function ownersOf({ id }: Pick<Report, 'id'>, recipients: readonly Recipient[]): Recipient[] {
  return recipients.filter(({ role, reports }) => role === ROLE && reports.includes(id));
}

/** Owners who may know of all of the report: whoever sees one slice of it is told nothing of the others. */
export function wholeOwnersOf(report: Pick<Report, 'id'>, recipients: readonly Recipient[]): Recipient[] {
  return ownersOf(report, recipients).filter(({ slice }) => slice === null);
}

/** A report that somebody must release, and nobody can. */
export function missingOwner(report: Report, recipients: readonly Recipient[]): Problem[] {
  if (report.release === null || ownersOf(report, recipients).length > 0) return [];
  return [
    {
      code: 'INVALID_RECIPIENT',
      message: `Report ${report.id} is shown to its owners before it goes out, and none of its readers has the role ${ROLE}.`,
      place: { file: 'recipients/*.csv' },
      remedy: `Write the role ${ROLE} and the report ${report.id} into the line of whoever decides, or take \`release\` off reports/${report.id}.yaml.`,
    },
  ];
}
