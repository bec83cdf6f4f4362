// Mails about a report without its figures, for tests: the layout compiled once a language, and what owners may be told.
import { readFileSync } from 'node:fs';
import { compileEmail } from '../../functions/email/compile.ts';
import { LOCALES, readLocale, readTemplates } from './email.ts';

const LAYOUT = 'templates/email/notice.mjml';

let compiled: Promise<Record<string, string>> | null = null;

/** By locale. */
export function compileNotices(): Promise<Record<string, string>> {
  compiled ??= compileOnce();
  return compiled;
}

async function compileOnce(): Promise<Record<string, string>> {
  const files = { ...readTemplates(), [LAYOUT]: readFileSync(LAYOUT, 'utf8') };
  const layouts: Record<string, string> = {};
  for (const name of LOCALES) {
    const result = await compileEmail(files, LAYOUT, readLocale(name));
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    layouts[name] = result.html;
  }
  return layouts;
}
