// Whole mails: golden HTML and text in every language (UPDATE_GOLDEN=1 writes them), size, and where numbers come from.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countBytes, DEGREES, MOST_HTML_BYTES } from '../../functions/email/degrade.ts';
import { columnsOf } from '../../functions/email/wrap.ts';
import { wholeDepartment } from '../support/department.ts';
import { LOCALES, readLocale, renderMail } from '../support/email.ts';
import { multiplyKpis, splitCarriers } from '../support/long-month.ts';
import { printedNumbers, snapshotNumbers } from '../support/numbers.ts';
import { buildSnapshot } from '../support/snapshot.ts';

function expectGolden(name: string, actual: string): void {
  const path = `test/golden/email/${name}`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

describe.each(LOCALES)('the mail in %s', (name) => {
  it('is the golden one', async () => {
    const mail = await renderMail(buildSnapshot(), name);
    expectGolden(`monthly-executive.${name}.html`, mail.html);
    expectGolden(`monthly-executive.${name}.txt`, mail.text);
  });

  it('has the same bytes for the same snapshot', async () => {
    expect(await renderMail(buildSnapshot(), name)).toEqual(await renderMail(buildSnapshot(), name));
  });

  it('has one h1, a heading for each section, and its language', async () => {
    const { html } = await renderMail(buildSnapshot(), name);
    expect([...html.matchAll(/<h1/g)]).toHaveLength(1);
    expect([...html.matchAll(/<h2/g)]).toHaveLength(7);
    expect(html).toContain(`<html lang="${name}"`);
    for (const [table] of html.matchAll(/<table[^>]*role="img"[^>]*>/g)) expect(table).toMatch(/aria-label="[^"]{4,}"/);
  });

  it('prints no number that the snapshot does not hold', async () => {
    const snapshot = buildSnapshot();
    const { text, subject, preheader } = await renderMail(snapshot, name);
    const allowed = snapshotNumbers(snapshot, name);
    for (const number of printedNumbers(`${subject}\n${preheader}\n${text}`)) expect(allowed, number).toContain(number);
  });

  it('tells the same numbers in text and HTML', async () => {
    const { html, text } = await renderMail(buildSnapshot(), name);
    const shown = html
      .replace(/<style[\s\S]*?<\/style>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#\d+;/g, ' ');
    const inHtml = new Set(printedNumbers(shown));
    for (const number of printedNumbers(text.replace(/^https?:.*$/gm, ''))) expect(inHtml, number).toContain(number);
  });

  it('has the same sections in text as in HTML, in the same order', async () => {
    const { html, text } = await renderMail(buildSnapshot(), name);
    const titles = [...html.matchAll(/<h[23][^>]*>([^<]*)</g)].map(([, title]) => title ?? '');
    expect(titles).toHaveLength(12);
    const lines = text.split('\n');
    const places = titles.map((title) => lines.indexOf(title));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('keeps text lines within 72 columns and links on lines of their own', async () => {
    const { text } = await renderMail(buildSnapshot(), name);
    for (const line of text.split('\n')) {
      if (line.includes('http')) expect(line).toMatch(/^https:\S+$/);
      else expect(columnsOf(line), line).toBeLessThanOrEqual(72);
    }
  });

  it('shows a whole department without leaving anything out', async () => {
    const snapshot = buildSnapshot(wholeDepartment);
    expect([snapshot.scorecards[0]?.lines.length, snapshot.scorecards[0]?.shown?.length]).toEqual([18, 19]);
    const { html } = await renderMail(snapshot, name);
    // A fifth of what clients show stays for what shops add: further carriers, long names, remarks.
    expect(countBytes(html)).toBeLessThan(0.8 * MOST_HTML_BYTES);
    expect(html).not.toContain(readLocale(name).mail.degraded);
  });
});

describe('a mail that would be too long', () => {
  it('shows forty carriers as long as there is room', async () => {
    const { html } = await renderMail(buildSnapshot((month) => splitCarriers(month, 40)));
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    expect(html).toContain('Carrier 40');
  });

  it('first leaves out strips of on-target KPIs, and says so', async () => {
    const snapshot = buildSnapshot((month) => {
      multiplyKpis(month, 4);
      splitCarriers(month, 40);
    });
    const { html, text } = await renderMail(snapshot, 'zh-CN');
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    expect(html).toContain('完整内容请在浏览器中查看');
    expect(text).toContain('完整内容请在浏览器中查看');
  });

  it('adds the sums of the carriers that it folds', async () => {
    const snapshot = buildSnapshot((month) => {
      multiplyKpis(month, 5);
      splitCarriers(month, 60);
    });
    const { html, text } = await renderMail(snapshot);
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    expect(text).toMatch(/54 other carriers, 13,500 parcels: On time ✕\u00a083\.3%/);
    expect(text.replace(/\s+/g, ' ')).toContain('Cost / order † –');
  });

  it('keeps score, exceptions, drivers and data quality to the last', async () => {
    const { html, text } = await renderMail(buildSnapshot((month) => multiplyKpis(month, 12)));
    expect(countBytes(html)).toBeLessThan(MOST_HTML_BYTES);
    expect(text).toMatch(/more KPIs on target/);
    expect(text).toContain('What moved the score');
    expect(text).toContain('SwiftLine explains 10.20\u00a0pp');
    expect(text).toContain('Data quality');
  });

  it('is refused where nothing more may be left out', async () => {
    await expect(renderMail(buildSnapshot((month) => multiplyKpis(month, 90)))).rejects.toThrow('The mail has');
  });

  it('leaves out in the order of the rules', () => {
    const keys = DEGREES.slice(1).map((degree, index) =>
      Object.keys(degree).filter((key) => degree[key as 'rows'] !== DEGREES[index]?.[key as 'rows']),
    );
    expect(keys).toEqual([
      ['padding'],
      ['strips'],
      ['numerators'],
      ['carriers'],
      ['strips'],
      ['plan'],
      ['shown'],
      ['rows'],
    ]);
  });
});
