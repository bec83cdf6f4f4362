// Runs the checks of a run on a laptop: over the lake, against what the out folder holds, and writing nothing.
import path from 'node:path';
import type { Definitions, Report } from '../definitions/definitions.ts';
import { folderStore } from '../local/folder.ts';
import type { Period } from '../periods/period.ts';
import { scheduledAfter } from '../periods/schedule.ts';
import type { Engine } from '../ports.ts';
import { checkOnly } from '../run/check-only.ts';
import type { CheckReport } from '../run/describe-checks.ts';
import { type RunRequest, runIdOf } from '../run/request.ts';
import { calendarOf, readRecipientFiles } from './open-shop.ts';
import type { ShopOptions } from './options.ts';

/** The run that would be made of a period. */
export function runOfPeriod(report: Report, period: Period, { holidays }: Definitions): RunRequest {
  const asOf = scheduledAfter(period, report.schedule, holidays);
  return { report, kind: 'run', from: period, to: period, asOf, takeOver: false };
}

/** `only`: these tables, or null for all that a run reads. */
export function checkOnFolder(
  request: RunRequest,
  only: string[] | null,
  options: ShopOptions,
  { definitions, engine }: { definitions: Definitions; engine: Engine },
): Promise<CheckReport> {
  const store = folderStore(path.resolve(options.out));
  const ports = { engine, store, recipientFiles: () => readRecipientFiles(options.config) };
  const context = { definitions, calendar: calendarOf(definitions), templates: {}, links: {} };
  return checkOnly({ run: runIdOf(request), folder: '', ports, request, context }, only);
}
