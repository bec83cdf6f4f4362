// The reviews of a team, or of all teams, in one language → everything that the mail of its manager or of HR shows. People
// stand in bands and by id within a band: no order says who is better than whom.
import type { Locale } from '../../definitions/locale.ts';
import type { PeopleIndex } from '../../snapshot/people-index-shape.ts';
import { periodName } from '../dates.ts';
import { checkLinks, type Links } from '../links.ts';
import { formatPoints, formatScore, parseQuantity } from '../numbers.ts';
import type { Footer, Header } from '../view.ts';
import { cleanName, fill, fillCounted, joinNames, pickText } from '../words.ts';
import { headerNotes, viewPeopleFooter } from './person-view.ts';
import type { Standing, TeamMember } from './team-member.ts';

export type TeamInput = {
  /** Of which reviews these are. */
  index: Omit<PeopleIndex, 'people' | 'sources' | 'checks' | 'statements'>;
  members: TeamMember[];
  /** Every team has a heading where there are several. */
  allTeams: boolean;
  locale: Locale;
  title: Record<string, string>;
  /** Names by id, as far as they are known. */
  names: ReadonlyMap<string, string>;
  disputeDays: number;
  /** Scores less than this apart do not differ. */
  gap: string;
  links: Links;
};

export type TeamDetail = {
  padding: number;
  /** Names of off-target KPIs below each person. */
  off: boolean;
  /** The plans, one by one. */
  plans: boolean;
  rows: 'all' | 'open' | 'none';
};

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
export type TeamPlan = { head: string; state: string; tone: string; text: string | null };

export type TeamView = {
  lang: string;
  subject: string;
  preheader: string;
  padding: number;
  header: Header;
  waiting: { title: string; lines: { text: string; tone: 'off' | 'mut' }[] };
  table: {
    title: string;
    note: string;
    columns: { person: string; score: string; change: string; open: string };
    teams: TeamTable[];
  };
  plans: { title: string; items: TeamPlan[] } | null;
  confirm: { title: string; paragraphs: string[] };
  shortened: string | null;
  footer: Footer;
};

const STANDINGS: Standing[] = ['above', 'in_line', 'below', 'none'];
const MOST_NAMES = 20;

export function buildTeamView(input: TeamInput, detail: TeamDetail): TeamView {
  const { index, members, locale, links } = input;
  checkLinks(links);
  const words = locale.people.team;
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    lang: locale.locale,
    subject: fill(words.subject[index.phase], { period: periodName(index.period.id, 'long', locale) }),
    preheader: words.preheader,
    padding: detail.padding,
    header: viewHeader(input),
    waiting: viewWaiting(input, sorted),
    table: {
      title: words.table.title,
      note: fill(words.table.note, { gap: printGap(input) }),
      columns: {
        person: words.table.person,
        score: words.table.score,
        change: words.table.change,
        open: words.table.open,
      },
      teams: viewTeams(input, sorted, detail),
    },
    plans: detail.plans ? viewPlans(input, sorted) : null,
    confirm: {
      title: words.confirm.title,
      paragraphs: [fill(words.confirm.how, { days: String(input.disputeDays) }), words.confirm.action],
    },
    shortened: detail.off ? null : words.shortened,
    footer: viewPeopleFooter(fill(words.why, { shop: cleanName(index.shop.name) }), links, locale),
  };
}

function printGap({ gap, locale }: TeamInput): string {
  const points = parseQuantity(gap);
  return points === null ? gap : formatScore(points, locale);
}

function viewHeader({ index, members, locale, title }: TeamInput): Header {
  const { people } = locale;
  const count = (standing: Standing) => String(members.filter((one) => one.standing === standing).length);
  return {
    shop: cleanName(index.shop.name),
    links: [],
    title: pickText(title, locale) ?? index.report.id,
    separator: locale.mail.header.separator,
    period: periodName(index.period.id, 'long', locale),
    headline: fill(people.team.headline, {
      people: fillCounted(people.team.people, members.length),
      above: count('above'),
      in_line: count('in_line'),
      below: count('below'),
      none: count('none'),
    }),
    notes: [people.team.private, ...headerNotes(index, locale)],
  };
}

/** The name where it is known, and the id, by which people are told apart. */
function nameOf({ names }: Pick<TeamInput, 'names'>, id: string): string {
  const name = names.get(id);
  return cleanName(name ?? id) || id;
}

function viewWaiting(input: TeamInput, members: TeamMember[]): TeamView['waiting'] {
  const { locale } = input;
  const { waiting } = locale.people.team;
  const list = (some: TeamMember[]) => {
    const shown = some.slice(0, MOST_NAMES).map(({ id }) => nameOf(input, id));
    const rest = some.length - shown.length;
    const all = rest === 0 ? shown : [...shown, fill(locale.people.team.more, { n: String(rest) })];
    return joinNames(all, locale);
  };
  const contested = members.filter((one) => one.contested);
  const overdue = members.filter(({ plans }) => plans.some(({ tone }) => tone === 'off'));
  const lines: TeamView['waiting']['lines'] = [
    ...(contested.length === 0
      ? []
      : [{ text: fill(waiting.contested, { list: list(contested) }), tone: 'off' as const }]),
    ...(overdue.length === 0 ? [] : [{ text: fill(waiting.overdue, { list: list(overdue) }), tone: 'off' as const }]),
  ];
  return { title: waiting.title, lines: lines.length > 0 ? lines : [{ text: waiting.none, tone: 'mut' }] };
}

function viewTeams(input: TeamInput, members: TeamMember[], detail: TeamDetail): TeamTable[] {
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
  const { score, change } = member;
  return {
    name,
    sub: [...(name === member.id ? [] : [member.id]), member.role].join(' · '),
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

function viewPlans(input: TeamInput, members: TeamMember[]): TeamView['plans'] {
  const { title, item } = input.locale.people.team.plans;
  const items = members.flatMap(({ id, plans }) =>
    plans.map(({ kpi, state, tone, action }) => ({
      head: fill(item, { person: nameOf(input, id), kpi }),
      state,
      tone,
      text: action,
    })),
  );
  return items.length === 0 ? null : { title, items };
}
