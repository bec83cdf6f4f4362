// What the tests of mails share: locales and layout read from templates/ and compiled once, and a mail of a month.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Locale, localeShape } from '../../functions/definitions/locale.ts';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import type { Links } from '../../functions/email/links.ts';
import { type Email, renderEmail } from '../../functions/email/render.ts';
import { buildView, type View } from '../../functions/email/view.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { buildSnapshot } from './snapshot.ts';

export const LOCALES = ['en', 'zh-CN'] as const;
export type LocaleName = (typeof LOCALES)[number];
export const LAYOUT = 'templates/email/monthly-executive.mjml';

export const LINKS: Links = {
  browser: 'https://reports.northbay.example/2026-10/r1?lang=en&to=1',
  report: 'https://reports.northbay.example/2026-10/r1/report?lang=en&to=1',
  languages: [{ href: 'https://reports.northbay.example/2026-10/r1?lang=zh-CN', label: '阅读中文版', lang: 'zh-CN' }],
  definitions: 'https://reports.northbay.example/definitions',
  manage: 'https://reports.northbay.example/prefs',
  unsubscribe: 'https://reports.northbay.example/unsubscribe',
  address: 'Northbay Commerce, 200 Harbor Street, Oakland, CA 94607',
};

export function readLocale(name: string): Locale {
  return localeShape.parse(parse(readFileSync(`templates/locales/${name}.yaml`, 'utf8')));
}

export function readTemplates(): Record<string, string> {
  const parts = readdirSync('templates/email/parts').map((name) => `templates/email/parts/${name}`);
  return Object.fromEntries([LAYOUT, ...parts].map((path) => [path, readFileSync(path, 'utf8')]));
}

const compiled = new Map<string, Promise<string>>();

export function compileLocale(name: LocaleName): Promise<string> {
  const known = compiled.get(name) ?? compileOnce(name);
  compiled.set(name, known);
  return known;
}

async function compileOnce(name: LocaleName): Promise<string> {
  const result = await compileEmail(readTemplates(), LAYOUT, readLocale(name));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.html;
}

export async function renderMail(
  snapshot: Snapshot = buildSnapshot(),
  name: LocaleName = 'en',
  links = LINKS,
): Promise<Email> {
  return renderEmail({
    snapshot,
    locale: readLocale(name),
    template: await compileLocale(name),
    sections: SECTIONS,
    links,
  });
}

export function viewMail(snapshot: Snapshot = buildSnapshot(), name: LocaleName = 'en'): View {
  return buildView({ snapshot, locale: readLocale(name), sections: SECTIONS, links: LINKS });
}
