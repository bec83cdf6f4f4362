// The whole job: claim → check → query → publish → render → deliver → record. Written once over the four verbs of Steps,
// it runs on a laptop and as a durable function; interrupted anywhere, it goes on where it was.
import { checkSources, describeSources } from './checks/check-sources.ts';
import { composeMessage, deliver, type Mail } from './delivery/deliver.ts';
import { readRecipients } from './delivery/recipients.ts';
import { renderEmail } from './email/render.ts';
import type { Period } from './periods/period.ts';
import type { Json, Steps, Store } from './ports.ts';
import { type Problem, ProblemError } from './problem.ts';
import { claimRun } from './run/claim-run.ts';
import { attemptFolder, mailKey } from './run/keys.ts';
import { firstDayRead, planPeriods } from './run/plan-periods.ts';
import { publishPeriods } from './run/publish.ts';
import { compileStatements, queryStatement, readCells } from './run/query-facts.ts';
import { makeReading } from './run/reading.ts';
import { type RunContext, type RunPorts, type RunRequest, type RunResult, runIdOf } from './run/request.ts';
import { findRevisions, readSnapshot } from './run/revisions.ts';
import { firstDayOf, tablesOfRun } from './run/tables.ts';

export async function runReport(
  steps: Steps,
  ports: RunPorts,
  request: RunRequest,
  context: RunContext,
): Promise<RunResult> {
  const run = runIdOf(request);
  const claim = await steps.step('claim', () => claimRun(ports.store, run, steps.executionId, request.takeOver));
  if (claim.outcome === 'duplicate') return { outcome: 'duplicate', run };
  const folder = attemptFolder(run, claim.attempt);
  const result = await work(steps, ports, request, context, run, folder).catch((error: unknown): RunResult => {
    if (!(error instanceof ProblemError)) throw error;
    return { outcome: 'failed', run, problems: [...error.problems] };
  });
  await steps.step('end', () => ports.store.putOnce(`${folder}/run.json`, `${JSON.stringify(result, null, 1)}\n`));
  return result;
}

async function work(
  steps: Steps,
  ports: RunPorts,
  request: RunRequest,
  context: RunContext,
  run: string,
  folder: string,
): Promise<RunResult> {
  const { engine, store } = ports;
  const { definitions, calendar } = context;
  const { report, to, asOf } = request;

  const tables = tablesOfRun(definitions);
  const revisions = await steps.step('history', () => findRevisions(store, report.id));
  const checked = await steps.step('check', async () => {
    const last = await readSnapshot(store, report.id, Object.keys(revisions).sort().at(-1) ?? to.id, revisions);
    const hadRows = last?.sources.flatMap(({ table, status }) => (status === 'ok' ? [table] : [])) ?? [];
    const recipients = request.kind === 'run' ? await recipientProblems(ports, definitions) : [];
    const sinceDay = firstDayRead(request, revisions, context);
    const found = await checkSources(definitions, engine, tables, to, { hadRows, sinceDay });
    return asJson({ ...found, problems: [...recipients, ...found.problems] });
  });
  if (checked.problems.length > 0) return { outcome: 'held', run, problems: checked.problems };

  const firstDays = Object.fromEntries(checked.coverage.map(({ table, firstDay }) => [table, firstDay]));
  const planned = planPeriods(request, revisions, firstDayOf(checked.coverage), calendar);
  const { statements, absent } = compileStatements(definitions, checked.present, planned, asOf);
  const stored = await steps.each(
    'query',
    statements,
    (statement) => queryStatement(statement, ports, folder, definitions),
    {
      atOnce: 4,
    },
  );

  const published = await steps.step('publish', async () => {
    const cells = await readCells(store, statements, stored);
    const reading = makeReading({
      definitions,
      calendar,
      asOf,
      ...cells,
      absent,
      firstDays,
    });
    const shown = statements.map(({ fact, sql, hash }) => ({ fact, sql, hash }));
    const sourcesOf = (period: Period) => describeSources(tables, checked, period);
    const found = { sourcesOf, checks: checked.checks, statements: shown };
    return publishPeriods({ request, context, planned, reading, revisions, ...found }, store);
  });
  if (request.kind === 'backfill') return { outcome: 'done', run, published, deliveries: [] };

  const recipients = await steps.step('recipients', async () =>
    (await recipientsOf(ports, definitions, report.id)).map(({ id, locale }) => ({ id, locale })),
  );
  const locales = [...new Set([...definitions.shop.locales, ...recipients.map(({ locale }) => locale)])].sort();
  await steps.each(
    'render',
    locales,
    (locale) => renderMail(store, context, request, published.at(-1)?.key ?? '', folder, locale),
    {
      atOnce: 1,
    },
  );
  const deliveries = await steps.each(
    'deliver',
    recipients,
    ({ id }, _, own) => deliver(own, ports, { run, recipient: id, message: () => messageTo(id) }),
    {
      atOnce: 4,
    },
  );
  return { outcome: 'done', run, published, deliveries };

  async function messageTo(id: string) {
    const recipient = (await recipientsOf(ports, definitions, report.id)).find((candidate) => candidate.id === id);
    if (!recipient) throw new ProblemError(vanished(id));
    const mail = await readJson<Mail>(store, mailKey(folder, recipient.locale));
    return composeMessage(run, definitions.shop.sender, recipient, mail, asOf);
  }
}

async function recipientsOf(ports: RunPorts, definitions: RunContext['definitions'], report: string) {
  const { recipients } = readRecipients(await ports.recipientFiles(), definitions);
  return recipients.filter(({ reports }) => reports.includes(report));
}

async function recipientProblems(ports: RunPorts, definitions: RunContext['definitions']): Promise<Problem[]> {
  return readRecipients(await ports.recipientFiles(), definitions).problems;
}

async function renderMail(
  store: Store,
  { definitions, templates, links }: RunContext,
  { report }: RunRequest,
  snapshotKey: string,
  folder: string,
  locale: string,
): Promise<Json> {
  const snapshot = await readJson<Parameters<typeof renderEmail>[0]['snapshot']>(store, `${snapshotKey}/snapshot.json`);
  const words = definitions.locales[locale];
  const template = templates[report.id]?.[locale];
  if (!words || template === undefined) throw new Error(`no layout of ${report.id} in ${locale}`);
  const { subject, html, text } = renderEmail({ snapshot, locale: words, template, sections: report.sections, links });
  const key = mailKey(folder, locale);
  await store.putOnce(key, JSON.stringify({ subject, html, text }));
  return { locale, key };
}

async function readJson<T>(store: Store, key: string): Promise<T> {
  const body = await store.get(key);
  if (body === null) {
    const message = `${key} is gone from the store.`;
    throw new ProblemError({
      code: 'STORE_FAILED',
      message,
      remedy: 'Restore the out folder or bucket, or start the run anew.',
    });
  }
  return JSON.parse(new TextDecoder().decode(body)) as T;
}

function vanished(id: string): Problem {
  return {
    code: 'INVALID_RECIPIENT',
    message: `Recipient ${id} was taken off the list while the run was under way.`,
    remedy: 'Run the same command again; who had the mail does not get it twice.',
  };
}

/** A plain JSON value with its type kept: what a step answers is what a replay reads. */
function asJson<T>(value: T): T & Json {
  return value as T & Json;
}
