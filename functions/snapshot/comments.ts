// What people remarked on the figures of a period, quoted with their author. A remark on a person's figures is no part of
// finance's snapshot.
import type { Definitions } from '../definitions/definitions.ts';
import { hasKnownScope } from '../kpis/known-scope.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import type { CommentRow } from '../kpis/records.ts';
import type { Comment } from './plan-shape.ts';

/** The oldest first, within an instant by id. `month`: YYYY-MM of the period's last day. */
export function commentsOf(rows: CommentRow[], month: string, definitions: Definitions): Comment[] {
  return rows
    .filter((row) => row.month === month && row.text.trim() !== '' && hasKnownScope(row, definitions))
    .filter(({ scope }) => !PEOPLE_DIMENSIONS.includes(scope.kind))
    .sort((a, b) => order(a.writtenAt, b.writtenAt) || order(a.id, b.id))
    .map(({ kpi, scope, text, author, writtenAt }) => ({ kpi, scope, text, author, writtenAt }));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
