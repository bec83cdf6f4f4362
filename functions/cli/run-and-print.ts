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

export async function runAndPrint(
  kind: RunRequest['kind'],
  options: ShopOptions,
  { definitions, report, progress }: { definitions: Definitions; report: Report; progress: Progress },
  askFor: (engine: Engine) => Promise<Asked>,
): Promise<number> {
  const engine = await openEngine(options, definitions);
  try {
    const asked = await askFor(engine);
    const asOf = scheduledAfter(asked.to, report.schedule, definitions.holidays);
    const request = { report, kind, ...asked, asOf, takeOver: true };
    const result = await runOnFolder(request, options, { definitions, engine, progress });
    progress.end();
    return await printRun(result, request, options, definitions);
  } finally {
    progress.end();
    await engine.close();
  }
}
