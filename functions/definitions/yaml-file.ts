// A YAML file that still knows where each of its values stands, so that every problem names file:line:column.
import { type Alias, type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { Fraction } from '../exact.ts';
import type { Place, Problem } from '../problem.ts';

export type Path = readonly PropertyKey[];

export type YamlFile = {
  /** As shown to people. */
  file: string;
  value: unknown;
  problems: Problem[];
  /** The place of a value, or of its key. */
  place(path: Path, part?: 'key' | 'value'): Place;
  /** The place of a word inside a text value, given its offset in the parsed text. */
  placeIn(path: Path, offset: number, length: number): Place;
};

export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const at = (offset: number, length = 1): Place => {
    const { line, col } = lines.linePos(offset);
    const excerpt = text.split('\n')[line - 1]?.replace(/\r$/, '') ?? '';
    return { file, line, column: col, excerpt, length };
  };
  const nodeAt = (path: Path): Node | null => path.reduce(childOf, document.contents);
  const place = (path: Path, part: 'key' | 'value' = 'value'): Place => {
    for (let length = path.length; length >= 0; length--) {
      const here = path.slice(0, length);
      const key = part === 'key' || length < path.length ? keyOf(nodeAt(here.slice(0, -1)), here.at(-1)) : null;
      const node = key ?? nodeAt(here);
      if (node?.range) return at(node.range[0], Math.max(1, isScalar(node) ? node.range[1] - node.range[0] : 1));
    }
    return { file, line: 1, column: 1 };
  };
  const problems = [...document.errors, ...document.warnings].map(
    (error): Problem => ({
      code: error.code === 'DUPLICATE_KEY' ? 'DUPLICATE_ID' : 'YAML_SYNTAX',
      message: error.code === 'DUPLICATE_KEY' ? 'The same key stands here twice.' : firstLine(error.message),
      place: at(Math.min(error.pos[0], Math.max(0, text.length - 1)), Math.max(1, error.pos[1] - error.pos[0])),
      remedy: error.code === 'DUPLICATE_KEY' ? 'Rename or remove one of the two.' : 'Correct the YAML here.',
    }),
  );
  for (const alias of loneAliases(document)) {
    const remedy = 'Set the anchor (&name) before it, or put the text in quotes.';
    const [start, end] = alias.range ?? [0, 1];
    const message = `\`*${alias.source}\` refers to an anchor that is not set before.`;
    problems.push({ code: 'YAML_SYNTAX', message, place: at(start, end - start), remedy });
  }
  keepDigits(document);
  const value =
    problems.length > 0
      ? null
      : readValue(document, (message) => {
          problems.push({
            code: 'YAML_SYNTAX',
            message,
            place: at(0),
            remedy: 'Write the values out instead of repeating them.',
          });
        });
  return {
    file,
    value,
    problems,
    place,
    placeIn(path, offset, length) {
      const node = nodeAt(path);
      if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return place(path);
      const word = node.value.slice(offset, offset + length);
      const source = text.slice(node.range[0], node.range[1]);
      const found = occurrence(source, word, countBefore(node.value, word, offset));
      return found === null ? place(path) : at(node.range[0] + found, length);
    },
  };
}

/** Aliases whose anchor is not set; the library throws at them only when values are read. */
function loneAliases(document: Document): Alias[] {
  const lone: Alias[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) lone.push(alias);
    },
  });
  return lone;
}

/** Aliases that repeat without end, or merge what is no map, are refused only here. */
function readValue(document: Document, refuse: (message: string) => void): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (!isCircular(value)) return value;
    refuse('An anchor stands inside itself.');
  } catch (error) {
    refuse(`${firstLine(error instanceof Error ? error.message : String(error))}.`);
  }
  return null;
}

function isCircular(value: unknown, above: unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return above.includes(value) || Object.values(value).some((inner) => isCircular(inner, [...above, value]));
}

/** A number that a float cannot hold stays the text that was written. */
function keepDigits(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'number' || !/^-?\d+(\.\d+)?$/.test(node.source ?? '')) return;
      const float = String(node.value);
      const isExact = !float.includes('e') && new Fraction(float).equals(node.source as string);
      if (!isExact) node.value = node.source;
    },
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function childOf(node: Node | null, key: PropertyKey): Node | null {
  const child = isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value;
  return isNode(child) ? child : null;
}

function keyOf(map: Node | null, key: PropertyKey | undefined): Node | null {
  const found = key === undefined ? undefined : pairOf(map, key)?.key;
  return isNode(found) ? found : null;
}

/** A key that YAML reads as a number, as a year, is text in the path. */
function pairOf(map: Node | null, key: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (!isMap(map)) return undefined;
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
}

function countBefore(text: string, word: string, offset: number): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1 && at < offset; at = text.indexOf(word, at + 1)) count++;
  return count;
}

function occurrence(text: string, word: string, index: number): number | null {
  let at = word === '' ? -1 : text.indexOf(word);
  for (let count = 0; count < index && at !== -1; count++) at = text.indexOf(word, at + 1);
  return at === -1 ? null : at;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
