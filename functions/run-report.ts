// The whole job: claim → check → query → publish → slice and render → release → deliver → record. Written once over the four verbs of Steps,
// it runs on a laptop and as a durable function; interrupted anywhere, it goes on where it was.
import { checkRecords, refuseWrongResponses } from './checks/check-records.ts';
import { describeSources } from './checks/describe-sources.ts';
import type { Delivery } from './delivery/deliver.ts';
import type { BatchInput } from './delivery/deliver-batch.ts';
import type { Period } from './periods/period.ts';
import type { Json, Steps } from './ports.ts';
import { refuseAboveBudget } from './run/budget.ts';
import type { FoundInRun } from './run/check-run.ts';
import { claimRun } from './run/claim-run.ts';
import { readClosings } from './run/closing.ts';
import { type Ended, endOfDeliveries, endOfError, recordOf } from './run/end-run.ts';
import { type RunFrame, readStored } from './run/frame.ts';
import { attemptFolder } from './run/keys.ts';
import { listReaders, renderPart } from './run/mail-run.ts';
import { namedSteps } from './run/named-steps.ts';
import { planPeriods } from './run/plan-periods.ts';
import { keepProfiles } from './run/profiles.ts';
import { compileStatements, queryStatement, readCells } from './run/query-facts.ts';
import { makeReading } from './run/reading.ts';
import { askForRelease } from './run/release.ts';
import { type RunContext, type RunPorts, type RunRequest, type RunResult, runIdOf } from './run/request.ts';
import { findRestatable, mustTell, type Restated, requestAgain, restatedBy } from './run/restate.ts';
import { firstDayOf, showStatement, tablesOfRun, tablesToDescribe } from './run/tables.ts';
import { tellOwners } from './run/tell-owners.ts';
import { addUsage } from './run/usage.ts';
import { VIEWS } from './run/views.ts';
import { checkAndWait } from './run/wait-for-data.ts';

const QUERIES_AT_ONCE = 4;

export async function runReport(
  steps: Steps,
  ports: RunPorts,
  request: RunRequest,
  context: RunContext,
): Promise<RunResult> {
  const run = runIdOf(request);
  const how = { takeOver: request.takeOver, again: request.kind === 'restate' };
  const claim = await steps.step('claim', () => claimRun(ports.store, run, steps.executionId, how));
  if (claim.outcome === 'duplicate') return { outcome: 'duplicate', run };
  const folder = attemptFolder(run, claim.attempt);
  const frame = { run, folder, ports, request, context };
  const { result, bug } = await work(steps, frame).then(
    (done): Ended => ({ result: done }),
    (error: unknown) => endOfError(run, error),
  );
  await steps.step('end', () => ports.store.putOnce(`${folder}/run.json`, recordOf(request, result)));
  if (bug) throw bug;
  const owners = await tellOwners(steps, frame, result);
  const ended = owners === null ? result : { ...result, owners };
  return ended.outcome === 'done' && request.restates ? restate(steps, frame, ended) : ended;
}

/** The months before that say otherwise by now, each as a run of its own: what comes of them leaves this one as it is. */
async function restate(
  steps: Steps,
  { ports, request, context }: RunFrame,
  result: Extract<RunResult, { outcome: 'done' }>,
): Promise<RunResult> {
  const wanted = await steps.step('restated', () => findRestatable(ports.store, request, result.published));
  const restated: Restated[] = [];
  for (const one of wanted) {
    const again = requestAgain(request, one, context.calendar);
    const own = namedSteps(steps, `restate-${one.period}`);
    restated.push(restatedBy(one.period, await runReport(own, ports, again, context)));
  }
  return restated.length === 0 ? result : { ...result, restated };
}

async function work(steps: Steps, frame: RunFrame): Promise<RunResult> {
  const { run, folder, ports, request, context } = frame;
  const { definitions, calendar } = context;
  const { report, asOf } = request;

  const tables = tablesOfRun(definitions);
  const view = VIEWS[report.view];
  const revisions = await steps.step('history', () => view.findRevisions(ports.store, request, calendar));
  const closed = await steps.step('closed', () => readClosings(ports.store, report.id));
  const checked = await checkAndWait(steps, frame, tables, revisions);
  const told = checked.told.length > 0 ? { checks: checked.told } : {};
  if (checked.problems.length > 0) return { outcome: 'held', run, problems: checked.problems, ...told };

  const planned = planPeriods(request, revisions, firstDayOf(checked.coverage), context);
  const { statements, absent } = compileStatements(definitions, checked.present, planned, asOf, checked.quarantine);
  await steps.step('budget', () => refuseAboveBudget(frame, statements, planned));
  const query = (statement: (typeof statements)[number]) => queryStatement(statement, ports, folder, definitions);
  const stored = await steps.each('query', statements, query, { atOnce: QUERIES_AT_ONCE });
  const usage = addUsage([checked.usage, ...stored.map((cells) => cells.usage)]);

  const published = await steps.step('publish', async () => {
    const cells = await readCells(ports.store, statements, stored);
    const firstDays = Object.fromEntries(checked.coverage.map(({ table, firstDay }) => [table, firstDay]));
    const found = await readStored<FoundInRun>(ports.store, checked.foundKey);
    const { doubtful } = found;
    const reading = makeReading({ definitions, calendar, asOf, ...cells, absent, firstDays, doubtful });
    const described = tablesToDescribe(definitions, checked.present);
    const sourcesOf = (period: Period) => describeSources(described, checked, period);
    const shown = statements.map((statement) => showStatement(statement, definitions));
    refuseWrongResponses(cells.records, report);
    const checks = [...found.checks, ...checkRecords(cells.records, definitions)];
    const said = { sourcesOf, checks, statements: shown };
    const done = await view.publish({ request, context, planned, reading, revisions, closed, ...said }, ports.store);
    await keepProfiles(frame, found.profile);
    return done;
  });
  const isTold = request.kind === 'run' || (await steps.step('tell', () => mustTell(frame, published)));
  if (!isTold) return { outcome: 'done', run, published, readers: [], deliveries: [], usage, ...told };

  const listed = await steps.step('recipients', async () => asJson(await listReaders(frame, published, revisions)));
  if (listed.problems.length > 0) return { outcome: 'held', run, problems: listed.problems };
  const render = (part: string, index: number) => renderPart(frame, published, revisions, part, index);
  const readers = await steps.each('render', listed.parts, render, { atOnce: 1 });

  const asked = await askForRelease(steps, frame, { published, revisions, readers, usage });
  if ('outcome' in asked) return asked;

  const deliveries: Delivery[] = [];
  for (const [index, list] of readers.entries()) {
    const part: BatchInput = { run, report: report.id, asOf, readers: list, ask: null };
    // One after the other, since they share what the mail service lets us send a second.
    deliveries.push(...(await steps.part<Delivery[] & Json>(`deliver-${index + 1}`, part)));
  }
  return endOfDeliveries(run, { published, readers, deliveries, usage, ...told, ...asked });
}

/** What a step answers is what a replay reads: a plain JSON value, with its type kept. */
function asJson<T>(value: T): T & Json {
  return value as T & Json;
}
