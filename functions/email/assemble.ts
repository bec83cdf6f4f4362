// Layout and parts as one text, with a map from its lines back to theirs: an error of the assembled mail names the file
// in which it stands.
import { suggestName } from '../definitions/nearest.ts';
import type { Place, Problem } from '../problem.ts';
import { placeAt, refuse } from './tags.ts';

export type Files = Readonly<Record<string, string>>;
export type Assembled = { text: string; problems: Problem[]; files: string[]; placeOfLine(line: number): Place };

const INCLUDE = /^[ \t]*<mj-include\s+path="([^"]*)"\s*\/>[ \t]*$/;

type Line = { text: string; place: Place };

/** `layout` and every part are keys of `files`; an include names a part relative to its own file. */
export function assembleTemplate(files: Files, layout: string): Assembled {
  const problems: Problem[] = [];
  const used = new Set<string>();
  const lines = readLines(files, layout, [], problems, used);
  return {
    text: lines.map(({ text }) => text).join('\n'),
    problems,
    files: [...used],
    placeOfLine: (line) => lines[Math.min(Math.max(line, 1), lines.length) - 1]?.place ?? { file: layout },
  };
}

function readLines(files: Files, file: string, chain: string[], problems: Problem[], used: Set<string>): Line[] {
  used.add(file);
  const text = (files[file] ?? '').replace(/\n$/, '');
  return text.split('\n').flatMap((line, index): Line[] => {
    const place: Place = { file, line: index + 1, column: 1, excerpt: line, length: line.length };
    const path = INCLUDE.exec(line)?.[1];
    if (path === undefined) return [{ text: line, place }];
    const part = new URL(path, `file:///${file}`).pathname.slice(1);
    const known = files[part] !== undefined;
    if (known && part !== file && !chain.includes(part))
      return readLines(files, part, [...chain, file], problems, used);
    const marked = placeAt(file, text, lineStart(text, index) + line.indexOf(path), path.length);
    problems.push(
      known
        ? refuse(
            `${part} includes itself: ${[...chain, file, part].join(' → ')}.`,
            marked,
            'Remove one of these includes.',
          )
        : refuse(`There is no ${part}.`, marked, suggestName(part, Object.keys(files))),
    );
    return [{ text: '', place }];
  });
}

function lineStart(text: string, index: number): number {
  return text.split('\n').slice(0, index).join('\n').length + (index === 0 ? 0 : 1);
}
