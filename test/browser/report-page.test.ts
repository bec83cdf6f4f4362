// The page of charts in a browser: on every width nothing scrolls sideways, no label leaves its drawing or lies on another
// one, and all of it can be read, in light and dark, with names and histories that nobody would wish for.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../functions/pages/report/report-page.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { signal } from '../support/analyses.ts';
import { LOCALES, readLocale } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { contrastsOf } from './contrast.ts';
import { openBrowser } from './open-browser.ts';

const WIDTHS = [320, 375, 640, 1200];
/** What its margins of 14 mm leave of a sheet, in CSS pixels. */
const A4 = { width: 688, height: 1016 };
const LONG = 'Eastern distribution centre for heavy and bulky goods '.repeat(4);
const NAMES = [
  LONG,
  'شركة الشحن السريع للتوصيل إلى المنازل والمكاتب',
  '华东大件仓储配送中心'.repeat(20),
  'W'.repeat(200),
  '👩‍👩‍👧‍👦'.repeat(30),
  'i',
];

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

/** Long names, 500 members, three years of months with gaps, huge, negative and tiny figures. */
function hostile(): Snapshot {
  const snapshot = buildSnapshot((month) => Object.assign(month, { shop: LONG }));
  const months = Array.from(
    { length: 36 },
    (_, at) => `${2023 + Math.floor((at + 9) / 12)}-${String(((at + 9) % 12) + 1).padStart(2, '0')}`,
  );
  snapshot.kpis.forEach((kpi, at) => {
    const name = NAMES[at % NAMES.length] ?? '';
    const values = ['-123456789012.34', '0.000001', '987654321098.76', null, '1'];
    kpi.name = { en: name, 'zh-CN': name };
    kpi.signal = signal({
      verdict: 'signal',
      rule: 'outside',
      charted: at % 2 === 0 ? 'value' : 'year_change',
      current: '123456.789',
      mean: '0.5',
      lower: '-99999.5',
      upper: '99999.5',
      history: months.map((period, month) => ({ period, value: values[(month + at) % values.length] ?? null })),
    });
    kpi.members = {
      carrier: Array.from({ length: 500 }, (_, member) => ({
        member: `${NAMES[member % NAMES.length]}${member}`,
        name: null,
        value: values[member % values.length] ?? null,
        numerator: '1',
        denominator: kpi.denominator,
        sample: '987654321',
        notes: member % 3 === 0 ? ['insufficient_sample' as const] : [],
        previous: null,
      })),
    };
  });
  return snapshot;
}

/** Asked in the browser: labels that leave their drawing, and pairs of labels of one drawing that meet. */
const MISPLACED = `
  [...document.querySelectorAll('svg.chart')].flatMap((drawing) => {
    const frame = drawing.getBoundingClientRect();
    const labels = [...drawing.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const outside = labels.filter(([, box]) => box.left < frame.left - 0.5 || box.right > frame.right + 0.5 ||
      box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5);
    const meeting = labels.flatMap(([text, box], at) => labels.slice(at + 1)
      .filter(([, other]) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > 0.5 &&
        Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 2)
      .map(([other]) => text + ' | ' + other));
    return [...outside.map(([text]) => 'outside: ' + text), ...meeting];
  })`;

async function open(
  html: string,
  { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: false });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(html);
  await page.evaluate(`document.querySelectorAll('details').forEach((details) => details.setAttribute('open', ''))`);
  return page;
}

describe.each(LOCALES)('the page of charts in %s', (name) => {
  it.each([
    ['of an ordinary month', () => buildSnapshot()],
    ['of the worst of months', hostile],
  ])('%s fits every width, and no label meets another', async (_, make) => {
    const page = await open(reportPage(make(), readLocale(name)), { width: 1200, colorScheme: 'light' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width} px`).toBeLessThanOrEqual(width);
      expect(await page.evaluate(MISPLACED), `${width} px`).toEqual([]);
    }
    expect(await page.evaluate(`document.querySelectorAll('svg.chart').length`)).toBeGreaterThan(20);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    const page = await open(reportPage(buildSnapshot(), readLocale(name)), { width: 1024, colorScheme });
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(200);
    for (const { text, ratio } of contrasts) expect(ratio, text).toBeGreaterThanOrEqual(4.5);
    await page.close();
  });

  it('is told to whoever does not see it: each drawing has a name, and the headings an order', async () => {
    const page = await open(reportPage(buildSnapshot(), readLocale(name)), { width: 640, colorScheme: 'light' });
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    const drawings = await page.locator('svg.chart').count();
    expect(await page.getByRole('img', { name: /./ }).count()).toBe(drawings);
    const levels = (await page.evaluate(
      `[...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]))`,
    )) as number[];
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    await page.close();
  });

  it('is printed dark on white whatever the screen is, and no figure is cut by the end of a sheet', async () => {
    const page = await open(reportPage(buildSnapshot(), readLocale(name)), { width: A4.width, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(200);
    for (const { text, ratio } of contrasts) expect(ratio, text).toBeGreaterThanOrEqual(4.5);
    const figures = (await page.evaluate(
      `[...document.querySelectorAll('figure')].map((one) => [getComputedStyle(one).breakInside, one.offsetHeight])`,
    )) as [string, number][];
    expect(figures.length).toBeGreaterThan(20);
    for (const [inside, height] of figures) {
      expect(inside).toBe('avoid');
      expect(height).toBeLessThan(A4.height);
    }
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThan(30);
    await page.close();
  });
});
