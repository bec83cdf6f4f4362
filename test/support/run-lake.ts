// Runs the story over a lake as the command line does, with the layouts compiled once for all tests of a file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import type { Period } from '../../functions/periods/period.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import { type RunContext, type RunRequest, type RunResult, runIdOf } from '../../functions/run/request.ts';
import { askAgain } from '../../functions/run/restate.ts';
import type { OpenReviews } from '../../functions/run/review-people.ts';
import { runReport } from '../../functions/run-report.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { deliverParts } from './parts.ts';
import { calendar, compileLayouts, contextOf, juneRequest, RECIPIENTS } from './story.ts';

export type LakeRun = {
  result: RunResult;
  snapshot(period: string, revision?: number): Snapshot;
  mails(): Promise<string[]>;
};

export type LakeOptions = {
  report?: string;
  period?: string;
  recipients?: string;
  /** Instead of all that the mails of the report need. */
  templates?: RunContext['templates'];
  /** Of the commands that a mail names. */
  decideBy?: RunContext['decideBy'];
  kind?: RunRequest['kind'];
  from?: string;
  openReviews?: OpenReviews;
  accepted?: RunRequest['accepted'];
  /** Months before that say otherwise are made anew, as a scheduled run does. */
  restates?: boolean;
  /** Revisions with all of their files. */
  whole?: boolean;
};

let layouts: { of: Definitions; templates: RunContext['templates'] } | null = null;

export async function runLake(
  lake: string,
  out: string,
  definitions: Definitions,
  options: LakeOptions = {},
): Promise<LakeRun> {
  const report = options.report ?? 'monthly-executive';
  if (layouts?.of !== definitions) layouts = { of: definitions, templates: {} };
  if (!(report in layouts.templates)) Object.assign(layouts.templates, await compileLayouts(definitions, report));
  const june = juneRequest(definitions, report);
  const request = options.period === undefined ? june : requestFor(options.period, june, definitions);
  if (options.kind === 'restate') {
    const again = await askAgain(folderStore(out), request, contextOf(definitions, {}));
    Object.assign(request, again);
  } else if (options.kind)
    Object.assign(request, { kind: options.kind, from: readPeriod(options.from ?? '', calendar) });
  if (options.restates) request.restates = true;
  if (options.accepted) request.accepted = options.accepted;
  const engine = await openEngine({ lake, config: '', out, engine: 'duckdb' }, definitions);
  const ports = {
    engine,
    store: folderStore(out),
    mailer: outboxMailer(out),
    recipientFiles: async () => [{ file: 'recipients/readers.csv', text: options.recipients ?? RECIPIENTS }],
  };
  const steps = await inlineSteps({ folder: out, run: runIdOf(request), part: deliverParts(ports, definitions) });
  const { openReviews, decideBy } = options;
  const { filesOf, ...bare } = contextOf(definitions, options.templates ?? layouts.templates);
  const files = options.whole || filesOf === undefined ? {} : { filesOf };
  const context = { ...bare, ...files, ...(openReviews ? { openReviews } : {}), ...(decideBy ? { decideBy } : {}) };
  try {
    const result = await runReport(steps, ports, request, context);
    await steps.finish(result.outcome === 'duplicate' || result.outcome === 'not_today' ? 'done' : result.outcome);
    return {
      result,
      snapshot: (period, revision = 1) => {
        const file = path.join(out, `snapshots/monthly-executive/${period}/r${revision}/snapshot.json`);
        return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
      },
      mails: async () => (await folderStore(out).list('outbox/')).filter((key) => key.endsWith('.eml')),
    };
  } finally {
    await engine.close();
  }
}

function requestFor(id: string, request: RunRequest, definitions: Definitions): RunRequest {
  const period = readPeriod(id, calendar) as Period;
  const asOf = scheduledAfter(period, request.report.schedule, definitions.holidays);
  return { ...request, from: period, to: period, asOf };
}
