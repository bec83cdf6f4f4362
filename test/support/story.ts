// The run of June 2026 over the example tables, ready to be told over any ports.
import path from 'node:path';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions, Report } from '../../functions/definitions/definitions.ts';
import { NOTICE_LAYOUT } from '../../functions/definitions/report-layouts.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine } from '../../functions/ports.ts';
import type { RunContext, RunRequest } from '../../functions/run/request.ts';
import { snapshotFiles } from '../../functions/run/snapshot-files.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { EXAMPLES } from './shop.ts';

export const RECIPIENTS = `recipient_id,email,name,locale,role,reports,slice,employee_id
ann,ann@shop.test,Ann,en,executive,monthly-executive,,
bo,bo@shop.test,薄,zh-CN,finance,monthly-executive,,
out,out@shop.test,Not for her,en,executive,,,
`;

export const calendar = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };

export function juneRequest(definitions: Definitions, id = 'monthly-executive'): RunRequest {
  const june = readPeriod('2026-06', calendar) as Period;
  const report = definitions.reports[id] as Report;
  const asOf = scheduledAfter(june, report.schedule, definitions.holidays);
  return { report, kind: 'run', from: june, to: june, asOf, takeOver: true };
}

export async function compileLayouts(
  definitions: Definitions,
  report = 'monthly-executive',
): Promise<RunContext['templates']> {
  const email = definitions.reports[report]?.email ?? '';
  const templates: RunContext['templates'] = {};
  for (const [key, layout] of [
    [report, email],
    [NOTICE_LAYOUT, 'notice'],
  ] as const) {
    const layouts: Record<string, string> = {};
    for (const locale of definitions.shop.locales) {
      const words = definitions.locales[locale];
      const compiled = words ? await compileEmail(definitions.email, `${layout}.mjml`, words) : null;
      if (!compiled?.ok) throw new Error(`the layout ${layout} does not compile in ${locale}`);
      layouts[locale] = compiled.html;
    }
    templates[key] = layouts;
  }
  return templates;
}

/** Revisions have their CSV beside the snapshot and no workbooks or pages, which take longer than all else. */
export function contextOf(definitions: Definitions, templates: RunContext['templates']): RunContext {
  return { definitions, calendar, templates, links: {}, filesOf: csvOf };
}

export async function* csvOf(folder: string, snapshot: Snapshot, definitions: Definitions) {
  for await (const file of snapshotFiles(folder, snapshot, definitions)) {
    if (!file.key.endsWith('.csv')) return;
    yield file;
  }
}

export function openExamples(definitions: Definitions): Promise<Engine> {
  return openEngine({ lake: path.join(EXAMPLES, 'facts'), config: '', out: '', engine: 'duckdb' }, definitions);
}
