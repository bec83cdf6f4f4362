// Every mail as a browser lays it out: nothing wider than the screen, nothing cut off or on top of something else, all of
// it readable in light and dark, in both languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../support/email.ts';
import { everyMail, MAIL_KINDS } from '../support/every-mail.ts';
import { contrastsOf } from './contrast.ts';
import { openBrowser } from './open-browser.ts';

const WIDTHS = [640, 375, 320];
const SCHEMES = ['light', 'dark'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Box = { text: string; left: number; right: number; top: number; bottom: number };

/** The boxes of all lines of text that are seen, and whether their element cuts them off. */
const LINES = `
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.opacity === '0' || element.closest('style,script')) return [];
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== 3 || node.textContent.replace(/[\\s\\u00a0\\u200c\\u200b\\u034f]/g, '') === '') return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({
        text: node.textContent.trim().slice(0, 40), left, right, top: top + scrollY, bottom: bottom + scrollY,
      })).filter((box) => box.right - box.left > 1 && box.bottom - box.top > 4);
    });
  })`;

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

/** Two lines are one on the other where they share a third of the smaller one: a font's box is higher than its letters. */
function overlapping(lines: readonly Box[]): string[] {
  const sorted = [...lines].sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [at, one] of sorted.entries()) {
    for (const other of sorted.slice(at + 1)) {
      if (other.top > one.bottom) break;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (wide > 2 && high > least / 3 && one.text !== other.text) found.push(`${one.text} | ${other.text}`);
    }
  }
  return found;
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
      const lines = (await page.evaluate(LINES)) as Box[];
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

  it('the short form is a screen and a half', async () => {
    const page = await open(mails.brief?.html ?? '', 640, 'light');
    const heading = page.getByRole('heading', { level: 2 }).last();
    const box = await heading.boundingBox();
    expect(box?.y ?? 0).toBeLessThan(1.5 * 1000);
    await page.context().close();
  });
});
