// The reviews of a team, or of all teams, in one language → everything that the mail of its manager or of HR shows. People
// stand in bands and by id within a band: no order says who is better than whom.
import type { Locale } from '../../definitions/locale.ts';
import type { PeopleIndex } from '../../snapshot/people-index-shape.ts';
import { periodName } from '../dates.ts';
import { checkLinks, type Links } from '../links.ts';
import { formatScore, parseQuantity } from '../numbers.ts';
import { type Footer, type Header, headerLinks } from '../view.ts';
import { cleanName, fill, fillCounted, joinNames, pickText } from '../words.ts';
import { listDoubts } from './doubts.ts';
import { headerNotes, viewPeopleFooter } from './person-view.ts';
import type { Standing, TeamMember } from './team-member.ts';
import { nameOf, type TeamTable, viewTeams } from './team-table.ts';

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

const MOST_NAMES = 20;

export function buildTeamView(input: TeamInput, detail: TeamDetail): TeamView {
  const { index, members, locale, links } = input;
  checkLinks(links);
  const words = locale.people.team;
  const doubted = members.map((one) => one.doubted);
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
      note: [fill(words.table.note, { gap: printGap(input) }), ...listDoubts(doubted, locale)].join(
        locale.mail.preheader.sentence,
      ),
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

function viewHeader({ index, members, locale, title, links }: TeamInput): Header {
  const { people } = locale;
  const count = (standing: Standing) => String(members.filter((one) => one.standing === standing).length);
  return {
    shop: cleanName(index.shop.name),
    links: headerLinks(links, locale),
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
