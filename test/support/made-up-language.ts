// A language made of English by letters that are not Latin: sentences, values and lengths stay, and whatever is printed in
// Latin letters did not come from its file.
import { parse } from 'yaml';

const LOWER = 'абвгдежзийклмнопрстуфхцчшщ';
const KEPT = /^(locale$|fonts\.|lengths\.|lower_names$|numbers\.(group|decimal|symbols|scales)|access\.language$)/;

/** `{names}` stay what they are. */
export function otherLetters(text: string): string {
  return text.replaceAll(/\{[^}]*\}|[A-Za-z]/g, (part) => {
    if (part.length > 1) return part;
    const letter = LOWER[part.toLowerCase().charCodeAt(0) - 97] ?? part;
    return part === part.toLowerCase() ? letter : letter.toUpperCase();
  });
}

/** The words of a language file in other letters. */
export function makeLanguage(yaml: string, locale: string): Record<string, unknown> {
  return { ...(change(parse(yaml), '') as Record<string, unknown>), locale };
}

function change(value: unknown, path: string): unknown {
  if (KEPT.test(path)) return value;
  if (typeof value === 'string') return otherLetters(value);
  if (Array.isArray(value)) return value.map((one, at) => change(one, `${path}.${at}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, change(child, path === '' ? key : `${path}.${key}`)]),
  );
}

/** Whatever is named in English gets a name in the language, as figures have that are made once it exists. */
export function nameEverything<T>(value: T, locale: string): T {
  if (Array.isArray(value)) return value.map((one) => nameEverything(one as unknown, locale)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, nameEverything(child, locale)]));
  return ('en' in named && typeof named.en === 'string' ? { [locale]: otherLetters(named.en), ...named } : named) as T;
}
