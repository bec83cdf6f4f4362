// The pages as a reader's browser has them, with scripts switched off: from the link to the file, in both languages, light
// and dark, on a desk and on a telephone.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../functions/access/answer.ts';
import { servePages } from '../../functions/cli/page-server.ts';
import { type AccessWorld, openWorld } from '../access/access-world.ts';
import { contrastsOf } from './contrast.ts';
import { openBrowser } from './open-browser.ts';

let browser: Browser;
let server: Server;
let world: AccessWorld;
let base = '';

beforeAll(async () => {
  world = await openWorld();
  const failures: unknown[] = [];
  const served = await servePages(
    0,
    (own) => (request) => answer(request, world.ports, { ...world.context, base: own }),
    (error) => failures.push(error),
  );
  ({ server, base } = served);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

type Look = { colorScheme?: 'light' | 'dark'; width?: number; locale?: string };

async function visit(path: string, { colorScheme = 'light', width = 640, locale = 'en' }: Look = {}) {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale,
    javaScriptEnabled: false,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(base.replace(/\/$/, '') + path);
  return { page, complaints, close: () => context.close() };
}

/** Scripts are off for the page; the test may still ask it. */
async function expectReadable(page: Page, width: number): Promise<void> {
  const pairs = await contrastsOf(page);
  expect(pairs.length).toBeGreaterThan(2);
  for (const { text, ratio } of pairs) expect(ratio, text).toBeGreaterThanOrEqual(4.5);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
}

describe('a reader', () => {
  it('goes from the link by one button to the files, and gets one to the byte', async () => {
    const { page, complaints, close } = await visit(await world.link('finance', 'monthly-executive'));
    await page.getByRole('button', { name: 'Open' }).click();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['October 2026']);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toContain('Revision 2 (newest)');
    expect(await page.getByRole('button', { name: 'See the charts' }).count()).toBe(2);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download kpis.csv' }).first().click(),
    ]);
    expect(download.suggestedFilename()).toBe('kpis.csv');
    const body = readFileSync(await download.path());
    const stored = await world.store.get('snapshots/monthly-executive/2026-10/r2/kpis.csv');
    expect(body.equals(stored as Uint8Array)).toBe(true);
    await page.getByText('Checksum (SHA-256)').first().click();
    expect(await page.getByText(createHash('sha256').update(body).digest('hex')).first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it('does all of it with the keyboard, and sees where it is', async () => {
    const { page, close } = await visit(await world.link('finance', 'monthly-executive'));
    await page.keyboard.press('Tab');
    const outline = `getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.tagName`;
    expect(await page.evaluate(outline)).toBe('solid BUTTON');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Figures and files' }).waitFor();
    await page.getByText('September 2026').waitFor();
    await close();
  });

  it('unsubscribes by a button and comes back by another', async () => {
    const { page, close } = await visit(`${await world.link('ceo', 'monthly-executive')}/en/unsubscribe`);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    await page.getByRole('link', { name: 'Subscribe again' }).click();
    await page.getByRole('button', { name: 'Subscribe again' }).click();
    await page.getByRole('heading', { name: 'You are subscribed again' }).waitFor();
    await close();
  });

  it('reads in Chinese what is written for a Chinese reader', async () => {
    const { page, close } = await visit(await world.link('coo', 'monthly-executive'));
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByRole('heading', { level: 1, name: '数据与文件' }).waitFor();
    await page.getByRole('link', { name: 'In English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await close();
  });
});

describe.each([
  { colorScheme: 'light', width: 640 },
  { colorScheme: 'dark', width: 375 },
] as const)('in $colorScheme on $width pixels', (look) => {
  it('every page can be read and needs no sideways scrolling', async () => {
    const link = await world.link('finance', 'monthly-executive');
    const opened = await visit(link, look);
    await expectReadable(opened.page, look.width);
    await opened.page.getByRole('button', { name: 'Open' }).click();
    await expectReadable(opened.page, look.width);
    await opened.page.getByRole('button', { name: 'KPI definitions and formulas' }).click();
    await expectReadable(opened.page, look.width);
    expect(opened.complaints).toEqual([]);
    await opened.close();
    for (const path of ['/nothing', `${link}/en/unsubscribe`, '/']) {
      const { page, close } = await visit(path, look);
      await expectReadable(page, look.width);
      await close();
    }
  });

  it('an expired link offers a fresh one', async () => {
    const link = await world.link('finance', 'monthly-executive');
    const { now } = world.clock;
    world.clock.now = '2027-01-01T00:00:00.000Z';
    try {
      const { page, close } = await visit(link, look);
      await expectReadable(page, look.width);
      await page.getByRole('button', { name: 'Mail me a fresh link' }).click();
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
      await expectReadable(page, look.width);
      await close();
    } finally {
      world.clock.now = now;
    }
  });
});

describe('a page from elsewhere', () => {
  it('under another name of this machine gets nothing', async () => {
    const { port } = new URL(base);
    const { page, close } = await visit('/');
    await page.goto(`http://elsewhere.localhost:${port}/`);
    expect((await page.textContent('body'))?.trim()).toBe(`Open ${base}`);
    await close();
  });
});
