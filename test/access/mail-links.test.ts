import { describe, expect, it } from 'vitest';
import { mailLinks } from '../../functions/access/mail-links.ts';
import { readPath } from '../../functions/access/paths.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const { locales } = definitions.shop;

function linksOf(id: string, locale = 'en') {
  const report = definitions.reports[id];
  if (report === undefined) throw new Error(`no report ${id}`);
  const of = { base: 'https://pages.example/', token: 'l1.1.a.b', report, period: '2026-10', revision: 2, locale };
  return mailLinks(of, definitions);
}

describe('the links of a mail', () => {
  it('lead to this mail, to the same in the other language, to files and to definitions', () => {
    const { browser, languages, files, definitions: kpis } = linksOf('monthly-executive');
    expect(browser).toBe('https://pages.example/l1.1.a.b/en/mail/2026-10/r2');
    expect(languages).toEqual([
      { href: 'https://pages.example/l1.1.a.b/zh-CN/mail/2026-10/r2', label: '中文版', lang: 'zh-CN' },
    ]);
    expect(files).toBe('https://pages.example/l1.1.a.b/en');
    expect(kpis).toBe('https://pages.example/l1.1.a.b/en/definitions');
  });

  it.each([
    ['monthly-executive', true],
    ['carrier-review', true],
    ['employee-review', false],
    ['manager-review', false],
  ])('of %s let a reader leave: %s', (report, may) => {
    expect(linksOf(report).unsubscribe !== undefined).toBe(may);
  });

  it('are all paths that the pages know', () => {
    const { languages = [], ...links } = linksOf('monthly-executive', 'zh-CN');
    for (const href of [...Object.values(links), ...languages.map((one) => one.href)]) {
      expect(readPath(new URL(href as string).pathname, locales)?.place, href as string).not.toBeNull();
    }
  });
});
