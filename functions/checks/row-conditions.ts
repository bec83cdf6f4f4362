// What must hold for every row of a table, as SQL that is true where a row is wrong. The same text counts such rows and,
// where a rule says so, leaves them out of every statement.
import type { CheckId } from '../definitions/checks.ts';
import type { Definitions, Table } from '../definitions/definitions.ts';
import { withParameters } from '../facts/compile-fact.ts';

export type RowCondition = {
  check: CheckId;
  /** The column or the name of the condition. */
  subject: string;
  /** True where the row is wrong; NULL, like false, where it is not. */
  wrong: string;
};

/** How sources spell that they know nothing, where they should leave the cell empty. */
const NULL_SPELLINGS = ['', 'null', 'none', 'nil', 'nan', 'n/a', '#n/a', 'undefined', '\\n'];

/** `columns`: those that the shop's table has. */
export function rowConditions(
  table: Table,
  columns: readonly string[],
  definitions: Pick<Definitions, 'shop'>,
): RowCondition[] {
  const { contract } = table;
  const has = (column: string) => columns.includes(column);
  const typeOf = (column: string) => table.columns[column]?.type ?? '';
  const conditions: RowCondition[] = [
    ...Object.entries(table.columns)
      .filter(([, { nullable }]) => !nullable)
      .map(([column]) => ({ check: 'required_values' as const, subject: column, wrong: `${column} IS NULL` })),
    ...Object.entries(table.columns)
      .filter(([column, { type }]) => type === 'varchar' && column !== 'dt' && !isProse(column))
      .map(([column]) => ({ check: 'clean_text' as const, subject: column, wrong: unclean(column) })),
    ...Object.entries(contract.values).map(([column, values]) => ({
      check: 'accepted_values' as const,
      subject: column,
      wrong: `${column} NOT IN (${values.map(quoted).join(', ')})`,
    })),
    ...Object.entries(contract.ranges).map(([column, bounds]) => ({
      check: 'ranges' as const,
      subject: column,
      wrong: `NOT (${bounds
        .split(', ')
        .map((bound) => `${column} ${inType(bound, typeOf(column))}`)
        .join(' AND ')})`,
    })),
    ...contract.order.map(({ earlier, later }) => ({
      check: 'values_in_order' as const,
      subject: `${earlier} <= ${later}`,
      wrong: `${earlier} > ${later}`,
    })),
    ...Object.entries(contract.holds).map(([name, sql]) => ({
      check: 'rows_hold' as const,
      subject: name,
      wrong: `NOT (${withParameters(sql.trim(), { definitions: definitions as Definitions })})`,
    })),
    ...(contract.clock === null || table.partition !== 'event'
      ? []
      : [{ check: 'right_day' as const, subject: contract.clock, wrong: `dt <> ${dayOf(contract.clock)}` }]),
  ];
  return conditions.filter(({ subject, check }) =>
    check === 'rows_hold' ? true : subject.split(' <= ').every((column) => has(column)),
  );
}

/** Texts that people write may hold anything. */
function isProse(column: string): boolean {
  return ['text', 'action', 'progress', 'reason'].includes(column);
}

/** Blanks around it, a byte order mark, or a word that stands for NULL. */
function unclean(column: string): string {
  const spellings = NULL_SPELLINGS.map(quoted).join(', ');
  return `(${column} <> trim(${column}) OR lower(${column}) IN (${spellings}) OR strpos(${column}, chr(65279)) > 0)`;
}

/** A bound of a decimal column is a decimal literal of the same scale, so that no engine compares floats. */
function inType(bound: string, type: string): string {
  const [operator = '', number = ''] = bound.split(' ');
  return type.startsWith('decimal')
    ? `${operator} CAST('${number}' AS ${type.toUpperCase()})`
    : `${operator} ${number}`;
}

function dayOf(instant: string): string {
  return `substr(CAST(${instant} AS VARCHAR), 1, 10)`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
