// Runs all checks of a run over its tables and says what is there, since when, and what holds the run.
import { createHash } from 'node:crypto';
import type { Definitions } from '../definitions/definitions.ts';
import { isRecordTable } from '../facts/compile-records.ts';
import type { PresentTables } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import type { Problem } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { checkTargets } from './check-targets.ts';
import { type CheckResult, type Coverage, checkKeys, checkPresence, measureCoverage, rowsIn } from './gate.ts';
import { inspectSources } from './inspect-sources.ts';

export type Checked = {
  present: PresentTables;
  coverage: Coverage[];
  /** Fingerprint of each table that is there. */
  fingerprints: Record<string, string>;
  checks: Snapshot['checks'];
  /** Not empty: the run is held. */
  problems: Problem[];
};

/**
 * `tables`: those that the run's facts reach. `hadRows`: those that the newest stored snapshot had. `sinceDay`: the first
 * day that the run reads; `coveredSince`: the first that its comparisons reach back to.
 */
export async function checkSources(
  definitions: Definitions,
  engine: Engine,
  tables: string[],
  period: Pick<Period, 'from' | 'to'>,
  { hadRows, sinceDay, coveredSince }: { hadRows: string[]; sinceDay: string; coveredSince: string },
): Promise<Checked> {
  const { present, problems } = await inspectSources(definitions, engine);
  const wrongTables = new Set(problems.map(({ place }) => place?.file));
  const results: CheckResult[] = [];
  const coverage: Coverage[] = [];
  const fingerprints: Record<string, string> = {};
  for (const id of tables) {
    const table = definitions.tables[id];
    if (!table) continue;
    const isReadable = id in present && problems.length === 0;
    const covered = isReadable ? await measureCoverage(table, coveredSince, definitions, engine) : null;
    if (covered) coverage.push(covered);
    if (id in present && !isReadable) continue;
    results.push(checkPresence(covered, table, period, hadRows.includes(id)));
    if (!isReadable) continue;
    results.push(await checkKeys(table, sinceDay, present, definitions, engine));
    if (id === 'targets') results.push(await checkTargets(period, present, definitions, engine));
    fingerprints[id] = await fingerprintOf(id, definitions, engine);
  }
  const columns = tables
    .filter((id) => id in present)
    .map((table) => ({
      id: 'columns_present',
      table,
      outcome: wrongTables.size > 0 ? ('held' as const) : ('ok' as const),
      detail: null,
    }));
  return {
    present,
    coverage,
    fingerprints,
    checks: [
      ...columns,
      ...results.map(({ id, table, problem }) => ({
        id,
        table,
        outcome: problem ? ('held' as const) : ('ok' as const),
        detail: problem?.message ?? null,
      })),
    ],
    problems: [...problems, ...results.flatMap(({ problem }) => problem ?? [])],
  };
}

/** What a snapshot says of the tables behind it. That nobody wrote anything is no gap in the data. */
export function describeSources(
  tables: string[],
  { coverage, fingerprints }: Pick<Checked, 'coverage' | 'fingerprints'>,
  period: Pick<Period, 'from' | 'to'>,
): Snapshot['sources'] {
  return tables.flatMap((table): Snapshot['sources'] => {
    const covered = coverage.find((candidate) => candidate.table === table);
    if (!covered?.rows && isRecordTable(table)) return [];
    if (!covered) return [{ table, status: 'absent', rows: null, fingerprint: null, freshTo: null }];
    return [
      {
        table,
        status: covered.rows === 0 ? 'empty' : 'ok',
        rows: String(rowsIn(covered, period)),
        fingerprint: fingerprints[table] ?? null,
        freshTo: covered.lastDay,
      },
    ];
  });
}

/** Of the table itself, or of the tables that its mapping reads. */
async function fingerprintOf(table: string, definitions: Definitions, engine: Engine): Promise<string> {
  const mapping = definitions.sources[table];
  const named =
    mapping === undefined
      ? [table]
      : [...mapping.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string);
  const fingerprints = await Promise.all([...new Set(named)].sort().map((name) => engine.fingerprint(name)));
  if (fingerprints.length === 1 && fingerprints[0]) return fingerprints[0].fingerprint;
  return combineFingerprints(fingerprints.map(({ table: name, fingerprint }) => `${name}\t${fingerprint}`));
}

function combineFingerprints(lines: string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
