// What people said of a KPI, quoted with their names: of the card's subject first, then of what causes the gap, then of
// other members, which are named. A remark about a person is for that person's review and never stands here.
import type { Comment } from '../snapshot/plan-shape.ts';
import type { SnapshotException } from '../snapshot/shape.ts';
import { type Edition, getKpi } from './edition.ts';
import { cleanName, cleanText, fill } from './words.ts';

const MOST_REMARKS = 2;

/** With more than a few the mail would be a forum. */
export function quoteRemarks(edition: Edition, exception: SnapshotException): string[] {
  const { snapshot, card } = edition;
  const { kpi, cause } = exception;
  const isOwn = ({ scope }: Comment) => scope.kind === card.subject.kind && scope.id === card.subject.id;
  const isCause = ({ scope }: Comment) => scope.kind === cause?.dimension && scope.id === cause.member;
  const rank = (one: Comment) => (isOwn(one) ? 0 : isCause(one) ? 1 : 2);
  return (snapshot.comments ?? [])
    .filter((one) => one.kpi === kpi && cleanText(one.text) !== '')
    .filter((one) => isOwn(one) || nameOfMember(edition, one) !== null)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_REMARKS)
    .map((one) => quote(edition, one, rank(one) < 2));
}

/** Of the members that the snapshot has; people are none of them. */
function nameOfMember(edition: Edition, { kpi, scope }: Comment): string | null {
  const member = getKpi(edition, kpi).members[scope.kind]?.find((one) => one.member === scope.id);
  return member ? cleanName(member.name ?? member.member ?? '') : null;
}

function quote(edition: Edition, comment: Comment, isClear: boolean): string {
  const words = edition.locale.mail.attention;
  const remark = { text: cleanText(comment.text), author: cleanName(comment.author) };
  if (isClear) return fill(words.remark, remark);
  const { kind } = comment.scope;
  const dimension = edition.locale.dimensions[kind] ?? cleanName(kind);
  return fill(words.remark_of, { ...remark, dimension, name: nameOfMember(edition, comment) ?? '' });
}
