// The queries of a run in one of three ways, over an engine that has just been opened, as a run finds it.
import { compileStatements, type PlannedStatement } from '../../functions/run/query-facts.ts';
import { watchMemory } from './memory.ts';
import { type Bench, openBench } from './open-bench.ts';
import { plainScans } from './plain-scan.ts';
import { type Asked, singleStatements } from './single-statements.ts';
import { startWatch, timed } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

export async function measureQueries(task: Extract<Task, { kind: 'queries' }>): Promise<Measured> {
  const memory = watchMemory(null);
  const bench = await openBench(task.orders, task.span, task.memory);
  const asked = statementsOf(task.how, bench);
  const parts: Record<string, number> = {};
  let rows = 0;
  const stop = startWatch();
  for (const { id, sql } of asked) {
    const answer = await timed(parts, id, () => bench.engine.query({ id, sql }));
    rows += answer.rows.length;
  }
  const taken = stop();
  const counts = { statements: asked.length, rows, periods: bench.planned.evaluated.length };
  const measured = { ...taken, parts, counts, memory: memory.end() };
  await bench.engine.close();
  return measured;
}

function statementsOf(how: 'ours' | 'single' | 'plain', bench: Bench): Asked[] {
  const { definitions, present, planned, request } = bench;
  if (how === 'single') return singleStatements(bench);
  const ours: PlannedStatement[] = compileStatements(definitions, present, planned, request.asOf).statements;
  return how === 'plain' ? plainScans(bench, ours) : ours.map(({ fact, sql }) => ({ id: fact, sql }));
}
