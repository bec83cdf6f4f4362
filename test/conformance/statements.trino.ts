// Every statement gives the same rows on DuckDB and on a Trino server, the stand-in for Athena's engine
// v3. `npm run test:trino` runs it; it needs Java 17, and Maven once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSources } from '../../functions/checks/check-sources.ts';
import { rowConditions } from '../../functions/checks/row-conditions.ts';
import { calendarOf, openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { PresentTables, Quarantine } from '../../functions/facts/relations.ts';
import { type Period, periodOfDay, readPeriod, shiftPeriod, yearBefore } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { QueryRows } from '../../functions/ports.ts';
import { compileStatements } from '../../functions/run/query-facts.ts';
import { tablesOfRun } from '../../functions/run/tables.ts';
import { recordingEngine } from '../support/recorded-engine.ts';
import { askDuckdb, exampleContracts, openLake, writeExampleLake } from './example-lake.ts';
import { type ConformanceLake, conformanceLakes } from './lakes.ts';
import { portabilityStatements } from './portability.ts';
import { sameRows } from './same-rows.ts';
import { type TrinoClient, trinoClient } from './trino/client.ts';
import { startTrino, type TrinoServer } from './trino/server.ts';
import { createTables } from './trino/tables.ts';

let folder: string;
let server: TrinoServer | undefined;
let trino: TrinoClient;
let duckdb: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const contracts = await exampleContracts();
  await writeExampleLake(folder, contracts);
  duckdb = await openLake(folder, contracts);
  server = await startTrino();
  trino = trinoClient(server.url);
  await createTables(trino, folder, contracts);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('what compiled statements are made of answers alike on DuckDB and Trino', () => {
  test.each(Object.entries(portabilityStatements))('%s', async (_name, sql) => {
    const [expected, { rows }] = await Promise.all([askDuckdb(duckdb, sql), trino.ask(sql)]);
    expect(sameRows(expected, rows)).toEqual([]);
    expect(rows.length, 'a statement that returns nothing proves nothing').toBeGreaterThan(0);
  });
});

test('a difference between the two would be seen', async () => {
  const sql = 'SELECT 7 / 2';
  expect(sameRows(await askDuckdb(duckdb, sql), (await trino.ask(sql)).rows)).toEqual(['+ ["3"]', '- ["3.5"]']);
});

// Last, since each lake takes the place of the one before it in schema `raw`.
describe('every statement of a run answers alike on DuckDB and Trino', () => {
  test.each(conformanceLakes().map((lake) => [lake.name, lake] as const))('over %s', async (name, lake) => {
    const own = await mkdtemp(join(tmpdir(), 'conformance-'));
    try {
      await createTables(trino, own, await lake.write(own));
      const asked = await askAll(lake, own);
      const rows = asked.reduce((sum, { answer }) => sum + answer.rows.length, 0);
      const differing: string[] = [];
      for (const { sql, answer } of asked) {
        const found = await trino.ask(sql);
        differing.push(...sameRows(answer.rows, found.rows).map((row) => `${row}\n  ${sql.slice(0, 200)}`));
      }
      const profiled = asked.filter(({ sql }) => sql.includes('nth_of_key'));
      if (lake.checked) expect(profiled.length, 'tables whose rows the checks look at').toBeGreaterThan(4);
      console.log(
        `${name}: ${asked.length} statements, ${profiled.length} of them profiles, ${rows} rows, ${differing.length} differing`,
      );
      expect(differing).toEqual([]);
      expect(rows).toBeGreaterThan(50);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  });
});

/**
 * Everything that a run asks its engine: the checks, each fact for months, ranges and an empty period, the targets; and the
 * same with every condition of the checks written into it, as if each had found a row to leave out.
 */
async function askAll(
  { definitions, month, conditioned, checked: withChecks }: ConformanceLake,
  lake: string,
): Promise<{ sql: string; answer: QueryRows }[]> {
  const options = { lake, config: '', out: '', engine: 'duckdb' as const };
  const { engine, recording } = recordingEngine(await openEngine(options, definitions));
  const calendar = calendarOf(definitions);
  const period = readPeriod(month, calendar) as Period;
  const quarter = periodOfDay(period.from, 'quarter', calendar);
  const toDate = readPeriod(`${month.slice(0, 4)}-YTD-${month.slice(5)}`, calendar) as Period;
  const empty = readPeriod('1980-02', calendar) as Period;
  const evaluated = [
    empty,
    shiftPeriod(period, -2, calendar),
    shiftPeriod(period, -1, calendar),
    period,
    quarter,
    toDate,
  ];
  try {
    const { checked } = await checkSources(definitions, engine, tablesOfRun(definitions), {
      period,
      asOf: period.endsAt,
      sinceDay: '1970-01-01',
      coveredSince: '1970-01-01',
      published: {},
      last: [],
      nextRunOn: period.to,
      accepted: [],
    });
    const { present } = checked;
    const yearsBefore = [period, quarter, toDate].map((one) => yearBefore(one, calendar));
    const planned = { evaluated, yearsBefore, ranges: [], windows: [], detailed: [period.id] };
    const asOf = scheduledAfter(period, { on: 'first_business_day', time: '08:00' }, definitions.holidays);
    const quarantines: Quarantine[] = conditioned ? [{}, everyCondition(present, definitions)] : [{}];
    const ofFacts = new Set<string>();
    for (const quarantine of quarantines) {
      for (const { fact, sql } of compileStatements(definitions, present, planned, asOf, quarantine).statements) {
        await engine.query({ id: fact, sql });
        ofFacts.add(sql);
      }
    }
    return Object.entries(recording).flatMap(([question, answer]) => {
      const sql = question.slice('query '.length);
      const isAsked = question.startsWith('query ') && (withChecks || ofFacts.has(sql));
      return isAsked ? [{ sql, answer: answer as QueryRows }] : [];
    });
  } finally {
    await engine.close();
  }
}

/** Of every table, whether or not some row fails it. */
function everyCondition(present: PresentTables, definitions: Definitions): Quarantine {
  return Object.fromEntries(
    Object.entries(present).flatMap(([id, columns]) => {
      const table = definitions.tables[id];
      const conditions = table ? rowConditions(table, columns, definitions) : [];
      return conditions.length > 0 ? [[id, conditions.map(({ wrong }) => wrong)]] : [];
    }),
  );
}
