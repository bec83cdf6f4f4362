// Every text that comes from data written otherwise, on every page: it stays text, and changes nothing but itself.
import { describe, expect, it } from 'vitest';
import { LOCALES, readLocale } from '../support/email.ts';
import { everyPage } from '../support/every-page.ts';
import { HOSTILE, type HostileName, hrefsOf, numbered, structureOf, UNPRINTABLE } from '../support/hostile.ts';
import { pageData } from '../support/page-data.ts';
import { richSnapshot } from '../support/rich-snapshot.ts';

const NAMES = Object.keys(HOSTILE) as HostileName[];

const encoded = (name: HostileName) => encodeURIComponent(HOSTILE[name].toWellFormed()).replaceAll("'", '&#39;');

describe.each(LOCALES)('in %s', (locale) => {
  const tame = everyPage(pageData(richSnapshot(), numbered('Tame')), readLocale(locale));

  it.each(NAMES)('texts that are %s leave every page as it is built', (hostile) => {
    const pages = everyPage(pageData(richSnapshot(), numbered(HOSTILE[hostile])), readLocale(locale));
    for (const [name, html] of Object.entries(pages)) {
      expect(structureOf(html), name).toEqual(structureOf(tame[name] as string));
      // The path of a file holds its name, as a part of it.
      const hrefs =
        name === 'landing file' ? [`/x/${locale}/file/2026-10/r1/${encoded(hostile)}4`] : hrefsOf(tame[name] as string);
      expect(hrefsOf(html), name).toEqual(hrefs);
      // Code is shown as it is kept.
      expect(html.replaceAll(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ''), name).not.toMatch(UNPRINTABLE);
    }
  });
});
