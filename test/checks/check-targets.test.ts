import { describe, expect, test } from 'vitest';
import { checkTargets } from '../../functions/checks/check-targets.ts';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { problemOf } from '../../functions/checks/remedies.ts';
import { lakeWith, openLake } from '../facts/lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const JUNE = { from: '2026-06-01', to: '2026-06-30' };
const HEAD = 'kpi_id,scope_kind,scope_id,period_month,version,target_value,floor_value,stretch_value';
const target = (month: string, floor: string, stretch: string, version = 1, kpi = 'on_time_delivery_rate') =>
  `${kpi},department,all,${month},${version},0.95,${floor},${stretch}`;

async function found(...targets: string[]) {
  const lake = lakeWith({ only: ['employees'], rows: { targets: `${[HEAD, ...targets].join('\n')}\n` } });
  const engine = await openLake(definitions, lake);
  const { present } = await inspectSources(definitions, engine);
  return checkTargets(JUNE, present, definitions, engine);
}

describe('targets of the month', () => {
  test('in the direction of their KPI are right', async () => {
    expect(await found(target('2026-05', '0.9', '0.99'), target('2026-06', '0.9', '0.99'))).toEqual([]);
  });

  test('with a floor or stretch on the wrong side are counted, in their newest version', async () => {
    const mended = [target('2026-06', '0.99', '0.9', 1), target('2026-06', '0.9', '0.99', 2)];
    expect(await found(...mended)).toEqual([]);
    expect(await found(...mended, target('2026-06', '0.9', '0.94', 3))).toMatchObject([
      { check: 'targets_in_order', rows: 1, found: { example: 'on_time_delivery_rate of department all in 2026-06' } },
    ]);
    // Fewer returns are better.
    expect(await found(target('2026-06', '0.9', '0.99', 1, 'return_rate'))).toMatchObject([{ rows: 1 }]);
  });

  test('of other months are not looked at', async () => {
    expect(await found(target('2026-06', '0.9', '0.99'), target('2026-05', '0.99', '0.9'))).toEqual([]);
    expect(await found(target('2026-06', '0.9', '0.99'), target('2026-07', '0.99', '0.9'))).toEqual([]);
  });

  test('are missed where the month before had some, and only then', async () => {
    const [missing, ...others] = await found(target('2026-05', '0.9', '0.99'), target('2027-06', '0.9', '0.99'));
    expect(others).toEqual([]);
    expect(missing).toMatchObject({ check: 'rows_present', table: 'targets', since: '2026-06-01' });
    if (missing)
      expect(problemOf(missing, definitions).message).toMatch(
        /no rows from 2026-06-01 to 2026-06-30; the newest are of 2026-05/,
      );
    expect(await found(target('2026-04', '0.9', '0.99'))).toEqual([]);
  });
});
