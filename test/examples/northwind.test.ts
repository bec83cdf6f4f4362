// The figures of Northwind that other people computed and published (expected.json), against the snapshots that a
// backfill of the shop writes. All of them are compared as exact decimals: a cent that is rounded too early fails here.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarOf, newestPeriod, openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import type { ShopOptions } from '../../functions/cli/options.ts';
import { runOnFolder } from '../../functions/cli/run-on-folder.ts';
import type { Definitions, Kpi, Report } from '../../functions/definitions/definitions.ts';
import { Fraction, formatDecimal } from '../../functions/exact.ts';
import type { Subject } from '../../functions/kpis/subject.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { scheduledAfter } from '../../functions/periods/schedule.ts';
import type { Engine } from '../../functions/ports.ts';
import { type Explained, explainKpi } from '../../functions/run/explain-kpi.ts';
import type { RunResult } from '../../functions/run/request.ts';
import type { PeopleSnapshot } from '../../functions/snapshot/people.ts';
import type { Snapshot, SnapshotKpi, SnapshotMember } from '../../functions/snapshot/shape.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SHOP = path.join(ROOT, 'examples/northwind');
const DATA = path.resolve(ROOT, process.env.NORTHWIND_DATA ?? '../shared/data/northwind');
const hasData = existsSync(path.join(DATA, 'expected.json'));
const skipped = hasData ? '' : ` (SKIPPED: no data in ${DATA}; name its folder by NORTHWIND_DATA)`;
if (!hasData) console.warn(`The published figures of Northwind are not checked${skipped}.`);

type Row = Record<string, string | number>;
type Expected = { [group: string]: Row[] } & { totals: Row; shipping: Row };

/** A dimension's members of a KPI, and of which sum: its own value or, of a rate, what is above or below the line. */
type Part = 'value' | 'numerator' | 'denominator' | 'sample';

/** What a person takes upon themselves who wants figures of a month that ends on its sixth day. */
const SIX_DAYS_OF_MAY = ['order_lines.fresh', 'shipment_lines.fresh'].map((check) => ({
  check,
  by: 'Andrew Fuller',
  reason: 'the books end there',
}));

const DELIVERY = ['delivery_days_avg', 'on_time_delivery_rate', 'delivery_accuracy_rate'];
const RETURNS = ['net_sales', 'return_rate', 'return_rate_cohort', 'return_exchange_rate_value'];

describe.skipIf(!hasData)(`the published figures of Northwind${skipped}`, () => {
  let expected: Expected;
  let definitions: Definitions;
  let report: Report;
  let engine: Engine;
  let options: ShopOptions;
  let held: RunResult;
  let made: RunResult;
  let months: string[];
  const snapshots = new Map<string, Snapshot>();
  const people = new Map<string, PeopleSnapshot>();

  beforeAll(async () => {
    expected = JSON.parse(readFileSync(path.join(DATA, 'expected.json'), 'utf8')) as Expected;
    options = { config: SHOP, lake: DATA, out: mkdtempSync(path.join(tmpdir(), 'northwind-')), engine: 'duckdb' };
    definitions = openDefinitions(SHOP);
    report = definitions.reports['monthly-executive'] as Report;
    engine = await openEngine(options, definitions);
    const [from, to] = [period('1996-07'), period('1998-05')];
    const asOf = scheduledAfter(to, report.schedule, definitions.holidays);
    const request = { report, kind: 'backfill' as const, from, to, asOf, takeOver: true };
    held = await runOnFolder(request, options, tools());
    made = await runOnFolder({ ...request, accepted: SIX_DAYS_OF_MAY }, options, tools());
    months = made.outcome === 'done' ? made.published.map(({ period: id }) => id) : [];
    for (const id of months) {
      snapshots.set(id, read<Snapshot>(`snapshots/${report.id}/${id}/r1/snapshot.json`));
      people.set(id, read<PeopleSnapshot>(`people/${report.id}/${id}/r1/people.json`));
    }
  });

  afterAll(async () => {
    await engine?.close();
    if (options) rmSync(options.out, { recursive: true, force: true });
  });

  test('a backfill makes a snapshot of every month', () => {
    expect(made.outcome).toBe('done');
    expect(months).toEqual(rows('by_month').map(({ month }) => month));
  });

  describe('by month', () => {
    test('sales', () => expect(monthly('sales')).toEqual(published('by_month', 'month', 'net_sales')));
    test('orders', () => expect(monthly('order_count')).toEqual(published('by_month', 'month', 'orders')));
    test('units', () => expect(monthly('units_sold')).toEqual(published('by_month', 'month', 'units')));
    test('freight', () => expect(monthly('nw_freight')).toEqual(published('by_month', 'month', 'freight')));
    test('orders shipped', () => expect(monthly('nw_shipped')).toEqual(published('by_month', 'month', 'shipped')));

    test('average order value, to twelve decimals and as an exact fraction', () => {
      expect(monthly('aov', 'numerator')).toEqual(published('by_month', 'month', 'net_sales'));
      expect(monthly('aov', 'denominator')).toEqual(published('by_month', 'month', 'orders'));
      const values = rows('by_month').map(({ month, aov }) => [month, toTwelveDecimals(aov)]);
      expect(monthly('aov')).toEqual(Object.fromEntries(values));
    });

    test('days from order to shipping, in total and on average', () => {
      expect(monthly('nw_ship_days_avg', 'numerator')).toEqual(published('by_month', 'month', 'ship_days_sum'));
      expect(monthly('nw_ship_days_avg', 'denominator')).toEqual(published('by_month', 'month', 'shipped'));
      const values = rows('by_month').map(({ month, ship_days_mean: mean }) => [month, toTwelveDecimals(mean)]);
      expect(monthly('nw_ship_days_avg')).toEqual(Object.fromEntries(values));
    });

    test('shipped in time by both rules', () => {
      expect(monthly('nw_on_time_rate', 'numerator')).toEqual(published('by_month', 'month', 'on_time_le'));
      expect(monthly('nw_on_time_rate_inclusive', 'numerator')).toEqual(published('by_month', 'month', 'on_time_lt'));
    });
  });

  describe('by year, as sums of months', () => {
    test('sales, orders and units', () => {
      for (const { y, net_sales, orders, units } of rows('by_year')) {
        const ofYear = (id: string) => sum(months.filter((id) => id.startsWith(String(y))).map((at) => part(id, at)));
        expect([ofYear('sales'), ofYear('order_count'), ofYear('units_sold')]).toEqual(
          [net_sales, orders, units].map(plain),
        );
      }
    });
  });

  describe('of all months together', () => {
    test('sales, orders, units and freight', () => {
      const { net_sales, orders, units, freight } = expected.totals;
      const ids = ['sales', 'order_count', 'units_sold', 'nw_freight'];
      expect(ids.map((id) => sum(Object.values(monthly(id))))).toEqual([net_sales, orders, units, freight].map(plain));
      expect(sum(Object.values(monthly('sales')))).toBe('1265793.0395');
    });

    test('772 of 809 shipped in time, 769 by the stricter rule; 6870 days', () => {
      const { on_time_le, on_time_lt, shipped, order_to_ship_days_sum: days } = expected.shipping;
      expect(ofAllMonths('nw_on_time_rate')).toEqual([on_time_le, shipped].map(plain));
      expect(ofAllMonths('nw_on_time_rate_inclusive')).toEqual([on_time_lt, shipped].map(plain));
      expect(ofAllMonths('nw_ship_days_avg')).toEqual([days, shipped].map(plain));
      expect([on_time_le, on_time_lt, shipped, days]).toEqual([772, 769, 809, 6870]);
    });

    test('37 late, 40 by the stricter rule', () => {
      const { late_strict, late_inclusive } = expected.shipping;
      expect(sum(Object.values(monthly('nw_late_strict')))).toBe(plain(late_strict));
      expect(sum(Object.values(monthly('nw_late_inclusive')))).toBe(plain(late_inclusive));
    });

    test('as one period of 23 months, computed from its own rows', async () => {
      const whole = '1996-07..1998-05';
      expect((await explain('sales', whole)).value).toBe('1265793.0395');
      expect((await explain('aov', whole)).value).toBe(toTwelveDecimals(expected.totals.aov));
      const { order_to_ship_days_mean: mean, on_time_rate_shipped_le_required: rate } = expected.shipping;
      expect(await explain('nw_on_time_rate', whole)).toMatchObject({
        exact: '772/809',
        value: toTwelveDecimals(rate),
      });
      expect(await explain('nw_ship_days_avg', whole)).toMatchObject({
        exact: '6870/809',
        value: toTwelveDecimals(mean),
      });
    });

    test('gross sales and discounts, as the lines are mapped', async () => {
      const sql = `SELECT sum(net_amount + discount_amount) AS gross, sum(discount_amount) AS discount FROM (${definitions.sources.order_lines}) x`;
      const [row] = (await engine.query({ id: 'gross', sql })).rows;
      expect(row?.map((cell) => plain(cell ?? ''))).toEqual(
        [expected.totals.gross_sales, expected.totals.discount].map(plain),
      );
    });
  });

  describe('by employee, in the files about people', () => {
    test.each([
      ['sales', 'net_sales'],
      ['order_count', 'orders'],
      ['nw_orders', 'orders'],
      ['nw_shipped', 'shipped'],
      ['nw_freight', 'freight'],
      ['nw_late_strict', 'late_strict'],
      ['nw_late_inclusive', 'late_inclusive'],
    ])('%s', (kpi, figure) => {
      expect(byMember(kpi, 'employee')).toEqual(published('by_employee', 'employee_id', figure));
    });

    test('of single months', () => {
      for (const month of ['1998-03', '1998-04']) {
        const ofMonth = rows('by_employee_month').filter((row) => row.month === month);
        expect(byMember('sales', 'employee', 'value', [month])).toEqual(keyed(ofMonth, 'employee_id', 'net_sales'));
        expect(byMember('order_count', 'employee', 'value', [month])).toEqual(keyed(ofMonth, 'employee_id', 'orders'));
      }
    });

    test('nowhere else', () => {
      const elsewhere = [...snapshots.values()].flatMap(({ kpis }) =>
        kpis.flatMap(({ members }) => Object.keys(members)),
      );
      expect(elsewhere).not.toContain('employee');
    });
  });

  describe('by shipper', () => {
    test.each([
      ['nw_orders', 'value', 'orders'],
      ['nw_shipped', 'value', 'shipped'],
      ['nw_freight', 'value', 'freight'],
      ['nw_late_strict', 'value', 'late_strict'],
      ['nw_late_inclusive', 'value', 'late_inclusive'],
      ['nw_on_time_rate', 'numerator', 'on_time_le'],
      ['nw_on_time_rate', 'denominator', 'shipped'],
      ['nw_on_time_rate_inclusive', 'numerator', 'on_time_lt'],
      ['nw_ship_days_avg', 'numerator', 'ship_days_sum'],
    ] as const)('%s, %s', (kpi, of, figure) => {
      const shippers = rows('by_shipper').filter(({ orders }) => orders !== 0);
      expect(byMember(kpi, 'carrier', of)).toEqual(keyed(shippers, 'company_name', figure));
    });

    test('one without orders has no figure, not one divided by zero', () => {
      const idle = rows('by_shipper')
        .filter(({ orders }) => orders === 0)
        .map(({ company_name: name }) => name);
      expect(idle).toHaveLength(3);
      for (const name of idle)
        expect(Object.keys(byMember('nw_on_time_rate', 'carrier', 'sample'))).not.toContain(name);
    });

    test('the rate of each over all months', async () => {
      for (const { company_name: name, on_time_rate_le: rate } of rows('by_shipper').filter(
        ({ orders }) => orders !== 0,
      )) {
        const carrier = { dimension: 'carrier', column: 'carrier', member: String(name) };
        const { value } = await explain('nw_on_time_rate', '1996-07..1998-05', carrier);
        expect(value).toBe(toTwelveDecimals(rate));
      }
    });
  });

  describe('by category and country', () => {
    test('sales and units by category', () => {
      expect(byMember('sales', 'category')).toEqual(published('by_category', 'category_name', 'net_sales'));
      expect(byMember('units_sold', 'category')).toEqual(published('by_category', 'category_name', 'units'));
    });

    test('sales, orders and units by country', () => {
      expect(byMember('sales', 'region')).toEqual(published('by_ship_country', 'country', 'net_sales'));
      expect(byMember('order_count', 'region')).toEqual(published('by_ship_country', 'country', 'orders'));
      expect(byMember('units_sold', 'region')).toEqual(published('by_ship_country', 'country', 'units'));
    });

    test('of single months', () => {
      for (const month of ['1998-03', '1998-04']) {
        const ofMonth = (group: string) => rows(group).filter((row) => row.month === month);
        const sales = (dimension: string) => byMember('sales', dimension, 'value', [month]);
        expect(sales('category')).toEqual(keyed(ofMonth('by_category_month'), 'category_name', 'net_sales'));
        expect(sales('region')).toEqual(keyed(ofMonth('by_country_month'), 'country', 'net_sales'));
      }
    });
  });

  test('a customer is new with their first order, so two who never ordered are none', () => {
    const customers = months.reduce((sum, month) => sum.add(kpi('new_users', month).value ?? 0), new Fraction(0));
    expect(customers.toFraction()).toBe('89');
  });

  describe('what the data cannot say', () => {
    test.each(DELIVERY)('%s has no value in any month, since no parcel has a delivery date', (id) => {
      for (const month of months) {
        expect(kpi(id, month)).toMatchObject({ value: null, notes: expect.arrayContaining(['zero_denominator']) });
      }
    });

    test.each(RETURNS)('%s has no value in any month, since there are no returns', (id) => {
      for (const month of months) {
        expect(kpi(id, month)).toMatchObject({ value: null, notes: expect.arrayContaining(['unavailable']) });
      }
    });

    test('a month with too many unshipped orders keeps its rate and is not scored', () => {
      expect(kpi('nw_on_time_rate', '1998-04')).toMatchObject({
        value: '1',
        denominator: '63',
        sample: '74',
        censored: '11',
      });
      expect(kpi('nw_on_time_rate', '1998-04').notes).toContain('censored');
      const line = snapshots.get('1998-04')?.scorecards[0]?.lines.find(({ kpi: id }) => id === 'nw_ship_days_avg');
      expect(line).toMatchObject({ score: null, status: 'grey' });
    });
  });

  test('that May 1998 ends on the 6th is found, and nothing else: nothing is published until somebody accepts it', () => {
    if (held.outcome !== 'held') throw new Error(`the backfill ended as ${held.outcome}`);
    expect(held.problems.map(({ message }) => message)).toEqual(
      ['order_lines', 'shipment_lines'].map(
        (table) =>
          `Table ${table}: the newest rows are of 1998-05-06; they are expected up to 1998-05-24. Since 1998-05-07.`,
      ),
    );
    const checks = snapshots.get('1998-05')?.checks.filter(({ outcome }) => outcome !== 'ok');
    expect(checks?.map(({ id, table, outcome }) => `${table}.${id} ${outcome}`)).toEqual([
      'order_lines.fresh accepted',
      'shipment_lines.fresh accepted',
    ]);
  });

  test('the newest whole month is April 1998, and every reader gets its mail', async () => {
    const to = await newestPeriod(report, definitions, engine);
    expect(to.id).toBe('1998-04');
    const request = {
      report,
      kind: 'run' as const,
      from: to,
      to,
      asOf: scheduledAfter(to, report.schedule, definitions.holidays),
      takeOver: true,
    };
    const result = await runOnFolder(request, options, tools());
    const readers = ['buchanan', 'fuller', 'shanghai'];
    if (result.outcome !== 'done') throw new Error(`the run ended as ${result.outcome}`);
    expect(result.deliveries.map(({ recipient, outcome }) => `${recipient} ${outcome}`).sort()).toEqual(
      readers.map((reader) => `${reader} sent`),
    );
    const mails = readers.map((reader) =>
      readFileSync(path.join(options.out, `outbox/${result.run}/${reader}.txt`), 'utf8'),
    );
    for (const mail of mails) expect(mail).toContain('$1,672.96');
  });

  function tools() {
    return { definitions, engine, progress: { step: () => undefined, end: () => undefined } };
  }

  function period(id: string): Period {
    return readPeriod(id, calendarOf(definitions)) as Period;
  }

  function read<T>(key: string): T {
    return JSON.parse(readFileSync(path.join(options.out, key), 'utf8')) as T;
  }

  function explain(id: string, range: string, subject: Subject = WHOLE_SHOP): Promise<Explained> {
    const asOf = scheduledAfter(period('1998-05'), report.schedule, definitions.holidays);
    const input = { definitions, calendar: calendarOf(definitions), period: period(range), subject, asOf };
    return explainKpi({ ...input, kpi: definitions.kpis[id] as Kpi }, { engine, store: memoryStore() });
  }

  function rows(group: string): Row[] {
    return expected[group] as Row[];
  }

  function published(group: string, key: string, figure: string): Record<string, string> {
    return keyed(rows(group), key, figure);
  }

  function kpi(id: string, month: string): SnapshotKpi {
    return snapshots.get(month)?.kpis.find((candidate) => candidate.id === id) as SnapshotKpi;
  }

  function part(id: string, month: string, of: Part = 'value'): string {
    return kpi(id, month)[of] ?? 'none';
  }

  function monthly(id: string, of: Part = 'value'): Record<string, string> {
    return Object.fromEntries(months.map((month) => [month, part(id, month, of)]));
  }

  function ofAllMonths(id: string): string[] {
    return [sum(Object.values(monthly(id, 'numerator'))), sum(Object.values(monthly(id, 'denominator')))];
  }

  /** Member → its sum over months; people's figures are read where they lie. */
  function byMember(id: string, dimension: string, of: Part = 'value', over = months): Record<string, string> {
    const files = dimension === 'employee' ? people : snapshots;
    const found = over.flatMap((month): SnapshotMember[] => {
      const kpis: { id: string; members: SnapshotKpi['members'] }[] = files.get(month)?.kpis ?? [];
      return kpis.find((candidate) => candidate.id === id)?.members[dimension] ?? [];
    });
    const groups = Map.groupBy(found, ({ member }) => String(member));
    return Object.fromEntries([...groups].map(([member, list]) => [member, sum(list.map((row) => row[of] ?? 'none'))]));
  }
});

function keyed(list: Row[], key: string, figure: string): Record<string, string> {
  return Object.fromEntries(list.map((row) => [String(row[key]), plain(row[figure])]));
}

/** As the snapshot writes it: 27861.8950 is 27861.895. */
function plain(figure: string | number | undefined): string {
  const text = String(figure);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function sum(figures: string[]): string {
  return formatDecimal(figures.reduce((total, figure) => total.add(figure), new Fraction(0)));
}

/** A quotient published with 20 decimals, as the snapshot writes it: whole where it ends, else rounded to twelve. */
function toTwelveDecimals(published: string | number | undefined): string {
  const [whole = '', digits = ''] = plain(published).split('.');
  if (digits.length <= 12) return plain(published);
  const rounded = (BigInt(whole + digits.slice(0, 13)) + 5n) / 10n;
  const text = rounded.toString().padStart(13, '0');
  return `${text.slice(0, -12)}.${text.slice(-12)}`;
}
