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

/** Names after FROM, JOIN and the commas of a FROM list, but those of CTEs; `raw.orders` comes as `raw.orders`. */
export function mentionedRelations(sql: string): readonly SqlWord[] {
  const known = mentioned.get(sql) ?? findRelations(sql);
  if (mentioned.size >= MOST_KNOWN) mentioned.clear();
  mentioned.set(sql, known);
  return known;
}

/** The same few texts of facts and views are asked about for every statement, and again whenever a run resumes. */
const mentioned = new Map<string, readonly SqlWord[]>();
const MOST_KNOWN = 500;

function findRelations(sql: string): readonly SqlWord[] {
  const words = readSql(sql);
  const ctes = words.filter(
    (word, at) => word.kind === 'word' && isWord(words[at + 1], 'as') && opensQuery(words, at + 2),
  );
  const found: SqlWord[] = [];
  // One entry a bracket: what holds no query (`extract(year FROM x)`) has no relations; a FROM list ends at a clause.
  const brackets: { query: boolean; list: boolean }[] = [{ query: true, list: false }];
  words.forEach((word, at) => {
    const here = brackets.at(-1) as { query: boolean; list: boolean };
    if (word.kind === 'mark' && word.text === '(') brackets.push({ query: opensQuery(words, at), list: false });
    if (word.kind === 'mark' && word.text === ')' && brackets.length > 1) brackets.pop();
    if (isWord(word, CLAUSE)) here.list = false;
    const isFrom = isWord(word, 'from') && here.query && !isWord(words[at - 1], 'distinct');
    if (isFrom) here.list = true;
    if (!isFrom && !isWord(word, 'join') && !(word.kind === 'mark' && word.text === ',' && here.list)) return;
    const next = words[at + 1];
    if ((next?.kind !== 'word' && next?.kind !== 'quoted') || isWord(next, 'unnest|values|lateral')) return;
    const qualified = words[at + 2]?.text === '.' ? words[at + 3] : undefined;
    const name = qualified ? { ...next, text: `${next.text}.${qualified.text}` } : next;
    if (!ctes.some((cte) => cte.text === name.text && cte.offset < name.offset)) found.push(name);
  });
  return found;
}

const CLAUSE = 'select|where|group|having|order|limit|window|union|except|intersect';

function isWord(word: SqlWord | undefined, names: string): boolean {
  return word?.kind === 'word' && new RegExp(`^(${names})$`, 'i').test(word.text);
}

/** Does a bracket that holds a query stand at a word? */
function opensQuery(words: SqlWord[], at: number): boolean {
  return words[at]?.text === '(' && (isWord(words[at + 1], 'select|with') || opensQuery(words, at + 1));
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
    const isFrom = isWord(word, 'from') && !isWord(item.at(-1), 'distinct');
    const ends = depth === 0 && (word.text === ',' || isFrom);
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
