// Looks at mails as a reader does: node test/browser/screenshots.ts OUT FILE.html … writes each file as PNG at desktop and
// phone width, light and dark, and fails where it scrolls sideways on the narrowest phone.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';

const WIDTHS = [640, 375];
const SCHEMES = ['light', 'dark'] as const;
const NARROWEST = 320;

const [out, ...files] = process.argv.slice(2);
if (out === undefined || files.length === 0) {
  console.error('usage: node test/browser/screenshots.ts OUT FILE.html …   (CHROMIUM_PATH names another browser)');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const browser = await openBrowser();
try {
  for (const file of files) await lookAt(browser, file, out);
} finally {
  await browser.close();
}

async function lookAt(browser: Browser, file: string, folder: string): Promise<void> {
  const name = basename(file, '.html');
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const page = await open(browser, file, { width, colorScheme });
      const path = join(folder, `${name}-${width}-${colorScheme}.png`);
      await capture(page, path);
      console.log(path);
      await page.close();
    }
  }
  const page = await open(browser, file, { width: NARROWEST, colorScheme: 'light' });
  const scrolled = await page.evaluate('document.documentElement.scrollWidth');
  const over = Number(scrolled) - NARROWEST;
  console.log(`${name}: ${over > 0 ? `${over} px wider than` : 'fits'} ${NARROWEST} px`);
  if (over > 0) process.exitCode = 1;
  await page.close();
}

/** A busy machine sometimes fails to capture a tall page; the second attempt does. */
async function capture(page: Page, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.screenshot({ path, fullPage: true });
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** The mail alone, with the network closed: a mail that needs it would show here. */
async function open(
  browser: Browser,
  file: string,
  { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, deviceScaleFactor: 1 });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(readFileSync(file, 'utf8'));
  return page;
}
