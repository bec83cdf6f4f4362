// What people said of a KPI, quoted with their names: only remarks of the card's own subject, or of the member that
// causes the gap. A remark about a person is for that person's review and never stands in the mail of a department.
import type { Comment } from '../snapshot/plan-shape.ts';
import type { SnapshotException } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { cleanName, cleanText, fill } from './words.ts';

const MOST_REMARKS = 2;

/** Those of the subject first; with more than a few the mail would be a forum. */
export function quoteRemarks({ snapshot, card, locale }: Edition, { kpi, cause }: SnapshotException): string[] {
  const isOwn = ({ scope }: Comment) => scope.kind === card.subject.kind && scope.id === card.subject.id;
  const isCause = ({ scope }: Comment) => scope.kind === cause?.dimension && scope.id === cause.member;
  const remarks = (snapshot.comments ?? []).filter((one) => one.kpi === kpi);
  return [...remarks.filter(isOwn), ...remarks.filter((one) => !isOwn(one) && isCause(one))]
    .map(({ text, author }) => ({ text: cleanText(text), author: cleanName(author) }))
    .filter(({ text }) => text !== '')
    .slice(0, MOST_REMARKS)
    .map((remark) => fill(locale.mail.attention.remark, remark));
}
