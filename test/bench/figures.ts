// The part without I/O: evaluate, score and build the snapshots of a first run's periods from its cells.
import { checkSources } from '../../functions/checks/check-sources.ts';
import { calendarOf } from '../../functions/cli/open-shop.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { compileStatements, queryStatement, readCells } from '../../functions/run/query-facts.ts';
import { makeReading } from '../../functions/run/reading.ts';
import { evaluatePeriod } from '../../functions/scorecards/evaluate-period.ts';
import { watchMemory } from './memory.ts';
import { openBench } from './open-bench.ts';
import { storyOverMemory } from './story-over-memory.ts';
import { startWatch, timed } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

export async function measureFigures({ orders, times }: Extract<Task, { kind: 'figures' }>): Promise<Measured> {
  const bench = await openBench(orders, 'first');
  const { definitions, planned, present, request, engine } = bench;
  const { statements, absent } = compileStatements(definitions, present, planned, request.asOf);
  const store = memoryStore();
  const stored = [];
  for (const statement of statements) {
    stored.push(await queryStatement(statement, { engine, store }, 'figures', definitions));
  }
  const parts: Record<string, number> = {};
  const memory = watchMemory(null);
  const stop = startWatch();
  for (let time = 0; time < times; time++) {
    const cells = await timed(parts, 'read cells', () => readCells(store, statements, stored));
    const firstDays = Object.fromEntries(Object.keys(present).map((table) => [table, '2024-08-01']));
    const calendar = calendarOf(definitions);
    const asOf = request.asOf;
    const reading = makeReading({ definitions, calendar, asOf, ...cells, absent, firstDays });
    await timed(parts, 'evaluate and score', async () => {
      for (const period of planned.evaluated) evaluatePeriod(request.report, period, reading);
    });
  }
  const taken = stop();
  const counts = { periods: planned.evaluated.length, times, rows: stored.reduce((sum, { rows }) => sum + rows, 0) };
  return { ...taken, parts, counts, memory: memory.end() };
}
