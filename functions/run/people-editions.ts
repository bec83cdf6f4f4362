// The editions of reviews: a person's own, a manager's team, or all teams for HR. Of others a mail holds nothing but the
// group that peers are.

import { suggestName } from '../definitions/nearest.ts';
import type { Mail } from '../delivery/deliver.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { Links } from '../email/links.ts';
import { renderPersonEmail } from '../email/people/render-person.ts';
import { renderTeamEmail } from '../email/people/render-team.ts';
import { readMember, type TeamMember } from '../email/people/team-member.ts';
import type { PeopleIndex } from '../snapshot/people-index-shape.ts';
import type { Person } from '../snapshot/person-shape.ts';
import { type EditionContext, type EditionFrame, type Editions, linksOfMail, mailOf, notShown } from './editions.ts';
import { readStored } from './frame.ts';
import { personKey } from './keys.ts';
import type { Published } from './request.ts';

export async function openPeopleEditions(frame: EditionFrame, published: Pick<Published, 'key'>[]): Promise<Editions> {
  const { ports, context, request } = frame;
  const { report } = request;
  const folder = published.at(-1)?.key ?? '';
  const index = await readStored<PeopleIndex>(ports.store, `${folder}/people.json`);
  const ids = index.people.map(({ id }) => id);
  const names = await readNames(frame);
  const { disputeDays, minMeaningfulGap: gap } = context.definitions.shop.parameters;

  return {
    wrong(reader) {
      const { employee, role } = reader;
      const period = index.period.id;
      if (report.view === 'team') {
        if (role === 'hr' || index.people.some(({ manager }) => manager === employee)) return null;
        const message = `${reader.id} is ${employee}, who is the manager of nobody in ${period}.`;
        return notShown(reader, message, 'Correct the employee_id, or take the report off this line.');
      }
      if (employee !== null && ids.includes(employee)) return null;
      const message = `${reader.id} is ${employee}, of whom there is no review of ${period}.`;
      return notShown(
        reader,
        message,
        `Take the report off this line until there is one. ${suggestName(employee ?? '', ids)}`,
      );
    },
    render({ sees, locale }) {
      if ('person' in sees) return renderPerson(sees.person, locale);
      if ('team' in sees)
        return renderTeam(
          index.people.filter(({ manager }) => manager === sees.team),
          false,
          locale,
        );
      if ('everybody' in sees) return renderTeam(index.people, true, locale);
      throw new Error(`${report.id} shows people, not ${JSON.stringify(sees)}`);
    },
  };

  function linksOfIndex(locale: string): Links {
    return linksOfMail(frame, { period: index.period.id, revision: index.revision, locale });
  }

  async function renderPerson(id: string, locale: string): Promise<Mail> {
    const person = await readStored<Person>(ports.store, personKey(folder, id));
    const manager = person.person.manager === null ? null : (names.get(person.person.manager) ?? null);
    const { title } = report;
    const links = linksOfIndex(locale);
    const mail = renderPersonEmail({ ...layoutOf(frame, locale), person, title, manager, disputeDays, links });
    return mailOf(mail, links);
  }

  async function renderTeam(people: PeopleIndex['people'], allTeams: boolean, locale: string): Promise<Mail> {
    const layout = layoutOf(frame, locale);
    const members: TeamMember[] = [];
    for (const { id } of people) {
      members.push(readMember(await readStored<Person>(ports.store, personKey(folder, id)), layout.locale));
    }
    const { title } = report;
    const links = linksOfIndex(locale);
    const mail = renderTeamEmail({ ...layout, index, members, allTeams, title, names, disputeDays, gap, links });
    return mailOf(mail, links);
  }
}

function layoutOf({ context, request }: EditionContext, locale: ReaderEdition['locale']) {
  const words = context.definitions.locales[locale];
  const template = context.templates[request.report.id]?.[locale];
  if (!words || template === undefined) throw new Error(`no layout of ${request.report.id} in ${locale}`);
  return { locale: words, template };
}

/** By employee, as far as recipients have names. */
async function readNames({ ports, context }: EditionFrame): Promise<Map<string, string>> {
  const { recipients } = readRecipients(await ports.recipientFiles(), context.definitions);
  return new Map(
    recipients.flatMap(({ employee, name }) => (employee === null || name === '' ? [] : [[employee, name]])),
  );
}
