// The gate of a run: its tables and its recipients. Whatever is wrong holds the run before anything is sent.
import { type Checked, checkSources } from '../checks/check-sources.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { RunFrame } from './frame.ts';
import { firstDayCovered, firstDayRead } from './plan-periods.ts';
import type { Usage } from './request.ts';
import type { Revisions } from './revisions.ts';
import { meterEngine } from './usage.ts';
import { VIEWS } from './views.ts';

/** Of a list that is wrong throughout, enough to see what is wrong. */
const LINES_TOLD = 100;

export async function checkRun(
  frame: RunFrame,
  tables: string[],
  revisions: Revisions,
): Promise<Checked & { usage: Usage }> {
  const { ports, request, context } = frame;
  const last = await VIEWS[request.report.view].lastSources(ports.store, request, revisions);
  const hadRows = last.flatMap(({ table, status }) => (status === 'ok' ? [table] : []));
  const sinceDay = firstDayRead(request, revisions, context);
  const coveredSince = firstDayCovered(request, revisions, context);
  const { engine, usage } = meterEngine(ports.engine);
  const known = { hadRows, sinceDay, coveredSince };
  const checked = await checkSources(context.definitions, engine, tables, request.to, known);
  if (request.kind === 'backfill') return { ...checked, usage: usage() };
  const { problems } = readRecipients(await ports.recipientFiles(), context.definitions);
  return { ...checked, problems: [...problems.slice(0, LINES_TOLD), ...checked.problems], usage: usage() };
}
