// A table's contract holds together: its key and what it may lack are columns, and what is read by day has one.
import type { TableEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { problemAt, type Rule } from './rule.ts';

export const tableContractsHold: Rule = ({ tables }) =>
  tables.flatMap((table) => {
    const { key, may_lack, partition, columns } = table.value;
    const unknown = (list: 'key' | 'may_lack', names: string[]) =>
      names.flatMap((name, index) => {
        if (name in columns) return [];
        const message = `Table ${table.id} has no column \`${name}\`.`;
        const remedy = suggestName(name, Object.keys(columns));
        return [problemAt(table, [list, index], 'UNKNOWN_COLUMN', message, remedy)];
      });
    const required = may_lack.flatMap((name, index) => {
      if (columns[name] === undefined || columns[name].endsWith('?')) return [];
      const message = `Table ${table.id} may lack \`${name}\`, which is never NULL.`;
      return [problemAt(table, ['may_lack', index], 'INVALID_VALUE', message, 'Give its type a ?, or require it.')];
    });
    return [...unknown('key', key), ...unknown('may_lack', may_lack), ...required, ...lacksDay(table, partition)];
  });

function lacksDay(table: TableEntry, partition: string) {
  if (partition === 'none' || table.value.columns.dt === 'varchar') return [];
  const message = `Table ${table.id} is read by day, but has no column dt of type varchar.`;
  return [problemAt(table, ['columns'], 'UNKNOWN_COLUMN', message, 'Add dt: varchar, or set partition: none.', 'key')];
}
