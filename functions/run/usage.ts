// What the statements of a run took, which is what Athena is paid for.
import type { Engine } from '../ports.ts';
import type { Usage } from './request.ts';

const NO_USAGE: Usage = { statements: 0, scannedBytes: null, queries: [] };

/** The engine, counting. */
export function meterEngine(engine: Engine): { engine: Engine; usage(): Usage } {
  let total = NO_USAGE;
  return {
    engine: {
      ...engine,
      async query(statement) {
        const answer = await engine.query(statement);
        const queries = answer.cost ? [{ statement: statement.id, ...answer.cost }] : [];
        total = addUsage([total, { statements: 1, scannedBytes: answer.cost?.scannedBytes ?? null, queries }]);
        return answer;
      },
    },
    usage: () => total,
  };
}

export function addUsage(parts: readonly Usage[]): Usage {
  const known = parts.flatMap(({ scannedBytes }) => scannedBytes ?? []);
  return {
    statements: parts.reduce((sum, { statements }) => sum + statements, 0),
    scannedBytes: known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0),
    queries: parts.flatMap(({ queries }) => queries),
  };
}
