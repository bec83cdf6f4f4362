// One measurement in a process of its own: `node --expose-gc measure.child.ts <task as JSON>`, which answers by message.
import { measureFigures } from './figures.ts';
import { measureMails } from './mails.ts';
import { measureQueries } from './queries.ts';
import { measureReview } from './review-run.ts';
import type { Measured, Task } from './tasks.ts';
import { measureRun } from './whole-run.ts';

const task = JSON.parse(process.argv[2] ?? '') as Task;
const measured = await start(task);
if (process.send) process.send(measured, () => process.exit(0));
else console.log(JSON.stringify(measured, null, 1));

function start(wanted: Task): Promise<Measured> {
  if (wanted.kind === 'queries') return measureQueries(wanted);
  if (wanted.kind === 'run') return measureRun(wanted);
  if (wanted.kind === 'figures') return measureFigures(wanted);
  if (wanted.kind === 'review') return measureReview(wanted);
  return measureMails(wanted);
}
