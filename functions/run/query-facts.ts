// Runs the statements of a run. Each result is copied to the store in the same step, so that only its key and hash travel
// in the workflow's state and a resumed run reads what was answered before.
import { createHash } from 'node:crypto';
import type { Definitions } from '../definitions/definitions.ts';
import { compileFact, type Statement } from '../facts/compile-fact.ts';
import { compileRecords, LEDGER } from '../facts/compile-records.ts';
import { compileTargets } from '../facts/compile-targets.ts';
import { buildCube, type Cube, type Large } from '../facts/cube.ts';
import { cutsOfRun, factsOfLedgerAlone, factsReadYearAgo, hasPeople, STAFF } from '../facts/cuts.ts';
import { type PresentTables, type Quarantine, reachedTables } from '../facts/relations.ts';
import { type Records, readRecords } from '../kpis/records.ts';
import { readTargets, type TargetTable } from '../kpis/targets.ts';
import type { Period } from '../periods/period.ts';
import type { Cell, Engine, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readStored } from './frame.ts';
import { cellsKey } from './keys.ts';
import type { PlannedPeriods } from './plan-periods.ts';
import type { Usage } from './request.ts';
import { BESIDE_FACTS } from './tables.ts';
import { meterEngine } from './usage.ts';

export type PlannedStatement = Statement & { periods: string[]; large: Large };

export type Compiled = { statements: PlannedStatement[]; absent: Record<string, string> };

/** All statements of a run; `absent` says which table a fact lacks. */
export function compileStatements(
  definitions: Definitions,
  present: PresentTables,
  planned: Pick<PlannedPeriods, 'evaluated' | 'yearsBefore' | 'ranges' | 'windows' | 'detailed'>,
  scheduledAt: string,
  quarantine: Quarantine = {},
): Compiled {
  const kpis = Object.values(definitions.kpis);
  const cuts = cutsOfRun(definitions, kpis);
  // Growth over a year is a person's only if they were at work in both months.
  const readsYearAgo = [...factsReadYearAgo(kpis), ...(hasPeople(definitions) ? [STAFF] : [])];
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt };
  const asked = [...planned.evaluated, ...planned.ranges, ...planned.windows];
  const statements: PlannedStatement[] = [];
  const absent: Record<string, string> = {};
  const unasked = LEDGER in present ? [] : factsOfLedgerAlone(definitions);
  for (const [id, factCuts] of Object.entries(cuts)) {
    const fact = definitions.facts[id];
    if (!fact || unasked.includes(id)) continue;
    const periods = distinctPeriods(readsYearAgo.includes(id) ? [...planned.yearsBefore, ...asked] : asked);
    const input = { definitions, present, periods, cuts: factCuts, reach, detailPeriods: planned.detailed, quarantine };
    const compiled = compileFact(fact, input);
    if ('absentTable' in compiled) absent[id] = compiled.absentTable;
    else {
      const large = { dimensions: fact.large, periods: planned.detailed };
      statements.push({ ...compiled, periods: periods.map((period) => period.id), large });
    }
  }
  const targets = compileTargets(definitions, present, asked, reach, quarantine);
  const beside = [
    ...(targets === null ? [] : [{ table: 'targets', sql: targets }]),
    ...compileRecords(definitions, present, planned.evaluated, reach, quarantine),
  ];
  return { statements: [...statements, ...beside.map(besideFacts)], absent };
}

/** A statement that reads one table for no fact: it has the table's name, which no fact may have. */
function besideFacts({ table, sql }: { table: string; sql: string }): PlannedStatement {
  return { fact: table, sql, hash: sha256(sql), measures: [], periods: [], large: { dimensions: [], periods: [] } };
}

function distinctPeriods(periods: Period[]): Period[] {
  return [...new Map(periods.map((period) => [period.id, period])).values()];
}

export type StoredCells = { fact: string; key: string; sha256: string; rows: number; usage: Usage };

/** Queries one statement and stores its cells. A problem of the engine gets the place of the fact. */
export async function queryStatement(
  statement: PlannedStatement,
  ports: { engine: Engine; store: Store },
  folder: string,
  definitions: Definitions,
): Promise<StoredCells> {
  const metered = meterEngine(ports.engine);
  const { rows } = await metered.engine.query({ id: statement.fact, sql: statement.sql }).catch((error: unknown) => {
    const place = definitions.places[`facts/${statement.fact}`];
    if (!(error instanceof ProblemError) || !place) throw error;
    throw new ProblemError(
      error.problems.map((problem) => ({ place, ...problem })),
      { cause: error },
    );
  });
  const body = JSON.stringify(rows);
  const key = cellsKey(folder, `${statement.fact}-${sha256(body).slice(0, 16)}`);
  await ports.store.putOnce(key, body);
  return { fact: statement.fact, key, sha256: sha256(body), rows: rows.length, usage: metered.usage() };
}

/** The cube, the targets and the records of what was queried. */
export async function readCells(
  store: Store,
  statements: PlannedStatement[],
  stored: StoredCells[],
): Promise<{ cube: Cube; targets: TargetTable; records: Records }> {
  const results = [];
  const beside: Record<string, Cell[][]> = {};
  for (const statement of statements) {
    const key = stored.find((cells) => cells.fact === statement.fact)?.key;
    if (key === undefined) throw new Error(`nothing was asked for ${statement.fact}`);
    const rows = await readStored<Cell[][]>(store, key);
    if (BESIDE_FACTS.includes(statement.fact)) beside[statement.fact] = rows;
    else results.push({ statement, rows, periods: statement.periods, large: statement.large });
  }
  return { cube: buildCube(results), targets: readTargets(beside.targets ?? []), records: readRecords(beside) };
}

/** Periods before the first rows of the tables that a fact needs have no history; figures there would be false zeros. */
export function historyGap(
  definitions: Definitions,
  firstDays: Record<string, string | null>,
): (fact: string, period: Period) => 'no_history' | null {
  const starts = new Map(
    Object.values(definitions.facts).map(({ id, rows, optional }) => {
      const needed = reachedTables(rows, definitions).filter((table) => !(table in optional));
      return [id, needed.flatMap((table) => firstDays[table] ?? [])];
    }),
  );
  return (fact, period) => (starts.get(fact)?.some((day) => period.to < day) ? 'no_history' : null);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
