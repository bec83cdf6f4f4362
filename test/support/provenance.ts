// Where what a mail prints comes from. Every number must be a quantity of its document (a snapshot, or the review of a
// person) as a reader sees it, or be worked out from such by a rule that is listed here; every word must stand in the
// document or in the language's file. It knows nothing of sections, so a new one is held by it from its first day.
import type { Locale } from '../../functions/definitions/locale.ts';
import { Fraction, roundHalfUp } from '../../functions/exact.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Source = {
  /** The published document that the mail shows. */
  document: object;
  locale: Locale;
  /** Numbers that are worked out from the document. */
  derived?: Fraction[];
  /** Texts that come from neither: the sender's address, labels of links. */
  besides?: string[];
};

/** Numbers and words of a text that come from nowhere. */
export function findForeign(text: string, source: Source): string[] {
  const unwrapped = text.replaceAll(/(?<=[^\p{ASCII}])\n *(?=[^\p{ASCII}])/gu, '').replaceAll('\u00a0', ' ');
  const plain = withoutDates(unwrapped.replaceAll(/https?:\S+/g, ' '), source.locale);
  return [...foreignNumbers(plain, source), ...foreignWords(plain, source)];
}

/** What a reader of the HTML sees or is read aloud. */
export function visibleText(html: string): string {
  const alternatives = [...html.matchAll(/\b(?:alt|title|aria-label)="([^"]*)"/g)].map(([, text]) => text);
  const body = html
    .replaceAll(/<!--[\s\S]*?-->/g, ' ')
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ');
  return [body, ...alternatives]
    .join('\n')
    .replaceAll(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replaceAll(/&(?:zwnj|shy|#8203|#847|#xad);|\u034f|[\u200b\u200c\u00ad]/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(?:39|x27);/g, "'")
    .replaceAll('&amp;', '&');
}

/** Every value inside a document. */
function leavesOf(value: Json): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (value === null || typeof value === 'boolean') return [];
  return Object.values(value).flatMap(leavesOf);
}

/** How many there are in each list, and of each kind that its entries tell by a word: a status, a band, a role. */
function countsOf(value: Json): number[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(countsOf);
  if (!Array.isArray(value)) return inside;
  const kinds = value.flatMap((entry) =>
    entry !== null && typeof entry === 'object'
      ? Object.entries(entry).filter(([, word]) => typeof word === 'string')
      : [],
  );
  const counts = [...Map.groupBy(kinds, ([key, word]) => `${key} ${word}`).values()].map((same) => same.length);
  return [value.length, 0, ...counts, ...inside];
}

function quantitiesOf({ document, locale, derived = [] }: Source): Fraction[] {
  const numbers = leavesOf(document as Json).filter((leaf) => /^-?\d+(\.\d+)?$/.test(String(leaf)));
  const fixed = textsOf(locale as unknown as Json).flatMap((text) => text.match(/\d+(\.\d+)?/g) ?? []);
  const all = [...numbers, ...fixed, ...countsOf(document as Json)].map((text) => new Fraction(text));
  return [...new Map([...all, ...derived].map((one) => [one.abs().toFraction(), one.abs()])).values()];
}

const ONE = new Fraction(1);
const HUNDRED = new Fraction(100);
const NUMBER = /([<>]\s?[−-]?\s?\D?)?(\d+(?:,\d{3})*(?:\.\d+)?) ?(%|pp|个百分点|百分点|\p{L}+)?/gu;

function foreignNumbers(text: string, source: Source): string[] {
  const { locale } = source;
  const quantities = quantitiesOf(source);
  const scales = [...locale.numbers.scales.money, ...locale.numbers.scales.count];
  const written = leavesOf(source.document as Json).concat(source.besides ?? []);
  const inNames = new Set(
    written.flatMap((leaf) => (typeof leaf === 'string' ? (leaf.match(/\d+(,\d{3})*(\.\d+)?/g) ?? []) : [])),
  );
  return [...text.matchAll(NUMBER)].flatMap(([whole, below, digits = '', unit = '']) => {
    const number = new Fraction(digits.replaceAll(',', ''));
    const decimals = digits.split('.')[1]?.length ?? 0;
    const divisors = scales
      .filter(({ suffix }) => unit.startsWith(suffix))
      .map(({ divide }) => new Fraction(1).div(divide));
    // Percentage points in a column have their unit in its heading.
    const isShare = /^(%|pp|个?百分点)/.test(unit);
    const factors = isShare ? [HUNDRED] : [ONE, ...(decimals === 2 ? [HUNDRED] : []), ...divisors];
    const isKnown = factors.some((factor) =>
      quantities.some((one) => {
        const shown = one.mul(factor);
        return below !== undefined && shown.compare(number) < 0 && shown.n !== 0n
          ? true
          : roundHalfUp(shown, decimals).equals(number);
      }),
    );
    return isKnown || inNames.has(digits) ? [] : [whole.trim()];
  });
}

function withoutDates(text: string, { dates }: Locale): string {
  const names = [...dates.months, ...dates.months_short].sort((a, b) => b.length - a.length).join('|');
  const patterns = [
    /\d{4}-\d\d(-\d\d)?(T[\d:.]+Z)?/g,
    /\d{4} ?年( ?\d{1,2} ?月)?( ?\d{1,2} ?日)?/g,
    /\d{1,2} ?月( ?\d{1,2} ?日)?|(?<=至)\d{1,2} ?日/g,
    new RegExp(`(\\d{1,2}([–-]\\d{1,2})? )?\\b(${names})\\b( \\d{4})?`, 'g'),
    /Q[1-4]( \d{4})?/g,
    /\d{1,2}:\d\d/g,
    /UTC[+−-]\d+(:\d\d)?/g,
    /\b20\d\d\b/g,
  ];
  return patterns.reduce((left, pattern) => left.replaceAll(pattern, ' '), text);
}

/** Every text of a document or language, pieces between placeholders apart. */
function textsOf(value: Json): string[] {
  return leavesOf(value)
    .filter((leaf) => typeof leaf === 'string')
    .flatMap((text) => text.split(/\{\w+\}/));
}

const HAN = /\p{Script=Han}+/gu;
const WORD = /[\p{L}\p{M}]+/gu;

function foreignWords(text: string, { document, locale, besides = [] }: Source): string[] {
  const known = [
    ...textsOf(document as Json),
    ...textsOf(locale as unknown as Json),
    ...keysOf(document as Json),
    ...besides,
  ];
  const words = new Set(known.flatMap((one) => one.match(WORD) ?? []).map((word) => word.toLowerCase()));
  const runs = new Set(known.flatMap((one) => one.match(HAN) ?? []));
  const latin = text.replaceAll(HAN, ' ').match(WORD) ?? [];
  return [
    ...latin.filter((word) => !words.has(word.toLowerCase())),
    ...[...new Set(text.match(HAN) ?? [])].filter((run) => !isMadeOf(run, runs)),
  ];
}

/** Names of dimensions stand as keys. */
function keysOf(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? inside : [...Object.keys(value), ...inside];
}

/** Chinese has no spaces: is the run known texts one after the other? */
function isMadeOf(run: string, known: Set<string>): boolean {
  const reached = new Set([0]);
  for (let end = 1; end <= run.length; end++) {
    if ([...reached].some((start) => known.has(run.slice(start, end)))) reached.add(end);
  }
  return reached.has(run.length);
}
