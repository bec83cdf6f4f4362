// A whole run of the employees' reviews: everybody's figures, cards, mails, as the command makes it. Only people become
// more from one size to the next.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  calendarOf,
  findReport,
  openDefinitions,
  openEngine,
  readRecipientFiles,
} from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import { type RunRequest, runIdOf } from '../../functions/run/request.ts';
import { runReport } from '../../functions/run-report.ts';
import { deliverParts } from '../support/parts.ts';
import { crowdOf, reviewedIn } from './crowd.ts';
import { CACHE } from './lakes.ts';
import { watchMemory } from './memory.ts';
import { requestOf } from './open-bench.ts';
import { startWatch } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';
import { outFolder, watchPhases } from './whole-run.ts';

const REPORT = 'employee-review';

export async function measureReview({ people, orders, watch }: Extract<Task, { kind: 'review' }>): Promise<Measured> {
  const out = outFolder(`review-${people}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const lake = crowdOf(people, orders);
  const config = await shopOfEverybody(lake, people);
  const memory = watchMemory(null);
  const stop = startWatch();
  const phases = watchPhases(watch ? memory : null);
  const definitions = openDefinitions(config);
  const engine = await openEngine({ config, lake, out, engine: 'duckdb' }, definitions);
  const templates = { [REPORT]: await compileLayouts(definitions) };
  const context = { definitions, calendar: calendarOf(definitions), templates, links: {} };
  const recipientFiles = () => readRecipientFiles(config);
  const ports = { engine, store: folderStore(out), mailer: outboxMailer(out), recipientFiles };
  const request = reviewOf(definitions);
  const steps = await inlineSteps({
    folder: out,
    run: runIdOf(request),
    onStep: phases.onStep,
    part: deliverParts(ports, definitions),
  });
  const result = await runReport(steps, ports, request, context);
  phases.end();
  if (result.outcome !== 'done') throw new Error(`the run was not done: ${JSON.stringify(result)}`);
  await steps.finish('done');
  const taken = stop();
  const counts = {
    published: result.published.length,
    mails: result.deliveries.length,
    statements: result.usage.statements,
    heapHighest: Math.max(...Object.values(phases.heap)),
    ...phases.heap,
  };
  const measured = { ...taken, parts: phases.parts, counts, memory: memory.end() };
  await engine.close();
  return measured;
}

function reviewOf(definitions: Definitions): RunRequest {
  const report = findReport(definitions, REPORT);
  const { to, ...request } = requestOf(definitions);
  return { ...request, report, to, asOf: scheduledAfter(to, report.schedule, definitions.holidays) };
}

async function compileLayouts(definitions: Definitions): Promise<Record<string, string>> {
  const layouts: Record<string, string> = {};
  for (const locale of definitions.shop.locales) {
    const words = definitions.locales[locale];
    const compiled = words ? await compileEmail(definitions.email, `${REPORT}.mjml`, words) : null;
    if (!compiled?.ok) throw new Error(`the layout does not compile in ${locale}`);
    layouts[locale] = compiled.html;
  }
  return layouts;
}

/** The sample shop, in which everybody who has a card in the month reads their own review, half of them in each language. */
async function shopOfEverybody(lake: string, people: number): Promise<string> {
  const folder = path.join(CACHE, `shop-of-${people}`);
  mkdirSync(path.join(folder, 'recipients'), { recursive: true });
  writeFileSync(path.join(folder, 'shop.yaml'), readFileSync(path.join(DEFAULT_CONFIG, 'shop.yaml')));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const everybody = await reviewedIn(lake, connection);
  instance.closeSync();
  const lines = everybody.map((id, at) => {
    const locale = at % 2 === 0 ? 'en' : 'zh-CN';
    return `${id},${id}@shop.example,${id},${locale},employee,${REPORT},,${id}`;
  });
  const header = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
  writeFileSync(path.join(folder, 'recipients/recipients.csv'), `${[header, ...lines].join('\n')}\n`);
  return folder;
}
