import { describe, expect, test } from 'vitest';
import type { Report } from '../../functions/definitions/definitions.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import { firstDayCovered, firstDayRead, planPeriods } from '../../functions/run/plan-periods.ts';
import type { RunContext, RunRequest } from '../../functions/run/request.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar } from '../support/story.ts';

const definitions = mustLoad();
const context = { definitions, calendar } as RunContext;
const KNOWN = { '2026-09': 1 };

function requestOf(to: string, from = to, kind: RunRequest['kind'] = 'run'): RunRequest {
  const [first, last] = [readPeriod(from, calendar), readPeriod(to, calendar)];
  if (!first || !last) throw new Error('no period');
  const report = definitions.reports['monthly-executive'] as Report;
  return { report, kind, from: first, to: last, asOf: '2026-11-02T00:00:00Z', takeOver: false };
}

const idsOf = (periods: { id: string }[]) => periods.map(({ id }) => id);

describe('the ranges of a run', () => {
  test('are those of its own month, and of no other that it publishes', () => {
    const wanted = ['2026-YTD-10', '2025-YTD-10', '2025-11..2025-12'];
    expect(idsOf(planPeriods(requestOf('2026-10'), KNOWN, null, context).ranges)).toEqual(wanted);
    expect(idsOf(planPeriods(requestOf('2026-10'), {}, '2024-01-01', context).ranges)).toEqual(wanted);
    const backfill = planPeriods(requestOf('2026-10', '2026-03', 'backfill'), KNOWN, null, context);
    expect(backfill.published).toHaveLength(8);
    expect(idsOf(backfill.ranges)).toEqual(wanted);
  });

  test('list no products or people', () => {
    const { ranges, detailed } = planPeriods(requestOf('2026-10'), KNOWN, null, context);
    expect(idsOf(ranges).filter((id) => detailed.includes(id))).toEqual([]);
  });
});

describe('the first day that a run looks at', () => {
  test('of rows is that of the year to date or of the months before, less the look-back', () => {
    expect(firstDayRead(requestOf('2026-10'), KNOWN, context)).toBe('2025-09-02');
    expect(firstDayRead(requestOf('2026-01'), KNOWN, context)).toBe('2025-07-03');
  });

  test('of history is early enough to know whether last year’s year to date is whole', () => {
    expect(firstDayCovered(requestOf('2026-10'), KNOWN, context) < '2025-01-01').toBe(true);
  });
});
