// People: how many of each role stand above, in line with and below their peers, and how many are not scored. Nobody is
// named, a small group is not counted, and the note on fairness belongs to the section: there is no way to leave it out.
import type { PeopleCount } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { cleanName, pickText } from './words.ts';

export type PeopleRow = {
  role: string;
  /** Above, in line, below, not scored; null where the group is too small. */
  counts: string[] | null;
};

export type PeopleSection = {
  title: string;
  note: string;
  role: string;
  columns: string[];
  rows: PeopleRow[];
  withheld: string;
  fairness: { label: string; text: string };
};

export function viewPeople({ snapshot, locale }: Edition): PeopleSection | null {
  const people = snapshot.people ?? [];
  if (people.length === 0) return null;
  const words = locale.mail.people;
  return {
    title: words.title,
    note: words.note,
    role: words.role,
    columns: [words.above, words.in_line, words.below, words.not_scored],
    rows: people.map((group) => ({
      role: roleName(group, locale),
      counts: group.withheld ? null : [group.above, group.inLine, group.below, group.notScored].map(String),
    })),
    withheld: words.withheld,
    fairness: { label: words.fairness, text: words.fairness_note },
  };
}

/** The title of the role's card. */
export function roleName({ scorecard, title }: PeopleCount, locale: Edition['locale']): string {
  return (title && pickText(title, locale)) || cleanName(scorecard);
}
