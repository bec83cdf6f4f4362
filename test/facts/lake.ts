// Lakes for tests of facts: the example tables, or some of them with a test's own rows in place of theirs.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import type { Engine } from '../../functions/ports.ts';
import { compileStatements, type PlannedStatement } from '../../functions/run/query-facts.ts';
import { EXAMPLES } from '../support/shop.ts';

export const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
export const AS_OF = '2026-07-05T00:00:00Z';
export const EXAMPLE_LAKE = path.join(EXAMPLES, 'facts');

export function periodOf(id: string): Period {
  const period = readPeriod(id, CALENDAR);
  if (!period) throw new Error(`${id} is no period`);
  return period;
}

/** A copy of the example tables: those named only, or all; a text takes the place of a table's rows. */
export function lakeWith(change: { only?: string[]; without?: string[]; rows?: Record<string, string> } = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lake-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of readdirSync(EXAMPLE_LAKE)) {
    const table = file.replace(/\.csv$/, '');
    if (change.only?.includes(table) === false || change.without?.includes(table)) continue;
    copyFileSync(path.join(EXAMPLE_LAKE, file), path.join(folder, file));
  }
  for (const [table, text] of Object.entries(change.rows ?? {})) writeFileSync(path.join(folder, `${table}.csv`), text);
  return folder;
}

/** An engine for the rest of the test. */
export async function openLake(definitions: Definitions, lake: string): Promise<Engine> {
  const engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, definitions);
  onTestFinished(() => engine.close());
  return engine;
}

/** The statements that a run would ask for some periods. */
export async function statementsFor(
  definitions: Definitions,
  engine: Engine,
  periods: Period[],
): Promise<{ statements: PlannedStatement[]; absent: Record<string, string> }> {
  const { present } = await inspectSources(definitions, engine);
  const planned = {
    evaluated: periods,
    yearsBefore: [],
    ranges: [],
    windows: [],
    detailed: periods.map(({ id }) => id),
  };
  return compileStatements(definitions, present, planned, AS_OF);
}
