// In which column of its line a field of a CSV file begins. The line itself is not shown with it: it is about a person.

/** Empty where a quoted value runs over several lines, so that no column would be the right one. */
export function placeOfField(text: string, line: number, field: number): { column?: number } {
  const row = text.split(/\r?\n/)[line - 1]?.replace(/^\ufeff/, '') ?? '';
  let column = 1;
  let quoted = false;
  const starts = [column];
  for (const character of row) {
    column += character.length;
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) starts.push(column);
  }
  const start = starts[field];
  return quoted || start === undefined ? {} : { column: start };
}
