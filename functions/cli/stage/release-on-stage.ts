// `release` on a deployed stage: the word is put into its bucket. A run that waits takes it within a minute and is followed;
// one that has ended held is started again.
import { decide } from '../../run/decide.ts';
import type { Decision } from '../../run/release-record.ts';
import { isRestatement } from '../../run/request.ts';
import { entryText } from '../release-text.ts';
import { readAttempts } from '../run-records.ts';
import { startProgress } from '../streams.ts';
import { openStage, type StageName } from './open-stage.ts';
import { followAndPrint, restateOnStage, runOnStage } from './run-on-stage.ts';

export async function releaseOnStage(
  run: string,
  said: Decision,
  options: StageName & { json?: boolean },
): Promise<number> {
  const json = options.json ?? false;
  const progress = startProgress(json);
  try {
    progress.step(`looking for stage ${options.stage}`);
    const stage = await openStage(options);
    // Before the word is put: a run that waits may have ended by the time it could be looked at.
    const attempts = await readAttempts(stage.store, run);
    const { release, entry } = await decide(stage.store, run, said);
    progress.step(`${run}: ${entryText(entry)}`);
    const last = attempts.at(-1);
    if (last && last.record === null) {
      const followed = { run, execution: last.executionId, before: attempts.length - 1 };
      return await followAndPrint(followed, { stage, json, progress });
    }
    progress.end();
    const { report, period } = release.question;
    const again = { ...options, report, follow: true };
    return isRestatement(run) ? await restateOnStage(again, period) : await runOnStage(again, { period });
  } finally {
    progress.end();
  }
}
