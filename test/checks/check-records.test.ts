import { describe, expect, test } from 'vitest';
import { checkRecords, wrongResponses } from '../../functions/checks/check-records.ts';
import { readRecords } from '../../functions/kpis/records.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();

const plan = (id: string, kpi: string, kind = 'company', scope = 'all') => [
  id,
  kpi,
  kind,
  scope,
  'Act',
  null,
  null,
  null,
  null,
];

describe('rows that outlived their KPI', () => {
  test('are counted in the snapshot, with one of them as example, and hold nothing', () => {
    const plans = [plan('P1', 'sales'), plan('P2', 'gone'), plan('P3', 'sales', 'planet', 'earth')];
    expect(checkRecords(readRecords({ plans }), definitions)).toEqual([
      {
        id: 'records_known',
        table: 'plans',
        outcome: 'ok',
        detail: 'Left out, since their KPI or scope does not exist: 2 of 3 rows, e.g. plan_id = P2.',
      },
    ]);
  });

  test('name no row of a person', () => {
    const [check] = checkRecords(readRecords({ plans: [plan('E7-secret', 'gone', 'employee', 'E7')] }), definitions);
    expect(check?.detail).toBe('Left out, since their KPI or scope does not exist: 1 of 1 rows.');
  });

  test('are none where all are known', () => {
    const plans = [plan('P1', 'sales'), plan('P2', 'sales', 'channel', 'web')];
    expect(checkRecords(readRecords({ plans }), definitions)).toMatchObject([{ detail: null }]);
    expect(checkRecords(readRecords({}), definitions)).toEqual([]);
  });
});

test('a response of an unknown kind is a problem that names its row', () => {
  const row = (id: string, kind: string) => [id, 'employee_sales', 'E1', '2026-06', 'E1', kind, 'No', '1751000000'];
  const { responses } = readRecords({ responses: [row('R1', 'objection'), row('R2', 'Objection')] });
  expect(wrongResponses(responses)).toMatchObject([
    { code: 'INVALID_VALUE', message: 'Row response_id = R2 of table responses is of no known kind.' },
  ]);
});
