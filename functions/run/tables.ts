// Which tables a run's facts read.
import type { Coverage } from '../checks/gate.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { cutsOfRun } from '../facts/cuts.ts';
import { reachedTables } from '../facts/relations.ts';

export function tablesOfFact(definitions: Definitions): (fact: string) => string[] {
  return (fact) => reachedTables(definitions.facts[fact]?.rows ?? '', definitions);
}

/** Tables of every fact that some KPI needs, and the targets. */
export function tablesOfRun(definitions: Definitions): string[] {
  const facts = Object.keys(cutsOfRun(definitions, Object.values(definitions.kpis)));
  const reached = new Set(facts.flatMap(tablesOfFact(definitions)));
  return Object.keys(definitions.tables).filter((table) => reached.has(table) || table === 'targets');
}

/** The first local day on which any partitioned table has rows. */
export function firstDayOf(coverage: Coverage[]): string | null {
  return coverage.flatMap(({ firstDay }) => firstDay ?? []).sort()[0] ?? null;
}
