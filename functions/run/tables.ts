// Which tables a run reads: those of its facts, and some beside them, each by a statement of its own name.
import type { Coverage } from '../checks/coverage.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { RECORD_TABLES } from '../facts/compile-records.ts';
import { cutsOfRun, factsOfLedgerAlone } from '../facts/cuts.ts';
import { type PresentTables, reachedTables } from '../facts/relations.ts';
import type { Snapshot } from '../snapshot/shape.ts';

export function tablesOfFact(definitions: Definitions): (fact: string) => string[] {
  return (fact) => reachedTables(definitions.facts[fact]?.rows ?? '', definitions);
}

/** Tables that are read for no fact; the statement of each has its name. */
export const BESIDE_FACTS: readonly string[] = ['targets', ...RECORD_TABLES];

/** What a statement reads: the rows of its fact, or the table whose name it has. */
export function rowsOfStatement(fact: string, definitions: Definitions): string {
  return definitions.facts[fact]?.rows ?? (BESIDE_FACTS.includes(fact) ? `SELECT * FROM ${fact}` : '');
}

export type ShownStatement = Snapshot['statements'][number] & { tables: string[] };

/** A statement as a snapshot shows it. */
export function showStatement(
  { fact, sql, hash }: Snapshot['statements'][number],
  definitions: Definitions,
): ShownStatement {
  return { fact, sql, hash, tables: tablesOfStatement(fact, definitions) };
}

export function tablesOfStatement(fact: string, definitions: Definitions): string[] {
  return reachedTables(rowsOfStatement(fact, definitions), definitions);
}

/** Tables of every fact that some KPI needs, the targets and what people wrote. */
export function tablesOfRun(definitions: Definitions): string[] {
  const facts = Object.keys(cutsOfRun(definitions, Object.values(definitions.kpis)));
  const reached = new Set(facts.flatMap(tablesOfFact(definitions)));
  return Object.keys(definitions.tables).filter((table) => reached.has(table) || BESIDE_FACTS.includes(table));
}

/** Those of which a snapshot speaks: a table that would only explain a ledger is no gap where the shop has none. */
export function tablesToDescribe(definitions: Definitions, present: PresentTables): string[] {
  const alone = factsOfLedgerAlone(definitions);
  const others = Object.keys(definitions.facts).filter((fact) => !alone.includes(fact));
  const reached = new Set(others.flatMap(tablesOfFact(definitions)));
  return tablesOfRun(definitions).filter(
    (table) => table in present || reached.has(table) || BESIDE_FACTS.includes(table),
  );
}

/** The first local day on which any partitioned table has rows. */
export function firstDayOf(coverage: Coverage[]): string | null {
  return coverage.flatMap(({ firstDay }) => firstDay ?? []).sort()[0] ?? null;
}
