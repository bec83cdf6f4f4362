// A person's word on a run: kept after what was said before, and refused where the run has been let go already.
import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { appendEntry, type Decision, type Entry, type Release, readRelease } from './release-record.ts';

/** Answers what counts now and the question that it is about. A release of what is going out anyway changes nothing. */
export async function decide(store: Store, run: string, said: Decision): Promise<{ release: Release; entry: Entry }> {
  const release = await readRelease(store, run);
  if (release === null) {
    throw new ProblemError({
      code: 'USAGE',
      message: `Run ${run} waits for nobody: its owners were not asked whether it may go out.`,
      remedy: 'List the runs by `scorecard runs`; only reports with `release` are shown to owners first.',
    });
  }
  const { revision } = release;
  const entry = await appendEntry(store, { run, revision }, (entries) =>
    entries.at(-1)?.decision === 'let_go' ? null : said,
  );
  if (entry === null) throw new Error(`what was said of ${run} is gone`);
  if (entry.decision === 'let_go' && said.decision === 'hold') throw tooLate(run, entry);
  return { release, entry };
}

function tooLate(run: string, { released, at }: Extract<Entry, { decision: 'let_go' }>): ProblemError {
  const how = released === null ? 'by itself, since nobody had decided' : `as ${released.by} released it`;
  return new ProblemError({
    code: 'USAGE',
    message: `${run} is on its way already: it went ${how}, at ${at}.`,
    remedy: `See by \`scorecard runs ${run}\` who has the mail. If its figures are wrong, mend the data and tell the readers.`,
  });
}
