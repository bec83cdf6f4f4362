// The short form of the monthly mail: a screen and a half of the same figures, and where the whole is.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { editionName, editionOf } from '../../functions/delivery/reader-edition.ts';
import { readRecipients } from '../../functions/delivery/recipients.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import { countBytes } from '../../functions/email/degrade.ts';
import { type Email, renderEmail } from '../../functions/email/render.ts';
import { LINKS, LOCALES, type LocaleName, readLocale, readTemplates, renderMail } from '../support/email.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';

async function renderBrief(name: LocaleName, links = LINKS): Promise<Email> {
  const path = 'templates/email/executive-brief.mjml';
  const files = { ...readTemplates(), [path]: readFileSync(path, 'utf8') };
  const compiled = await compileEmail(files, path, readLocale(name));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const template = compiled.html;
  return renderEmail({
    snapshot: buildSnapshot(),
    locale: readLocale(name),
    template,
    sections: SECTIONS,
    links,
    brief: true,
  });
}

describe.each(LOCALES)('the short form in %s', (name) => {
  it('has the subject, the headline, the score and what needs attention of the whole, and no table of all KPIs', async () => {
    const [brief, whole] = [await renderBrief(name), await renderMail(undefined, name)];
    const locale = readLocale(name);
    expect(brief.subject).toBe(whole.subject);
    const end = (text: string) => text.indexOf(locale.mail.scorecard.title);
    expect(brief.text.startsWith(whole.text.slice(0, end(whole.text)).trimEnd())).toBe(true);
    for (const part of [brief.text, brief.html]) expect(part).not.toContain(locale.mail.scorecard.attainment);
    expect(brief.html).toContain(locale.mail.quality.title);
  });

  it('is a fraction of the whole, and leads to it', async () => {
    const [brief, whole] = [await renderBrief(name), await renderMail(undefined, name)];
    expect(countBytes(brief.html)).toBeLessThan(countBytes(whole.html) / 2);
    expect(brief.html).toContain(LINKS.browser?.replaceAll('&', '&amp;'));
    expect(brief.text).toContain(readLocale(name).mail.brief.whole);
  });

  it('says where the whole is where it has no links', async () => {
    expect((await renderBrief(name, {})).text.replaceAll('\n', ' ')).toContain(readLocale(name).mail.brief.form);
  });
});

describe('a reader', () => {
  const definitions = mustLoad();
  const header = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
  const read = (text: string) => readRecipients([{ file: 'recipients/readers.csv', text }], definitions);
  const line = 'ann,ann@shop.test,Ann,en,executive,monthly-executive,,';

  it('gets the short form where their line says so, and the whole otherwise', () => {
    const report = definitions.reports['monthly-executive'];
    if (!report) throw new Error('no report');
    const name = (text: string) => editionName(editionOf(read(text).recipients[0] as never, report));
    expect(name(`${header},form\n${line},brief\n`)).toBe('en brief {"whole":true}');
    for (const whole of [`${header}\n${line}\n`, `${header},form\n${line},\n`, `${header},form\n${line},full\n`])
      expect(name(whole)).toBe('en {"whole":true}');
  });

  it('is refused a form that there is not, at its column', () => {
    expect(read(`${header},form\n${line},short\n`).problems).toMatchObject([
      { code: 'INVALID_RECIPIENT', place: { line: 2, column: 56 }, message: '`short` is no form of a mail.' },
    ]);
  });
});
