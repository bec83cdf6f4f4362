// A review of everybody: the statements of a run, then one card a person, built, written as JSON and let go.
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { calendarOf, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { EMPLOYEE } from '../../functions/definitions/definitions.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { shiftPeriod } from '../../functions/periods/period.ts';
import { planPeriods } from '../../functions/run/plan-periods.ts';
import { compileStatements, queryStatement, readCells } from '../../functions/run/query-facts.ts';
import { makeReading } from '../../functions/run/reading.ts';
import { preparePersons } from '../../functions/snapshot/person.ts';
import { crowdOf } from './crowd.ts';
import { PERIOD } from './lakes.ts';
import { watchMemory } from './memory.ts';
import { requestOf } from './open-bench.ts';
import { startWatch, timed } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

/** So often the heap is looked at; seldom enough that collecting does not become what is measured. */
const LOOKED_AT_EACH = 250;

export async function measureReview({ people, orders, watch }: Extract<Task, { kind: 'review' }>): Promise<Measured> {
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const calendar = calendarOf(definitions);
  const engine = await openEngine(
    { config: DEFAULT_CONFIG, lake: crowdOf(people, orders), out: '', engine: 'duckdb' },
    definitions,
  );
  const cards = Object.values(definitions.scorecards).filter(({ subject }) => subject === EMPLOYEE);
  const request = requestOf(definitions, PERIOD);
  const report = { ...request.report, scorecards: cards.map(({ id }) => id), people: [] };
  const parts: Record<string, number> = {};
  const memory = watchMemory(null);
  const stop = startWatch();
  // As a run does that has published the month before.
  const revisions = { [shiftPeriod(request.to, -1, calendar).id]: 1 };
  const planned = planPeriods({ ...request, report }, revisions, null, { calendar, definitions });
  const { present } = await inspectSources(definitions, engine);
  const { statements, absent } = compileStatements(definitions, present, planned, request.asOf);
  const store = memoryStore();
  const stored = await timed(parts, 'queries', async () => {
    const all = [];
    for (const statement of statements)
      all.push(await queryStatement(statement, { engine, store }, 'bench', definitions));
    return all;
  });
  const cells = await timed(parts, 'cells', () => readCells(store, statements, stored));
  const reading = makeReading({ definitions, calendar, asOf: request.asOf, ...cells, absent, firstDays: {} });
  const persons = await timed(parts, 'peers', async () =>
    preparePersons({ report, period: request.to, reading, phase: 'final', statements }),
  );
  const before = watch ? memory.sample() : Number.NaN;
  let [bytes, highest] = [0, before];
  await timed(parts, 'cards', async () => {
    for (const [at, id] of persons.employees.entries()) {
      bytes += JSON.stringify(persons.review(id, null)).length;
      if (watch && at % LOOKED_AT_EACH === 0) highest = Math.max(highest, memory.sample());
    }
  });
  const taken = stop();
  const counts = {
    statements: statements.length,
    cells: stored.reduce((sum, { rows }) => sum + rows, 0),
    people: persons.employees.length,
    kilobytes: Math.round(bytes / 1024),
    heapBefore: before,
    heapHighest: highest,
  };
  const measured = { ...taken, parts, counts, memory: memory.end() };
  await engine.close();
  return measured;
}
