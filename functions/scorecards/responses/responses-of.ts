// What was said about the reviews of one person: their own words, and the answers to them.
import type { ResponseRow } from '../../kpis/records.ts';
import type { Person } from '../../snapshot/person-shape.ts';

export type Response = Person['responses'][number];

/** The oldest first. A row of no known kind is none; such rows hold a review before it is made (check-records.ts). */
export function responsesOf(
  rows: ResponseRow[],
  { cards, person, months }: { cards: string[]; person: string; months: string[] },
): Response[] {
  return rows
    .filter(({ card, scopeId, month }) => cards.includes(card) && scopeId === person && months.includes(month))
    .sort((a, b) => order(a.writtenAt, b.writtenAt) || order(a.id, b.id))
    .flatMap(({ month, kind, text, person, writtenAt }) =>
      kind === null ? [] : [{ period: month, kind, text, person, writtenAt }],
    );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
