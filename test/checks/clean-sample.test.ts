// No row of the sample lake is wrong, awkward ones on purpose included, and every condition of every contract was asked.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { compileProfile } from '../../functions/checks/profile-statement.ts';
import { relatedRows } from '../../functions/checks/related-rows.ts';
import { rowConditions } from '../../functions/checks/row-conditions.ts';
import type { Contract, Table } from '../../functions/definitions/definitions.ts';
import type { PresentTables } from '../../functions/facts/relations.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { openLake } from '../facts/lake.ts';
import { scratchFolder } from '../support/lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const lake = path.join(scratchFolder(), 'sample');

afterAll(() => rmSync(path.dirname(lake), { recursive: true, force: true }));

test('finds no wrong row in any table and month of the sample lake', { timeout: 300_000 }, async () => {
  await makeSampleLake({ out: lake, orders: 3000, seed: 7, until: '2026-10' });
  const engine = await openLake(definitions, lake);
  const { present, problems } = await inspectSources(definitions, engine);
  expect(problems).toEqual([]);
  const days: [string, string][] = [['2024-07-01', '2026-11-30']];
  const wrong: string[] = [];
  for (const table of Object.values(definitions.tables).filter(({ id }) => id in present)) {
    const own = table.partition === 'none' ? null : days;
    expect(askedOf(table, own, present)).toBe(writtenIn(table.contract));
    const { sql, decode } = compileProfile(table, own, present, definitions);
    for (const [day, found] of Object.entries(decode((await engine.query({ id: table.id, sql })).rows))) {
      if (found.repeated > 0) wrong.push(`${table.id} ${day}: ${found.repeated} repeated`);
      wrong.push(...Object.entries(found.wrong).map(([name, rows]) => `${table.id} ${day}: ${name} in ${rows}`));
    }
  }
  expect(wrong).toEqual([]);
  expect(Object.keys(present).length).toBe(Object.keys(definitions.tables).length - 1);
});

/** Conditions that the statement asks of a table for its contract's sake, and those that the contract has. */
function askedOf(table: Table, days: [string, string][] | null, present: PresentTables): number {
  const columns = present[table.id] ?? [];
  const checks = ['accepted_values', 'ranges', 'values_in_order', 'rows_hold'];
  const own = rowConditions(table, columns, definitions).filter(({ check }) => checks.includes(check));
  return own.length + relatedRows(table, days, present, definitions).length;
}

function writtenIn({ values, ranges, order, holds, references, children }: Contract): number {
  const named = [values, ranges, holds, references].flatMap((part) => Object.keys(part));
  return named.length + order.length + children.length;
}
