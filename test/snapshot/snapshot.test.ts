import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Report } from '../../functions/definitions/definitions.ts';
import { Fraction, formatFixed } from '../../functions/exact.ts';
import { evaluatePeriod } from '../../functions/scorecards/evaluate-period.ts';
import { buildSnapshot } from '../../functions/snapshot/build.ts';
import { pastOfResult, pastOfSnapshot } from '../../functions/snapshot/past.ts';
import { buildPeopleSnapshot, peopleShape } from '../../functions/snapshot/people.ts';
import { findRestated } from '../../functions/snapshot/restated.ts';
import { type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { AS_OF, CALENDAR, EXAMPLE_LAKE, lakeWith, periodOf } from '../facts/lake.ts';
import { readLake } from '../support/evaluate.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';

const families = ['sales', 'fulfilment', 'logistics', 'returns'];
const definitions = mustLoad(
  Object.fromEntries(
    families.map((family) => {
      const text = readFileSync(path.join(import.meta.dirname, `../../templates/kpis/${family}.yaml`), 'utf8');
      return [`kpis/${family}.yaml`, text.replace(/min_sample: \d+/g, 'min_sample: 1')];
    }),
  ),
);
const report = definitions.reports['monthly-executive'] as Report;
const [may, june] = [periodOf('2026-05'), periodOf('2026-06')];

async function make(lake: string) {
  const engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, definitions);
  const reading = await readLake(definitions, engine, [may, june], AS_OF, CALENDAR).finally(() => engine.close());
  const [before, result] = [evaluatePeriod(report, may, reading), evaluatePeriod(report, june, reading)];
  const past = ({ id }: { id: string }) => (id === may.id ? pastOfResult(before) : null);
  const plan = { itemsOf: () => null, plans: [] };
  const common = {
    report,
    result,
    before,
    past,
    publishedPast: past,
    ...plan,
    reading,
    calendar: CALENDAR,
    ranges: null,
  };
  const snapshot = buildSnapshot({
    ...common,
    revision: 1,
    origin: 'run',
    restated: [],
    sources: [],
    checks: [],
    statements: [],
  });
  return { snapshot, people: buildPeopleSnapshot(snapshot, { result, before, reading }), before, result };
}

let made: Awaited<ReturnType<typeof make>>;
beforeAll(async () => {
  made = await make(EXAMPLE_LAKE);
});

function kpiOf(id: string): Snapshot['kpis'][number] {
  const kpi = made.snapshot.kpis.find((candidate) => candidate.id === id);
  if (!kpi) throw new Error(`no KPI ${id}`);
  return kpi;
}

/** Numbers in a JSON value, by the names under which they stand. */
function numbersIn(value: unknown, name = ''): string[] {
  if (typeof value === 'number') return [name];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, Array.isArray(value) ? name : key));
}

describe('a snapshot', () => {
  test('fits its schema, the one of people too, and survives JSON', () => {
    expect(snapshotShape.parse(JSON.parse(JSON.stringify(made.snapshot)))).toEqual(made.snapshot);
    expect(peopleShape.parse(JSON.parse(JSON.stringify(made.people)))).toEqual(made.people);
  });

  test('holds no quantity as a JSON number', () => {
    const counts = ['revision', 'decimals', 'days', 'others', 'months', 'points', 'monthsLeft'];
    const found = [...numbersIn(made.snapshot), ...numbersIn(made.people)];
    expect(found.filter((name) => !counts.includes(name))).toEqual([]);
    expect(found).toContain('decimals');
  });

  test('is refused with a float, an exponent or an unknown note', () => {
    const wrong = (change: object) =>
      snapshotShape.safeParse({ ...made.snapshot, kpis: [{ ...kpiOf('sales'), ...change }] }).success;
    expect([wrong({ value: 2154.305 }), wrong({ value: '2.1e3' }), wrong({ notes: ['tired'] }), wrong({})]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('gives the values of the hand calculation, exact where they end and to 12 digits where not', () => {
    const { kpis } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
      kpis: Record<string, { value: string | null }>;
    };
    for (const { id, value } of made.snapshot.kpis) {
      const exact = kpis[id]?.value ?? null;
      if (exact === null || value === null) expect(value, id).toBe(exact);
      else if (new Fraction(value).equals(exact)) continue;
      else {
        expect(value, id).toMatch(/^-?\d+\.\d{12}$/);
        expect(
          new Fraction(value)
            .sub(exact)
            .abs()
            .mul(2n * 10n ** 12n)
            .compare(1),
          id,
        ).toBeLessThanOrEqual(0);
      }
    }
    expect([kpiOf('sales').value, kpiOf('return_rate').value]).toEqual(['2154.305', '0.222222222222']);
  });

  test('has numerator, denominator and factor from which each value can be divided again', () => {
    for (const { id, value, numerator, denominator, factor, members } of made.snapshot.kpis) {
      if (value === null || numerator === null) continue;
      const again = new Fraction(numerator).div(denominator ?? 1).mul(factor ?? 1);
      expect(again.sub(value).abs().compare('0.000000000001'), id).toBeLessThan(0);
      expect(Object.keys(members)).not.toContain('employee');
    }
    expect(kpiOf('processing_hours_avg').factor).toBe('1/3600');
  });

  test.each(['channel', 'region', 'category', 'product', 'campaign'])(
    'has sales by %s that sum to the sales',
    (dimension) => {
      const parts = kpiOf('sales').members[dimension] ?? [];
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.reduce((sum, { value }) => sum.add(value ?? 0), new Fraction(0)).toFraction()).toBe('430861/200');
    },
  );

  test('has sales by employee that sum to the sales, in the file of people only', () => {
    const parts = made.people.kpis.find(({ id }) => id === 'sales')?.members.employee ?? [];
    expect(parts.map(({ member, value }) => `${member} ${value}`)).toEqual(['E1 1224.405', 'E2 929.9']);
    expect(JSON.stringify(made.snapshot)).not.toMatch(/"E\d"/);
  });

  test('compares with the month before', () => {
    expect(kpiOf('sales').previous).toEqual({
      period: '2026-05',
      value: '680',
      change: '1474.305',
      ratio: '2.168095588235',
      // May has a day more than June.
      perDay: '2.273698774510',
    });
    expect(kpiOf('on_time_delivery_rate').previous?.ratio).toBeNull();
    expect(
      kpiOf('sales')
        .trend.map(({ value }) => value)
        .slice(-3),
    ).toEqual([null, '680', '2154.305']);
  });

  test('takes the change of sales apart as in the examples: by visits, orders and value, and by products', () => {
    const { decomposition } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
      decomposition: Record<string, { displayed: Record<string, string>; total_displayed: string }>;
    };
    const drivers = kpiOf('sales').drivers ?? [];
    const byMethod = [
      ['visits_orders_and_value', 'sales_sessions_x_orders_per_session_x_aov_shapley', null],
      ['orders_and_value', 'sales_orders_x_aov_shapley', null],
      ['price_volume_mix', 'sales_price_volume_mix', 'product'],
    ] as const;
    const names: Record<string, string> = { visits: 'sessions', orders_per_visit: 'orders_per_session', value: 'aov' };
    for (const [method, example, dimension] of byMethod) {
      const found = drivers.find((driver) => driver.method === method);
      const wanted = decomposition[example];
      expect(found, method).toMatchObject({ dimension, against: '2026-05', printedTotal: wanted?.total_displayed });
      const printed = found?.parts.map((part) => [
        names[part.part] ?? part.part,
        formatFixed(new Fraction(part.printed), 2),
      ]);
      expect(Object.fromEntries(printed ?? []), method).toEqual(wanted?.displayed);
    }
    expect(drivers).toHaveLength(byMethod.length);
  });

  test('takes ratios on the card apart by one dimension, whose parts add to the change as printed', () => {
    const apart = made.snapshot.kpis.filter(({ drivers }) => drivers?.some(({ method }) => method === 'rate_and_mix'));
    expect(apart.map(({ id }) => id)).toContain('conversion_rate');
    for (const { drivers = [], id, previous, unit } of apart) {
      for (const { parts, total, printedTotal, dimension } of drivers) {
        const sum = (key: 'effect' | 'printed') => parts.reduce((all, part) => all.add(part[key]), new Fraction(0));
        expect(sum('effect').sub(total).abs().compare('0.0000000001'), id).toBeLessThan(0);
        expect(sum('printed').equals(printedTotal), id).toBe(true);
        const change = new Fraction(previous?.change ?? 0).mul(unit === 'percent' ? 100 : 1);
        expect(change.sub(printedTotal).abs().compare('0.05'), id).toBeLessThanOrEqual(0);
        expect(['employee', 'product_owner', 'campaign_owner']).not.toContain(dimension);
      }
    }
  });

  test('judges no month by a history that is too short, and no value that can still change', () => {
    expect(kpiOf('sales').signal).toMatchObject({ verdict: 'short_history', charted: 'year_change', mean: null });
    expect(kpiOf('aov').signal).toMatchObject({ verdict: 'short_history', charted: 'value' });
    expect(kpiOf('order_cancel_rate').signal).toBeNull();
  });

  test('judges each experiment for itself', () => {
    expect(kpiOf('ab_lift').experiments).toMatchObject([
      {
        experiment: 'X1',
        control: { units: '2000', conversions: '100' },
        lift: '0.3',
        z: '2.037589328',
        verdict: 'significant_increase',
        requiredUnits: '3780',
        overstated: true,
      },
      { experiment: 'X2', verdict: 'insufficient_sample', adjustedP: null },
    ]);
    expect(kpiOf('ab_lift').value).toBeNull();
  });

  test('says nothing of the year where no longer period was read', () => {
    expect(kpiOf('sales')).not.toHaveProperty('yearToDate');
    expect(kpiOf('sales')).not.toHaveProperty('annual');
  });

  test('is provisional while one of its KPIs is', () => {
    expect(made.snapshot.status).toBe('provisional');
    expect(kpiOf('order_cancel_rate').notes).toContain('provisional');
    expect(kpiOf('sales').notes).not.toContain('provisional');
  });

  test('prints points that add to the score of each card', () => {
    for (const { lines, score } of made.snapshot.scorecards) {
      const points = lines.reduce((sum, line) => sum.add(line.points ?? 0), new Fraction(0));
      if (score !== null) expect(points.equals(score)).toBe(true);
    }
    const cards = made.snapshot.scorecards.map(({ id, subject }) => `${id} ${subject.id}`);
    expect(cards.slice(0, 3)).toEqual(['department all', 'carrier SF', 'carrier YTO']);
    expect(new Set(made.snapshot.scorecards.map(({ id }) => id))).toEqual(new Set(report.scorecards));
  });

  test('is the same whatever the order of the rows', async () => {
    const shuffle = (table: string) => {
      const [header = '', ...lines] = readFileSync(path.join(EXAMPLE_LAKE, `${table}.csv`), 'utf8')
        .trim()
        .split('\n');
      const [order = []] = fc.sample(fc.shuffledSubarray(lines, { minLength: lines.length }), { numRuns: 1, seed: 11 });
      return [table, `${[header, ...order].join('\n')}\n`];
    };
    const tables = ['orders', 'order_lines', 'shipments', 'shipment_lines', 'returns', 'employee_time', 'targets'];
    const again = await make(lakeWith({ rows: Object.fromEntries(tables.map(shuffle)) as Record<string, string> }));
    expect(JSON.stringify(again.snapshot)).toBe(JSON.stringify(made.snapshot));
    expect(JSON.stringify(again.people)).toBe(JSON.stringify(made.people));
  });
});

describe('what was published before', () => {
  test('reads alike from a run and from its snapshot', () => {
    const [own, stored] = [pastOfResult(made.result), pastOfSnapshot(made.snapshot)];
    for (const { id, value } of made.snapshot.kpis) {
      expect(stored.kpi(id)?.provisional, id).toBe(own.kpi(id)?.provisional);
      if (value !== null && value.length < 12)
        expect(stored.kpi(id)?.value?.equals(own.kpi(id)?.value ?? -1), id).toBe(true);
    }
    expect(stored.score('carrier', 'SF')?.toFraction()).toBe(own.score('carrier', 'SF')?.toFraction());
    expect(stored.kpi('nothing')).toBeNull();
  });

  test('says alike what each KPI was held to, which the month after keeps beside its trend', () => {
    const [own, stored] = [pastOfResult(made.result), pastOfSnapshot(made.snapshot)];
    for (const { id, target } of made.snapshot.kpis) {
      expect(stored.target(id), id).toEqual(own.target(id));
      expect(stored.target(id)?.value, id).toBe(target?.value);
    }
    expect(stored.target('nothing')).toBeNull();
    const may = pastOfResult(made.before);
    const kept = made.snapshot.kpis.flatMap(({ id, pastTargets = [] }) =>
      pastTargets.map((target) => ({ id, ...target })),
    );
    expect(kept.length).toBeGreaterThan(5);
    for (const { id, period, ...ends } of kept) {
      expect(period).toBe('2026-05');
      expect(ends, id).toEqual(may.target(id));
    }
  });

  test('says alike of each KPI whether it was off target', () => {
    const [own, stored] = [pastOfResult(made.result), pastOfSnapshot(made.snapshot)];
    const offs = made.snapshot.kpis.map(({ id }) => own.standing(id)?.off);
    expect(made.snapshot.kpis.map(({ id }) => stored.standing(id)?.off)).toEqual(offs);
    expect(new Set(offs)).toEqual(new Set([true, false, null]));
    expect(stored.standing('nothing')).toBeNull();
  });

  test('is restated where it now says something else, and only there', () => {
    const sales = { ...kpiOf('sales'), value: '2000' };
    const stored = { ...made.snapshot, kpis: made.snapshot.kpis.map((kpi) => (kpi.id === 'sales' ? sales : kpi)) };
    expect(findRestated([made.result, made.before], new Map([['2026-06', stored]]))).toEqual([
      { kpi: 'sales', period: '2026-06', published: '2000', now: '2154.305' },
    ]);
  });
});
