// What people accepted for a report and period, as the store remembers it: once given, it stands in every later run of
// that period as long as the same is found, so that a period never comes out otherwise only because somebody left out a
// word of the command.
import type { Acceptance } from '../checks/acceptances.ts';
import type { CheckEntry } from '../checks/check-entries.ts';
import { checkName } from '../checks/finding.ts';
import type { Store } from '../ports.ts';
import { readJson, sortedJson } from '../stored-json.ts';
import type { RunFrame } from './frame.ts';
import { acceptanceFolder } from './keys.ts';

type Kept = { run: string; accepted: Acceptance[] };

export async function readAcceptances(
  store: Store,
  { report, to }: Pick<RunFrame['request'], 'report' | 'to'>,
): Promise<Acceptance[]> {
  const keys = await store.list(`${acceptanceFolder(report.id, to.id)}/`);
  const kept = await Promise.all(keys.map((key) => readJson<Kept>(store, key)));
  return kept.flatMap((one) => one?.accepted ?? []);
}

/** Keeps what was accepted now and is not kept yet, with what it was accepted for. */
export async function keepAcceptances(
  { run, ports: { store }, request: { report, to } }: RunFrame,
  known: readonly Acceptance[],
  checks: readonly CheckEntry[],
): Promise<void> {
  const accepted = checks.flatMap(({ id, table, subject = null, found = {}, accepted: by }): Acceptance[] =>
    by ? [{ check: checkName({ table, check: id }), ...by, for: { subject, found } }] : [],
  );
  const kept = new Set(known.map(sortedJson));
  const fresh = accepted.filter((one) => !kept.has(sortedJson(one)));
  if (fresh.length === 0) return;
  const folder = acceptanceFolder(report.id, to.id);
  const body = `${JSON.stringify({ run, accepted: fresh } satisfies Kept, null, 1)}\n`;
  for (let number = 1; ; number++) {
    if ((await store.putOnce(`${folder}/${number}.json`, body)) !== 'different') return;
  }
}
