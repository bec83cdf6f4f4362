// What of the canonical tables a shop has, held against their contracts: present or absent, required columns, types.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { suggestName } from '../definitions/nearest.ts';
import { type PresentTables, tableSource } from '../facts/relations.ts';
import type { Engine, RelationColumns } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';

export type Inspected = {
  present: PresentTables;
  /** Missing columns and wrong types; by table those that have some. */
  problems: Problem[];
  wrong: Record<string, Problem[]>;
};

/** Looks at every canonical table. Rejects where a mapping names a table that the lake lacks, or no table is there. */
export async function inspectSources(definitions: Definitions, engine: Engine): Promise<Inspected> {
  const present: Record<string, string[]> = {};
  const wrong: Record<string, Problem[]> = {};
  for (const table of Object.values(definitions.tables)) {
    const columns = await describeTable(table, definitions, engine);
    if (columns === null) continue;
    present[table.id] = Object.keys(columns);
    const problems = compareColumns(table, columns, definitions);
    if (problems.length > 0) wrong[table.id] = problems;
  }
  if (Object.keys(present).length === 0) throw new ProblemError(await noTables(definitions, engine));
  return { present, wrong, problems: Object.values(wrong).flat() };
}

async function describeTable(table: Table, definitions: Definitions, engine: Engine): Promise<RelationColumns | null> {
  const mapping = definitions.sources[table.id];
  const place = definitions.places[`sources/${table.id}`];
  try {
    const columns = await engine.describe(`SELECT * FROM ${tableSource(table.id, mapping)} x`);
    if (columns === null && mapping !== undefined)
      throw new ProblemError(await missingRaw(table, mapping, definitions, engine));
    return columns;
  } catch (error) {
    if (!(error instanceof ProblemError) || !place) throw error;
    throw new ProblemError(
      error.problems.map((problem) => ({ place, ...problem })),
      { cause: error.cause ?? error },
    );
  }
}

function compareColumns(table: Table, columns: RelationColumns, definitions: Definitions): Problem[] {
  const mapped = definitions.places[`sources/${table.id}`];
  const place = mapped ?? { file: `raw.${table.id}` };
  const names = Object.keys(columns);
  return Object.entries(table.columns).flatMap(([name, { type, nullable }]): Problem[] => {
    const found = columns[name];
    if (found === undefined) {
      if (table.mayLack.includes(name)) return [];
      const near = suggestName(name, names);
      const remedy = nullable
        ? `Where the shop has no such thing, map the table in sources.yaml with CAST(NULL AS ${type.toUpperCase()}) AS ${name}.`
        : `Map the table in sources.yaml so that it yields ${name}. ${near}`;
      return [
        { code: 'MISSING_COLUMN', message: `Table ${table.id} has no column \`${name}\` (${type}).`, place, remedy },
      ];
    }
    if (fits(found, type)) return [];
    const message = `Column \`${name}\` of table ${table.id} is ${found}, not ${type}.`;
    const remedy = `Map the table in sources.yaml with CAST(… AS ${type.toUpperCase()}) AS ${name}, or load it as ${type}.`;
    return [{ code: 'WRONG_TYPE', message, place, remedy }];
  });
}

/** Does an engine's type hold what the contract's type means? A float never stands for a decimal. */
function fits(found: string, type: string): boolean {
  const kind = found.toLowerCase().replace(/\s*\(.*$/, '');
  const wanted = type.replace(/\(.*$/, '');
  const integers = ['tinyint', 'smallint', 'integer', 'int', 'bigint', 'hugeint'];
  if (wanted === 'bigint' || wanted === 'integer') return integers.includes(kind);
  if (wanted === 'decimal') return kind === 'decimal' || integers.includes(kind);
  if (wanted === 'varchar') return kind === 'varchar' || kind === 'char' || kind === 'string';
  return kind === wanted;
}

async function missingRaw(table: Table, mapping: string, definitions: Definitions, engine: Engine): Promise<Problem> {
  const known = await engine.tables();
  const named = [...mapping.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string);
  const missing = named.find((name) => !known.includes(name)) ?? table.id;
  const place = definitions.places[`sources/${table.id}`];
  return {
    code: 'MISSING_TABLE',
    message: `The mapping of ${table.id} reads raw.${missing}, which the lake does not hold.`,
    ...(place ? { place } : {}),
    remedy: suggestName(missing, known),
  };
}

async function noTables(definitions: Definitions, engine: Engine): Promise<Problem> {
  const found = await engine.tables();
  return {
    code: 'MISSING_TABLE',
    message: `The lake holds files of none of the canonical tables; it has ${found.slice(0, 8).join(', ') || 'nothing'}.`,
    remedy: `Name them as the canonical tables (${Object.keys(definitions.tables).slice(0, 4).join(', ')}, …), or map them in sources.yaml.`,
  };
}
