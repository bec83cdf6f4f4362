import { expect, test } from 'vitest';
import { compileTargets } from '../../functions/facts/compile-targets.ts';
import { mustLoad } from '../support/shop.ts';
import { periodOf } from './lake.ts';

const definitions = mustLoad();
const present = { targets: Object.keys(definitions.tables.targets?.columns ?? {}) };
const reach = { lookbackDays: 120, scheduledAt: '2026-07-02T00:00:00Z' };

function monthsAsked(...ids: string[]): string[] {
  const sql = compileTargets(definitions, present, ids.map(periodOf), reach) ?? '';
  return [...(/period_month IN \((.*)\)/.exec(sql)?.[1] ?? '').matchAll(/'([^']*)'/g)].map(
    (match) => match[1] as string,
  );
}

test('targets are read of every month of each period, once', () => {
  expect(monthsAsked('2026-06', '2026-05..2026-06')).toEqual(['2026-05', '2026-06']);
  expect(monthsAsked('2026-Q1')).toEqual(['2026-01', '2026-02', '2026-03']);
});

test('and of the whole year that a year to date belongs to, also of months to come', () => {
  const months = monthsAsked('2026-YTD-06');
  expect([months.length, months[0], months[11]]).toEqual([12, '2026-01', '2026-12']);
});
