// What every mail looks like: each kind × 640 and 375 pixels × light and dark × both languages, held against pictures.
// `UPDATE_GOLDEN=1 npm run test:screens` takes them anew; docs/gallery.md shows them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { LOCALES } from '../support/email.ts';
import { everyMail, MAIL_KINDS } from '../support/every-mail.ts';
import { ROOT } from '../support/shop.ts';
import { compareImages, toWebp } from './compare.ts';

const FOLDER = path.join(ROOT, 'docs/gallery');
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const WIDTHS = [640, 375];
const SCHEMES = ['light', 'dark'] as const;
/** Half the size: the look of a page, in a tenth of the bytes. */
const SCALE = 0.5;
/** Shares by which a page may differ from its picture. */
const MOST_HEIGHT = 0.01;
const MOST_BLOCKS = 0.02;

/** A busy machine sometimes fails to capture a tall page; a later attempt does. */
const MOST_ATTEMPTS = 10;

let browser: Browser;
let blank: Page;
let pages: Record<(typeof SCHEMES)[number], Page>;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await openBrowser();
  blank = await browser.newPage();
  const open = (colorScheme: (typeof SCHEMES)[number]) =>
    browser.newPage({ colorScheme, deviceScaleFactor: SCALE, offline: true });
  pages = { light: await open('light'), dark: await open('dark') };
});
afterAll(() => browser.close());

async function capture(html: string, width: number, colorScheme: (typeof SCHEMES)[number]): Promise<Buffer> {
  const page = pages[colorScheme];
  await page.setViewportSize({ width, height: 900 });
  await page.setContent(html, { waitUntil: 'load' });
  return screenshotOf(page);
}

async function screenshotOf(page: Page): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await page.screenshot({ fullPage: true });
    } catch (error) {
      if (attempt === MOST_ATTEMPTS) throw error;
      await page.waitForTimeout(attempt * 200);
    }
  }
}

test('the fonts are those of the pictures', () => {
  const fontOf = (name: string) => execFileSync('fc-match', [name], { encoding: 'utf8' });
  expect(fontOf('Helvetica'), 'apt-get install fonts-liberation').toContain('Liberation Sans');
  expect(fontOf('Noto Sans CJK SC'), 'apt-get install fonts-noto-cjk').toContain('Noto Sans CJK SC');
});

describe.each(LOCALES)('in %s', (name) => {
  let mails: Awaited<ReturnType<typeof everyMail>>;
  beforeAll(async () => {
    mails = await everyMail(name);
  });

  it.each(MAIL_KINDS)('the mail %s looks as in its pictures', async (kind) => {
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        const file = path.join(FOLDER, `${kind}-${name}-${width}-${scheme}.webp`);
        const png = await capture(mails[kind]?.html ?? '', width, scheme);
        if (UPDATE) writeFileSync(file, await toWebp(blank, png));
        expect(existsSync(file), `${file}: take it by UPDATE_GOLDEN=1`).toBe(true);
        const golden = `data:image/webp;base64,${readFileSync(file, 'base64')}`;
        const found = await compareImages(blank, golden, `data:image/png;base64,${png.toString('base64')}`);
        const about = `${path.basename(file)}: ${JSON.stringify(found)}`;
        expect(found.height, about).toBeLessThanOrEqual(MOST_HEIGHT);
        expect(found.blocks, about).toBeLessThanOrEqual(MOST_BLOCKS);
      }
    }
  });
});

test('a page that looks otherwise is found', async () => {
  const mail = (await everyMail('en')).brief?.html ?? '';
  const other = mail.replaceAll('#1d4f91', '#b3261e').replace(/<h1[^>]*>[^<]*/, '<h1>Other words, and more of them');
  const [one, two] = [await capture(mail, 640, 'light'), await capture(other, 640, 'light')];
  const url = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;
  const found = await compareImages(blank, url(one), url(two));
  expect(found.height > MOST_HEIGHT || found.blocks > MOST_BLOCKS, JSON.stringify(found)).toBe(true);
});
