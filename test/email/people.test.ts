// People in the mail of executives: counts by role, nobody by name, and always the note on fairness.
import { describe, expect, it } from 'vitest';
import { DEGREES } from '../../functions/email/degrade.ts';
import { buildView } from '../../functions/email/view.ts';
import { LINKS, LOCALES, readLocale, renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

describe('people', () => {
  it('are counted by role, above, in line, below and not scored', () => {
    const { people } = viewMail();
    expect(people?.columns).toEqual(['Above', 'In line', 'Below', 'Not scored']);
    expect(people?.rows[0]).toEqual({ role: 'Sales staff', counts: ['2', '9', '1', '2'] });
    expect(viewMail(buildSnapshot(), 'zh-CN').people?.rows[0]?.role).toBe('销售');
  });

  it('of a small group are not counted at all', async () => {
    const { people } = viewMail();
    expect(people?.rows[2]).toEqual({ role: 'Marketing staff', counts: null });
    const { text, html } = await renderMail();
    expect(text).toContain('Marketing staff: withheld, group too small');
    expect(html).toContain('withheld, group too small');
  });

  it('are dropped with their heading where no role is counted', async () => {
    const none = buildSnapshot((month) => (month.people = []));
    expect(viewMail(none).people).toBeNull();
    expect((await renderMail(none)).html).not.toContain('Fair comparison');
  });

  it('have the id of their card as the role where it has no title', () => {
    const snapshot = buildSnapshot((month) => {
      month.people = month.people.map(({ title: _, ...group }) => group);
    });
    expect(viewMail(snapshot).people?.rows[1]?.role).toBe('employee_warehouse');
  });

  it.each(LOCALES)('come with the note on fairness at every degree of detail in %s', (name) => {
    const locale = readLocale(name);
    const note = locale.mail.people.fairness_note;
    for (const detail of DEGREES) {
      const view = buildView({ snapshot: buildSnapshot(), locale, sections: ['people'], links: LINKS }, detail);
      expect(view.people?.fairness.text).toBe(note);
    }
  });
});
