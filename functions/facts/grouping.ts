// Grouping sets, and the leading columns that name each row's cut. A row of "nobody" (member NULL) is told from the total
// by grouping(), never by NULL.
import { type Cut, cutName } from './cuts.ts';

/** cut, member and stratum of a row. The first column of grouping() is its highest bit; a bit of 0 means grouped by. */
export function leadingColumns(cuts: Cut[]): string[] {
  const columns = groupedColumns(cuts);
  if (columns.length === 0) {
    return ["'total' AS cut", 'CAST(NULL AS VARCHAR) AS member', 'CAST(NULL AS VARCHAR) AS stratum'];
  }
  const grouping = `grouping(${columns.join(', ')})`;
  const bitsOf = (cut: Cut) =>
    columns.reduce((bits, column) => bits * 2 + (column === cut.dimension || column === cut.stratum ? 0 : 1), 0);
  const whens = (pick: (cut: Cut) => string | null) =>
    cuts.flatMap((cut) => {
      const value = pick(cut);
      return value === null ? [] : [`WHEN ${bitsOf(cut)} THEN ${value}`];
    });
  const named = whens((cut) => (cut.dimension === null ? null : `'${cutName(cut)}'`));
  const strata = whens((cut) => cut.stratum);
  return [
    `CASE ${grouping} ${named.join(' ')} ELSE 'total' END AS cut`,
    `CASE ${grouping} ${whens((cut) => cut.dimension).join(' ')} END AS member`,
    strata.length === 0 ? 'CAST(NULL AS VARCHAR) AS stratum' : `CASE ${grouping} ${strata.join(' ')} END AS stratum`,
  ];
}

export function groupingSets(cuts: Cut[], keys: string[]): string {
  const sets = cuts.map(({ dimension, stratum }) =>
    ['period', dimension, stratum, ...keys].filter((column) => column !== null).join(', '),
  );
  return `GROUPING SETS (${sets.map((set) => `(${set})`).join(', ')})`;
}

function groupedColumns(cuts: Cut[]): string[] {
  return [...new Set(cuts.flatMap(({ dimension, stratum }) => [dimension, stratum]))].filter((name) => name !== null);
}
