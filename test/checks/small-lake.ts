// Lakes of a few rows, written as SQL literals, so that a cell may hold what no file could be trusted to keep: a byte
// order mark, a blank at the end, a NULL. What profiles find in them is asked of a real engine.
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import type { TableProfile } from '../../functions/checks/profile.ts';
import { compileProfile } from '../../functions/checks/profile-statement.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { lakeWith, openLake } from '../facts/lake.ts';
import { mustLoad } from '../support/shop.ts';

/** A cell as text, null for NULL; the column's type makes of it what it is. */
export type Row = Record<string, string | null>;

export type SmallTable = { name: string; key: string; more?: string[]; columns: Record<string, string>; rows: Row[] };

/** Definitions with these tables beside the canonical ones, each mapped to its rows. */
export function definitionsOf(tables: SmallTable[]): Definitions {
  const contracts = tables.map(({ name, key, more = [], columns }) =>
    [`${name}:`, ...[`key: [${key}]`, ...more, `columns: ${JSON.stringify(columns)}`].map((line) => `  ${line}`)].join(
      '\n',
    ),
  );
  const mappings = tables.map((table) => `${table.name}: ${JSON.stringify(selectOf(table))}`);
  return mustLoad({
    'facts/tables/small.yaml': `${contracts.join('\n')}\n`,
    'sources.yaml': `${mappings.join('\n')}\n`,
  });
}

/** What the profile of the first table finds; `days`: those that are looked at. */
export async function profileOf(tables: SmallTable[], days: [string, string][] | null): Promise<TableProfile> {
  const definitions = definitionsOf(tables);
  const table = definitions.tables[tables[0]?.name ?? ''];
  if (!table) throw new Error('no table');
  const engine = await openLake(definitions, lakeWith({ only: ['targets'] }));
  const { present, problems } = await inspectSources(definitions, engine);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const { sql, decode } = compileProfile(table, days, present, definitions);
  return decode((await engine.query({ id: 'profile', sql })).rows);
}

function selectOf({ columns, rows }: SmallTable): string {
  const names = Object.keys(columns);
  const typed = (name: string, cell: string | null | undefined) => {
    const type = (columns[name] ?? 'varchar').replace('?', '').toUpperCase();
    return `CAST(${cell === null || cell === undefined ? 'NULL' : `'${cell.replaceAll("'", "''")}'`} AS ${type})`;
  };
  const selects = rows.map(
    (row) => `SELECT ${names.map((name) => `${typed(name, row[name])} AS "${name}"`).join(', ')}`,
  );
  const none = `SELECT ${names.map((name) => `${typed(name, null)} AS "${name}"`).join(', ')} WHERE false`;
  return selects.length === 0 ? none : selects.join(' UNION ALL ');
}
