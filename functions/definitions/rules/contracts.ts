// What a contract asks of rows can be asked: its columns exist and are of a kind that it can be asked of, and other tables
// have the keys that it names. A misspelt one would be a check that nobody misses.
import { mentionedColumns } from '../../facts/sql-text.ts';
import type { Problem } from '../../problem.ts';
import type { Draft, TableEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { idsOf, problemAt, problemIn, type Rule } from './rule.ts';

const CONTRACT = 'contract';

type Kind = 'text' | 'number' | 'instant' | 'day' | 'truth';

/** Where a column is named, and of which kinds it may be. */
type Named = { column: string; path: Path; part: 'key' | 'value'; kinds: Kind[] };

export const contractColumnsFit: Rule = ({ tables }) =>
  tables.flatMap((table) =>
    namedColumns(table).flatMap(({ column, path, part, kinds }): Problem[] => {
      const kind = kindOf(table, column);
      if (kind === null) return [unknownColumn(table, column, [CONTRACT, ...path], part)];
      if (kinds.includes(kind)) return [];
      const message = `Column \`${column}\` of table ${table.id} is ${typeOf(table, column)}, which \`${String(path[0])}\` cannot be asked of.`;
      const remedy = `Name a column of type ${kinds.map((one) => TYPES[one]).join(' or ')}.`;
      return [problemAt(table, [CONTRACT, ...path], 'INVALID_VALUE', message, remedy, part)];
    }),
  );

const TYPES: Record<Kind, string> = {
  text: 'varchar',
  number: 'bigint, integer or decimal',
  instant: 'timestamp',
  day: 'date',
  truth: 'boolean',
};

function namedColumns({ value: { contract } }: TableEntry): Named[] {
  const listed = (key: 'members' | 'means' | 'prose' | 'outcomes', kinds: Kind[]) =>
    contract[key].map((column, index): Named => ({ column, path: [key, index], part: 'value', kinds }));
  const keyed = (key: 'values' | 'ranges' | 'references', kindsOf: (text: string) => Kind[]) =>
    Object.entries<unknown>(contract[key]).map(
      ([column, value]): Named => ({ column, path: [key, column], part: 'key', kinds: kindsOf(String(value)) }),
    );
  const clock: Named[] =
    contract.clock === undefined
      ? []
      : [{ column: contract.clock, path: ['clock'], part: 'value', kinds: ['instant'] }];
  return [
    ...clock,
    ...keyed('values', () => ['text']),
    ...keyed('ranges', (bounds) => (/\d{4}-\d{2}-\d{2}/.test(bounds) ? ['instant', 'day'] : ['number'])),
    ...keyed('references', () => ['text', 'number']),
    ...listed('members', ['text']),
    ...listed('means', ['number']),
    ...listed('prose', ['text']),
    ...listed('outcomes', ['text', 'number', 'instant', 'day', 'truth']),
  ];
}

export const contractOrdersHold: Rule = ({ tables }) =>
  tables.flatMap((table) =>
    table.value.contract.order.flatMap(({ earlier, later }, index): Problem[] => {
      const path = [CONTRACT, 'order', index];
      const unknown = [earlier, later].filter((column) => kindOf(table, column) === null);
      if (unknown.length > 0) return unknown.map((column) => unknownColumn(table, column, path));
      const kind = kindOf(table, earlier);
      if (kind === kindOf(table, later) && kind !== 'text' && kind !== 'truth' && earlier !== later) return [];
      const message = `\`${earlier}\` and \`${later}\` of table ${table.id} cannot be put in order.`;
      const remedy = 'Name two instants, two days or two numbers; what else must hold stands under `holds`.';
      return [problemAt(table, path, 'INVALID_VALUE', message, remedy)];
    }),
  );

export const contractConditionsName: Rule = ({ tables }) =>
  tables.flatMap((table) =>
    Object.entries(table.value.contract.holds).flatMap(([name, sql]) => {
      const columns = Object.keys(table.value.columns);
      return mentionedColumns(sql)
        .filter(({ text }) => !columns.includes(text))
        .map(({ text, offset }) => {
          const message = `Table ${table.id} has no column \`${text}\`.`;
          const word = { offset, length: text.length };
          const path = [CONTRACT, 'holds', name];
          return problemIn(table, path, word, 'UNKNOWN_COLUMN', message, suggestName(text, columns));
        });
    }),
  );

export const contractTablesExist: Rule = (draft) =>
  draft.tables.flatMap((table) => [
    ...Object.entries(table.value.contract.references).flatMap(([column, { table: parent, column: key }]) =>
      wrongReference(table, column, parent, key, draft),
    ),
    ...table.value.contract.children.flatMap((child, index) => wrongChild(table, child, index, draft)),
  ]);

/** A reference names a key: a column that is none may stand there many times, or stand for something else. */
function wrongReference(table: TableEntry, column: string, parent: string, key: string, { tables }: Draft): Problem[] {
  const path = [CONTRACT, 'references', column];
  const other = tables.find(({ id }) => id === parent);
  if (!other) return [unknownTable(table, parent, path, tables)];
  if (!other.value.key.includes(key)) {
    const message = `\`${key}\` is no part of the key of table ${parent}.`;
    return [problemAt(table, path, 'INVALID_VALUE', message, suggestName(key, other.value.key))];
  }
  const own = kindOf(table, column);
  if (own !== null && own !== kindOf(other, key)) {
    const message = `\`${column}\` of table ${table.id} is ${typeOf(table, column)}, \`${key}\` of ${parent} is ${typeOf(other, key)}.`;
    return [problemAt(table, path, 'INVALID_VALUE', message, 'Give both the same type.')];
  }
  return lackedKeys(table, other, [key], path);
}

function wrongChild(table: TableEntry, child: string, index: number, { tables }: Draft): Problem[] {
  const path = [CONTRACT, 'children', index];
  const other = tables.find(({ id }) => id === child);
  if (!other) return [unknownTable(table, child, path, tables)];
  return table.value.key
    .filter((name) => !(name in other.value.columns))
    .map((name) => {
      const message = `Rows of ${child} belong to no row of ${table.id}: they have no column \`${name}\`.`;
      return problemAt(table, path, 'UNKNOWN_COLUMN', message, `Name a table that has the key of ${table.id}.`);
    });
}

/** The rest of a longer key goes by the same names here. */
function lackedKeys(table: TableEntry, other: TableEntry, named: string[], path: Path): Problem[] {
  return other.value.key
    .filter((name) => !named.includes(name) && !(name in table.value.columns))
    .map((name) => {
      const message = `The key of ${other.id} has \`${name}\` too, which table ${table.id} does not have.`;
      return problemAt(table, path, 'UNKNOWN_COLUMN', message, 'Refer to a table by its whole key.');
    });
}

/** Days are counted where there are days. */
export const contractDaysExist: Rule = ({ tables }) =>
  tables.flatMap((table) => {
    const { partition, contract } = table.value;
    const asked = [
      ...(contract.presence === 'some' ? [] : ['presence']),
      ...(contract.fresh_days === undefined ? [] : ['fresh_days']),
    ];
    if (partition !== 'none') return [];
    return asked.map((key) => {
      const message = `Table ${table.id} is read whole, so that it has no days for \`${key}\`.`;
      return problemAt(table, [CONTRACT, key], 'INVALID_VALUE', message, 'Take it out, or give the table a dt.', 'key');
    });
  });

/** A shop that names owners names all of them: an alert that cannot say whom to call is of little use. */
export const ownersAreKnown: Rule = ({ tables, shop }) => {
  const owners = Object.keys(shop?.value.owners ?? {});
  if (!shop || owners.length === 0) return [];
  const named = Map.groupBy(tables, (table) => table.value.contract.owner);
  const unnamed = [...named].filter(([owner]) => !owners.includes(owner));
  return [
    ...unnamed.map(([owner, owned]) => {
      const message = `\`owners\` does not say who ${owner} is, the owner of ${idsOf(owned).join(', ')}.`;
      return problemAt(shop, ['owners'], 'MISSING_KEY', message, `Add ${owner}: a name, a team or an address.`, 'key');
    }),
    ...owners
      .filter((owner) => !named.has(owner))
      .map((owner) => {
        const message = `\`${owner}\` owns no table.`;
        return problemAt(shop, ['owners', owner], 'UNKNOWN_KEY', message, suggestName(owner, named.keys()), 'key');
      }),
  ];
};

function kindOf({ value: { columns } }: TableEntry, column: string): Kind | null {
  const type = columns[column];
  if (type === undefined) return null;
  if (type.startsWith('varchar')) return 'text';
  if (type.startsWith('timestamp')) return 'instant';
  if (type.startsWith('date')) return 'day';
  return type.startsWith('boolean') ? 'truth' : 'number';
}

function typeOf({ value: { columns } }: TableEntry, column: string): string {
  return columns[column]?.replace(/\?$/, '') ?? '';
}

function unknownColumn(table: TableEntry, column: string, path: Path, part: 'key' | 'value' = 'value'): Problem {
  const message = `Table ${table.id} has no column \`${column}\`.`;
  return problemAt(table, path, 'UNKNOWN_COLUMN', message, suggestName(column, Object.keys(table.value.columns)), part);
}

function unknownTable(table: TableEntry, name: string, path: Path, tables: TableEntry[]): Problem {
  const message = `The contract of ${table.id} names \`${name}\`, which is no table.`;
  return problemAt(table, path, 'UNKNOWN_TABLE', message, suggestName(name, idsOf(tables)));
}
