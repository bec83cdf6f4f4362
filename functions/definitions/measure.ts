// Parses a measure, `<aggregate> [where <condition>]`, into what the compiler needs. SQL that divides, averages or rounds
// is refused here: a ratio of sums cannot become a mean of ratios.

export type Measure = {
  aggregate: 'count' | 'count_distinct' | 'sum' | 'max' | 'histogram';
  /** The column or expression inside; `*` for count(*). */
  of: string;
  /** Bucket width of a histogram. */
  width: number | null;
  /** Rows that a bucket stands for, in a fact with `per`. */
  weight: string | null;
  where: string | null;
};

const MEASURE = /^(?<name>count|sum|max|histogram)\s*\((?<inside>.*)\)\s*$/is;

/** Returns the measure, or what is wrong with it. */
export function parseMeasure(text: string): Measure | { wrong: string } {
  const { aggregate, where } = splitWhere(text);
  const match = MEASURE.exec(aggregate);
  if (!match?.groups || !isOneCall(match.groups.inside ?? ''))
    return { wrong: 'a measure is count(…), sum(…), max(…) or histogram(…, width), then optionally where …' };
  const name = match.groups.name?.toLowerCase() as 'count' | 'sum' | 'max' | 'histogram';
  const inside = (match.groups.inside ?? '').trim();
  if (inside === '') return { wrong: `${name}() needs a column` };
  if (name === 'histogram') return parseHistogram(inside, where);
  const distinct = /^distinct\s+(.+)$/is.exec(inside);
  if (distinct && name === 'count') return measure('count_distinct', distinct[1] as string, where);
  if (distinct) return { wrong: `DISTINCT is for count only, not ${name}` };
  if (inside === '*' && name !== 'count') return { wrong: `${name}(*) sums nothing; name a column` };
  return measure(name, inside, where);
}

function parseHistogram(inside: string, where: string | null): Measure | { wrong: string } {
  const [of, width, weight, ...rest] = splitArguments(inside);
  if (of === undefined || width === undefined || rest.length > 0) {
    return { wrong: 'a histogram is histogram(column, width) or histogram(column, width, weight)' };
  }
  if (!/^[1-9]\d*$/.test(width)) return { wrong: `the width of a histogram is a whole number above 0, not ${width}` };
  return { ...measure('histogram', of, where), width: Number(width), weight: weight ?? null };
}

function measure(aggregate: Measure['aggregate'], of: string, where: string | null): Measure {
  return { aggregate, of: of.trim(), width: null, weight: null, where };
}

/** Does the bracket close at the end only? In `sum(a) - sum(b)` a condition would filter the second sum alone. */
function isOneCall(inside: string): boolean {
  let depth = 0;
  for (const character of inside.replace(/'[^']*'/g, '')) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Splits at the first `where` outside brackets and quotes. */
function splitWhere(text: string): { aggregate: string; where: string | null } {
  const at = outside(text, /\bwhere\b/iy);
  if (at === null) return { aggregate: text.trim(), where: null };
  return { aggregate: text.slice(0, at).trim(), where: text.slice(at + 'where'.length).trim() };
}

function splitArguments(text: string): string[] {
  const at = outside(text, /,/y);
  return at === null ? [text.trim()] : [text.slice(0, at).trim(), ...splitArguments(text.slice(at + 1))];
}

/** The first place where a sticky pattern matches outside brackets and string literals. */
function outside(text: string, pattern: RegExp): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth++;
    if (character === ')') depth--;
    pattern.lastIndex = at;
    if (depth === 0 && pattern.test(text)) return at;
  }
  return null;
}
