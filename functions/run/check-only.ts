// All checks of a run, and nothing but the checks: the same questions to the same tables, judged by the same rules against
// what was published, and not an object written.
import type { Problem } from '../problem.ts';
import { readAcceptances } from './acceptances.ts';
import { checkTables, wrongRecipients } from './check-run.ts';
import { type CheckReport, describeChecks } from './describe-checks.ts';
import type { RunFrame } from './frame.ts';
import { tablesOfRun } from './tables.ts';
import { VIEWS } from './views.ts';

/** What is kept of one that nobody waits beside. */
export type CheckRecord = CheckReport | { outcome: 'failed'; problems: Problem[] };

/** `only`: these tables; then just what is found in them counts, and recipients are not looked at. */
export async function checkOnly(frame: RunFrame, only: string[] | null): Promise<CheckReport> {
  const { ports, request, context } = frame;
  const { definitions, calendar } = context;
  const tables = only ?? tablesOfRun(definitions);
  const revisions = await VIEWS[request.report.view].findRevisions(ports.store, request, calendar);
  const known = await readAcceptances(ports.store, request);
  const { checked } = await checkTables(frame, tables, revisions, known);
  const readers = only === null ? await wrongRecipients(frame) : [];
  return describeChecks({ tables, isWhole: only === null, checked, readers }, request, context);
}
