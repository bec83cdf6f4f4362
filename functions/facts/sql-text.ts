// Reads as much of a SQL text as linting needs: words, the relations it mentions and the columns that it yields. It does
// not understand SQL; what it does not recognise it leaves to the engine, so it can refuse too little but never too much.

export type SqlWord = { text: string; offset: number; kind: 'word' | 'quoted' | 'string' | 'number' | 'mark' };

const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^']|'')*')|"(?<quoted>(?:[^"]|"")*)"|(?<number>\d+(?:\.\d+)?)|(?<word>\$?[A-Za-z_][A-Za-z0-9_]*)|(?<mark><>|<=|>=|\|\||[\s\S])/g;

/** Words and marks in order, without blanks and comments. */
export function readSql(sql: string): SqlWord[] {
  const words: SqlWord[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    const { string, quoted, number, word, mark } = match.groups as Record<string, string | undefined>;
    const offset = match.index;
    if (word !== undefined) words.push({ text: word, offset, kind: 'word' });
    else if (quoted !== undefined) words.push({ text: quoted, offset, kind: 'quoted' });
    else if (string !== undefined) words.push({ text: string, offset, kind: 'string' });
    else if (number !== undefined) words.push({ text: number, offset, kind: 'number' });
    else if (mark !== undefined) words.push({ text: mark, offset, kind: 'mark' });
  }
  return words;
}

/** Names after FROM, JOIN and the commas of a FROM list; `raw.orders` comes as `raw.orders`. */
export function mentionedRelations(sql: string): SqlWord[] {
  const words = readSql(sql);
  const found: SqlWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as SqlWord;
    if (word.kind !== 'word' || !/^(from|join)$/i.test(word.text)) continue;
    const next = words[at + 1];
    if (next === undefined || next.kind === 'mark' || /^(unnest|values|lateral)$/i.test(next.text)) continue;
    const qualified = words[at + 2]?.text === '.' ? words[at + 3] : undefined;
    found.push(qualified ? { ...next, text: `${next.text}.${qualified.text}` } : next);
  }
  return found;
}

/** The words of a condition or expression that can only be columns: not functions, keywords, types or literals. */
export function mentionedColumns(expression: string): SqlWord[] {
  const words = readSql(expression);
  return words.filter((word, at) => {
    if (word.kind === 'quoted') return true;
    if (word.kind !== 'word' || NOT_COLUMNS.has(word.text.toLowerCase())) return false;
    const next = words[at + 1]?.text;
    return next !== '(' && next !== '.' && words[at - 1]?.text !== '.' && !word.text.startsWith('$');
  });
}

/** Names of the columns that a SELECT yields, or null where that cannot be read off the text (`SELECT *`). */
export function selectedColumns(sql: string): string[] | null {
  const words = readSql(sql);
  if (!/^select$/i.test(words[0]?.text ?? '')) return null;
  const columns: string[] = [];
  let depth = 0;
  let item: SqlWord[] = [];
  for (const word of [...words.slice(1), { text: 'FROM', offset: sql.length, kind: 'word' as const }]) {
    if (word.kind === 'mark' && '([{'.includes(word.text)) depth++;
    if (word.kind === 'mark' && ')]}'.includes(word.text)) depth--;
    const ends = depth === 0 && (word.text === ',' || (word.kind === 'word' && /^from$/i.test(word.text)));
    if (!ends) {
      item.push(word);
      continue;
    }
    const last = item.at(-1);
    if (last === undefined || last.text === '*') return null;
    columns.push(last.text);
    item = [];
    if (word.text !== ',') break;
  }
  return columns;
}

const NOT_COLUMNS = new Set(
  `and or not in is null true false between like exists case when then else end distinct from as interval
  second minute hour day month year date timestamp decimal varchar bigint integer boolean char escape`.split(/\s+/),
);
