// A team in memory: who works there, what each did, and a card of their role. Definitions go through the real parser, cells
// are written down by the test.
import type { Definitions } from '../../../functions/definitions/definitions.ts';
import { buildCube } from '../../../functions/facts/cube.ts';
import type { Reading } from '../../../functions/kpis/reading.ts';
import { readRecords } from '../../../functions/kpis/records.ts';
import { readTargets } from '../../../functions/kpis/targets.ts';
import type { Cell } from '../../../functions/ports.ts';
import { makeReading } from '../../../functions/run/reading.ts';
import { mustLoad } from '../../support/shop.ts';

const WORK = `
rows: SELECT dt, employee_id AS employee, campaign_id AS product_owner, channel AS queue, n, d FROM orders
clocks: { day: dt }
dimensions: [employee, product_owner, queue]
measures:
  day:
    n: sum(n)
    d: sum(d)
    s: count(*)
    q: count(*)
    h: histogram(n, 10)
`;

const STAFF_MEASURES = ['role', 'department_name', 'manager', 'employed_days', 'leave_days', 'tenure_days'];
const WORK_MEASURES = ['n', 'd', 's', 'q', 'h'] as const;

const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };

const loaded = new Map<string, Definitions>();

/** KPIs by id as flow maps without braces; the card of a role by id as a list of such lines. */
export function defineTeam(
  kpis: Record<string, string>,
  cards: Record<string, { role?: string; lines: string[] }>,
): Definitions {
  const defaults = { unit: 'percent', better: 'up', family: 'sales' };
  const texts = Object.entries(kpis).map(([id, keys]) => {
    const missing = Object.entries(defaults).flatMap(([key, value]) =>
      keys.includes(`${key}:`) ? [] : [`${key}: ${value}, `],
    );
    return `${id}: { name: { en: X, zh-CN: X }, ${missing.join('')}${keys} }\n`;
  });
  const files = Object.entries(cards).map(([id, { role = 'packer', lines }]) => [
    `scorecards/${id}.yaml`,
    `title: { en: ${id}, zh-CN: ${id} }\nsubject: employee\nrole: ${role}\nlines:\n` +
      lines.map((line) => `  - { ${line} }\n`).join(''),
  ]);
  const over = {
    'facts/work.yaml': WORK,
    'kpis/of_a_team.yaml': texts.join(''),
    ...(Object.fromEntries(files) as Record<string, string>),
  };
  const key = JSON.stringify(over);
  const definitions = loaded.get(key) ?? mustLoad(over);
  loaded.set(key, definitions);
  return definitions;
}

type Work = Partial<Record<(typeof WORK_MEASURES)[number], Cell>>;

export type Colleague = {
  id: string;
  role?: string;
  department?: string | null;
  manager?: string | null;
  employed?: number;
  leave?: number;
  tenure?: number;
  /** Of June, unless told by period. */
  work?: Work;
  in?: Record<string, Work>;
  /** Another cut's rows, e.g. `product_owner`. */
  as?: Record<string, Work>;
  /** By queue: rows of the cut `employee*queue`. */
  queues?: Record<string, Work>;
  /** Active in full a year before; absent: not employed then. */
  yearAgo?: { employed: number; leave?: number };
};

const PERIODS = ['2025-06', '2026-04..2026-06', '2026-05', '2026-06'];

export function readTeam(
  definitions: Definitions,
  colleagues: Colleague[],
  { targets = [], asOf = '2026-07-20T00:00:00Z' }: { targets?: Cell[][]; asOf?: string } = {},
): Reading {
  const staff = colleagues.flatMap((one) => {
    const { id, role = 'packer', department = 'depot', manager = null, employed = 30, leave = 0, tenure = 400 } = one;
    const row = (period: string, days: number, away: number): Cell[] => [
      period,
      'employee',
      id,
      null,
      ...[role, department, manager, String(days), String(away), String(tenure)],
    ];
    const now = row('2026-06', employed, leave);
    return one.yearAgo ? [now, row('2025-06', one.yearAgo.employed, one.yearAgo.leave ?? 0)] : [now];
  });
  const cells = (work: Work) => WORK_MEASURES.map((name) => work[name] ?? null);
  const work = colleagues.flatMap(({ id, work, queues = {}, as = {}, ...rest }): Cell[][] => [
    ...(work ? [['2026-06', 'employee', id, null, ...cells(work)]] : []),
    ...Object.entries(rest.in ?? {}).map(([period, own]) => [period, 'employee', id, null, ...cells(own)]),
    ...Object.entries(as).map(([cut, own]) => ['2026-06', cut, id, null, ...cells(own)]),
    ...Object.entries(queues).map(([queue, own]) => ['2026-06', 'employee*queue', id, queue, ...cells(own)]),
  ]);
  const cube = buildCube([
    { statement: { fact: 'staff', measures: STAFF_MEASURES }, rows: staff, periods: PERIODS },
    { statement: { fact: 'work', measures: [...WORK_MEASURES] }, rows: work, periods: PERIODS },
  ]);
  const read = { targets: readTargets(targets), records: readRecords({}) };
  return makeReading({ definitions, calendar: CALENDAR, asOf, cube, ...read, absent: {}, firstDays: {} });
}
