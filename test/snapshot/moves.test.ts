// What moved most, by each KPI's own steps.
import { describe, expect, test } from 'vitest';
import { rankMoves } from '../../functions/snapshot/moves.ts';
import type { SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { buildSnapshot } from '../support/snapshot.ts';

/** A KPI of the sample month with another history; the last of the values is its own. */
function kpi(id: string, values: (string | null)[], change: string | null): SnapshotKpi {
  const [template] = buildSnapshot().kpis;
  if (!template?.previous) throw new Error('the sample month has no KPI with a period before');
  const trend = values.map((value, at) => ({
    period: `2026-${String(at + 1).padStart(2, '0')}`,
    value,
    provisional: false,
  }));
  return { ...template, id, trend, value: values.at(-1) ?? null, previous: { ...template.previous, change } };
}

const QUIET = ['10', '11', '10', '11', '10', '11'];
const RESTLESS = ['100', '200', '100', '200', '100', '200'];

describe('moves', () => {
  test('are measured by the average of a KPI’s own steps, exactly', () => {
    expect(rankMoves([kpi('quiet', [...QUIET, '14'], '3')])).toEqual([{ kpi: 'quiet', size: { times: '3' } }]);
    const thirds = kpi('thirds', ['0', '1', '1', '2', '2', '3', '3', '4'], '1');
    // Six steps: 1, 0, 1, 0, 1, 0.
    expect(rankMoves([thirds])).toEqual([{ kpi: 'thirds', size: { times: '2' } }]);
  });

  test('of a quiet KPI come before larger ones of a restless one', () => {
    const moves = rankMoves([kpi('restless', [...RESTLESS, '320'], '120'), kpi('quiet', [...QUIET, '14'], '3')]);
    expect(moves.map((move) => move.kpi)).toEqual(['quiet', 'restless']);
  });

  test('of what never moved come first, and of a short history last', () => {
    const still = kpi('still', ['5', '5', '5', '5', '5', '5', '6'], '1');
    const young = kpi('young', ['1', '2', '900'], '898');
    const moves = rankMoves([young, kpi('quiet', [...QUIET, '14'], '3'), still]);
    expect(moves).toEqual([
      { kpi: 'still', size: 'unmoved' },
      { kpi: 'quiet', size: { times: '3' } },
      { kpi: 'young', size: 'unknown' },
    ]);
  });

  test('count downwards as upwards', () => {
    expect(rankMoves([kpi('quiet', [...QUIET, '8'], '-3')])).toEqual([{ kpi: 'quiet', size: { times: '3' } }]);
  });

  test('skip periods without a value rather than take them for a step', () => {
    const gap = ['10', '11', null, '500', '501', '500', '501', '500', '501'];
    expect(rankMoves([kpi('gap', [...gap, '503'], '2')])).toEqual([{ kpi: 'gap', size: { times: '2' } }]);
  });

  test('are none where nothing changed, or where nothing can be compared', () => {
    expect(rankMoves([kpi('same', [...QUIET, '11'], '0'), kpi('new', [...QUIET, null], null)])).toEqual([]);
  });
});
