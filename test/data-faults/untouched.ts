// An engine over a spoiled lake that asks it only about tables that were touched. What the clean lake says of the others
// is asked once for all faults: a fault costs what it touches, not what a lake has.
import type { Engine } from '../../functions/ports.ts';

export type CleanAnswers = { engine: Engine; known: Map<string, Promise<unknown>> };

export function engineOfTouched(spoiled: Engine, touched: ReadonlySet<string>, clean: CleanAnswers): Engine {
  const isTouched = (sql: string) => tablesIn(sql).some((table) => touched.has(table));
  const remember = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const answer = clean.known.get(question) ?? ask();
    clean.known.set(question, answer);
    return answer as Promise<T>;
  };
  const engine: Engine = {
    name: spoiled.name,
    tables: () => spoiled.tables(),
    describe: (select) =>
      isTouched(select)
        ? spoiled.describe(select)
        : remember(`describe ${select}`, () => clean.engine.describe(select)),
    fingerprint: (table) =>
      touched.has(table)
        ? spoiled.fingerprint(table)
        : remember(`fingerprint ${table}`, () => clean.engine.fingerprint(table)),
    query: (statement) =>
      isTouched(statement.sql)
        ? spoiled.query(statement)
        : remember(`query ${statement.sql}`, () => clean.engine.query(statement)),
    anew: async () => engine,
    close: () => spoiled.close(),
  };
  return engine;
}

function tablesIn(sql: string): string[] {
  return [...sql.matchAll(/\braw\.([a-z_][a-z0-9_]*)/g)].map((match) => match[1] as string);
}
