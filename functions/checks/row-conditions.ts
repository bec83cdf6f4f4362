// What must hold for every row of a table, as SQL that is true where a row is wrong. The same text counts such rows and,
// where a rule says so, leaves them out of every statement. What nobody knows (NULL) is wrong only where it is required.
import type { CheckId } from '../definitions/checks.ts';
import type { Definitions, Table } from '../definitions/definitions.ts';
import { withParameters } from '../facts/compile-fact.ts';
import { mentionedColumns } from '../facts/sql-text.ts';

export type RowCondition = {
  check: CheckId;
  /** The column or the name of the condition. */
  subject: string;
  /** True where the row is wrong; NULL, like false, where it is not. */
  wrong: string;
};

type Draft = RowCondition & { columns: readonly string[] };

/** Of the columns that the shop's table has; a condition that names another one is left out. */
export function rowConditions(
  table: Table,
  columns: readonly string[],
  definitions: Pick<Definitions, 'shop'>,
): RowCondition[] {
  const drafts = [
    ...requiredValues(table),
    ...cleanText(table),
    ...acceptedValues(table),
    ...ranges(table),
    ...valuesInOrder(table),
    ...rowsHold(table, definitions),
    ...rightDay(table),
  ];
  return drafts
    .filter((draft) => draft.columns.every((column) => columns.includes(column)))
    .map(({ check, subject, wrong }) => ({ check, subject, wrong }));
}

function requiredValues({ columns }: Table): Draft[] {
  const required = Object.entries(columns).filter(([, { nullable }]) => !nullable);
  return required.map(([column]) => ofColumn('required_values', column, `${quotedName(column)} IS NULL`));
}

function cleanText({ columns, contract }: Table): Draft[] {
  const texts = Object.entries(columns).filter(([, { type }]) => type === 'varchar');
  return texts
    .filter(([column]) => column !== 'dt' && !contract.prose.includes(column))
    .map(([column]) => ofColumn('clean_text', column, unclean(quotedName(column))));
}

/** How sources spell that they know nothing, where they should leave the cell empty; `na` may be Namibia. */
const NULL_SPELLINGS = [
  ...['null', '(null)', '<null>', '[null]', 'none', 'nil', 'nan', 'nat', 'undefined', '-', '--', '\\n'],
  ...['n/a', '#n/a', '#ref!', '#value!', '#name?', '#div/0!'],
];

/** Tab and breaks of lines, no-break and zero-width space, byte order mark, and what stands for broken bytes. */
const NEVER_IN_TEXT = [9, 10, 11, 12, 13, 133, 160, 8203, 8232, 8233, 65279, 65533];

/** Spaces of several widths, 32 to the ideographic one. Engines disagree on which of them `trim` takes away. */
const BLANKS = [32, 8194, 8195, 8201, 8239, 12288];

/** Empty, with blanks around it, with characters that nobody sees, or a word that stands for NULL. */
function unclean(text: string): string {
  const unseen = NEVER_IN_TEXT.map((code) => `strpos(${text}, chr(${code})) > 0`);
  const blanks = BLANKS.map((code) => `chr(${code})`).join(', ');
  const padded = [1, -1].map((end) => `substr(${text}, ${end}, 1) IN (${blanks})`);
  const spelt = `lower(${text}) IN (${NULL_SPELLINGS.map(quoted).join(', ')})`;
  return `(${text} = '' OR ${[...padded, ...unseen].join(' OR ')} OR ${spelt})`;
}

function acceptedValues({ contract }: Table): Draft[] {
  return Object.entries(contract.values).map(([column, values]) =>
    ofColumn('accepted_values', column, `${quotedName(column)} NOT IN (${values.map(quoted).join(', ')})`),
  );
}

function ranges({ columns, contract }: Table): Draft[] {
  return Object.entries(contract.ranges).map(([column, bounds]) => {
    const type = columns[column]?.type ?? '';
    const right = bounds.split(', ').map((bound) => `${quotedName(column)} ${inType(bound, type)}`);
    return ofColumn('ranges', column, `NOT (${right.join(' AND ')})`);
  });
}

/** A bound as a literal of the column's own type, so that no engine compares floats or casts a column. */
function inType(bound: string, type: string): string {
  const [operator = '', value = ''] = bound.split(' ');
  if (type === 'date') return `${operator} DATE '${value}'`;
  if (type === 'timestamp') return `${operator} TIMESTAMP '${value} 00:00:00'`;
  return `${operator} ${type.startsWith('decimal') ? `CAST('${value}' AS ${type.toUpperCase()})` : value}`;
}

function valuesInOrder({ contract }: Table): Draft[] {
  return contract.order.map(({ earlier, later }) => ({
    check: 'values_in_order',
    subject: `${earlier} <= ${later}`,
    wrong: `${quotedName(earlier)} > ${quotedName(later)}`,
    columns: [earlier, later],
  }));
}

function rowsHold({ columns, contract }: Table, definitions: Pick<Definitions, 'shop'>): Draft[] {
  return Object.entries(contract.holds).map(([name, sql]) => ({
    check: 'rows_hold',
    subject: name,
    wrong: `NOT (${withParameters(sql.trim(), { definitions })})`,
    columns: mentionedColumns(sql).flatMap(({ text }) => (text in columns ? [text] : [])),
  }));
}

/** `dt` as the day of the instant, not the other way round: a `dt` that is no day cannot be cast. */
function rightDay({ contract, partition }: Table): Draft[] {
  const { clock } = contract;
  if (clock === null || partition !== 'event') return [];
  return [ofColumn('right_day', clock, `dt <> CAST(CAST(${quotedName(clock)} AS DATE) AS VARCHAR)`)];
}

function ofColumn(check: CheckId, column: string, wrong: string): Draft {
  return { check, subject: column, wrong, columns: [column] };
}

/** A shop's own table may have a column `end`. */
export function quotedName(column: string): string {
  return `"${column}"`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
