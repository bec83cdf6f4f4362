// What nobody should write and somebody will: text that would be markup, a header, a formula, a tag of a template, another
// reading direction or endless; and a document in which every text that comes from data is such a one.
import type { z } from 'zod';

/** Short ones stand whole where names are cut to their first letters. */
export const HOSTILE = {
  markup: `</table><script>alert(1)</script><b onclick=x>&amp;`,
  quotes: `"'\\{{x}} <%= x %> \${x} \`y\``,
  lines: 'A\r\nBcc: a@b.example\n\n[OK] B\u2028C',
  direction: 'A\u202egpj\u2066B\u2069\u200f\u061c\u202b',
  controls: 'A\u0000\u0007\u001b[31m\u007f\u0085\ufeffB\ud800C\udfff',
  formula: '=HYPERLINK("http://x.example","y")',
  endless: 'W'.repeat(200),
  chinese: '薄'.repeat(200),
  joined: '👩\u200d👩\u200d👧\u200d👦'.repeat(8),
} as const;
export type HostileName = keyof typeof HOSTILE;

/** Ids that the shop's definitions write, which allow letters, digits and `_`, and what numbers and days are kept in. */
const IDS = [
  ...['id', 'kpi', 'scorecard', 'kind', 'dimension', 'measure', 'rule', 'fact', 'facts', 'table', 'tables', 'shown'],
  ...['schemaVersion', 'currency', 'timeZone', 'family', 'role', 'grade', 'writtenAt', 'month', 'plan'],
  // What the program writes itself: the steps of an arithmetic, a statement, the name of a part of a formula.
  ...['formula', 'records', 'sql', '0'],
];
/** Ids that come from data. */
const OF_DATA = /^(?:person|scope|subject)\.id$/;
const NUMBER_OR_DAY = /^[-+]?[\d.,:/TZ-]+$|^\{"/;

type Schema = z.core.$ZodType;

/**
 * The same document with every string that its shape leaves open written otherwise: no id, number, date or value of a
 * list. What was equal stays equal.
 */
export function writeEverywhere<T>(document: T, shape: Schema, write: (text: string) => string): T {
  return rewrite(document, shape, [], write) as T;
}

function rewrite(value: unknown, schema: Schema, at: string[], write: (text: string) => string): unknown {
  const { def } = schema._zod as unknown as { def: Definition };
  if (value === null || value === undefined) return value;
  switch (def.type) {
    case 'string':
      return isOpen(def, String(value), at) ? write(String(value)) : value;
    case 'nullable':
    case 'optional':
    case 'default':
      return rewrite(value, def.innerType as Schema, at, write);
    case 'array':
      return (value as unknown[]).map((one) => rewrite(one, def.element as Schema, at, write));
    case 'tuple':
      return (value as unknown[]).map((one, place) =>
        rewrite(one, (def.items as Schema[])[place] as Schema, [...at, String(place)], write),
      );
    case 'record':
      return mapValues(value, (one) => rewrite(one, def.valueType as Schema, at, write));
    case 'object':
      return mapValues(value, (one, key) => {
        const own = (def.shape as Record<string, Schema>)[key];
        return own === undefined ? one : rewrite(one, own, [...at, key], write);
      });
    default:
      return value;
  }
}

type Definition = {
  type: string;
  checks?: readonly unknown[];
  format?: string;
  innerType?: Schema;
  element?: Schema;
  items?: Schema[];
  valueType?: Schema;
  shape?: Record<string, Schema>;
};

function isOpen({ checks = [], format }: Definition, text: string, at: readonly string[]): boolean {
  if (checks.length > 0 || format !== undefined || NUMBER_OR_DAY.test(text) || text === '') return false;
  return !IDS.includes(at.at(-1) ?? '') || OF_DATA.test(at.slice(-2).join('.'));
}

function mapValues(value: unknown, change: (one: unknown, key: string) => unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, change(one, key)]));
}

/** Writes one of the texts, in turns, for another and a number behind it, the same for the same, so that names stay apart. */
export function numbered(...texts: string[]): (original: string) => string {
  const known = new Map<string, number>();
  return (original) => {
    const number = known.get(original) ?? known.size + 1;
    known.set(original, number);
    return `${texts[number % texts.length]}${number}`;
  };
}

/** Controls, line separators, and marks that turn the reading direction; a line may end. */
export const UNPRINTABLE = /[\u2028\u2029\p{Bidi_Control}\ufeff]|(?!\n)\p{Cc}/u;

/** Elements in their order, with the names of their attributes: what a browser sees of a document beside text. */
export function structureOf(html: string): string[] {
  const elements = html.replace(/<style[\s\S]*?<\/style>/g, '').matchAll(/<\/?([a-z0-9]+)((?:\s[^<>]*)?)>/gi);
  return [...elements].map(([, tag, attributes = '']) => {
    return `${tag} ${[...attributes.matchAll(/([\w:-]+)="[^"]*"/g)].map(([, name]) => name).join()}`;
  });
}

export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/\b(?:href|action)="([^"]*)"/g)].map(([, href = '']) => href);
}
