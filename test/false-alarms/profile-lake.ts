// Everything that checks want to know of a whole lake, looked at once: from it any month can be judged in memory.
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import type { Profile } from '../../functions/checks/profile.ts';
import { compileProfile } from '../../functions/checks/profile-statement.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { PresentTables } from '../../functions/facts/relations.ts';
import type { Engine } from '../../functions/ports.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';

export type LakeProfile = { present: PresentTables; profile: Profile };

export async function profileLake(definitions: Definitions, engine: Engine): Promise<LakeProfile> {
  const { present, problems } = await inspectSources(definitions, engine);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const profile: Profile = {};
  for (const id of tablesOfRun(definitions).filter((table) => table in present)) {
    const table = definitions.tables[id];
    if (!table) continue;
    const { sql, decode } = compileProfile(table, null, present, definitions);
    profile[id] = decode((await engine.query({ id, sql })).rows);
  }
  return { present, profile };
}
