// A fact `f` in memory, whose cells a test writes down, and KPIs over it that go through the real parser.
import type { Definitions, Kpi } from '../../functions/definitions/definitions.ts';
import { buildCube } from '../../functions/facts/cube.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import { readRecords } from '../../functions/kpis/records.ts';
import { readTargets } from '../../functions/kpis/targets.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import type { Cell } from '../../functions/ports.ts';
import { makeReading } from '../../functions/run/reading.ts';
import { mustLoad } from '../support/shop.ts';

const FACT = `
rows: SELECT dt, channel, carrier_id AS carrier, employee_id AS employee, n, d FROM orders
clocks: { day: dt }
dimensions: [channel, carrier, employee]
measures:
  day:
    n: sum(n)
    d: sum(d)
    s: count(*)
    c: count(*)
    x: count(*)
    people: count(DISTINCT employee)
    h: histogram(n, 10)
`;

const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };

export function periodOf(id: string): Period {
  const period = readPeriod(id, CALENDAR);
  if (!period) throw new Error(`${id} is no period`);
  return period;
}

export const JUNE = periodOf('2026-06');

/** A report of the card `spring`, which a test defines. */
export const WEEKLY = {
  'reports/weekly.yaml': [
    'title: { en: Weekly, zh-CN: 周报 }',
    'grain: month',
    'schedule: day 5 08:00',
    'scorecards: [spring]',
    'email: monthly-executive',
    'sections: [score, attention, scorecard, data_quality]',
    '',
  ].join('\n'),
};

/** KPIs by id, each as a flow map without braces; name, unit and direction have defaults. */
export function defineKpis(kpis: Record<string, string>, more: Record<string, string> = {}): Definitions {
  const text = Object.entries(kpis).map(([id, keys]) => {
    const unit = keys.includes('unit:') ? '' : 'unit: percent, ';
    const better = keys.includes('better:') ? '' : 'better: up, ';
    return `${id}: { name: { en: X, zh-CN: X }, family: web, ${unit}${better}${keys} }\n`;
  });
  return mustLoad({ 'facts/f.yaml': FACT, 'kpis/own.yaml': text.join(''), ...more });
}

export function kpiIn(definitions: Definitions, id: string): Kpi {
  const kpi = definitions.kpis[id];
  if (!kpi) throw new Error(`no KPI ${id}`);
  return kpi;
}

/** One row of the fact: n, d, s, c, x, people and h of a cut's member. */
export type Row = { cut?: string; member?: string | null; period?: string } & Partial<Record<Measure, Cell>>;

const MEASURES = ['n', 'd', 's', 'c', 'x', 'people', 'h'] as const;
type Measure = (typeof MEASURES)[number];

type Change = {
  asOf?: string;
  absent?: Record<string, string>;
  periods?: string[];
  targets?: Cell[][];
  lost?: Measure[];
  firstDays?: Record<string, string>;
};

export function readRows(definitions: Definitions, rows: Row[], change: Change = {}): Reading {
  const { asOf = '2027-01-01T00:00:00Z', absent = {}, periods = ['2026-05', '2026-06'], targets = [] } = change;
  const measures = MEASURES.filter((name) => !change.lost?.includes(name));
  const cells = rows.map(({ cut = 'total', member = null, period = '2026-06', ...values }): Cell[] => [
    period,
    cut,
    member,
    null,
    ...measures.map((name) => values[name] ?? null),
  ]);
  const cube = buildCube('f' in absent ? [] : [{ statement: { fact: 'f', measures }, rows: cells, periods }]);
  return makeReading({
    definitions,
    calendar: CALENDAR,
    asOf,
    cube,
    targets: readTargets(targets),
    records: readRecords({}),
    absent,
    firstDays: change.firstDays ?? {},
  });
}
