// A shop that kept its books in another currency would have the same scorecard: money is multiplied by the rate, and no
// rate, count, time or share notices.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kpi, Report } from '../../functions/definitions/definitions.ts';
import type { Evaluated } from '../../functions/kpis/evaluate.ts';
import type { ScoredCard } from '../../functions/scorecards/card.ts';
import { evaluatePeriod } from '../../functions/scorecards/evaluate-period.ts';
import { periodOf } from '../facts/lake.ts';
import { copies, growLake, multiply, readTables, type Tables } from '../support/grown-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const report = definitions.reports['monthly-executive'] as Report;
const june = periodOf('2026-06');
const LIMITS = ['floor_value', 'target_value', 'stretch_value', 'band_lo', 'band_hi'];

/** Amounts in the base currency, the rates that lead there, and targets of money. */
function inOtherMoney(tables: Tables, rate: number): Tables {
  const isMoney = (kpi: string | undefined) => definitions.kpis[kpi ?? '']?.unit === 'money';
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, text]) => {
            const scales = table === 'targets' ? LIMITS.includes(name) && isMoney(row.kpi_id) : /_base$/.test(name);
            return [name, scales ? multiply(text, rate) : text];
          }),
        ),
      ),
    ]),
  );
}

/** Without amounts that are held to a target of the YAML, which stays in the old currency. */
function scoresOf({ id, subject, lines }: ScoredCard) {
  const free = lines.filter((line) => definitions.kpis[line.kpi]?.unit !== 'money' || line.targetSource === 'table');
  return [id, subject.member, ...free.map(({ kpi, score }) => [kpi, score?.toFraction()])];
}

test('another base currency multiplies the money and leaves everything else', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(copies, fc.constantFrom(2, 7, 150), async (added, rate) => {
      const tables = growLake(added);
      const [one, other] = [tables, inOtherMoney(tables, rate)];
      const before = evaluatePeriod(report, june, await readTables(one, definitions, ['2026-06']));
      const after = evaluatePeriod(report, june, await readTables(other, definitions, ['2026-06']));
      const compare = (kpi: Kpi, was: Evaluated, is: Evaluated | undefined, name: string) => {
        const wanted = kpi.unit === 'money' ? was.value?.mul(rate) : was.value;
        expect(is?.value?.toFraction(), name).toBe(wanted?.toFraction());
        expect([is?.notes, is?.sample?.toFraction()], name).toEqual([was.notes, was.sample?.toFraction()]);
        if (was.value !== null) seen.add(kpi.unit);
      };
      for (const [id, { kpi, evaluated, members }] of before.kpis) {
        compare(kpi, evaluated, after.kpis.get(id)?.evaluated, id);
        for (const [dimension, list] of members) {
          const others = new Map(
            after.kpis
              .get(id)
              ?.members.get(dimension)
              ?.map((of) => [of.member, of.evaluated]),
          );
          for (const of of list) compare(kpi, of.evaluated, others.get(of.member), `${id} ${dimension} ${of.member}`);
        }
      }
      expect(after.cards.map(scoresOf)).toEqual(before.cards.map(scoresOf));
    }),
    { numRuns: 5 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['money', 'percent', 'count', 'hours']));
}, 120_000);
