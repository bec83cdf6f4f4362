// Evaluates KPIs over a lake as a run does, without a store that lasts.
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { type Calendar, type Period, yearBefore } from '../../functions/periods/period.ts';
import type { Engine } from '../../functions/ports.ts';
import { compileStatements, queryStatement, readCells } from '../../functions/run/query-facts.ts';
import { makeReading } from '../../functions/run/reading.ts';

export async function readLake(
  definitions: Definitions,
  engine: Engine,
  periods: Period[],
  asOf: string,
  calendar: Calendar,
): Promise<Reading> {
  const { present } = await inspectSources(definitions, engine);
  const ids = periods.map(({ id }) => id);
  const bases = periods.map((period) => yearBefore(period, calendar)).filter(({ id }) => !ids.includes(id));
  const planned = {
    evaluated: periods,
    yearsBefore: bases,
    ranges: [],
    windows: [],
    detailed: [...ids, ...bases.map(({ id }) => id)],
  };
  const { statements, absent } = compileStatements(definitions, present, planned, asOf);
  const store = memoryStore();
  const stored = [];
  for (const statement of statements)
    stored.push(await queryStatement(statement, { engine, store }, 'test', definitions));
  const cells = await readCells(store, statements, stored);
  return makeReading({ definitions, calendar, asOf, ...cells, absent, firstDays: {} });
}
