// A figure of today beside the one that was published for its period: whether they are the same, and whose files have
// changed in between.
import type { Subject } from '../kpis/subject.ts';
import type { Store } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { findRevisions, readSnapshot } from './revisions.ts';

export type PublishedFigure = {
  revision: number;
  asOf: string;
  value: string | null;
  isSame: boolean;
  /** Its tables whose files are no longer those that were read then. */
  changedTables: string[];
};

/** Null where the report has published nothing of the period, or nothing of the subject. */
export async function comparePublished(
  store: Store,
  report: string,
  period: string,
  figure: { kpi: string; subject: Subject; value: string | null; tables: Snapshot['sources'] },
): Promise<PublishedFigure | null> {
  const snapshot = await readSnapshot(store, report, period, await findRevisions(store, report));
  const value = snapshot === null ? undefined : valueIn(snapshot, figure.kpi, figure.subject);
  if (snapshot === null || value === undefined) return null;
  const then = new Map(snapshot.sources.map(({ table, fingerprint }) => [table, fingerprint]));
  return {
    revision: snapshot.revision,
    asOf: snapshot.asOf,
    value,
    isSame: value === figure.value,
    changedTables: figure.tables
      .filter(({ table, fingerprint }) => then.has(table) && then.get(table) !== fingerprint)
      .map(({ table }) => table),
  };
}

function valueIn({ kpis }: Snapshot, id: string, { dimension, member }: Subject): string | null | undefined {
  const kpi = kpis.find((one) => one.id === id);
  if (dimension === null) return kpi?.value;
  return kpi?.members[dimension]?.find((one) => one.member === member)?.value;
}
