// Schema `raw` of a statement as the Glue database that holds the lake. What stands in strings, quoted names and comments
// is left alone, so a text that happens to say `raw.` stays what it was.

const PASSAGE =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![\p{L}\p{N}_$.])(raw)\s*\.(?=\s*["\p{L}_])/giu;

export function nameDatabase(sql: string, database: string): string {
  const quoted = `"${database.replaceAll('"', '""')}".`;
  return sql.replace(PASSAGE, (passage, raw: string | undefined) => (raw === undefined ? passage : quoted));
}
