// What a part of the shop, or a person, may know of the checks of the data: which check of which table makes their figure
// doubtful and until when. A subject may be a member of another part, and a count of rows is one of the whole shop.
import type { Doubts } from '../kpis/doubts.ts';
import type { SnapshotKpi } from './shape.ts';

export function doubtsOfPart({
  provisional,
  excluded,
  accepted,
  blockedBy,
}: Pick<SnapshotKpi, keyof Doubts>): Partial<Doubts> {
  return {
    ...(provisional ? { provisional: withoutSubjects(provisional) } : {}),
    ...(excluded ? { excluded: withoutSubjects(excluded.map((one) => ({ ...one, rows: null }))) } : {}),
    ...(accepted ? { accepted: withoutSubjects(accepted) } : {}),
    ...(blockedBy ? { blockedBy: withoutSubjects(blockedBy) } : {}),
  };
}

/** What differs in its subject alone is then said once. */
function withoutSubjects<Doubt extends { subject: string | null }>(doubts: Doubt[]): Doubt[] {
  const named = doubts.map((one) => ({ ...one, subject: null }));
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}
