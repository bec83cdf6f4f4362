import { describe, expect, test } from 'vitest';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { readTargets, sumTargets } from '../../functions/kpis/targets.ts';
import type { Cell } from '../../functions/ports.ts';
import { JUNE, periodOf } from './hand-made.ts';

const second = (instant: string) => String(Date.parse(instant) / 1000);

/** A target of the whole shop's sales in June. */
function row(
  version: string,
  created: string | null,
  target: string,
  scope: [string, string] = ['company', 'all'],
): Cell[] {
  return [
    'sales',
    ...scope,
    '2026-06',
    version,
    created === null ? null : second(created),
    target,
    '1',
    '99',
    null,
    null,
  ];
}

function targetOf(rows: Cell[][], subject = WHOLE_SHOP, period = JUNE): string | null {
  return readTargets(rows).find('sales', subject, period)?.target ?? null;
}

describe('a target', () => {
  test('is the highest version made before the period began', () => {
    const rows = [
      row('1', '2026-01-01T00:00:00Z', '100'),
      row('10', '2026-05-01T00:00:00Z', '300'),
      row('9', '2026-04-01T00:00:00Z', '200'),
    ];
    expect(targetOf(rows)).toBe('300');
  });

  test('made in the instant in which the period begins comes too late, a second before does not', () => {
    const first = row('1', null, '100');
    expect(targetOf([first, row('2', '2026-05-31T16:00:00Z', '50')])).toBe('100');
    expect(targetOf([first, row('2', '2026-05-31T15:59:59Z', '50')])).toBe('50');
  });

  test('without a time of making was there before every period', () => {
    expect(targetOf([row('1', null, '100')])).toBe('100');
  });

  test('belongs to one subject, month and KPI', () => {
    const rows = [row('1', null, '100'), row('1', null, '7', ['employee', 'E1'])];
    const employee = (member: string | null) => ({ dimension: 'employee', column: 'employee', member });
    expect(targetOf(rows, employee('E1'))).toBe('7');
    expect(targetOf(rows, employee('E2'))).toBeNull();
    expect(targetOf(rows, employee(null))).toBeNull();
    expect(targetOf(rows, WHOLE_SHOP, periodOf('2026-07'))).toBeNull();
    expect(targetOf(rows, WHOLE_SHOP, periodOf('2026-Q2'))).toBeNull();
  });

  test('carries its limits as text, so that they stay exact', () => {
    const limits = readTargets([row('1', null, '0.1234567890123456789')]).find('sales', WHOLE_SHOP, JUNE);
    expect(limits).toEqual({
      target: '0.1234567890123456789',
      floor: '1',
      stretch: '99',
      bandLow: null,
      bandHigh: null,
    });
  });

  test('names the members that have one in time', () => {
    const rows = [row('1', null, '7', ['employee', 'E1']), row('1', '2026-06-15T00:00:00Z', '8', ['employee', 'E2'])];
    expect(readTargets(rows).members('sales', 'employee', JUNE)).toEqual(['E1']);
  });
});

describe('the targets of months', () => {
  const months = ['2026-05', '2026-06', '2026-07'].map(periodOf);
  const sum = (targets: Record<string, string>) =>
    sumTargets(months, ({ id }) => targets[id] ?? null)?.toFraction() ?? null;

  test('add up', () => {
    expect(sum({ '2026-05': '0.1', '2026-06': '0.2', '2026-07': '1' })).toBe('13/10');
  });

  test('are no sum where one is missing, which is not 0', () => {
    expect(sum({ '2026-05': '100', '2026-07': '300' })).toBeNull();
    expect(sum({ '2026-05': '100', '2026-06': '0', '2026-07': '300' })).toBe('400');
  });
});
