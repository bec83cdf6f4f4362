// What `run` and `backfill` have in common: open the engine, tell the story on the folder, print its end.
import type { Definitions, Report } from '../definitions/definitions.ts';
import { scheduledAfter } from '../periods/schedule.ts';
import type { Engine } from '../ports.ts';
import type { RunRequest } from '../run/request.ts';
import { openEngine } from './open-shop.ts';
import type { ShopOptions } from './options.ts';
import { runOnFolder } from './run-on-folder.ts';
import { printRun } from './show-run.ts';
import type { Progress } from './streams.ts';

type Asked = Required<Pick<RunRequest, 'from' | 'to' | 'accepted' | 'waits'>>;
type With = { definitions: Definitions; progress: Progress };

export async function runAndPrint(
  kind: 'run' | 'backfill',
  options: ShopOptions,
  { report, ...use }: With & { report: Report },
  askFor: (engine: Engine) => Promise<Asked>,
): Promise<number> {
  return withEngine(options, use, async (engine) => {
    const asked = await askFor(engine);
    const asOf = scheduledAfter(asked.to, report.schedule, use.definitions.holidays);
    return { report, kind, ...asked, asOf, takeOver: true, restates: kind === 'run' };
  });
}

/** A request that is known in full. */
export function runRequest(request: RunRequest, options: ShopOptions, use: With): Promise<number> {
  return withEngine(options, use, async () => request);
}

async function withEngine(
  options: ShopOptions,
  { definitions, progress }: With,
  requestOf: (engine: Engine) => Promise<RunRequest>,
): Promise<number> {
  const engine = await openEngine(options, definitions);
  try {
    const request = await requestOf(engine);
    const result = await runOnFolder(request, options, { definitions, engine, progress });
    progress.end();
    return await printRun(result, request, options, definitions);
  } finally {
    progress.end();
    await engine.close();
  }
}
