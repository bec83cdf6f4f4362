// A shop that has mailed its months up to September, and for each fault a copy of its lake with which the run of October
// is told twice: by the shop's real rules, and as it would have been without checks.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calendarOf, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG, DEFAULT_REPORT, type ShopOptions } from '../../functions/cli/options.ts';
import { CHECKS } from '../../functions/definitions/checks.ts';
import type { Definitions, Report } from '../../functions/definitions/definitions.ts';
import { layeredStore } from '../../functions/local/layered-store.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine, Store } from '../../functions/ports.ts';
import type { Problem } from '../../functions/problem.ts';
import type { RunRequest, RunResult } from '../../functions/run/request.ts';
import { runReport } from '../../functions/run-report.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { plainSteps } from '../support/plain-steps.ts';
import { mustLoad } from '../support/shop.ts';
import { type Fault, MONTH } from './fault.ts';
import { faultyLake } from './faulty-lake.ts';
import { type CleanAnswers, engineOfTouched } from './untouched.ts';

export type Told = {
  fault: Fault;
  /** `failed`: the data could not even be read. Nothing is published or mailed then, nor where it is held. */
  outcome: 'held' | 'failed' | 'excluded' | 'provisional' | 'passed';
  /** Tables of which some file is another than before. */
  touched: string[];
  /** What owners, or readers, are told. */
  said: string[];
  problems: Problem[];
  /** What is mailed, and what would have been without checks; null: nothing. */
  mailed: Snapshot | null;
  unchecked: Snapshot | null;
};

export type World = {
  definitions: Definitions;
  /** What is mailed where nothing is wrong. */
  clean: Snapshot;
  tell(fault: Fault): Promise<Told>;
  close(): Promise<void>;
};

/** Whatever is found, the run goes on; without its columns nothing can be read of a table. */
const RULES_THAT_REPORT = CHECKS.map((id) => `${id}: { action: ${id === 'columns_present' ? 'hold' : 'report'} }`).join(
  '\n',
);
/** Fewer, and a day of a small table would say nothing. */
const ORDERS = 60_000;
/** A year before what the run looks at, for the orders that those rows name. */
const KEPT_SINCE = '2025-05-01';
/** Months that the shop has mailed. */
const BEFORE = ['2026-07', '2026-09'] as const;

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
  const lake = path.join(folder, 'clean');
  await makeSampleLake({ out: lake, orders: ORDERS, seed: 1, until: MONTH });
  forget(lake);
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const unchecked = mustLoad({ 'checks/rules.yaml': RULES_THAT_REPORT });
  const answers: CleanAnswers = { engine: await open(lake, definitions), known: new Map() };
  const cleanEngine = engineOfTouched(answers.engine, new Set(), answers);
  const mailedBefore = memoryStore();
  await mustBeDone(tellRun(cleanEngine, mailedBefore, definitions, 'backfill', BEFORE));
  const cleanStore = layeredStore(mailedBefore);
  await mustBeDone(tellRun(cleanEngine, cleanStore, definitions));
  return {
    definitions,
    clean: (await readSnapshot(cleanStore)) as Snapshot,
    async tell(fault) {
      const spoiled = await faultyLake(lake);
      try {
        await fault.inject(spoiled);
        const touched = spoiled.touched();
        const engine = engineOfTouched(await open(spoiled.folder, definitions), new Set(touched), answers);
        try {
          const told = await tellFault(fault, engine, { definitions, unchecked }, mailedBefore);
          return { ...told, touched };
        } finally {
          await engine.close();
        }
      } finally {
        spoiled.close();
      }
    },
    async close() {
      await answers.engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tellFault(
  fault: Fault,
  engine: Engine,
  { definitions, unchecked }: Record<'definitions' | 'unchecked', Definitions>,
  mailedBefore: Store,
): Promise<Omit<Told, 'touched'>> {
  const before = () => (fault.firstRun ? memoryStore() : layeredStore(mailedBefore));
  const store = before();
  const result = await tellRun(engine, store, definitions);
  const storeUnchecked = before();
  await tellRun(engine, storeUnchecked, unchecked);
  return {
    fault,
    ...outcomeOf(result),
    problems: 'problems' in result ? result.problems : [],
    mailed: await readSnapshot(store),
    unchecked: await readSnapshot(storeUnchecked),
  };
}

function outcomeOf(result: RunResult): Pick<Told, 'outcome' | 'said'> {
  if (result.outcome === 'held' || result.outcome === 'failed') {
    return { outcome: result.outcome, said: result.problems.map(({ message }) => message) };
  }
  const checks = result.outcome === 'done' ? (result.checks ?? []) : [];
  const outcome = (['excluded', 'provisional'] as const).find((one) => checks.some((check) => check.outcome === one));
  return { outcome: outcome ?? 'passed', said: checks.map(({ table, detail }) => `${table}: ${detail}`) };
}

/** The run as the command tells it, up to its mails: nobody reads this report. */
async function tellRun(
  engine: Engine,
  store: Store,
  definitions: Definitions,
  kind: RunRequest['kind'] = 'run',
  [first, last]: readonly [string, string] = [MONTH, MONTH],
): Promise<RunResult> {
  const calendar = calendarOf(definitions);
  const report = definitions.reports[DEFAULT_REPORT] as Report;
  const [from, to] = [first, last].map((id) => readPeriod(id, calendar) as Period) as [Period, Period];
  const asOf = scheduledAfter(to, report.schedule, definitions.holidays);
  const steps = plainSteps('faults', () => Promise.reject(new Error('nobody reads this report')));
  const ports = { engine, store, recipientFiles: async () => [] };
  const context = { definitions, calendar, templates: {}, links: {} };
  return runReport(steps, ports, { report, kind, from, to, asOf, takeOver: false }, context);
}

async function mustBeDone(told: Promise<RunResult>): Promise<void> {
  const result = await told;
  if (result.outcome === 'done') return;
  throw new Error(`the clean lake was ${result.outcome}: ${JSON.stringify('problems' in result && result.problems)}`);
}

async function readSnapshot(store: Store): Promise<Snapshot | null> {
  const bytes = await store.get(`snapshots/${DEFAULT_REPORT}/${MONTH}/r1/snapshot.json`);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Snapshot);
}

/** Days before any that is looked at: each file less is one less to open. */
function forget(lake: string): void {
  for (const table of readdirSync(lake, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const day of readdirSync(path.join(lake, table.name))) {
      if (/^dt=/.test(day) && day < `dt=${KEPT_SINCE}`) rmSync(path.join(lake, table.name, day), { recursive: true });
    }
  }
}

function open(lake: string, definitions: Definitions): Promise<Engine> {
  return openEngine({ lake } as ShopOptions, definitions);
}
