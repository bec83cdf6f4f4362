// Run time: fills a compiled template with a view. Every value is escaped, and a value that is missing throws: a typing
// error in a template can neither print `undefined` nor let markup from data through.
import { Eta } from 'eta/core';
import type { Problem } from '../problem.ts';
import { readTags, refuse } from './tags.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const UNSAFE = /[&<>"']/g;

/** For text and for attribute values in quotes. */
export function escapeHtml(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`the template prints a value that the view does not have (${String(value)})`);
  }
  return String(value).replace(UNSAFE, (character) => ENTITIES[character] as string);
}

const eta = new Eta({ autoEscape: true, escapeFunction: escapeHtml, autoTrim: false, varName: 'it' });

type Fill = ReturnType<typeof eta.compile>;

/** Layouts as programs, so that a run of many mails compiles each once. There are few: one a report and language. */
const fills = new Map<string, Fill>();

/** A tag that could not be filled. */
export class FillError extends Error {
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(`<%= ${code} %>: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'FillError';
    this.code = code;
  }
}

/** `template` is what compileEmail made. */
export function fillHtml(template: string, view: object): string {
  const fill = fills.get(template) ?? compileFill(template);
  fills.set(template, fill);
  try {
    return eta.render(fill, view);
  } catch (error) {
    throw new FillError(findFailing(template, view), error);
  }
}

/** Fills it once more, with a note before each tag of which one it is. */
function findFailing(template: string, view: object): string {
  let at = 0;
  const codes: string[] = [];
  const noted = template.replace(FILLED, (tag, open: string, kind: string, code: string, close: string) => {
    const n = codes.push(code.trim()) - 1;
    if (kind === '=') return `${open}= (it.$at(${n}), (${code}\n)) ${close}`;
    return /^\s*(case|default)\b/.test(code) ? tag : `${open} it.$at(${n}); ${code}${close}`;
  });
  try {
    const note = (n: number) => {
      at = n;
    };
    eta.renderString(noted, { ...view, $at: note });
  } catch {
    // As before; `at` is where it stopped.
  }
  return codes[at] ?? '';
}

const FILLED = /(<%[-_]?)\s*(=?)([\s\S]*?)([-_]?%>)/g;

function compileFill(template: string): Fill {
  const raw = readTags('template', template).find(({ kind }) => kind === 'raw');
  if (raw) throw new Error(`raw output in a compiled template: ${raw.code}`);
  return eta.compile(template);
}

/** Whether a compiled template can be filled at all. */
export function checkFilling(template: string, file: string): Problem[] {
  try {
    eta.compile(template);
    return [];
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error))
      .split('\n')
      .filter(Boolean)
      .slice(0, 2)
      .join(': ');
    return [
      refuse(
        `The tags do not make a program: ${message}`,
        { file },
        'Look for a misspelt `for`, `if` or arrow function.',
      ),
    ];
  }
}
