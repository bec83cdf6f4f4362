// What the statements of the checks must read of a lake, beside those of the facts of the same run: chunks of columns by the
// footers of the files, which is what Athena is paid for. Nothing is timed here.
import { openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { countReads } from '../../functions/facts/relations.ts';
import type { Engine } from '../../functions/ports.ts';
import { sampleContracts } from '../conformance/few-days.ts';
import { type NeededBytes, openNeededBytes } from '../conformance/needed-bytes.ts';
import {
  checkScans,
  factScans,
  type MonthlyRun,
  monthlyRun,
  publishedBy,
  type Scan,
} from '../conformance/run-statements.ts';
import { lakeOf } from './lakes.ts';
import { requestOf } from './open-bench.ts';

/** Columns, and beside them the ends of files, in which an engine finds where columns lie. */
type Bytes = { statements: number; columns: number; ends: number };

export type CheckBytes = { facts: Bytes; checks: Bytes; byStatement: Record<string, number> };

/** Of the first run of a shop, whose history is all new, and of the monthly run that follows it. */
export async function measureCheckBytes(orders: number): Promise<{ first: CheckBytes; monthly: CheckBytes }> {
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const lake = lakeOf(orders);
  const needed = await openNeededBytes(lake, sampleContracts(definitions));
  const engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, definitions);
  try {
    const firstRun = monthlyRun(definitions, requestOf(definitions, '2026-09'), null);
    const first = await bytesOf(firstRun, engine, needed);
    const nextRun = monthlyRun(definitions, requestOf(definitions, '2026-10'), '2026-09');
    return { first: first.bytes, monthly: (await bytesOf(nextRun, engine, needed, first.published)).bytes };
  } finally {
    await engine.close();
    needed.close();
  }
}

async function bytesOf(run: MonthlyRun, engine: Engine, needed: NeededBytes, published = {}) {
  const { definitions } = run;
  const checks = await checkScans(run, engine, published);
  const timesNamed = ({ sql }: Scan, table: string) => sql.split(new RegExp(`\\braw\\.${table}\\b`)).length - 1;
  const timesRead = ({ id }: Scan, table: string) =>
    countReads(definitions.facts[id]?.rows ?? `SELECT * FROM ${id}`, definitions)[table] ?? 0;
  const [ofChecks, ofFacts] = [
    await addBytes(checks.scans, needed, timesNamed),
    await addBytes(factScans(run, checks.present), needed, timesRead),
  ];
  const bytes = { facts: ofFacts.all, checks: ofChecks.all, byStatement: ofChecks.byStatement };
  return { bytes, published: publishedBy(run, checks.profile) };
}

/** `times`: how often a statement reads a table, each time anew. */
async function addBytes(scans: Scan[], needed: NeededBytes, times: (scan: Scan, table: string) => number) {
  const all: Bytes = { statements: scans.length, columns: 0, ends: 0 };
  const byStatement: Record<string, number> = {};
  for (const scan of scans) {
    const { chunks, ends } = await needed.of(scan);
    const total = (bytes: Record<string, number>) =>
      Object.entries(bytes).reduce((sum, [table, size]) => sum + size * times(scan, table), 0);
    byStatement[scan.id] = total(chunks);
    all.columns += total(chunks);
    all.ends += total(ends);
  }
  return { all, byStatement };
}
