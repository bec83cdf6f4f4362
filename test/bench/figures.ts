// The part without I/O: from the cells of a first run to the bytes of its snapshots. The engine answers from memory what
// it answered before, and the store is memory too.
import { calendarOf } from '../../functions/cli/open-shop.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { runReport } from '../../functions/run-report.ts';
import { recordedEngine, recordingEngine } from '../support/recorded-engine.ts';
import { compileLayouts } from '../support/story.ts';
import { watchMemory } from './memory.ts';
import { openBench } from './open-bench.ts';
import { plainSteps } from './plain-steps.ts';
import { startWatch } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

export async function measureFigures({ orders, times }: Extract<Task, { kind: 'figures' }>): Promise<Measured> {
  const { definitions, engine, request, planned } = await openBench(orders, 'first');
  const templates = await compileLayouts(definitions);
  const context = { definitions, calendar: calendarOf(definitions), templates, links: {} };
  const tell = async (answering: typeof engine): Promise<Record<string, number>> => {
    const parts: Record<string, number> = {};
    const ports = { engine: answering, store: memoryStore(), recipientFiles: async () => [] };
    const result = await runReport(plainSteps(parts), ports, request, context);
    if (result.outcome !== 'done') throw new Error(`the run was not done: ${JSON.stringify(result)}`);
    return parts;
  };
  const { engine: recording, recording: answers } = recordingEngine(engine);
  await tell(recording);
  await engine.close();
  const memory = watchMemory(null);
  const stop = startWatch();
  const parts: Record<string, number> = {};
  for (let time = 1; time <= times; time++) {
    const { publish = 0 } = await tell(recordedEngine(answers));
    parts[`publish ${time}`] = publish;
  }
  const counts = { periods: planned.published.length };
  return { ...stop(), parts, counts, memory: memory.end() };
}
