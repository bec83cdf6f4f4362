// A shop that has published its months up to the one before, and a lake for the next month that something is wrong with.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkSources, type SourceQuestion } from '../../functions/checks/check-sources.ts';
import { describeSources } from '../../functions/checks/describe-sources.ts';
import type { Profile } from '../../functions/checks/profile.ts';
import { calendarOf, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG, type ShopOptions } from '../../functions/cli/options.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine } from '../../functions/ports.ts';
import { type Problem, ProblemError } from '../../functions/problem.ts';
import { explainKpi } from '../../functions/run/explain-kpi.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';
import { type Fault, MONTH } from './fault.ts';
import { faultyLake } from './faulty-lake.ts';

export type Told = {
  fault: Fault;
  /** What became of the run: the gravest outcome of all checks; `refused`: the data could not even be read. */
  outcome: 'held' | 'refused' | 'excluded' | 'provisional' | 'passed';
  /** What the owners, or readers, are told. */
  said: string[];
  /** The figure as it was, and as it would have been mailed; null: it would not have come to a figure. */
  right: string | null;
  wrong: string | null;
};

export type World = { tell(fault: Fault): Promise<Told>; close(): void };

/** Fewer orders than this and days of a small table say nothing. */
const ORDERS = 60_000;
const SINCE = '2025-06-01';

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
  const clean = path.join(folder, 'clean');
  await makeSampleLake({ out: clean, orders: ORDERS, seed: 1, until: MONTH });
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const period = readPeriod(MONTH, calendarOf(definitions)) as Period;
  const asked = await publishBefore(clean, period, definitions);
  const known = new Map<string, Promise<string | null>>();
  return {
    async tell(fault) {
      const right =
        known.get(fault.figure) ??
        withEngine(clean, definitions, (engine) => figureOf(fault, engine, definitions, period));
      known.set(fault.figure, right);
      const lake = await faultyLake(clean);
      try {
        await fault.inject(lake);
        const judged = await withEngine(lake.folder, definitions, (engine) => judge(fault, engine, definitions, asked));
        const wrong = await withEngine(lake.folder, definitions, (engine) =>
          figureOf(fault, engine, definitions, period),
        );
        return { fault, ...judged, right: await right, wrong };
      } finally {
        lake.close();
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the months before have left in the store, so that the faulty one is compared with them. */
async function publishBefore(clean: string, period: Period, definitions: Definitions): Promise<SourceQuestion> {
  const asked: SourceQuestion = {
    period,
    asOf: scheduledAfter(period, { on: 'first_business_day', time: '08:00' }, definitions.holidays),
    sinceDay: SINCE,
    coveredSince: SINCE,
    nextRunOn: '2026-12-01',
    published: {},
    last: [],
    accepted: [],
  };
  return withEngine(clean, definitions, async (engine) => {
    const tables = tablesOfRun(definitions);
    const { checked, profile } = await checkSources(definitions, engine, tables, asked);
    if (checked.problems.length > 0) throw new ProblemError(checked.problems);
    const before = Object.entries(profile).map(([table, days]) => [
      table,
      Object.fromEntries(Object.entries(days).filter(([day]) => day < period.from)),
    ]);
    return {
      ...asked,
      published: Object.fromEntries(before) as Profile,
      last: describeSources(tables, checked, period),
    };
  });
}

async function judge(
  { tables }: Fault,
  engine: Engine,
  definitions: Definitions,
  asked: SourceQuestion,
): Promise<Pick<Told, 'outcome' | 'said'>> {
  try {
    const { checked } = await checkSources(definitions, engine, concerned(tables, definitions), asked);
    const outcomes = ['held', 'excluded', 'provisional'] as const;
    const found = outcomes.find((one) => checked.checks.some((check) => check.outcome === one));
    const told = checked.checks.filter((check) => check.outcome === found);
    const said = told.map(({ table, detail }) => `${table}: ${detail}`);
    return {
      outcome: found ?? 'passed',
      said: said.length > 0 ? said : checked.problems.map(({ message }) => message),
    };
  } catch (error) {
    return { outcome: 'refused', said: problemsOf(error).map(({ message }) => message) };
  }
}

/** The tables touched, and those whose contracts name them. */
function concerned(tables: string[], definitions: Definitions): string[] {
  return tablesOfRun(definitions).filter((id) => {
    const contract = definitions.tables[id]?.contract;
    const named = [
      ...Object.values(contract?.references ?? {}).map(({ table }) => table),
      ...(contract?.children ?? []),
    ];
    return tables.includes(id) || named.some((table) => tables.includes(table));
  });
}

/** As it would have been mailed, had nobody checked anything. */
async function figureOf(
  { figure }: Fault,
  engine: Engine,
  definitions: Definitions,
  period: Period,
): Promise<string | null> {
  const kpi = definitions.kpis[figure];
  if (!kpi) throw new Error(`no KPI ${figure}`);
  const asOf = scheduledAfter(period, { on: 'first_business_day', time: '08:00' }, definitions.holidays);
  const input = { definitions, calendar: calendarOf(definitions), kpi, subject: WHOLE_SHOP, period, asOf };
  try {
    return (await explainKpi(input, { engine, store: memoryStore() })).value;
  } catch (error) {
    problemsOf(error);
    return null;
  }
}

/** Whatever else it is, no stack trace reaches a person. */
function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  throw error;
}

async function withEngine<T>(lake: string, definitions: Definitions, run: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({ lake } as ShopOptions, definitions);
  try {
    return await run(engine);
  } finally {
    await engine.close();
  }
}
