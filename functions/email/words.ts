// Sentences from the locale's patterns, and names from data. A placeholder without a value throws instead of reaching a
// reader, and a name from data cannot break a line, turn the reading direction or run on for pages.
import type { CheckWords, Locale } from '../definitions/locale.ts';

const PLACEHOLDER = /\{(\w+)\}/g;
/** Controls and line separators, and the marks that set, embed, override or isolate a direction. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200b\p{Bidi_Control}\ufeff]+/gu;
const LONGEST_NAME = 80;
const LONGEST_TEXT = 280;

/** Texts and names in turn. The patterns are those of the locales, so there are few. */
const split = new Map<string, readonly string[]>();

export function fill(pattern: string, values: Readonly<Record<string, string>> = {}): string {
  const pieces = split.get(pattern) ?? pattern.split(PLACEHOLDER);
  split.set(pattern, pieces);
  let text = pieces[0] as string;
  for (let at = 1; at < pieces.length; at += 2) {
    const value = values[pieces[at] as string];
    if (value === undefined) throw new Error(`no value for {${pieces[at]}} in ${JSON.stringify(pattern)}`);
    text += value + pieces[at + 1];
  }
  return text;
}

export function placeholders(pattern: string): string[] {
  return [...pattern.matchAll(PLACEHOLDER)].map((match) => match[1] as string);
}

export function fillCounted(forms: { one: string; other: string }, count: number): string {
  return fill(count === 1 ? forms.one : forms.other, { n: String(count) });
}

/** How a check says what it found, one row or day otherwise than several. */
export function foundPattern({ found, found_one }: CheckWords, values: Readonly<Record<string, string>>): string {
  return (values.n ?? values.rows) === '1' ? (found_one ?? found) : found;
}

/** A name from data as one line of ordinary text. */
export function cleanName(name: string): string {
  return cleanLine(name, LONGEST_NAME);
}

/** What somebody wrote, as one line of ordinary text: a remark, an action, a reason. */
export function cleanText(text: string): string {
  return cleanLine(text, LONGEST_TEXT);
}

/** The same of a text that may be long: what a KPI means. */
export function cleanWhole(text: string): string {
  return cleanLine(text, Infinity);
}

function cleanLine(text: string, longest: number): string {
  const line = text.toWellFormed().replace(UNPRINTABLE, ' ').replace(/ +/g, ' ').trim();
  const letters = [...line];
  if (letters.length <= longest) return line;
  const kept = letters.slice(0, longest - 1).join('');
  return `${kept.trimEnd()}…`;
}

/** The text of a locale, else of `en`, else any. */
export function pickText(
  byLocale: Readonly<Record<string, string>>,
  locale: Locale,
  clean: (text: string) => string = cleanName,
): string | null {
  const text = byLocale[locale.locale] ?? byLocale.en ?? Object.values(byLocale)[0];
  return text === undefined ? null : clean(text);
}

export function joinNames(names: readonly string[], locale: Locale): string {
  const last = names.at(-1);
  if (last === undefined) return '';
  const before = names.slice(0, -1);
  return before.length === 0 ? last : before.join(locale.list.separator) + locale.list.last + last;
}

/** At most `most` names, then how many more there are. */
export function joinSome(names: readonly string[], most: number, locale: Locale): string {
  if (names.length <= most) return joinNames(names, locale);
  const rest = fill(locale.mail.quality.more, { n: String(names.length - most) });
  return joinNames([...names.slice(0, most), rest], locale);
}

/** A name inside a sentence: `on-time delivery rate`, but `AOV` as it is. */
export function insideSentence(name: string, locale: Locale): string {
  return locale.lower_names && /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

export function beginSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
