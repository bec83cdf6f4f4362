// Words in Latin letters that a reader of a made-up language sees: what is not data came from the program, not from its
// language file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Locale, localeShape } from '../../functions/definitions/locale.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { makeLanguage } from './made-up-language.ts';
import { ROOT } from './shop.ts';

const WORD = /[A-Za-z]{2,}/g;

/** Has every word of English in letters that are not Latin. */
export function madeUpLocale(name = 'de'): Locale {
  return localeShape.parse(makeLanguage(readFileSync(path.join(ROOT, 'templates/locales/en.yaml'), 'utf8'), name));
}

/** What of a document is read or read out: no addresses, and no code, which is the same in every language. */
export function wordsOfHtml(html: string): string[] {
  const title = /<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '';
  const body = html
    .replace(/<head[\s\S]*?<\/head>/i, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' ');
  const spoken = [...body.matchAll(/\b(?:alt|title|aria-label|placeholder)="([^"]*)"/g)].map(([, said]) => said);
  return wordsOfText([title, body.replaceAll(/<[^>]*>/g, ' '), ...spoken].join(' ').replaceAll(/&[a-z#0-9]+;/g, ' '));
}

/** Names of values that nobody filled in. */
export function unfilledIn(html: string): string[] {
  return html.replaceAll(/<(style|code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' ').match(/\{[a-z_]+\}/g) ?? [];
}

export function wordsOfText(text: string): string[] {
  return text.replaceAll(/https?:\/\/\S+|\S+@\S+/g, ' ').match(WORD) ?? [];
}

/** Those of `seen` that `data` does not hold, in small letters, each once. */
export function literalsAmong(seen: readonly string[], data: readonly string[]): string[] {
  const known = new Set(data.join(' ').toLowerCase().match(WORD));
  return [...new Set(seen.map((word) => word.toLowerCase()))].filter((word) => !known.has(word));
}

const WRITTEN = [
  ...['experiment', 'und', 'progress', 'name', 'member', 'text', 'author', 'owner', 'action', 'proof', 'body'],
  // Of a check: its column or value, who accepted what it found, and why.
  ...['subject', 'by', 'reason'],
];
/** Values that a check found, under names of its own. */
const FOUND = 'found';

/** Names and remarks, of which no language has other words; what is told by language is left out. */
export function writtenByPeople(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return WRITTEN.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => writtenByPeople(one, key));
  if (typeof value !== 'object' || value === null || 'en' in value) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    writtenByPeople(child, key === FOUND && typeof child === 'string' ? 'text' : name),
  );
}

/** What of a snapshot is the same in every language: names, remarks, and ids of what the shop defines. */
export function dataWords(snapshot: Snapshot): string[] {
  const { sources, checks, statements, shop, currency, reconciliation = [] } = snapshot;
  return [
    ...writtenByPeople(snapshot),
    ...[...sources, ...checks].map(({ table }) => table.replaceAll('_', ' ')),
    ...statements.map(({ fact }) => fact),
    ...reconciliation.flatMap(({ accounts }) => accounts),
    ...[shop.name, currency, 'UTC'],
  ];
}
