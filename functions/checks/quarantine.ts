// Which rows every statement leaves out. A condition that some row failed, now or in a month that was published before,
// is written into the statements; one that all rows hold costs nothing.
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables, Quarantine } from '../facts/relations.ts';
import type { Profile } from './profile.ts';
import { type RowCondition, rowConditions } from './row-conditions.ts';
import { ruleOf } from './rules.ts';

/** Conditions by table. `known`: what is known of the rows of each day. */
export function quarantineOf(known: Profile, present: PresentTables, definitions: Definitions): Quarantine {
  const quarantine: Record<string, string[]> = {};
  for (const { table, wrong } of quarantinedConditions(known, present, definitions)) {
    quarantine[table] = [...(quarantine[table] ?? []), wrong];
  }
  return quarantine;
}

/** Those that some row failed and whose rule leaves such rows out, also where a person had to accept how many they are. */
export function quarantinedConditions(
  known: Profile,
  present: PresentTables,
  definitions: Definitions,
): (RowCondition & { table: string })[] {
  return Object.entries(known).flatMap(([id, days]) => {
    const table = definitions.tables[id];
    if (!table) return [];
    const failed = new Set(Object.values(days).flatMap(({ wrong }) => Object.keys(wrong)));
    return rowConditions(table, present[id] ?? [], definitions)
      .filter(({ check, subject }) => failed.has(`${check}:${subject}`))
      .filter(({ check }) => ruleOf(definitions, id, check).action === 'exclude')
      .map((condition) => ({ ...condition, table: id }));
  });
}
