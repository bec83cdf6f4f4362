// What the report function does where a person asks for its checks alone: no run, no revision, no mail, no alert. What they
// found lies under a key of its own, since a period may be checked as often as somebody likes and is not run by it.
import type { Steps } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { type CheckRecord, checkOnly } from '../run/check-only.ts';
import { checkKey } from '../run/keys.ts';
import { type RunContext, type RunPorts, type RunRequest, runIdOf } from '../run/request.ts';
import type { ReportAnswer } from './report-job.ts';

export async function checkJob(
  steps: Steps,
  ports: RunPorts,
  request: RunRequest,
  context: RunContext,
): Promise<ReportAnswer> {
  const run = runIdOf(request);
  const key = checkKey(run, steps.executionId);
  const outcome = await steps.step('check', async () => {
    const record = await orProblems(() => checkOnly({ run, folder: '', ports, request, context }, null));
    // Interrupted after it was written, it is asked again, and what was written first stands.
    await ports.store.putOnce(key, `${JSON.stringify(record, null, 1)}\n`);
    return record.outcome;
  });
  return { outcome, run: null };
}

async function orProblems(check: () => Promise<CheckRecord>): Promise<CheckRecord> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof ProblemError) return { outcome: 'failed', problems: [...error.problems] };
    throw error;
  }
}
