// What `check` prints of a report, whatever data it was made of.
import { expect, test } from 'vitest';
import { checksText } from '../../functions/cli/show-checks.ts';
import type { CheckReport, TableChecks } from '../../functions/run/describe-checks.ts';

const COMMAND = 'npx scorecard run --period 2026-10';

const ordersTable: TableChecks = {
  table: 'orders',
  status: 'ok',
  rows: 12_345,
  newestDay: '2026-10-31',
  checks: 1,
  passed: 1,
  outcome: 'ok',
};

const clean: CheckReport = {
  report: 'monthly-executive',
  period: '2026-10',
  asOf: '2026-11-02T00:00:00Z',
  isWhole: true,
  outcome: 'done',
  waitHours: 0,
  tables: [
    ordersTable,
    { ...ordersTable, table: 'reviews', status: 'absent', rows: null, newestDay: null, checks: 0, passed: 0 },
    { ...ordersTable, table: 'campaigns', status: 'empty', rows: 0, newestDay: null },
  ],
  checks: [
    { id: 'volume', table: 'orders', outcome: 'ok', detail: null },
    { id: 'keys_unique', table: 'campaigns', outcome: 'ok', detail: null },
  ],
  readers: [],
};

const found = { subject: null, found: {}, rows: null, accepted: null, kpis: ['sales', 'orders'], owner: 'Ann' };

const late: CheckReport = {
  ...clean,
  outcome: 'held',
  waitHours: 3,
  tables: [{ ...ordersTable, checks: 4, passed: 0, outcome: 'held' }],
  checks: [
    {
      ...found,
      id: 'days_present',
      table: 'orders',
      outcome: 'held',
      detail: 'no rows on 1 day: 2026-10-14',
      since: '2026-10-14',
      remedy: 'Load it.\nThen look.',
      accept: '--accept orders.days_present --by <you> --reason <why>',
    },
    { ...found, id: 'ranges', table: 'orders', subject: 'fx_rate', outcome: 'excluded', detail: '2 rows below 0' },
    { ...found, id: 'ranges', table: 'orders', subject: 'net', outcome: 'excluded', detail: '1 row below 0' },
    { ...found, id: 'fresh', table: 'orders', outcome: 'provisional', detail: 'late', finalOn: '2026-11-20' },
    {
      ...found,
      id: 'volume',
      table: 'orders',
      outcome: 'accepted',
      detail: 'twice as many',
      accepted: { by: 'Li Na', reason: 'a sale' },
    },
  ],
};

const lines = (report: CheckReport) => checksText(report, 'Shop', COMMAND).split('\n');

test('a clean period is a line a table, what is not there, and the count', () => {
  expect(lines(clean)).toEqual([
    'Shop · monthly-executive · 2026-10 · scheduled 2026-11-02T00:00:00Z',
    '',
    '    table      rows in period  newest day  passed',
    '  ✓ orders             12,345  2026-10-31  1 of 1  ok',
    '  ✓ campaigns               0  –           1 of 1  empty',
    '',
    'Not in the lake: reviews.',
    '',
    '2 tables, 2 checks: 2 ok — a run would go on',
  ]);
});

test('below a table stands what was found in it: since when, what it concerns, whose it is, what to do', () => {
  const text = checksText(late, 'Shop', COMMAND);
  expect(text).toContain(
    [
      '  ✗ orders          12,345  2026-10-31  0 of 4  held',
      '      ✗ days_present  held  no rows on 1 day: 2026-10-14',
      '        since     2026-10-14',
      '        concerns  2 KPIs',
      '        owner     Ann',
      '        remedy    Load it.',
      '                  Then look.',
      '        as it is  --accept orders.days_present --by <you> --reason <why>',
      '      – ranges  excluded  2 rows below 0',
    ].join('\n'),
  );
  expect(text).toMatch(/† fresh {2}provisional {2}late\n {8}final {5}2026-11-20\n/);
  expect(text).toMatch(/✓ volume {2}accepted {2}twice as many\n {8}accepted {2}by Li Na: a sale\n/);
  expect(text).toContain(`${COMMAND} --accept orders.days_present --by <you> --reason <why>`);
});

test('a long finding stands below its check, no line longer than a terminal has columns', () => {
  const days = Array.from({ length: 12 }, (_, day) => `2026-10-${String(day + 10)}`).join(', ');
  const [first] = late.checks;
  if (!first) throw new Error('no check');
  const remedy = 'Load these days again from the source, in the units that they had before, and run the same command.';
  const text = lines({ ...late, checks: [{ ...first, detail: `no rows on 12 days: ${days}`, remedy }] });
  expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(100);
  const at = text.indexOf('      ✗ days_present  held');
  expect(text[at + 1]).toMatch(/^ {8}found {5}no rows on 12 days: 2026-10-10,/);
  expect(text.slice(at).join(' ').replaceAll(/ +/g, ' ')).toContain(`no rows on 12 days: ${days}`);
});

test('a check that found several things counts once, and the end says what a scheduled run would do', () => {
  expect(lines(late).at(-1)).toBe(
    '1 table, 4 checks: 1 accepted, 1 excluded, 1 provisional, 1 held — a run would be held, a scheduled one after 3 hours of waiting',
  );
});

test('what may still change is said of a run that would go on, and that only some tables were looked at', () => {
  const checks = late.checks.filter(({ outcome }) => outcome === 'provisional');
  const text = lines({ ...late, checks, outcome: 'done', isWhole: false }).at(-1);
  expect(text).toBe(
    '1 table, 1 check: 1 provisional — a run would go on with provisional figures, as far as these tables go',
  );
});

test('wrong recipients hold a run and are said with their place', () => {
  const problem = {
    code: 'INVALID_RECIPIENT' as const,
    message: 'No address.',
    place: { file: 'recipients/a.csv', line: 2 },
    remedy: 'Write one.',
  };
  const text = checksText({ ...clean, outcome: 'held', readers: [problem] }, 'Shop', COMMAND);
  expect(text).toMatch(/recipients\/a\.csv:2 +INVALID_RECIPIENT\n +No address\./);
  expect(text.split('\n').at(-1)).toBe('2 tables, 2 checks: 2 ok, 1 problem of recipients — a run would be held');
});

test('names and sentences that come from data cannot write on the terminal', () => {
  const checks = late.checks.map((one) => ({ ...one, detail: 'bad \u001b[31mred\u001b[0m' }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  expect(checksText({ ...late, checks }, 'Shop', COMMAND)).not.toMatch(/\u001b\[31m/);
});
