// Names that nobody would wish for, in every text of every mail and page: nothing scrolls sideways, leaves its box or lies
// on something else, and no script of theirs runs.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES, readLocale } from '../support/email.ts';
import { MAIL_KINDS, makeEvery } from '../support/every-mail.ts';
import { everyPage } from '../support/every-page.ts';
import { HOSTILE, numbered } from '../support/hostile.ts';
import { pageData } from '../support/page-data.ts';
import { richSnapshot } from '../support/rich-snapshot.ts';
import { linesOf, overlapping } from './lines.ts';
import { openBrowser } from './open-browser.ts';

const WIDTHS = [640, 375, 320];
const TEXTS = {
  en: [HOSTILE.endless, HOSTILE.markup],
  'zh-CN': [HOSTILE.chinese, HOSTILE.joined],
};
/** Of pages that differ in their words alone one is enough. */
const PAGES = ['report', 'figures', 'changes', 'definitions', 'files', 'start', 'landing file'];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage({ offline: true });
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => page.evaluate('window.ran = true')));
});
afterAll(() => browser.close());

async function expectFits(html: string): Promise<void> {
  await page.evaluate('delete window.ran');
  await page.setContent(html);
  await page.evaluate(`document.querySelectorAll('details').forEach((details) => details.setAttribute('open', ''))`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth'), `${width} px`).toBeLessThanOrEqual(width);
    const lines = await linesOf(page);
    expect(lines.length).toBeGreaterThan(3);
    const outside = lines.filter(({ left, right }) => left < 0 || right > width + 0.5);
    expect(
      outside.map(({ text }) => text),
      `${width} px`,
    ).toEqual([]);
    expect(overlapping(lines), `${width} px`).toEqual([]);
  }
  expect(await page.evaluate('window.ran')).toBeUndefined();
}

describe.each(LOCALES)('in %s', (locale) => {
  let mails: Awaited<ReturnType<typeof makeEvery>>;
  let pages: Record<string, string>;
  beforeAll(async () => {
    mails = await makeEvery(locale, numbered(...TEXTS[locale]), () => undefined);
    pages = everyPage(pageData(richSnapshot(), numbered(...TEXTS[locale])), readLocale(locale));
  });

  it.each(MAIL_KINDS)('the mail %s holds them', (kind) => expectFits(mails[kind]?.html ?? ''));
  it.each(PAGES)('the page %s holds them', (name) => expectFits(pages[name] ?? ''));
});

it('a word that cannot break and a script that runs are seen', async () => {
  const spoilt = (more: string) => `<main>${'<p>text</p>'.repeat(5)}${more}</main>`;
  await expectFits(spoilt(''));
  await expect(expectFits(spoilt(`<p style="white-space:nowrap">${HOSTILE.endless}</p>`))).rejects.toThrow('640 px');
  await expect(expectFits(spoilt('<p>one</p><p style="margin-top:-30px">two</p>'))).rejects.toThrow('640 px');
  await expect(expectFits(spoilt('<script>window.ran = true</script>'))).rejects.toThrow('undefined');
});
