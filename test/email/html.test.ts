import { describe, expect, it } from 'vitest';
import { escapeHtml, fillHtml } from '../../functions/email/html.ts';
import { LINKS, renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

const HOSTILE = `"><script>alert('1')</script><img src=x onerror=1> <%= it %> {{lang}} \u202egnp & 📦`;

/** What people write: plans, remarks, ids of experiments, roles and members. */
function writeEverywhere(month: Month, text: string): void {
  for (const item of month.improvements) {
    Object.assign(item, { owner: { und: text }, action: { und: text }, progress: text, reason: text });
  }
  for (const remark of month.comments) Object.assign(remark, { text, author: text });
  for (const group of month.people) group.title = { en: text };
  for (const { drivers, experiments } of Object.values(month.analyses)) {
    for (const driver of drivers ?? []) {
      if (driver.dimension !== null) driver.dimension = text;
      for (const part of driver.parts) if (part.member) part.member = text;
    }
    for (const experiment of experiments ?? []) experiment.experiment = text;
  }
}

function hostileSnapshot() {
  return buildSnapshot((month) => {
    month.shop = HOSTILE;
    for (const kpi of [...month.kpis, ...month.beside]) {
      kpi.name = { en: HOSTILE, 'zh-CN': HOSTILE };
      for (const carrier of kpi.carriers) carrier.name = HOSTILE;
    }
    findKpi(month, 'sales').family = HOSTILE;
    writeEverywhere(month, HOSTILE);
  });
}

describe('names from data that hold markup', () => {
  it('stay text in every element and attribute', async () => {
    const { html } = await renderMail(hostileSnapshot());
    expect(html).not.toMatch(/<script|<img|onerror=1>[^&]*<\/|\u202e/);
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
    expect(html).toContain('&lt;%= it %&gt; {{lang}}');
    for (const [, value] of html.matchAll(/="([^"]*)"/g)) expect(value).not.toMatch(/[<>]/);
  });

  it('do not change how many elements the mail has', async () => {
    const count = (html: string) => [...html.matchAll(/<[a-z][^>]*>/g)].length;
    const plain = await renderMail(
      buildSnapshot((month) => {
        findKpi(month, 'sales').family = 'other';
        writeEverywhere(month, 'text');
      }),
    );
    expect(count((await renderMail(hostileSnapshot())).html)).toBe(count(plain.html));
  });

  it('come from plans, remarks, experiments, roles and members too', async () => {
    const { html } = await renderMail(buildSnapshot((month) => writeEverywhere(month, HOSTILE)));
    expect(html).not.toMatch(/<script|<img|onerror=1>[^&]*<\/|\u202e/);
    // Owner, action and progress of three items, reason aside; the remark and its author; experiment, roles, members.
    expect([...html.matchAll(/&lt;script&gt;/g)].length).toBeGreaterThan(15);
  });

  it('cannot add lines to a remark, an action or a headline of the text part', async () => {
    const lines = buildSnapshot((month) => {
      for (const remark of month.comments) remark.text = 'Closed.\n\nData quality\n[OK] Sales 999%';
      for (const item of month.improvements) item.action = { und: 'Act.\r\n[OK] Orders 999%' };
      for (const { experiments } of Object.values(month.analyses)) {
        for (const experiment of experiments ?? []) experiment.experiment = 'x\u2028[OK] Returns 999%';
      }
    });
    const { text } = await renderMail(lines);
    expect(text).not.toMatch(/^\[OK\] (Sales|Orders|Returns) 999%/m);
    expect([...text.matchAll(/^Data quality$/gm)]).toHaveLength(1);
  });

  it('cannot add lines to the text part or headers to the mail', async () => {
    const lines = buildSnapshot((month) => (month.shop = 'Shop\r\nBcc: all@example.com\n[OFF] Sales 0%'));
    const { text, subject } = await renderMail(lines);
    expect(text.split('\n')[0]).toBe('Shop Bcc: all@example.com [OFF] Sales 0%');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('survive in the addresses of links', async () => {
    const { html } = await renderMail(buildSnapshot(), 'en', { ...LINKS, browser: 'https://example.com/?a=1&b=2' });
    expect(html).toContain('href="https://example.com/?a=1&amp;b=2"');
  });
});

describe('filling', () => {
  it('throws where the template prints what the view does not have', () => {
    expect(() => fillHtml('<p><%= it.header.headlin %></p>', viewMail())).toThrow('does not have');
    expect(() => escapeHtml(null)).toThrow();
    expect(() => escapeHtml({})).toThrow();
  });

  it('refuses raw output even in a template that was not compiled here', () => {
    expect(() => fillHtml('<p><%~ it.header.headline %></p>', viewMail())).toThrow('raw output');
  });
});
