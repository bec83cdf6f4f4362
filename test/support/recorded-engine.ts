// An engine that answers what a real one answered before: for tests of what comes after the engine, which start a process
// dozens of times. A question that was never asked is an error.
import type { Engine } from '../../functions/ports.ts';

export type Recording = Record<string, unknown>;

/** Passes everything on to an engine and keeps its answers. */
export function recordingEngine(engine: Engine): { engine: Engine; recording: Recording } {
  const recording: Recording = {};
  const keep = async <T>(question: string, answer: Promise<T>): Promise<T> => {
    recording[question] = await answer;
    return answer;
  };
  return {
    recording,
    engine: {
      name: engine.name,
      tables: () => keep('tables', engine.tables()),
      describe: (select) => keep(`describe ${select}`, engine.describe(select)),
      fingerprint: (table) => keep(`fingerprint ${table}`, engine.fingerprint(table)),
      query: (statement) => keep(`query ${statement.sql}`, engine.query(statement)),
      // Nothing comes while it records.
      anew: () => Promise.reject(new Error('a recording has one answer to a question')),
      close: () => engine.close(),
    },
  };
}

export function recordedEngine(recording: Recording): Engine {
  const answer = async <T>(question: string): Promise<T> => {
    if (!(question in recording)) throw new Error(`never asked before: ${question}`);
    return structuredClone(recording[question]) as T;
  };
  const recorded: Engine = {
    name: 'recorded',
    tables: () => answer('tables'),
    describe: (select) => answer(`describe ${select}`),
    fingerprint: (table) => answer(`fingerprint ${table}`),
    query: ({ sql }) => answer(`query ${sql}`),
    anew: async () => recorded,
    close: async () => undefined,
  };
  return recorded;
}
