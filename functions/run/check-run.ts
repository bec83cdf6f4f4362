// The gate of a run: its tables and its recipients. Whatever is wrong holds the run before anything is sent.
import { type Checked, checkSources } from '../checks/check-sources.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { RunFrame } from './frame.ts';
import { firstDayRead } from './plan-periods.ts';
import { type Revisions, readSnapshot } from './revisions.ts';

export async function checkRun(frame: RunFrame, tables: string[], revisions: Revisions): Promise<Checked> {
  const { ports, request, context } = frame;
  const newest = Object.keys(revisions).sort().at(-1) ?? request.to.id;
  const last = await readSnapshot(ports.store, request.report.id, newest, revisions);
  const hadRows = last?.sources.flatMap(({ table, status }) => (status === 'ok' ? [table] : [])) ?? [];
  const sinceDay = firstDayRead(request, revisions, context);
  const checked = await checkSources(context.definitions, ports.engine, tables, request.to, { hadRows, sinceDay });
  if (request.kind === 'backfill') return checked;
  const { problems } = readRecipients(await ports.recipientFiles(), context.definitions);
  return { ...checked, problems: [...problems, ...checked.problems] };
}
