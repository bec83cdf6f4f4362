// The gate of a run: its tables and its recipients. Whatever is wrong holds the run before anything is sent.
import { type Checked, checkSources } from '../checks/check-sources.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { RunFrame } from './frame.ts';
import { firstDayCovered, firstDayRead } from './plan-periods.ts';
import type { Usage } from './request.ts';
import { type Revisions, readSnapshot } from './revisions.ts';
import { meterEngine } from './usage.ts';

export async function checkRun(
  frame: RunFrame,
  tables: string[],
  revisions: Revisions,
): Promise<Checked & { usage: Usage }> {
  const { ports, request, context } = frame;
  const newest = Object.keys(revisions).sort().at(-1) ?? request.to.id;
  const last = await readSnapshot(ports.store, request.report.id, newest, revisions);
  const hadRows = last?.sources.flatMap(({ table, status }) => (status === 'ok' ? [table] : [])) ?? [];
  const sinceDay = firstDayRead(request, revisions, context);
  const coveredSince = firstDayCovered(request, revisions, context);
  const { engine, usage } = meterEngine(ports.engine);
  const known = { hadRows, sinceDay, coveredSince };
  const checked = await checkSources(context.definitions, engine, tables, request.to, known);
  if (request.kind === 'backfill') return { ...checked, usage: usage() };
  const { problems } = readRecipients(await ports.recipientFiles(), context.definitions);
  return { ...checked, problems: [...problems, ...checked.problems], usage: usage() };
}
