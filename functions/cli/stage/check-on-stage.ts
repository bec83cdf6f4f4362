// `check` on a deployed stage: its report function checks and writes down what it found; here it is waited for and shown.
import { setTimeout } from 'node:timers/promises';
import { ProblemError } from '../../problem.ts';
import type { CheckRecord } from '../../run/check-only.ts';
import { checkFolder, checkKey } from '../../run/keys.ts';
import { readJson } from '../../stored-json.ts';
import { EXIT, reportError } from '../exit.ts';
import { checksText } from '../show-checks.ts';
import { print, startProgress } from '../streams.ts';
import { executionsOf } from './executions.ts';
import { openStage, type Stage, type StageName } from './open-stage.ts';
import { refuseNoPeriod, refuseNoReport } from './run-on-stage.ts';

export type StageCheckOptions = StageName & { report: string; period: string; json?: boolean };

const EVERY_SECONDS = 2;
/** Where Lambda does not say how the function does; it cannot take longer. */
const AT_MOST_SECONDS = 20 * 60;

export async function checkOnStage(options: StageCheckOptions): Promise<number> {
  const { report, period, json } = options;
  refuseNoPeriod(period);
  const progress = startProgress(json ?? false);
  try {
    progress.step(`looking for stage ${options.stage}`);
    const stage = await openStage(options);
    refuseNoReport(report, stage);
    const run = `${report}-${period}`;
    const before = await stage.store.list(`${checkFolder(run)}/`);
    const event = { report, period, requestedBy: stage.caller, check: true };
    const execution = await executionsOf(stage).start(stage.outputs.ReportFunction, event);
    progress.step(`${run}: checking the tables`);
    const record = await waitForRecord({ run, execution, before }, stage);
    progress.end();
    if (record.outcome === 'failed') return reportError(new ProblemError(record.problems), options);
    const command = `npx scorecard run --stage ${stage.name} --report ${report} --period ${period}`;
    print(json ? JSON.stringify(record, null, 1) : checksText(record, `stage ${stage.name}`, command));
    return EXIT[record.outcome];
  } finally {
    progress.end();
  }
}

type Started = { run: string; execution: string | null; before: string[] };

async function waitForRecord(started: Started, stage: Stage): Promise<CheckRecord> {
  const executions = executionsOf(stage);
  for (let waited = 0; waited < AT_MOST_SECONDS; waited += EVERY_SECONDS) {
    // First Lambda, then the store: what has ended by then has written its record.
    const state = await executions.look(started.execution);
    const record = await findRecord(started, stage);
    if (record !== null) return record;
    if (state.is === 'broken') throw broken(`${state.how} (${state.error})`);
    if (state.is === 'answered') throw broken('ended');
    await setTimeout(EVERY_SECONDS * 1000);
  }
  throw broken('did not end');
}

/** That of this execution; where Lambda did not tell its name, the first new one. */
async function findRecord({ run, execution, before }: Started, { store }: Stage): Promise<CheckRecord | null> {
  if (execution !== null) return readJson<CheckRecord>(store, checkKey(run, execution));
  const fresh = (await store.list(`${checkFolder(run)}/`)).find((key) => !before.includes(key));
  return fresh === undefined ? null : readJson<CheckRecord>(store, fresh);
}

function broken(how: string): ProblemError {
  return new ProblemError({
    code: 'STAGE_FAILED',
    message: `The function ${how} and wrote nothing of what it checked.`,
    remedy:
      'Read its log (aws logs tail, or the Lambda console); a stage of an earlier version is deployed anew first.',
  });
}
