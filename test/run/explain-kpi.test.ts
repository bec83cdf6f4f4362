import { afterAll, describe, expect, test } from 'vitest';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Period } from '../../functions/periods/period.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import { explainKpi } from '../../functions/run/explain-kpi.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar, openExamples } from '../support/story.ts';

const definitions = mustLoad();
const engine = await openExamples(definitions);
afterAll(() => engine.close());

function explain(id: string, member: string | null = null, period = '2026-06') {
  const kpi = definitions.kpis[id];
  if (!kpi) throw new Error(`no KPI ${id}`);
  const subject = member === null ? WHOLE_SHOP : { dimension: 'carrier', column: 'carrier', member };
  const input = { definitions, calendar, kpi, subject, period: readPeriod(period, calendar) as Period };
  return explainKpi({ ...input, asOf: '2026-07-05T00:00:00Z' }, { engine, store: memoryStore() });
}

describe('an explanation', () => {
  test('leads from the value to its sums and their definitions', async () => {
    const explained = await explain('on_time_delivery_rate', 'SF');
    expect(explained).toMatchObject({
      value: '0.833333333333',
      exact: '5/6',
      numerator: '5',
      denominator: '6',
      notes: ['insufficient_sample'],
    });
    expect(explained.sums.map(({ measure, value }) => `${measure} = ${value}`)).toEqual([
      'parcels.on_time = 5',
      'parcels.due = 6',
    ]);
    expect(explained.definition).toContainEqual(['numerator', 'parcels.on_time']);
    expect(explained.sums[0]?.definition).toMatch(/^count\(\*\) where .*delivered_at <= promised_at$/);
  });

  test('shows the very SQL: its row, asked by hand, holds the sums', async () => {
    const explained = await explain('on_time_delivery_rate', 'SF');
    for (const { sql, where } of explained.statements) {
      const { rows } = await engine.query({
        id: 'by hand',
        sql: `SELECT due, on_time FROM (${sql}) answer WHERE ${where}`,
      });
      expect(rows).toEqual([['6', '5']]);
    }
    expect(explained.statements).toHaveLength(1);
  });

  test('of a KPI with two months names each sum with its month', async () => {
    const explained = await explain('sales_growth_yoy');
    expect(explained.sums.map(({ measure, period, value }) => [measure, period, value])).toEqual([
      ['sales.amount', '2026-06', '2154.305'],
      ['sales.amount', '2025-06', '1600'],
      ['sales.orders', '2025-06', '1'],
    ]);
  });

  test('of a quarter computes the KPI over the quarter, not from its months', async () => {
    const explained = await explain('aov', null, '2026-Q2');
    expect(explained).toMatchObject({ numerator: '2834.305', denominator: '10' });
  });

  test('of a percentile shows its histogram', async () => {
    const explained = await explain('processing_hours_p50');
    expect(explained.value).toBe('24.5');
    expect(JSON.parse(explained.sums[0]?.value ?? '')).toMatchObject({ 86400: 1 });
  });
});

describe('the explanation of a person', () => {
  const explainPerson = (id: string, dimension: string, member: string) => {
    const kpi = definitions.kpis[id] as (typeof definitions.kpis)[string];
    const column = kpi.slices.find((slice) => slice.dimension === dimension)?.column ?? null;
    const period = readPeriod('2026-06', calendar) as Period;
    const input = { definitions, calendar, kpi, subject: { dimension, column, member }, period };
    return explainKpi({ ...input, asOf: '2026-07-15T00:00:00Z' }, { engine, store: memoryStore() });
  };

  test('leads from the value to the points on the card of their role', async () => {
    const { person } = await explainPerson('sales_attainment', 'employee', 'E1');
    expect(person).toMatchObject({ scorecard: 'employee_sales', period: '2026-06', weight: '45', score: '84.07' });
    expect(person?.steps.at(-1)?.text).toBe('80 + 20 × (1.0203375 − 1) ÷ (1.1 − 1) = 84.07');
  });

  test('lists their own records by a statement that runs as it is', async () => {
    const { person, sample } = await explainPerson('sales_attainment', 'employee', 'E1');
    const [records] = person?.records ?? [];
    const { rows } = await engine.query({
      id: 'records',
      sql: `SELECT CAST(count(*) AS VARCHAR), CAST(sum(amount) AS VARCHAR) FROM (${records?.sql}) own WHERE line_rank = 1`,
    });
    expect(rows[0]?.[0]).toBe(sample);
  });

  test('is scored over the months that the card says, under the name that the KPI has for them', async () => {
    const { person } = await explainPerson('return_rate_cohort', 'product_owner', 'E7');
    expect(person).toMatchObject({ scorecard: 'employee_merchandiser', period: '2026-02..2026-04' });
  });

  test('is none for somebody whose role has no such card', async () => {
    expect((await explainPerson('sales_attainment', 'employee', 'E3')).person).toBeNull();
    expect((await explain('on_time_delivery_rate', 'SF')).person).toBeNull();
  });
});
