import { describe, expect, test } from 'vitest';
import { expressionsOf } from '../../functions/facts/cuts.ts';
import { recordsOf } from '../../functions/facts/records.ts';
import { mustLoad } from '../support/shop.ts';
import { periodOf } from './lake.ts';

const definitions = mustLoad();
const JUNE = periodOf('2026-06');
const records = (kpi: string, dimension: string, member = 'E1') => {
  const slice = definitions.kpis[kpi]?.slices.find((one) => one.dimension === dimension);
  if (!slice) throw new Error(`${kpi} has no ${dimension}`);
  return recordsOf(expressionsOf(slice), slice.column, JUNE, periodOf('2025-06'), definitions)(member);
};

describe("a person's own records", () => {
  test('are the rows of the fact that count for them in the period', () => {
    const [only] = records('sales_attainment', 'employee');
    expect(only?.fact).toBe('sales');
    expect(only?.sql).toContain("WHERE employee = 'E1'");
    expect(only?.sql).toContain(
      "received_at >= TIMESTAMP '2026-05-31 16:00:00' AND received_at < TIMESTAMP '2026-06-30 16:00:00'",
    );
    expect(only?.sql).not.toMatch(/\$|starts_at|ends_at/);
  });

  test('come from every fact that the KPI reads, and from the year before where it compares with it', () => {
    expect(records('parcels_per_hour', 'employee').map(({ fact }) => fact)).toEqual(['parcels', 'hours']);
    const [growth] = records('sales_growth_yoy', 'employee');
    expect(growth?.sql).toContain("TIMESTAMP '2025-05-31 16:00:00'");
    expect(growth?.sql).toContain("TIMESTAMP '2026-05-31 16:00:00'");
  });

  test('are found under the name that the fact has for the person', () => {
    expect(records('return_rate_cohort', 'product_owner')[0]?.sql).toContain("WHERE product_owner = 'E1'");
    expect(records('csat', 'employee', "O'Hara")[0]?.sql).toContain("WHERE employee = 'O''Hara'");
  });
});
