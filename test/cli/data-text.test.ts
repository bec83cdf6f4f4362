import { expect, test } from 'vitest';
import { dataText } from '../../functions/cli/data-text.ts';
import { ACCEPTED, BLOCKED, type FoundMonth, LATE, LEFT_OUT } from '../support/doubts.ts';
import { buildSnapshot, type Month } from '../support/snapshot.ts';

const linesOf = (found: FoundMonth[], change: (month: Month) => void = () => undefined) =>
  dataText(
    buildSnapshot((month) => {
      for (const kpi of [...month.kpis, ...month.beside]) kpi.notes = [];
      month.found = found;
      change(month);
    }),
  );

test('a line says of each thing how many KPIs it concerns, until when, and what was found, the weightiest first', () => {
  expect(linesOf([LEFT_OUT, LATE, BLOCKED, ACCEPTED])).toEqual([
    'Of the data',
    '  accepted     by Ana Souza for 1 KPI: The warehouse loads returns again on Thursday. (returns.keys_unique: 212 rows stand more than once, e.g. R-20261012-7)',
    '  accepted     by Li Wei for 3 KPIs: The shop was closed for its move from 3 to 17 October. (orders.volume: 15120 rows in 2026-10, where 31400 are usual)',
    '  no figure    1 KPI (returns.keys_unique: 212 rows stand more than once, e.g. R-20261012-7)',
    '  provisional  2 KPIs until 2026-11-05 (shipments.fresh: the newest rows are of 2026-10-29; they are expected up to 2026-10-31)',
    '  left out     12 rows, read by 5 KPIs (orders.accepted_values: status)',
    '',
  ]);
});

test('what always arrives late is one line, with the first and the last day', () => {
  const mature = (month: Month) => {
    for (const kpi of month.kpis.filter(({ id }) => ['delivery_accuracy_rate', 'ship_cost_pct_sales'].includes(id)))
      kpi.notes = ['provisional'];
  };
  expect(linesOf([], mature)).toEqual([
    'Of the data',
    '  provisional  2 KPIs until between 2026-11-15 and 2026-12-01 (outcomes of the period still arrive)',
    '',
  ]);
});

test('nothing is said where nothing is doubtful, or only reported', () => {
  expect(linesOf([])).toEqual([]);
  expect(linesOf([{ check: { ...LATE.check, outcome: 'reported' }, kpis: ['sales'] }])).toEqual([]);
});

test('what somebody wrote cannot move the cursor or add a line', () => {
  const accepted = { by: 'Eve\u001b[2J', reason: `fine\r\n  mails     all sent\u001b]0;x\u0007${'y'.repeat(10_000)}` };
  const lines = linesOf([{ ...ACCEPTED, check: { ...ACCEPTED.check, accepted } }]);
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  expect(lines[1]?.length).toBeLessThan(500);
});
