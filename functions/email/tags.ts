// The fill tags of a template: found with their places, and refused where they would write a value unescaped.
import type { Place, Problem } from '../problem.ts';

export type Tag = { kind: 'exec' | 'print' | 'raw'; code: string; place: Place };

const TAG = /<%[-_]?\s*([=~]?)([\s\S]*?)[-_]?%>/g;
/** What Eta offers inside a tag that writes text as it is, or reads another template. */
const UNESCAPED = /\b(output|capture|captureAsync|include|includeAsync|layout|block|blockAsync|__eta)\b/;
const KINDS = { '': 'exec', '=': 'print', '~': 'raw' } as const;

export function readTags(file: string, text: string): Tag[] {
  return [...text.matchAll(TAG)].map((match) => ({
    kind: KINDS[(match[1] ?? '') as keyof typeof KINDS],
    code: (match[2] ?? '').trim(),
    place: placeAt(file, text, match.index, match[0].split('\n')[0]?.length ?? 1),
  }));
}

export function placeAt(file: string, text: string, offset: number, length: number): Place {
  const before = text.slice(0, offset).split('\n');
  const line = before.length;
  return { file, line, column: (before.at(-1) ?? '').length + 1, excerpt: text.split('\n')[line - 1] ?? '', length };
}

/** Tags that write unescaped, expressions that do not parse, and braces that are not closed in the same file. */
export function checkTags(file: string, text: string): Problem[] {
  const tags = readTags(file, text);
  return [...tags.flatMap(checkTag), ...checkDelimiters(file, text), ...checkBraces(tags)];
}

function checkTag({ kind, code, place }: Tag): Problem[] {
  if (kind === 'raw' || UNESCAPED.test(code)) {
    return [
      refuse(
        'This tag writes text as it is. A name from data could then carry markup into the mail.',
        place,
        'Print values with <%= %>, which escapes them; repeat markup with a function as in parts/pieces.mjml.',
      ),
    ];
  }
  if (kind === 'print' && !parses(`return (${code}\n)`)) {
    return [refuse(`\`${code}\` is not an expression.`, place, 'Write one JavaScript expression over `it`.')];
  }
  return [];
}

function checkDelimiters(file: string, text: string): Problem[] {
  const rest = text.replace(TAG, (tag) => tag.replace(/[^\n]/g, ' '));
  const stray = /<%|%>/.exec(rest);
  if (stray === null) return [];
  const place = placeAt(file, text, stray.index, 2);
  return [refuse(`\`${stray[0]}\` has no partner.`, place, 'Open a tag with <% and close it with %>.')];
}

/** Braces, since a section that opens a block in one file and closes it in another cannot be moved. */
function checkBraces(tags: readonly Tag[]): Problem[] {
  const open: Place[] = [];
  for (const { kind, code, place } of tags) {
    if (kind !== 'exec') continue;
    for (const brace of code.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '').match(/[{}]/g) ?? []) {
      if (brace === '{') open.push(place);
      else if (open.pop() === undefined) {
        return [refuse('This brace closes nothing.', place, 'Remove it, or open its block in the same file.')];
      }
    }
  }
  const last = open.at(-1);
  return last ? [refuse('This block is not closed.', last, 'Close it with <% } %> in the same file.')] : [];
}

export function refuse(message: string, place: Place, remedy: string): Problem {
  return { code: 'INVALID_TEMPLATE', message, place, remedy };
}

function parses(body: string): boolean {
  try {
    new Function('it', body);
    return true;
  } catch {
    return false;
  }
}
