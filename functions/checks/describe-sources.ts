// What a snapshot says of the tables behind it, and which files they were read from.
import { createHash } from 'node:crypto';
import type { Definitions } from '../definitions/definitions.ts';
import { isRecordTable } from '../facts/compile-records.ts';
import type { Period } from '../periods/period.ts';
import type { Engine, TableFiles } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { type Coverage, keysIn, rowsIn } from './coverage.ts';

export type SourceFiles = Pick<TableFiles, 'fingerprint' | 'files' | 'bytes'>;

/** What a snapshot says of the tables behind it. That nobody wrote anything is no gap in the data. */
export function describeSources(
  tables: string[],
  { coverage, files }: { coverage: Coverage[]; files: Record<string, SourceFiles> },
  period: Pick<Period, 'from' | 'to'>,
): Snapshot['sources'] {
  return tables.flatMap((table): Snapshot['sources'] => {
    const covered = coverage.find((candidate) => candidate.table === table);
    if (!covered?.rows && isRecordTable(table)) return [];
    if (!covered) return [{ table, status: 'absent', rows: null, fingerprint: null, freshTo: null }];
    const of = files[table];
    const keys = keysIn(covered, period);
    return [
      {
        table,
        status: covered.rows === 0 ? 'empty' : 'ok',
        rows: String(rowsIn(covered, period)),
        ...(keys === null ? {} : { keys: String(keys) }),
        fingerprint: of?.fingerprint ?? null,
        freshTo: covered.lastDay,
        ...(of === undefined ? {} : { files: of.files, bytes: of.bytes }),
        firstDay: covered.firstDay,
      },
    ];
  });
}

/** Of the table itself, or of the tables that its mapping reads. */
export async function filesOf(table: string, definitions: Definitions, engine: Engine): Promise<SourceFiles> {
  const mapping = definitions.sources[table];
  const named =
    mapping === undefined
      ? [table]
      : [...mapping.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string);
  const found = await Promise.all([...new Set(named)].sort().map((name) => engine.fingerprint(name)));
  const sum = (of: 'files' | 'bytes') => found.reduce((total, one) => total + one[of], 0);
  const fingerprint =
    found.length === 1 && found[0]
      ? found[0].fingerprint
      : combineFingerprints(found.map(({ table: name, fingerprint: own }) => `${name}\t${own}`));
  return { fingerprint, files: sum('files'), bytes: sum('bytes') };
}

function combineFingerprints(lines: string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
