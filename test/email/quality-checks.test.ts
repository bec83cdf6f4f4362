// What readers are told of the checks of the data: who accepted what, what has no figure, what may still change and until
// when, which rows were left out; never more, and never that all is well beside it.
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../functions/definitions/checks.ts';
import { sayCheck } from '../../functions/email/check-words.ts';
import { placeholders } from '../../functions/email/words.ts';
import { ACCEPTED, BLOCKED, type FoundMonth, LATE, LEFT_OUT } from '../support/doubts.ts';
import { LOCALES, readLocale, renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

/** A month of which nothing else is to be said. */
function calm(month: Month): void {
  for (const kpi of [...month.kpis, ...month.beside]) kpi.notes = [];
  month.analyses = {};
  month.people = [];
  month.shown = [];
}

const snapshotWith = (...found: FoundMonth[]) =>
  buildSnapshot((month) => {
    calm(month);
    month.found = found;
  });
const itemsOf = (found: FoundMonth[], name: (typeof LOCALES)[number] = 'en') =>
  viewMail(snapshotWith(...found), name).quality.items;

/** The same finding about another table's column. */
function copies(found: FoundMonth, count: number): FoundMonth[] {
  return Array.from({ length: count }, (_, at) => ({
    ...found,
    check: { ...found.check, subject: `column_${at}` },
  }));
}

describe('a figure that is provisional since data is late', () => {
  it('is marked wherever it stands, and says why and on which day it is final', () => {
    const view = viewMail(snapshotWith(LATE));
    expect(view.quality.items).toEqual([
      {
        head: '† Provisional until 5 Nov 2026: On-time delivery rate and Delivery accuracy rate.',
        body: 'Shipments: the newest rows are of 29 Oct 2026; they are expected up to 31 Oct 2026.',
      },
    ]);
    expect(view.attention.items[0]?.name).toBe('On-time delivery rate\u00a0†');
    expect(view.header.headline).toContain('on-time delivery rate\u00a0†');
    expect(view.carriers?.columns[0]).toBe('On time\u00a0†');
    expect(view.header.notes).toContain('Provisional; figures marked † may still change');
  });

  it('says so in Chinese', () => {
    expect(itemsOf([LATE], 'zh-CN')).toEqual([
      {
        head: '† 暂估，2026年11月5日定稿：准时送达率、配送准确率。',
        body: '包裹：最新的数据为2026年10月29日，应到2026年10月31日。',
      },
    ]);
  });

  it('is told apart from figures whose outcomes always arrive late, and may be both', () => {
    const view = viewMail(
      buildSnapshot((month) => {
        calm(month);
        for (const id of ['delivery_accuracy_rate', 'ship_cost_pct_sales']) findKpi(month, id).notes = ['provisional'];
        month.found = [LATE];
      }),
    );
    expect(view.quality.items.map(({ head }) => head)).toEqual([
      '† Provisional until 5 Nov 2026: On-time delivery rate and Delivery accuracy rate.',
      '† Provisional: Delivery accuracy rate (final on 15 Nov 2026); Logistics cost % of sales (final on 1 Dec 2026).',
    ]);
  });

  it('of a snapshot that does not say until when is listed all the same', () => {
    const snapshot = snapshotWith();
    const kpi = snapshot.kpis.find(({ id }) => id === 'return_rate');
    kpi?.notes.push('provisional');
    expect(viewMail(snapshot).quality.items.map(({ head }) => head)).toEqual(['† Provisional: Return rate.']);
  });

  it('leaves no mark and no word where the mail does not print it', () => {
    const view = viewMail(snapshotWith({ ...LATE, kpis: [] }));
    expect(view.header.notes.join()).not.toContain('†');
    expect(view.quality.items.map(({ head }) => head)).toEqual(['All sources arrived.']);
  });
});

describe('rows that are left out', () => {
  it('are counted in the period, with their source, why, and what is read from it', () => {
    expect(itemsOf([LEFT_OUT])).toEqual([
      {
        head: 'Rows left out of Sales, Orders, Average order value and 2 more.',
        body: 'Orders: status is none of placed, paid, shipped, cancelled in 12 of 15,120 rows.',
      },
    ]);
    expect(itemsOf([LEFT_OUT], 'zh-CN')[0]?.body).toBe(
      '订单：15,120 行中有 12 行的 status 不在 placed, paid, shipped, cancelled 之内。',
    );
  });

  it('found in an earlier run are counted although this one did not look again', () => {
    const snapshot = snapshotWith(LEFT_OUT);
    snapshot.checks = snapshot.checks.filter(({ outcome }) => outcome === 'ok');
    expect(viewMail(snapshot).quality.items[0]?.body).toBe('Orders: the check of accepted values failed 12 rows.');
    expect(viewMail(snapshot, 'zh-CN').quality.items[0]?.body).toBe('订单：“取值范围”检查中有 12 行未通过。');
  });
});

describe('what a person accepted', () => {
  it('stands first, with who, what was found, what it concerns and why', () => {
    expect(itemsOf([LATE, LEFT_OUT, ACCEPTED])[0]).toEqual({
      head: 'Accepted by Li Wei: volume against history.',
      body: 'Orders: 15,120 rows in October 2026, where 31,400 are usual. Concerns Sales, Orders and Average order value. Reason: “The shop was closed for its move from 3 to 17 October.”',
    });
    expect(itemsOf([ACCEPTED], 'zh-CN')[0]).toEqual({
      head: '异常由 Li Wei 认可：数据量与历史。',
      body: '订单：2026年10月 有 15,120 行，平常为 31,400 行。涉及销售额、订单量、客单价。理由：“The shop was closed for its move from 3 to 17 October.”',
    });
  });

  it('is said in one line below the score, in HTML and text', async () => {
    expect(viewMail(snapshotWith()).score.accepted).toBeNull();
    for (const [name, one, two] of [
      ['en', 'Released with 1 accepted finding; see Data quality.', 'Released with 2 accepted findings'],
      ['zh-CN', '有 1 项检查异常经人认可后发布', '有 2 项检查异常经人认可后发布'],
    ] as const) {
      const { html, text } = await renderMail(snapshotWith(ACCEPTED), name);
      expect(text).toContain(one);
      expect(html).toContain(one);
      expect((await renderMail(snapshotWith(ACCEPTED, BLOCKED), name)).text).toContain(two);
    }
  });

  it('is said although no printed KPI reads it', () => {
    const items = itemsOf([{ ...ACCEPTED, kpis: [] }]);
    expect(items.map(({ head }) => head)).toEqual(['Accepted by Li Wei: volume against history.']);
    expect(items[0]?.body).not.toContain('Concerns');
  });

  it.each(LOCALES)('is one line of escaped text in %s, whatever is written into it', async (name) => {
    const hostile = `<img src=x onerror=alert(1)>\u202egnitorw\u0000\n\r${'very long '.repeat(1000)}END`;
    const accepted = { by: `<b>Eve</b>\u202e${'x'.repeat(500)}`, reason: hostile };
    const check = { ...ACCEPTED.check, accepted, found: { now: hostile, usual: '<script>' } };
    const { html, text } = await renderMail(snapshotWith({ ...ACCEPTED, check }), name);
    for (const part of [html, text]) expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]|END/);
    expect(html).not.toMatch(/<img src|<script>|<b>Eve/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const [item] = viewMail(snapshotWith({ ...ACCEPTED, check }), name).quality.items;
    expect(item?.head.length).toBeLessThan(150);
    expect(item?.body.length).toBeLessThan(700);
  });
});

describe('a KPI that a check blocks', () => {
  it('has no figure, and says which check of which table and what was found', () => {
    const { quality, scorecard } = viewMail(snapshotWith(BLOCKED));
    expect(quality.items).toEqual([
      expect.objectContaining({ head: 'Accepted by Ana Souza: unique keys.' }),
      {
        head: 'No figure: Return rate.',
        body: 'Returns: 212 rows stand more than once, e.g. R-20261012-7. Nobody could say which rows are true; these KPIs are n/a and leave the score.',
      },
    ]);
    const row = scorecard.families.flatMap(({ rows }) => rows).find(({ name }) => name === 'Return rate');
    expect(row).toMatchObject({ actual: 'n/a', sub: 'too many faulty rows', status: { tone: 'na' } });
  });
});

describe('the section', () => {
  const order = [ACCEPTED, BLOCKED, LATE, LEFT_OUT];

  it('puts what weighs most first, in whatever order it was found', () => {
    const heads = itemsOf(order).map(({ head }) => head.split(/[:.]| of | until | by /)[0]);
    expect(heads).toEqual(['Accepted', 'Accepted', 'No figure', '† Provisional', 'Rows left out']);
    expect(
      itemsOf(order.toReversed())
        .map(({ head }) => head)
        .toSorted(),
    ).toEqual(
      itemsOf(order)
        .map(({ head }) => head)
        .toSorted(),
    );
  });

  it.each([
    ['accepted', ACCEPTED],
    ['blocked', BLOCKED],
    ['late', LATE],
    ['left out', LEFT_OUT],
  ])('does not say that all is well beside what is %s', (_, found) => {
    for (const name of LOCALES) {
      const { complete } = readLocale(name).mail.quality;
      expect(itemsOf([found], name).map(({ head }) => head)).not.toContain(complete);
      expect(itemsOf([], name).map(({ head }) => head)).toEqual([complete]);
    }
  });

  it('does not tell readers what was only reported, or found nothing', () => {
    const reported = { ...LATE.check, outcome: 'reported' as const };
    expect(itemsOf([{ check: reported, kpis: ['sales'] }])).toEqual(itemsOf([]));
  });

  it.each([
    ['accepted', ACCEPTED],
    ['late', LATE],
    ['left out', LEFT_OUT],
    ['blocked', { ...BLOCKED, check: { ...BLOCKED.check, outcome: 'reported' as const } }],
  ])('has four items of what is %s, the last of which says how many more there are', (_, found) => {
    const items = itemsOf(copies(found, 11));
    expect(items).toHaveLength(4);
    expect(items.slice(0, 3).map(({ body }) => body.includes('more'))).not.toContain('7 more');
    expect(items[3]?.body).toMatch(/ 7 more$/);
  });

  it('stays within the size of a mail with everything at once', async () => {
    for (const name of LOCALES) {
      const many = [...copies(ACCEPTED, 30), ...copies(LATE, 30), ...copies(LEFT_OUT, 30)];
      const { html } = await renderMail(snapshotWith(...many), name);
      expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    }
  });
});

describe.each(LOCALES)('the sentence of a check in %s', (name) => {
  const locale = readLocale(name);

  it.each(CHECKS)('of %s is filled with what was found, days and counts as the language writes them', (check) => {
    const keys = placeholders(locale.checks[check].found).filter((key) => key !== 'subject');
    const found = Object.fromEntries(keys.map((key, at) => [key, at % 2 === 0 ? '2026-10-03' : '1234567']));
    const said = sayCheck({ check, table: 'orders', subject: 'status' }, found, locale);
    expect(said).not.toMatch(/[{}]|undefined|2026-10-03|1234567/);
    expect(said).toMatch(name === 'en' ? /^Orders: .+\.$/ : /^订单：.+。$/);
  });

  it('names tables, in lists of days too', () => {
    const of = { check: 'references' as const, table: 'order_lines', subject: 'order_id' };
    const said = sayCheck(of, { parent: 'orders', rows: '1', of: '2' }, locale);
    expect(said).toContain(locale.tables.orders as string);
    const days = { n: '2', days: '2026-10-03, 2026-10-04' };
    expect(sayCheck({ check: 'days_present', table: 'orders', subject: null }, days, locale)).toContain(
      name === 'en' ? 'on 2 days: 3 Oct 2026, 4 Oct 2026.' : '2 天没有数据：2026年10月3日、2026年10月4日。',
    );
  });

  it('says only that something was found where a snapshot does not say what', () => {
    const said = sayCheck({ check: 'volume', table: 'a_new_table', subject: null }, {}, locale);
    expect(said).toBe(
      name === 'en'
        ? 'A_new_table: the check of volume against history found something.'
        : 'A_new_table：“数据量与历史”检查发现异常。',
    );
  });
});
