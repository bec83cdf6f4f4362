// Every mail as a browser lays it out: nothing wider than the screen, nothing cut off or on top of something else, all of
// it readable in light and dark, in both languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES, readLocale } from '../support/email.ts';
import { everyMail, MAIL_KINDS } from '../support/every-mail.ts';
import { contrastsOf } from './contrast.ts';
import { linesOf, overlapping } from './lines.ts';
import { openBrowser } from './open-browser.ts';
import { type Spoken, spokenOf } from './spoken.ts';

const WIDTHS = [640, 375, 320];
const SCHEMES = ['light', 'dark'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(html: string, width: number, colorScheme: (typeof SCHEMES)[number]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
  const page = await context.newPage();
  const failed: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) failed.push(request.url());
  });
  await page.setContent(html, { waitUntil: 'load' });
  expect(failed, 'a mail asks the network for nothing').toEqual([]);
  return page;
}

/** Of the whole mail the titles of its sections, as they follow on each other. */
function orderOf(name: (typeof LOCALES)[number]): string[] {
  const { attention, scorecard, movement, carriers, people, plan, quality } = readLocale(name).mail;
  return [attention, scorecard, movement, carriers, people, plan, quality].map(({ title }) => title);
}

function tableAround(spoken: readonly Spoken[], at: number | null): number | null {
  return at === null || spoken[at]?.role === 'table' ? at : tableAround(spoken, spoken[at]?.parent ?? null);
}

describe.each(LOCALES)('in %s', (name) => {
  let mails: Awaited<ReturnType<typeof everyMail>>;
  beforeAll(async () => {
    mails = await everyMail(name);
  });

  it('there is every kind of mail', () => {
    expect(Object.keys(mails)).toEqual([...MAIL_KINDS]);
  });

  it.each(MAIL_KINDS)('the mail %s fits every width, and no text lies on another', async (kind) => {
    for (const width of WIDTHS) {
      const page = await open(mails[kind]?.html ?? '', width, 'light');
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width} px`).toBeLessThanOrEqual(width);
      const lines = await linesOf(page);
      expect(lines.length).toBeGreaterThan(6);
      for (const { text, left, right } of lines) {
        expect(left, `${text} at ${width} px`).toBeGreaterThanOrEqual(0);
        expect(right, `${text} at ${width} px`).toBeLessThanOrEqual(width + 0.5);
      }
      expect(overlapping(lines), `${width} px`).toEqual([]);
      await page.context().close();
    }
  });

  it.each(MAIL_KINDS)('the mail %s can be read in light and dark', async (kind) => {
    for (const scheme of SCHEMES) {
      const page = await open(mails[kind]?.html ?? '', 640, scheme);
      const pairs = await contrastsOf(page);
      expect(pairs.length).toBeGreaterThan(6);
      for (const { text, ratio } of pairs) expect(ratio, `${text} in ${scheme}`).toBeGreaterThanOrEqual(4.5);
      await page.context().close();
    }
  });

  it.each(MAIL_KINDS)(
    'the mail %s is read out in its order, and nothing that only lays it out is named',
    async (kind) => {
      const page = await open(mails[kind]?.html ?? '', 640, 'light');
      const spoken = await spokenOf(page);
      await page.context().close();
      const of = (...roles: string[]) => spoken.filter(({ role }) => roles.includes(role));
      const headings = of('heading');
      expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
      for (const [at, { level, name: title }] of headings.entries()) {
        expect(title).not.toBe('');
        // What owners look at and what moved stand above the mail, with titles of sections.
        expect(level ?? 0).toBeLessThanOrEqual((headings[at - 1]?.level ?? 1) + 1);
      }
      const sections = headings.filter(({ level }) => level === 2).map(({ name: title }) => title);
      const order = orderOf(name).filter((title) => sections.includes(title));
      if (kind === 'executive') {
        expect(sections).toEqual(order);
        expect(order.length).toBeGreaterThan(6);
      }
      for (const { name: alternative } of [...of('image'), ...of('link')]) expect(alternative).not.toBe('');
      const tables = spoken.flatMap(({ role }, at) => (role === 'table' ? [at] : []));
      const headed = new Set(
        spoken.filter(({ role }) => /^(column|row)header$/.test(role)).map(({ parent }) => tableAround(spoken, parent)),
      );
      expect(tables.filter((at) => !headed.has(at))).toEqual([]);
      if (kind === 'executive') expect([tables.length > 4, of('image').length > 15]).toEqual([true, true]);
    },
  );

  it('the short form is a screen and a half', async () => {
    const page = await open(mails.brief?.html ?? '', 640, 'light');
    const heading = page.getByRole('heading', { level: 2 }).last();
    const box = await heading.boundingBox();
    expect(box?.y ?? 0).toBeLessThan(1.5 * 1000);
    await page.context().close();
  });
});
