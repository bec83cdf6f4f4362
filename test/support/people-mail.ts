// Mails of reviews for tests: layouts compiled once a language, and teams of people who differ.
import { readFileSync } from 'node:fs';
import { compileEmail } from '../../functions/email/compile.ts';
import { renderPersonEmail } from '../../functions/email/people/render-person.ts';
import { renderTeamEmail } from '../../functions/email/people/render-team.ts';
import { readMember } from '../../functions/email/people/team-member.ts';
import type { TeamInput } from '../../functions/email/people/team-view.ts';
import type { Email } from '../../functions/email/render.ts';
import type { Person } from '../../functions/snapshot/person-shape.ts';
import { type LocaleName, readLocale, readTemplates } from './email.ts';
import { buildItem, buildPerson } from './person.ts';

type Layout = 'employee-review' | 'manager-review';

const compiled = new Map<string, Promise<string>>();

function compileReview(layout: Layout, name: LocaleName): Promise<string> {
  const key = `${layout} ${name}`;
  const known = compiled.get(key) ?? compileOnce(layout, name);
  compiled.set(key, known);
  return known;
}

async function compileOnce(layout: Layout, name: LocaleName): Promise<string> {
  const path = `templates/email/${layout}.mjml`;
  const files = { ...readTemplates(), [path]: readFileSync(path, 'utf8') };
  const result = await compileEmail(files, path, readLocale(name));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.html;
}

export async function renderReview(
  person: Person,
  name: LocaleName = 'en',
  manager: string | null = 'Mei Lin',
  change: Partial<Parameters<typeof renderPersonEmail>[0]> = {},
): Promise<Email> {
  return renderPersonEmail({
    person,
    locale: readLocale(name),
    template: await compileReview('employee-review', name),
    title: { en: 'Your review', 'zh-CN': '个人绩效回顾' },
    manager,
    disputeDays: 5,
    links: { address: 'Northbay Commerce, 200 Harbor Street, Oakland, CA 94607' },
    ...change,
  });
}

export async function renderTeam(
  people: readonly Person[],
  name: LocaleName = 'en',
  change: Partial<TeamInput> = {},
): Promise<Email> {
  const [first = buildPerson()] = people;
  const locale = readLocale(name);
  return renderTeamEmail({
    index: first,
    members: people.map((person) => readMember(person, locale)),
    allTeams: false,
    locale,
    template: await compileReview('manager-review', name),
    title: { en: 'Team review', 'zh-CN': '团队绩效回顾' },
    names: new Map([['E003', 'Mei Lin']]),
    disputeDays: 5,
    gap: '5.00',
    links: { address: 'Northbay Commerce, 200 Harbor Street, Oakland, CA 94607' },
    ...change,
  });
}

/** People of one role who stand differently, every seventh with something open. */
export function buildTeam(size: number, managers = 1): Person[] {
  return Array.from({ length: size }, (_, at) =>
    buildPerson((sample) => {
      sample.id = `E${String(at + 100).padStart(4, '0')}`;
      sample.manager = `E${String(2 + (at % managers)).padStart(3, '0')}`;
      sample.band = at % 9 === 0 ? 'above' : at % 11 === 0 ? 'below' : 'in_line';
      if (at % 13 === 5) sample.reason = 'probation';
      if (at % 7 === 3) sample.improvements = [buildItem({ status: at % 14 === 3 ? 'overdue' : 'open' })];
      if (at % 17 === 8) sample.contested = true;
    }),
  );
}
