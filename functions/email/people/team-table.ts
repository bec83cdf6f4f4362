// The people of a team as rows: in bands among their peers, and by id within a band, so that no order says who is better.
import type { Locale } from '../../definitions/locale.ts';
import { formatPoints, formatScore } from '../numbers.ts';
import { cleanName, fill, fillCounted, joinNames } from '../words.ts';
import type { Standing, TeamMember } from './team-member.ts';
import type { TeamDetail, TeamInput } from './team-view.ts';

export type TeamRow = {
  name: string;
  sub: string;
  off: string | null;
  score: string;
  grade: string | null;
  muted: boolean;
  change: string;
  open: string | null;
  contested: string | null;
};

export type TeamGroup = { band: string; count: string; rows: TeamRow[]; folded: string | null };
/** `summary` instead of groups where only numbers are shown. */
export type TeamTable = { heading: string | null; groups: TeamGroup[]; summary: string | null };

const STANDINGS: Standing[] = ['above', 'in_line', 'below', 'none'];

export function viewTeams(input: TeamInput, members: TeamMember[], detail: TeamDetail): TeamTable[] {
  if (!input.allTeams) return [{ heading: null, ...viewPeople(input, members, detail) }];
  const teams = Map.groupBy(members, ({ manager }) => manager ?? '');
  const { of_manager: of, no_manager: none } = input.locale.people.team;
  return [...teams]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([manager, own]) => ({
      heading: manager === '' ? none : fill(of, { manager: nameOf(input, manager) }),
      ...viewPeople(input, own, detail),
    }));
}

function viewPeople(input: TeamInput, members: TeamMember[], detail: TeamDetail): Omit<TeamTable, 'heading'> {
  if (detail.rows !== 'none') return { groups: viewGroups(input, members, detail), summary: null };
  const { bands } = input.locale.people;
  const counts = STANDINGS.flatMap((standing) => {
    const count = members.filter((one) => one.standing === standing).length;
    return count === 0 ? [] : [`${bands[standing]} ${count}`];
  });
  return { groups: [], summary: counts.join(' · ') };
}

function viewGroups(input: TeamInput, members: TeamMember[], detail: TeamDetail): TeamGroup[] {
  const { bands, team } = input.locale.people;
  return STANDINGS.flatMap((standing) => {
    const own = members.filter((one) => one.standing === standing);
    if (own.length === 0) return [];
    const shown = own.filter((one) => isShown(one, detail));
    return [
      {
        band: bands[standing],
        count: fillCounted(team.people, own.length),
        rows: shown.map((one) => viewRow(input, one, detail)),
        folded: shown.length === own.length ? null : fillCounted(team.folded, own.length - shown.length),
      },
    ];
  });
}

/** Who is shown to the last: those with something open. */
function isShown({ contested, plans }: TeamMember, { rows }: TeamDetail): boolean {
  return rows === 'all' || (rows === 'open' && (contested || plans.length > 0));
}

function viewRow(input: TeamInput, member: TeamMember, detail: TeamDetail): TeamRow {
  const { locale } = input;
  const words = locale.people.team;
  const name = nameOf(input, member.id);
  const id = cleanName(member.id);
  const { score, change } = member;
  return {
    name,
    sub: [...(name === id ? [] : [id]), member.role].join(' · '),
    off: detail.off ? describeOff(member, locale) : null,
    score: score === null ? '–' : formatScore(score, locale),
    grade: member.grade,
    muted: score === null,
    change: change === null ? '–' : formatPoints(change, locale),
    open: describeOpen(member, words),
    contested: member.contested ? words.table.contested : null,
  };
}

function describeOpen({ plans, contested }: TeamMember, words: Locale['people']['team']): string | null {
  if (plans.length > 0) return fillCounted(words.items, plans.length);
  return contested ? null : words.table.nothing;
}

function describeOff({ off, unscored }: TeamMember, locale: Locale): string | null {
  if (unscored !== null) return unscored;
  return off.length === 0 ? null : fill(locale.people.team.table.off, { list: joinNames(off, locale) });
}

/** The name where it is known, and the id, by which people are told apart. */
export function nameOf({ names }: Pick<TeamInput, 'names'>, id: string): string {
  return cleanName(names.get(id) ?? id) || cleanName(id) || '–';
}
