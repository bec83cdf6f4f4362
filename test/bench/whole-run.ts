// A whole run as the command makes it: journal, store and outbox in a folder, from the check of the lake to the last mail.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calendarOf, openDefinitions, openEngine, readRecipientFiles } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import type { Engine } from '../../functions/ports.ts';
import { runIdOf } from '../../functions/run/request.ts';
import { runReport } from '../../functions/run-report.ts';
import { deliverParts } from '../support/parts.ts';
import { compileLayouts } from '../support/story.ts';
import { CACHE, lakeOf } from './lakes.ts';
import { type MemoryWatch, watchMemory } from './memory.ts';
import { requestOf } from './open-bench.ts';
import { startWatch } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

export async function measureRun(task: Extract<Task, { kind: 'run' }>): Promise<Measured> {
  const out = emptyOut(task);
  const config = task.readers === undefined ? DEFAULT_CONFIG : shopWithReaders(task.readers);
  // With many readers every sample would fall among their mails; some of their steps are sampled instead.
  const memory = watchMemory(task.watch && task.readers === undefined ? 500 : null);
  const stop = startWatch();
  const phases = watchPhases(task.watch ? memory : null);
  const shop = openDefinitions(config);
  const definitions = task.bare ? reportingOnly(shop) : shop;
  const options = { config, out, lake: lakeOf(task.orders), engine: 'duckdb' as const };
  const opened = await openEngine(options, definitions);
  const engine = task.bare ? withoutProfiles(opened) : opened;
  const request = requestOf(definitions, task.period);
  const templates = await compileLayouts(definitions);
  const context = { definitions, calendar: calendarOf(definitions), templates, links: {} };
  const recipientFiles = () => readRecipientFiles(config);
  const ports = { engine, store: folderStore(out), mailer: outboxMailer(out), recipientFiles };
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
  const counts = { published: result.published.length, mails: result.deliveries.length, ...phases.heap };
  const measured = { ...taken, parts: phases.parts, counts, memory: memory.end() };
  await engine.close();
  return measured;
}

/** What is not looked at would be missed. */
function reportingOnly(definitions: Definitions): Definitions {
  const rules = Object.entries(definitions.checkRules).map(([id, rule]) => [
    id,
    { ...rule, action: 'report' as const },
  ]);
  return { ...definitions, checkRules: Object.fromEntries(rules) };
}

/** Answers at once, and with no row, what checks ask of rows. */
function withoutProfiles(engine: Engine): Engine {
  const isOfRows = (id: string) => id.startsWith('profile ');
  return {
    ...engine,
    query: (statement) =>
      isOfRows(statement.id) ? Promise.resolve({ columns: [], rows: [] }) : engine.query(statement),
  };
}

export function outFolder(name: string): string {
  return path.join(CACHE, 'out', name);
}

/** The out folder without anything in it, or with the snapshots of another run. */
function emptyOut({ out, history }: Extract<Task, { kind: 'run' }>): string {
  const folder = outFolder(out);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of history === undefined ? [] : ['snapshots', 'people', 'profiles']) {
    cpSync(path.join(outFolder(history ?? ''), name), path.join(folder, name), { recursive: true });
  }
  return folder;
}

/** Seconds by phase: `deliver-1/recipient[0]/send` belongs to `deliver`. With a watch, the heap at some points too. */
export function watchPhases(memory: MemoryWatch | null) {
  const parts: Record<string, number> = {};
  const heap: Record<string, number> = {};
  let phase = 'open';
  let since = performance.now();
  const enter = (next: string): void => {
    parts[phase] = (parts[phase] ?? 0) + (performance.now() - since) / 1000;
    since = performance.now();
    phase = next;
  };
  return {
    parts,
    heap,
    onStep(name: string, event: string): void {
      if (event !== 'started') return;
      if (memory && /^(publish|recipients|render\[\d+\]|deliver-\d+\/recipient\[\d*99\])$/.test(name))
        heap[`heap at ${name}`] = memory.sample();
      enter(name.replace(/-\d+\/.*|[[/].*/, ''));
    },
    end: () => enter('end'),
  };
}

/** The sample shop with so many readers, half of them in each language. */
function shopWithReaders(count: number): string {
  const folder = path.join(CACHE, `shop-${count}-readers`);
  mkdirSync(path.join(folder, 'recipients'), { recursive: true });
  writeFileSync(path.join(folder, 'shop.yaml'), readFileSync(path.join(DEFAULT_CONFIG, 'shop.yaml')));
  const lines = Array.from({ length: count }, (_, at) => {
    const locale = at % 2 === 0 ? 'en' : 'zh-CN';
    return `reader-${at},reader-${at}@shop.example,Reader ${at},${locale},executive,monthly-executive,,`;
  });
  const header = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
  writeFileSync(path.join(folder, 'recipients/recipients.csv'), `${[header, ...lines].join('\n')}\n`);
  return folder;
}
