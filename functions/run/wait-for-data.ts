// The check of a run, asked anew while what it lacks may still come: a scheduled run waits for late data by the hours of
// the rules, and then goes by them. On AWS an execution that waits costs nothing.
import type { Json, Poll, Steps } from '../ports.ts';
import { type CheckedRun, checkRun } from './check-run.ts';
import type { RunFrame } from './frame.ts';
import { waitingKey } from './keys.ts';
import type { Revisions } from './revisions.ts';

const EVERY_SECONDS = 15 * 60;
const HOUR_SECONDS = 60 * 60;

/** Answers what the last check found. */
export async function checkAndWait(
  steps: Steps,
  frame: RunFrame,
  tables: string[],
  revisions: Revisions,
): Promise<CheckedRun> {
  const check = async () => (await checkRun(frame, tables, revisions)) as CheckedRun & Json;
  const checkAnew = async () => {
    const engine = await frame.ports.engine.anew();
    return (await checkRun({ ...frame, ports: { ...frame.ports, engine } }, tables, revisions)) as CheckedRun & Json;
  };
  let checked = await steps.step('check', check);
  if (!frame.request.waits) return checked;
  // What is missing may change while a run waits, and with it for how long in all it may.
  for (let waited = 0, round = 1; checked.waitHours > waited; round++) {
    const hours = checked.waitHours;
    await steps.step(`wait-${round}`, () => tellWaiting(frame, checked, hours));
    const look = async (): Promise<Poll<typeof checked>> => {
      const found = await checkAnew();
      return found.waitHours === 0 ? { ready: true, value: found } : { ready: false };
    };
    const pace = { everySeconds: EVERY_SECONDS, atMostSeconds: (hours - waited) * HOUR_SECONDS };
    const found = await steps.until(`look-${round}`, look, pace);
    checked = found ?? (await steps.step(`check-${round + 1}`, checkAnew));
    waited = hours;
  }
  return checked;
}

/** Where whoever follows the run finds what it waits for. */
async function tellWaiting(
  { run, ports, context, folder }: RunFrame,
  { told }: CheckedRun,
  hours: number,
): Promise<null> {
  const missing = told.map(({ table, detail, since }) => `${table}: ${detail}${since ? ` (since ${since})` : ''}`);
  await ports.store.putOnce(waitingKey(folder, hours), `${JSON.stringify({ hours, missing }, null, 1)}\n`);
  await context.onWait?.({ run, hours, missing });
  return null;
}
