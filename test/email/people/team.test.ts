// The mail of a team: by band and id and never by rank, whole for sixty people and short for two thousand.
import { describe, expect, it } from 'vitest';
import { countBytes, MOST_HTML_BYTES } from '../../../functions/email/degrade.ts';
import { LOCALES } from '../../support/email.ts';
import { printedNumbers } from '../../support/numbers.ts';
import { buildTeam, renderTeam } from '../../support/people-mail.ts';
import { buildItem, buildPerson } from '../../support/person.ts';

describe.each(LOCALES)('the mail of a team in %s', (name) => {
  it('tells the same numbers in text and HTML', async () => {
    const { html, text } = await renderTeam(buildTeam(20), name);
    const shown = html
      .replace(/<style[\s\S]*?<\/style>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#\d+;/g, ' ');
    const inHtml = new Set(printedNumbers(shown));
    for (const number of printedNumbers(text)) expect(inHtml, number).toContain(number);
  });

  it('shows sixty people whole', async () => {
    const team = buildTeam(60);
    const { html, text } = await renderTeam(team, name);
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    for (const { person } of team) {
      expect(html).toContain(person.id);
      expect(text).toContain(person.id);
    }
  });

  it('of two thousand in fifty teams stays short, and names who objects', async () => {
    const { html, text } = await renderTeam(buildTeam(2000, 50), name, { allTeams: true });
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    expect(text).toContain('E0108');
    for (const manager of ['E002', 'E051']) expect(text).toContain(manager);
  });
});

describe('a team', () => {
  it('stands by band, and by id within a band, whatever the scores', async () => {
    const ids = ['E9', 'E1', 'E5'].map((id, at) =>
      buildPerson((sample) => {
        sample.id = id;
        const [line] = sample.lines;
        if (line) line.score = `${95 - at * 10}.00`;
        if (id === 'E5') sample.band = 'above';
      }),
    );
    const { text } = await renderTeam(ids);
    const at = (part: string) => text.indexOf(part);
    expect(at('Above peers')).toBeLessThan(at('E5 ('));
    expect(at('E5 (')).toBeLessThan(at('In line with peers'));
    expect(at('E1 (')).toBeLessThan(at('E9 ('));
    expect(text).not.toMatch(/\b(1st|2nd|rank|best|worst|#1)\b/i);
  });

  it('says what is waiting for its manager: objections and overdue plans', async () => {
    const people = ['E1', 'E2', 'E3'].map((id) =>
      buildPerson((sample) => {
        sample.id = id;
        sample.contested = id === 'E2';
        if (id === 'E3') sample.improvements = [buildItem({ status: 'overdue' })];
      }),
    );
    const { text } = await renderTeam(people, 'en', { names: new Map([['E2', 'Li Na']]) });
    expect(text).toContain('An objection is open: Li Na.');
    expect(text).toContain('Plans overdue: E3.');
    expect(text).toContain('Li Na (E2');
    expect((await renderTeam([buildPerson()])).text).toContain('No objection is open and no plan is overdue.');
  });

  it('has a heading for each manager where there are several', async () => {
    const { text } = await renderTeam(buildTeam(8, 2), 'en', { allTeams: true });
    expect(text).toContain('Team of E002');
    expect(text).toContain('Team of Mei Lin');
  });

  it('says that nothing follows automatically, and how close two scores may be', async () => {
    const { text } = await renderTeam(buildTeam(5));
    expect(text.replace(/\s+/g, ' ')).toContain('nothing happens to anybody automatically');
    expect(text.replace(/\s+/g, ' ')).toContain('Scores less than 5.00 points apart do not differ');
  });
});
