// Sends again from a deployed stage, by its deliver function, and waits for what it answers.
import { setTimeout } from 'node:timers/promises';
import type { Delivery } from '../../delivery/deliver.ts';
import type { ResendRequest } from '../../delivery/resend.ts';
import type { Json } from '../../ports.ts';
import { ProblemError } from '../../problem.ts';
import { type PlainError, restoreError } from '../../replay.ts';
import { startProgress } from '../streams.ts';
import { type Executions, executionsOf } from './executions.ts';
import { openStage, type StageName } from './open-stage.ts';

/** Sending takes seconds; what is open then waits for events, up to a day. */
const WAIT_SECONDS = 180;
const PACE_SECONDS = 3;

/** Null where the stage has not answered in time. */
export async function resendOnStage(
  request: ResendRequest,
  options: StageName & { json?: boolean },
): Promise<Delivery[] | null> {
  const progress = startProgress(options.json ?? false);
  try {
    const stage = await openStage(options);
    const executions = executionsOf(stage);
    progress.step('sending');
    const execution = await executions.start(stage.outputs.DeliverFunction, { resend: request } as unknown as Json);
    return await awaitAnswer(execution, executions, (seconds) => setTimeout(seconds * 1000));
  } finally {
    progress.end();
  }
}

async function awaitAnswer(
  execution: string | null,
  executions: Pick<Executions, 'look'>,
  wait: (seconds: number) => Promise<unknown>,
): Promise<Delivery[] | null> {
  for (let waited = 0; waited < WAIT_SECONDS; waited += PACE_SECONDS) {
    const state = await executions.look(execution);
    if (state.is === 'answered') return deliveriesOf(state.answer);
    if (state.is === 'broken') {
      const message = `The function that sends ${state.how}${state.error === '' ? '' : ` (${state.error})`}.`;
      const remedy = 'Look by `scorecard runs` what was tried; its log (Lambda console) says why it ended.';
      throw new ProblemError({ code: 'STAGE_FAILED', message, remedy });
    }
    await wait(PACE_SECONDS);
  }
  return null;
}

/** The function answers a part's way: its deliveries, or its problems as data. */
function deliveriesOf(answer: Json): Delivery[] {
  const settled = answer as unknown as { value: Delivery[] } | { error: PlainError };
  if ('error' in settled) throw restoreError(settled.error);
  return settled.value;
}
