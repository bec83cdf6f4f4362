// What moved a KPI, as printed: parts that add to the change, for sales and what is off target.
import { describe, expect, it } from 'vitest';
import { LOCALES, viewMail } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

/** Hundredths of every signed number of a text. */
function hundredths(text: string): bigint {
  const [, sign = '', digits = ''] = /([−+±])[^\d]*([\d,]+\.\d\d)/.exec(text) ?? [];
  const size = BigInt(digits.replace(/[,.]/g, '') || '0');
  return sign === '−' ? -size : size;
}

describe.each(LOCALES)('what moved the KPIs in %s', (name) => {
  it('adds to the change as printed', () => {
    const rows = viewMail(buildSnapshot(), name).kpiDrivers?.rows ?? [];
    expect(rows).toHaveLength(4);
    for (const { total, parts } of rows) {
      expect(parts.map(({ effect }) => hundredths(effect)).reduce((sum, part) => sum + part, 0n)).toBe(
        hundredths(total),
      );
    }
  });
});

describe('what moved the KPIs', () => {
  it('is told of sales by every method, and of what is off target by the dimension of its cause', () => {
    expect(viewMail().kpiDrivers?.rows.map(({ name, method, total }) => `${name} ${total}, ${method}`)).toEqual([
      'Sales +¥211,438.00, by price, volume and mix',
      'Sales +¥211,438.00, by orders × order value',
      'On-time delivery rate −10.90\u00a0pp, by carrier, own rate and share',
      'Return rate +0.10\u00a0pp, by category, own rate and share',
    ]);
  });

  it('names members as the snapshot does, and what belongs to none', () => {
    expect(viewMail().kpiDrivers?.rows[2]?.parts.slice(0, 3)).toEqual([
      { name: 'SwiftLine rate', effect: '−9.86\u00a0pp' },
      { name: 'PolarPost rate', effect: '−0.74\u00a0pp' },
      { name: 'SwiftLine share', effect: '−0.22\u00a0pp' },
    ]);
    const snapshot = buildSnapshot();
    for (const one of snapshot.exceptions) if (one.cause) one.cause.dimension = 'warehouse';
    expect(viewMail(snapshot).kpiDrivers?.rows[2]?.parts[1]).toEqual({
      name: 'Unassigned rate',
      effect: '−5.00\u00a0pp',
    });
  });

  it('is refused where the parts do not add to the change', () => {
    const snapshot = buildSnapshot();
    const part = snapshot.kpis.find(({ id }) => id === 'sales')?.drivers?.[0]?.parts[0];
    if (part) part.printed = '0.01';
    expect(() => viewMail(snapshot)).toThrow('drivers of sales 2026-10 (price_volume_mix) add to');
  });

  it('is not told against another period than the one before', () => {
    const snapshot = buildSnapshot();
    for (const kpi of snapshot.kpis) for (const driver of kpi.drivers ?? []) driver.against = '2025-10';
    expect(viewMail(snapshot).kpiDrivers).toBeNull();
  });
});
