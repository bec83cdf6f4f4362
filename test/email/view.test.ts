import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { buildView } from '../../functions/email/view.ts';
import { LINKS, LOCALES, readLocale, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

const MINUS = '\u2212';

/** A printed number without its unit, as hundredths. */
function hundredths(text: string): bigint {
  const number = /[−+±]?[\d,]+\.\d\d/.exec(text)?.[0] ?? '';
  const size = BigInt(number.replace(/[^\d]/g, ''));
  return number.startsWith(MINUS) ? -size : size;
}

function sum(texts: readonly string[]): bigint {
  return texts.map(hundredths).reduce((total, part) => total + part, 0n);
}

function rowOf(view: ReturnType<typeof viewMail>, name: string) {
  const row = view.scorecard.families.flatMap(({ rows }) => rows).find((one) => one.name.startsWith(name));
  if (!row) throw new Error(`no row ${name}`);
  return row;
}

describe.each(LOCALES)('sums as printed in %s', (locale) => {
  const changes: [string, (month: Month) => void][] = [
    ['the month as it is', () => undefined],
    ['a KPI without a value', (month) => (findKpi(month, 'return_rate').notes = ['unavailable'])],
    ['thirds as weights', (month) => month.kpis.splice(1, 1)],
    ['the year before closed higher', (month) => (findKpi(month, 'sales').previous = ['9900000.01', null])],
  ];

  it.each(changes)('family points add to the score and weights to 100: %s', (_, change) => {
    const { sums } = viewMail(buildSnapshot(change), locale);
    expect(sum((sums?.rows ?? []).map(({ points }) => (points === '–' ? '0.00' : points)))).toBe(
      hundredths(sums?.total.points ?? ''),
    );
    const weights = (sums?.rows ?? []).map(({ weight }) => weight.replace('%', '')).filter((weight) => weight !== '–');
    expect(sum(weights.map((weight) => (weight.includes('.') ? weight : `${weight}.00`)))).toBe(10000n);
  });

  it.each(changes)('start, drivers and end add up: %s', (_, change) => {
    const { movement } = viewMail(buildSnapshot(change), locale);
    const moved = sum((movement?.rows ?? []).map(({ points }) => points));
    expect(moved).toBe(hundredths(movement?.change.points ?? ''));
    expect(hundredths(movement?.start.score ?? '') + moved).toBe(hundredths(movement?.end.score ?? ''));
  });

  it('carrier gaps add to the gap of the KPI, carrier parcels to its parcels', () => {
    const { carriers, attention } = viewMail(buildSnapshot(), locale);
    const gaps = (carriers?.rows ?? []).map(({ gap }) => gap);
    expect(sum(gaps)).toBe(hundredths(carriers?.total.gap ?? ''));
    expect(hundredths(carriers?.total.gap ?? '')).toBe(hundredths(attention.items[0]?.gap ?? ''));
    const parcels = (carriers?.rows ?? []).map((row) => Number(/[\d,]+/.exec(row.parcels)?.[0].replace(',', '')));
    expect(parcels.reduce((total, count) => total + count, 0)).toBe(15000);
  });
});

describe('a mail that does not add up is refused', () => {
  it('where drivers do not add to the change', () => {
    const snapshot = buildSnapshot();
    const [driver] = snapshot.drivers;
    if (driver) driver.printed = '0.01';
    expect(() => viewMail(snapshot)).toThrow('drivers of department 2026-10 add to');
  });

  it('where points do not add to the score', () => {
    const snapshot = buildSnapshot();
    const line = snapshot.scorecards[0]?.lines[0];
    if (line) line.points = '1.00';
    expect(() => viewMail(snapshot)).toThrow('points of department 2026-10 add to');
  });

  it('where carriers do not add to the KPI', () => {
    const change = (month: Month) => findKpi(month, 'on_time_delivery_rate').carriers.pop();
    expect(() => viewMail(buildSnapshot(change))).toThrow('carriers of on_time_delivery_rate add to');
  });
});

describe('needs attention', () => {
  it('names the driver, its part of the gap and its own figures', () => {
    const [item] = viewMail().attention.items;
    expect(item).toMatchObject({ name: 'On-time delivery rate', actual: '83.3%', target: 'target ≥\u00a095.0%' });
    expect(item?.cause.driver).toBe('Carrier SwiftLine explains 10.20\u00a0pp of the 11.70\u00a0pp gap');
    expect(item?.cause.own).toBe('61.0%, 2,745 of 4,500 parcels');
    expect(item?.cause.share).toMatchObject({ percent: 87 });
  });

  it('says so where one driver misses by more than the whole gap', () => {
    const snapshot = buildSnapshot();
    const [exception] = snapshot.exceptions;
    if (exception?.cause) exception.cause = { ...exception.cause, gap: '-0.15', share: '1.282051282051' };
    const [item] = viewMail(snapshot).attention.items;
    expect(item?.cause.driver).toBe(
      'Carrier SwiftLine alone explains 15.00\u00a0pp, more than the whole 11.70\u00a0pp gap',
    );
    expect(item?.cause.share).toMatchObject({ percent: 100 });
  });

  it('says so where no driver explains enough', () => {
    expect(viewMail().attention.items[1]?.cause).toEqual({
      driver: 'No single driver above 30%',
      own: null,
      share: null,
    });
  });

  it('is one line where nothing is off target', () => {
    const calm = buildSnapshot((month) => {
      month.kpis = month.kpis.filter(({ id }) => !['on_time_delivery_rate', 'return_rate'].includes(id));
      findKpi(month, 'sales').weight = '48';
    });
    const { attention } = viewMail(calm);
    expect(attention).toMatchObject({ items: [], note: null, closing: 'All KPIs are on target or on watch.' });
  });

  it('closes with the off-target KPIs beyond the three', () => {
    const bad = buildSnapshot((month) => {
      for (const id of ['order_count', 'ship_on_time_rate', 'delivery_accuracy_rate']) {
        const kpi = findKpi(month, id);
        kpi.target = kpi.unit === 'percent' ? '1.5' : '40000';
      }
    });
    const { attention } = viewMail(bad);
    expect(attention.items).toHaveLength(3);
    expect(attention.closing).toMatch(/^Also off target: .+ and .+\.$/);
  });
});

describe('a figure that is missing', () => {
  it('is n/a with its reason beside it, is not coloured as a failure and stands under data quality', () => {
    const view = viewMail(buildSnapshot((month) => (findKpi(month, 'return_rate').notes = ['unavailable'])));
    expect(rowOf(view, 'Return rate')).toMatchObject({
      actual: 'n/a',
      sub: 'no source',
      attainment: '–',
      status: { tone: 'na' },
    });
    expect(view.quality.items).toContainEqual({ head: 'Not scored: Return rate.', body: 'No source.' });
    expect(view.sums?.note).toContain('Left out of score and weight: Return rate.');
  });

  it('prints its value where only the sample is too small, and the sample', () => {
    const view = viewMail(
      buildSnapshot((month) =>
        Object.assign(findKpi(month, 'return_rate'), { notes: ['insufficient_sample'], sample: '12' }),
      ),
    );
    expect(rowOf(view, 'Return rate')).toMatchObject({ actual: '6.1%', muted: true, sub: 'too few observations (12)' });
  });

  it('has no change against a month that is not known', () => {
    expect(rowOf(viewMail(), 'On-time shipment rate')).toMatchObject({
      changes: [{ label: 'MoM' }, { label: 'YoY', value: 'n/a' }],
    });
  });

  it('is a hairline in the strip and never a low bar', () => {
    const bars = rowOf(viewMail(), 'On-time shipment rate').strip?.bars ?? [];
    expect(bars).toHaveLength(12);
    expect(bars.slice(0, 3).map(({ kind }) => kind)).toEqual(['gap', 'gap', 'past']);
    for (const { kind, pixels } of bars) expect(kind === 'gap' ? pixels === 1 : pixels >= 3 && pixels <= 24).toBe(true);
  });
});

describe('a line that counts as zero because its data was owed', () => {
  it('is off target, n/a and says why', () => {
    const snapshot = buildSnapshot((month) => (findKpi(month, 'return_rate').notes = ['unavailable']));
    const line = snapshot.scorecards[0]?.lines.find(({ kpi }) => kpi === 'return_rate');
    if (line) Object.assign(line, { status: 'red', score: '0', points: '0', effectiveWeight: '0' });
    expect(rowOf(viewMail(snapshot), 'Return rate')).toMatchObject({
      actual: 'n/a',
      sub: 'no source',
      status: { tone: 'off' },
    });
  });
});

describe('a card without a score', () => {
  const view = viewMail(
    buildSnapshot((month) => {
      for (const id of ['sales', 'order_count', 'aov']) findKpi(month, id).notes = ['unavailable'];
    }),
  );

  it('says so and why, and never shows 0', () => {
    expect(view.score).toMatchObject({ score: null, grade: null, previous: null, unscored: { word: 'Not scored' } });
    expect(view.header.headline).toBe('Not scored, as only 61.0% of the weight has data.');
    expect(view.subject).toBe('October 2026 scorecard: not scored — Northbay Commerce');
  });

  it('drops what moved the score and how it adds up, and keeps its rows', () => {
    expect(view.movement).toBeNull();
    expect(view.sums).toBeNull();
    expect(rowOf(view, 'Return rate').actual).toBe('6.1%');
  });
});

describe('a shop in its first month', () => {
  const view = viewMail(buildSnapshot((month) => (month.history = false)));

  it('has no comparison, no movement and no history, and says what it has', () => {
    expect(view.score).toMatchObject({ previous: null, yearAgo: null, strip: null });
    expect(view.movement).toBeNull();
    expect(view.sums?.rows).toHaveLength(4);
    expect(view.header.headline).toBe('Sales met its target at ¥9.02M; the score is 71.5.');
    expect(rowOf(view, 'Sales').strip?.alt).toBe('Oct 2026 ¥9.02M; no other months');
  });
});

describe('data quality', () => {
  it('says that nothing is wrong where nothing is', () => {
    const calm = buildSnapshot((month) => {
      for (const kpi of [...month.kpis, ...month.beside]) kpi.notes = [];
      month.analyses = {};
      month.people = [];
    });
    const view = viewMail(calm);
    expect(view.quality.items).toEqual([expect.objectContaining({ head: 'All sources arrived.' })]);
  });

  it('marks provisional KPIs wherever they appear and lists them', () => {
    const view = viewMail();
    expect(rowOf(view, 'Delivery accuracy rate').name).toBe('Delivery accuracy rate\u00a0†');
    expect(rowOf(view, 'Delivery accuracy rate').strip?.bars.at(-1)?.kind).toBe('open');
    expect(view.carriers?.columns[1]).toBe('Accuracy\u00a0†');
    expect(view.quality.items[0]?.head).toBe(
      '† Provisional: Delivery accuracy rate (final on 15 Nov 2026); Logistics cost % of sales and Logistics cost per order (final on 1 Dec 2026).',
    );
  });

  it('tells restated figures, absent sources and the revision that is replaced', () => {
    const view = viewMail(
      buildSnapshot((month) => {
        month.revision = 2;
        month.origin = 'restatement';
        month.restated = [{ kpi: 'return_rate', period: '2026-09', published: '0.06', now: '0.0612' }];
        month.sources.push({ table: 'surveys', status: 'absent', rows: null, fingerprint: null, freshTo: null });
      }),
    );
    expect(view.quality.items).toContainEqual({
      head: 'Restated: Return rate, September 2026.',
      body: 'Published as 6.0%, now 6.1%.',
    });
    expect(view.quality.items.map(({ head }) => head)).toContain('No source: surveys.');
    expect(view.header.notes).toContain('Revision 2, replaces revision 1: figures restated');
  });
});

describe('sections and links', () => {
  const input = { snapshot: buildSnapshot(), locale: readLocale('en'), links: LINKS };

  it('are dropped where the report does not name them', () => {
    const view = buildView({
      ...input,
      sections: SECTIONS.filter((section) => section !== 'drivers' && section !== 'carriers'),
    });
    expect([view.movement, view.sums, view.carriers]).toEqual([null, null, null]);
    expect(view.scorecard.families).toHaveLength(4);
  });

  it('are dropped where there is nothing to show', () => {
    const snapshot = buildSnapshot((month) => (findKpi(month, 'on_time_delivery_rate').carriers = []));
    expect(viewMail(snapshot).carriers).toBeNull();
  });

  it('refuse an address that could run code', () => {
    expect(() => buildView({ ...input, sections: SECTIONS, links: { browser: 'javascript:alert(1)' } })).toThrow(
      'not a link',
    );
  });

  it('leave out what is not there', () => {
    const view = buildView({ ...input, sections: SECTIONS, links: {} });
    expect(view.header.links).toEqual([]);
    expect(view.footer).toMatchObject({ definitions: null, links: [], address: null });
  });
});
