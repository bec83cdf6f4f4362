import { expect, test } from 'vitest';
import { readRecords } from '../../../functions/kpis/records.ts';
import { responsesOf } from '../../../functions/scorecards/responses/responses-of.ts';

test('the responses of a person are those to their own cards of the months asked for, the oldest first', () => {
  const row = (id: string, card: string, scope: string, month: string, second: string, kind = 'feedback') => [
    id,
    card,
    scope,
    month,
    'E1',
    kind,
    `text ${id}`,
    second,
  ];
  const { responses } = readRecords({
    responses: [
      row('R1', 'employee_sales', 'E1', '2026-08', '1790000200'),
      row('R2', 'employee_sales', 'E1', '2026-08', '1790000100', 'objection'),
      row('R3', 'employee_sales', 'E2', '2026-08', '1790000100'),
      row('R4', 'employee_service', 'E1', '2026-08', '1790000100'),
      row('R5', 'employee_sales', 'E1', '2026-07', '1790000100'),
      row('R6', 'employee_sales', 'E1', '2026-08', '1790000100', 'shrug'),
    ],
  });
  expect(responsesOf(responses, { cards: ['employee_sales'], person: 'E1', months: ['2026-08'] })).toEqual([
    { period: '2026-08', kind: 'objection', text: 'text R2', person: 'E1', writtenAt: '2026-09-21T14:15:00Z' },
    { period: '2026-08', kind: 'feedback', text: 'text R1', person: 'E1', writtenAt: '2026-09-21T14:16:40Z' },
  ]);
});
