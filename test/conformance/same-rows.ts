// Says whether two engines returned the same rows. Order never matters, since no statement orders;
// neither does the spelling of a number nor the key order of a histogram, and nothing else is forgiven.

type Cell = string | null;

const mostToShow = 20;

/** What differs, empty if nothing: `-` rows are only in `expected`, `+` rows only in `actual`. */
export function sameRows(expected: readonly (readonly Cell[])[], actual: readonly (readonly Cell[])[]): string[] {
  const surplus = new Map<string, number>();
  for (const row of expected) add(surplus, rowText(row), 1);
  for (const row of actual) add(surplus, rowText(row), -1);
  // Sorted by the row's text, so that the two versions of a row stand under each other.
  const differences = [...surplus]
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([row, count]) => `${count > 0 ? '-' : '+'} ${row}${Math.abs(count) > 1 ? ` (${Math.abs(count)} times)` : ''}`,
    );
  const more = differences.length - mostToShow;
  return more > 0 ? [...differences.slice(0, mostToShow), `… and ${more} more`] : differences;
}

const add = (counts: Map<string, number>, key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);

/** NULL is `null` and text is quoted, so that neither `''` nor `'null'` is taken for it. */
const rowText = (row: readonly Cell[]) => JSON.stringify(row.map((cell) => (cell === null ? null : canonical(cell))));

function canonical(cell: string): string {
  return cell.startsWith('{') ? (canonicalObject(cell) ?? cell) : canonicalNumber(cell);
}

/** Only what an engine writes for a number: `007` and `1e3` are text and stay as they are. */
function canonicalNumber(cell: string): string {
  const [, sign, whole, fraction] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(cell) ?? [];
  if (whole === undefined) return cell;
  const digits = (fraction ?? '').replace(/0+$/, '');
  const value = digits === '' ? whole : `${whole}.${digits}`;
  return value === '0' ? '0' : `${sign}${value}`;
}

function canonicalObject(cell: string): string | undefined {
  let object: Record<string, unknown>;
  try {
    object = JSON.parse(cell, numbersAsWritten) as Record<string, unknown>;
  } catch {
    return undefined; // text that only begins like an object
  }
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

/** A count above 2^53 keeps its digits; the mark keeps the number 1 from equalling the text "1". */
const numbersAsWritten = (_key: string, value: unknown, context?: { source?: string }) =>
  typeof value === 'number' ? `#${canonicalNumber(context?.source ?? String(value))}` : value;
