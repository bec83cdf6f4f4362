// Which rows every statement leaves out. A condition that some row failed, now or in a month that was published before,
// is written into the statements; one that all rows hold costs nothing.
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables, Quarantine } from '../facts/relations.ts';
import type { Finding } from './finding.ts';
import type { Profile } from './profile.ts';
import { rowConditions } from './row-conditions.ts';
import { type Outcome, ruleOf } from './rules.ts';

export function quarantineOf(
  judged: { finding: Finding; outcome: Outcome }[],
  published: Profile,
  present: PresentTables,
  definitions: Definitions,
): Quarantine {
  const now = judged.map(({ finding }) => `${finding.table} ${finding.check}:${finding.subject}`);
  const before = Object.entries(published).flatMap(([table, days]) =>
    Object.values(days).flatMap(({ wrong }) => Object.keys(wrong).map((name) => `${table} ${name}`)),
  );
  const failed = new Set([...now, ...before]);
  const quarantine: Quarantine = {};
  for (const [id, columns] of Object.entries(present)) {
    const table = definitions.tables[id];
    if (!table) continue;
    const conditions = rowConditions(table, columns, definitions)
      .filter(({ check, subject }) => failed.has(`${id} ${check}:${subject}`))
      .filter(({ check }) => ruleOf(definitions, id, check).action === 'exclude');
    if (conditions.length > 0) quarantine[id] = conditions.map(({ wrong }) => wrong);
  }
  return quarantine;
}
