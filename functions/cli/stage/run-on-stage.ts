// `run` and `backfill` on a deployed stage: start its function, follow it, say how it ended. Nothing is computed here.
import { setTimeout } from 'node:timers/promises';
import type { Acceptance } from '../../checks/acceptances.ts';
import { suggestName } from '../../definitions/nearest.ts';
import { ProblemError } from '../../problem.ts';
import { restatementId } from '../../run/request.ts';
import { nextRevision } from '../../run/restate.ts';
import { type Attempt, readAttempts } from '../run-records.ts';
import { type Progress, print, startProgress } from '../streams.ts';
import { executionsOf } from './executions.ts';
import { type Followed, followRun } from './follow-run.ts';
import { openStage, reportsOf, type Stage, type StageName } from './open-stage.ts';
import { printStageRun } from './show-stage-run.ts';

export type StageRunOptions = StageName & {
  report: string;
  resume?: boolean;
  wait?: boolean;
  follow: boolean;
  json?: boolean;
};

export type Wanted = { period: string } | { period: string; revision: number } | { from: string; to: string };

export async function runOnStage(
  options: StageRunOptions,
  wanted: Wanted,
  accepted: Acceptance[] = [],
): Promise<number> {
  for (const period of 'from' in wanted ? [wanted.from, wanted.to] : [wanted.period]) refuseNoPeriod(period);
  const progress = startProgress(options.json ?? false);
  try {
    progress.step(`looking for stage ${options.stage}`);
    const stage = await openStage(options);
    refuseNoReport(options.report, stage);
    const run = runIdOf(options.report, wanted);
    const attempts = await readAttempts(stage.store, run);
    const shown = { stage, run, json: options.json ?? false };
    if (attempts.at(-1)?.record?.outcome === 'done' && !('revision' in wanted)) {
      progress.end();
      return await printStageRun({ outcome: 'duplicate', record: null, problems: [] }, { ...shown, execution: null });
    }
    await refuseWhereAtWork(attempts.at(-1), run, stage, options);
    const executions = executionsOf(stage);
    const { report, resume = false, wait = false } = options;
    const asked = { ...(wait ? { wait } : {}), ...(accepted.length > 0 ? { accepted } : {}) };
    const event = { report, ...wanted, requestedBy: stage.caller, resume, ...asked };
    const execution = await executions.start(stage.outputs.ReportFunction, event);
    if (!options.follow) {
      progress.end();
      const look = `npx scorecard runs --stage ${stage.name} ${run}`;
      if (options.json) print(JSON.stringify({ outcome: 'started', run, execution }, null, 1));
      else print(`Started ${run} on stage ${stage.name}.\n  look      ${look}`);
      return 0;
    }
    return await followAndPrint(
      { run, execution, before: attempts.length },
      { stage, json: options.json ?? false, progress },
    );
  } finally {
    progress.end();
  }
}

/** Makes a published period of a stage anew. Its function says as of when. */
export async function restateOnStage(
  options: StageRunOptions,
  period: string,
  accepted: Acceptance[] = [],
): Promise<number> {
  refuseNoPeriod(period);
  const { store } = await openStage(options);
  const revision = await nextRevision(store, options.report, period);
  return runOnStage(options, { period, revision }, accepted);
}

/** Follows a run until it ends, or until it waits for its owners; says how it is and answers the exit code. */
export async function followAndPrint(
  followed: Followed,
  { stage, json, progress }: { stage: Stage; json: boolean; progress: Progress },
): Promise<number> {
  const { run, execution } = followed;
  const end = await followRun(followed, {
    store: stage.store,
    executions: executionsOf(stage),
    onPhase: (phase) => progress.step(`${run}: ${phase}`),
    wait: (seconds) => setTimeout(seconds * 1000),
  });
  progress.end();
  return await printStageRun(end, { stage, run, execution, json });
}

/** The same as runIdOf of a request: where the store keeps the run. */
function runIdOf(report: string, wanted: Wanted): string {
  if ('from' in wanted) return `${report}-backfill-${wanted.from}-${wanted.to}`;
  return 'revision' in wanted ? restatementId(report, wanted.period, wanted.revision) : `${report}-${wanted.period}`;
}

export function refuseNoPeriod(text: string): void {
  if (/^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$/.test(text)) return;
  const message = `\`${text}\` is no month or quarter.`;
  throw new ProblemError({ code: 'INVALID_PERIOD', message, remedy: 'Write it as 2026-10 or 2026-Q4.' });
}

export function refuseNoReport(report: string, stage: Stage): void {
  const known = reportsOf(stage);
  if (known.includes(report)) return;
  const message = `Stage ${stage.name} has no report \`${report}\`.`;
  throw new ProblemError({ code: 'UNKNOWN_REPORT', message, remedy: suggestName(report, known) });
}

/** An attempt that has begun and not ended is left alone unless the caller takes it over. */
async function refuseWhereAtWork(
  last: Attempt | undefined,
  run: string,
  stage: Stage,
  { resume }: StageRunOptions,
): Promise<void> {
  if (!last || last.record !== null || resume) return;
  const state = await executionsOf(stage).look(last.executionId);
  const look = `Look at it by \`scorecard runs --stage ${stage.name} ${run}\``;
  if (state.is === 'running' || state.is === 'unseen') {
    const message = `Attempt ${last.attempt} of ${run} is under way on stage ${stage.name}.`;
    const remedy = `${look}; where you know that it has died, take it over with --resume.`;
    throw new ProblemError({ code: 'RUN_IN_PROGRESS', message, remedy });
  }
  const how = state.is === 'broken' ? state.how : 'has ended';
  const message = `Attempt ${last.attempt} of ${run} has died: its execution ${how} without a record.`;
  const remedy = 'Take it over: the same command with --resume. Who has the mail does not get it twice.';
  throw new ProblemError({ code: 'RUN_IN_PROGRESS', message, remedy });
}
