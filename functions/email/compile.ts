// Build time: layout and parts → one HTML text per language that still has its fill tags. Every mistake in a template
// ends here, as a problem with file and line, and not on the morning of the first mail. Nothing at run time imports this.
import mjml2html from 'mjml';
import type { Locale } from '../definitions/locale.ts';
import type { Problem } from '../problem.ts';
import { type Assembled, assembleTemplate, type Files } from './assemble.ts';
import { countBytes, MOST_STYLE_BYTES } from './degrade.ts';
import { checkFilling } from './html.ts';
import { dropUsual, joinCells } from './lean-html.ts';
import { checkTags, placeAt, refuse } from './tags.ts';

export type Compiled = { ok: true; html: string } | { ok: false; problems: Problem[] };
type MjmlError = { line: number; message: string; tagName: string };

/** Of text that says nothing else (templates/email/parts/head.mjml). */
const INK = '#17202b';
const CONSTANT = /\{\{\s*([\w-]*)\s*\}\}/g;

/** `layout` is a key of `files`, which hold it and its parts by path. */
export async function compileEmail(files: Files, layout: string, locale: Locale): Promise<Compiled> {
  if (files[layout] === undefined) {
    const message = `There is no layout ${layout}.`;
    return fail([refuse(message, { file: layout }, 'Name a file of templates/email/ in the report, without .mjml.')]);
  }
  const assembled = assembleTemplate(files, layout);
  const constants = constantsOf(locale);
  const problems = [
    ...assembled.problems,
    ...assembled.files.flatMap((file) => checkFile(file, files[file] ?? '', constants)),
  ];
  if (problems.length > 0) return fail(problems);
  const rendered = await renderMjml(fillConstants(assembled.text, locale), assembled);
  if (!rendered.ok) return rendered;
  const said = { font: locale.fonts.body, color: INK };
  const lean = dropUsual(tightenStyles(trimLines(rendered.html)), said);
  const html = joinCells(lean).replaceAll('&nbsp;', '\u00a0');
  const found = [...checkStyles(html, layout), ...checkFilling(html, layout)];
  return found.length > 0 ? fail(found) : { ok: true, html };
}

/** An assembled layout in this language; its fill tags stay. */
export function fillConstants(text: string, locale: Locale): string {
  const constants = constantsOf(locale);
  return text.replace(CONSTANT, (_, name: string) => constants[name] as string);
}

function fail(problems: Problem[]): Compiled {
  return { ok: false, problems };
}

/** What differs between languages and is known before any mail: the names that {{ }} may hold. */
function constantsOf({ locale, fonts }: Locale): Record<string, string> {
  return {
    lang: locale,
    font: fonts.body,
    heading_font: fonts.heading,
    headline_pixels: String(fonts.headline_pixels),
    headline_line_pixels: String(fonts.headline_line_pixels),
  };
}

function checkFile(file: string, text: string, constants: Record<string, string>): Problem[] {
  const unknown = [...text.matchAll(CONSTANT)]
    .filter((match) => !file.endsWith('.yaml') && match[1] !== 'names' && constants[match[1] ?? ''] === undefined)
    .map((match) =>
      refuse(
        `There is no {{${match[1]}}}.`,
        placeAt(file, text, match.index, match[0].length),
        `Allowed: ${Object.keys(constants).join(', ')}. Values of a mail are printed with <%= %>.`,
      ),
    );
  return [...unknown, ...checkTags(file, text)];
}

async function renderMjml(mjml: string, { placeOfLine }: Assembled): Promise<Compiled> {
  try {
    const { html } = await mjml2html(mjml, { validationLevel: 'strict', fonts: {}, keepComments: false });
    return { ok: true, html };
  } catch (error) {
    const errors = (error as { errors?: MjmlError[] }).errors ?? [];
    if (errors.length === 0) {
      const message = error instanceof Error ? error.message : String(error);
      return fail([refuse(message, placeOfLine(1), 'Check that the layout is one <mjml> with head and body.')]);
    }
    return fail(
      errors.map(({ line, message, tagName }) =>
        refuse(`<${tagName}>: ${message}`, placeOfLine(line), 'See documentation.mjml.io for what this tag allows.'),
      ),
    );
  }
}

/** Indentation is for people who edit the template; a mail has 90,000 bytes. */
function trimLines(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Inlining writes spaces between declarations; a scorecard row has a dozen of them. */
function tightenStyles(html: string): string {
  return html.replace(/ style="([^"]*)"/g, (_, style: string) => {
    const declarations = style.replace(/\s*([;:])\s*/g, '$1').replace(/;$/, '');
    return ` style="${declarations}"`;
  });
}

function checkStyles(html: string, layout: string): Problem[] {
  return [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)]
    .map((match) => countBytes(match[1] ?? ''))
    .filter((bytes) => bytes >= MOST_STYLE_BYTES)
    .map((bytes) =>
      refuse(
        `A style block has ${bytes} bytes; mail clients drop blocks of ${MOST_STYLE_BYTES} and more.`,
        { file: layout },
        'Split its <mj-style> in two, or remove rules.',
      ),
    );
}
