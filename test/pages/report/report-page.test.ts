// The page of charts says what the snapshot says: each figure once as a mark, once as a table, and nothing that is not there.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFixed, parseDecimal } from '../../../functions/exact.ts';
import { reportPage } from '../../../functions/pages/report/report-page.ts';
import type { Snapshot, SnapshotKpi, SnapshotMember } from '../../../functions/snapshot/shape.ts';
import { signal } from '../../support/analyses.ts';
import { LOCALES, readLocale } from '../../support/email.ts';
import { buildSnapshot } from '../../support/snapshot.ts';

const ON_TIME = 'on_time_delivery_rate';
const HOSTILE = '<img src=x onerror=alert(1)>"\'&';

function kpiOf(snapshot: Snapshot, id = ON_TIME): SnapshotKpi {
  const kpi = snapshot.kpis.find((one) => one.id === id);
  if (!kpi) throw new Error(`no ${id}`);
  return kpi;
}

/** The section of one KPI. */
function sectionOf(page: string, id = ON_TIME): string {
  const [section = ''] = page.slice(page.indexOf(`<section id="${id}">`)).split('</section>');
  return section;
}

/** One drawing of it: `v` by period, `x` as charted, `m0` what moved it, or a dimension. */
function drawingOf(page: string, which: string, id = ON_TIME): string {
  const [drawing = ''] = page.slice(page.indexOf(`aria-labelledby="${id}-${which}-t`)).split('</svg>');
  return drawing;
}

/** A mark of a month, whatever its shape. */
const MARKS = /class="(?:dot|signal)/g;

const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;
const page = (snapshot: Snapshot, name = 'en') => reportPage(snapshot, readLocale(name));

function withMembers(members: Partial<SnapshotMember>[], change: (kpi: SnapshotKpi) => void = () => undefined): string {
  const snapshot = buildSnapshot();
  const kpi = kpiOf(snapshot);
  const plain = { member: 'A', name: null, value: '0.9', numerator: '9', denominator: '10', sample: '10' };
  kpi.members = { carrier: members.map((own) => ({ ...plain, notes: [], previous: null, ...own })) };
  change(kpi);
  return page(snapshot);
}

describe.each(LOCALES)('the page of charts in %s', (name) => {
  it('is the golden one', () => {
    const actual = page(buildSnapshot(), name);
    const file = `test/golden/pages/report.${name}.html`;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, actual);
    expect(actual).toBe(readFileSync(file, 'utf8'));
  });

  it('needs no script, no style in an attribute and nothing from elsewhere', () => {
    const actual = page(buildSnapshot(), name);
    expect(actual).not.toMatch(/<script|<link|<img|\sstyle=|\son\w+=|https?:|url\(|@import/);
  });

  it('shows each KPI of the card and those that are not scored, once', () => {
    const snapshot = buildSnapshot();
    const actual = page(snapshot, name);
    const [card] = snapshot.scorecards;
    const ids = [...(card?.lines ?? []).map(({ kpi }) => kpi), ...(card?.shown ?? [])];
    expect(ids.length).toBeGreaterThan(12);
    for (const id of ids) expect(count(actual, new RegExp(`<section id="${id}">`, 'g')), id).toBe(1);
    expect(count(actual, /<section id=/g)).toBe(ids.length + 1);
  });

  it('gives each drawing a name, a description and a table', () => {
    const actual = page(buildSnapshot(), name);
    const drawings = [...actual.matchAll(/role="img" aria-labelledby="([^ "]+) ([^ "]+)"/g)];
    expect(drawings.length).toBeGreaterThan(20);
    for (const [, title, description] of drawings) {
      expect(count(actual, new RegExp(`<title id="${title}">[^<]+</title>`, 'g')), title).toBe(1);
      expect(count(actual, new RegExp(`<desc id="${description}">[^<]+</desc>`, 'g')), description).toBe(1);
    }
    expect(count(actual, /<table class="data">/g)).toBe(drawings.length);
  });
});

describe('a KPI by period', () => {
  it('is a line with a mark a month and its target', () => {
    const drawing = drawingOf(page(buildSnapshot()), 'v');
    expect(count(drawing, MARKS)).toBe(12);
    expect(count(drawing, /class="line"/g)).toBe(1);
    expect(count(drawing, /class="target"/g)).toBe(1);
    expect(drawing).toMatch(/class="signal"[^>]*><text/);
  });

  it('is broken where a month is missing, and does not fall to zero', () => {
    const snapshot = buildSnapshot();
    const kpi = kpiOf(snapshot);
    const gap = kpi.trend[4];
    if (!gap) throw new Error('no fifth month');
    gap.value = null;
    kpi.trend.splice(7, 1);
    const actual = page(snapshot);
    const drawing = drawingOf(actual, 'v');
    expect(count(drawing, MARKS)).toBe(10);
    expect(count(drawing, /class="line"/g)).toBe(3);
    expect(drawing).not.toContain('>0.0%<');
    const table = sectionOf(actual).split('</table>')[0] ?? '';
    expect(count(table, /<th scope="row">/g)).toBe(12);
    expect(count(table, />n\/a</g)).toBe(2);
  });

  it('of one month is one mark, and of none no drawing', () => {
    const one = page(buildSnapshot((month) => Object.assign(month, { history: false })));
    expect(count(drawingOf(one, 'v'), MARKS)).toBe(1);
    expect(drawingOf(one, 'v')).not.toContain('class="line"');
    const snapshot = buildSnapshot();
    Object.assign(kpiOf(snapshot), { value: null, notes: ['unavailable'], trend: [], members: {}, drivers: [] });
    const line = snapshot.scorecards[0]?.lines.find(({ kpi }) => kpi === ON_TIME);
    Object.assign(line ?? {}, { value: null, status: 'grey', points: null, notes: ['unavailable'] });
    const section = sectionOf(page(snapshot));
    expect(section).not.toContain('<figure>');
    expect(section).toContain('There is no figure to draw yet.');
    expect(section).toContain(readLocale('en').notes.unavailable);
  });

  it('of equal values is a level line between two others', () => {
    const snapshot = buildSnapshot();
    const kpi = kpiOf(snapshot);
    Object.assign(kpi, { value: '0.5', target: null, signal: null });
    Object.assign(snapshot.scorecards[0]?.lines.find((line) => line.kpi === ON_TIME) ?? {}, { target: null });
    for (const point of kpi.trend) point.value = '0.5';
    const drawing = drawingOf(page(snapshot), 'v');
    const levels = new Set([...drawing.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => y));
    expect(levels.size).toBe(1);
    expect(drawing).toContain('>50.0%<');
  });

  it('marks what is beyond its limits by its shape, and the range itself', () => {
    const snapshot = buildSnapshot();
    const kpi = kpiOf(snapshot);
    kpi.signal = signal({
      verdict: 'signal',
      rule: 'outside',
      current: kpi.value,
      mean: '0.95',
      lower: '0.94',
      upper: '0.96',
    });
    const beyond = kpi.trend
      .slice(0, -1)
      .filter(({ value }) => value !== null && (+value < 0.94 || +value > 0.96)).length;
    const drawing = drawingOf(page(snapshot), 'v');
    expect(count(drawing, /<path class="signal"/g)).toBe(beyond + 1);
    expect(count(drawing, /class="range"/g)).toBe(1);
    expect(count(drawing, /class="limit"/g)).toBe(2);
    kpi.signal.verdict = 'noise';
    expect(count(drawingOf(page(snapshot), 'v'), /<path class="signal"/g)).toBe(beyond);
  });

  it('goes back as far as its chart, and draws what was charted otherwise apart', () => {
    const snapshot = buildSnapshot();
    const kpi = kpiOf(snapshot);
    const history = ['2025-02', '2025-03', '2025-04'].map((period) => ({ period, value: '0.951' }));
    const limits = { mean: '0.95', lower: '0.94', upper: '0.96', current: kpi.value };
    kpi.signal = signal({ ...limits, history });
    expect(count(drawingOf(page(snapshot), 'v'), MARKS)).toBe(15);
    kpi.signal = signal({ ...limits, charted: 'year_change', history, current: '0.953' });
    const actual = page(snapshot);
    expect(count(drawingOf(actual, 'v'), MARKS)).toBe(12);
    expect(drawingOf(actual, 'v')).not.toContain('class="range"');
    expect(count(drawingOf(actual, 'x'), MARKS)).toBe(4);
    expect(sectionOf(actual)).toContain('Change against a year ago');
  });

  it('shows the target that each month had, both ends of a band, and hollow what may change', () => {
    const snapshot = buildSnapshot();
    const kpi = kpiOf(snapshot);
    kpi.pastTargets = [{ period: '2026-08', value: '0.9', bandLow: null, bandHigh: null }];
    kpi.notes = ['provisional'];
    const drawing = drawingOf(page(snapshot), 'v');
    expect(count(drawing, /class="target"/g)).toBe(2);
    expect(drawing).toContain('class="signal open"');
    kpi.pastTargets = [{ period: '2026-08', value: null, bandLow: '0.9', bandHigh: '0.92' }];
    expect(count(drawingOf(page(snapshot), 'v'), /class="target"/g)).toBe(4);
  });
});

describe('what moved the score', () => {
  it('leads from one printed score to the other by the printed points', () => {
    const snapshot = buildSnapshot();
    const [card] = snapshot.scorecards;
    const section = sectionOf(page(snapshot), 'score');
    const drawing = section.slice(section.indexOf('score-m-t'));
    const figures = [...drawing.matchAll(/class="figure"[^>]*>([^<]+)</g)].map(([, text = '']) =>
      text.replace('−', '-'),
    );
    const amounts = figures.map((text) => parseDecimal(text.replace('+', '').replace('±', '')));
    const last = amounts.pop();
    const sum = amounts.reduce((total, amount) => total.add(amount));
    expect(sum.equals(last ?? 0)).toBe(true);
    expect(formatFixed(sum, 2)).toBe(card?.score);
  });

  it('is refused where the parts do not add up', () => {
    const snapshot = buildSnapshot();
    const kpi = snapshot.kpis.find(({ drivers }) => drivers?.[0]?.parts.length);
    const [part] = kpi?.drivers?.[0]?.parts ?? [];
    if (!kpi || !part) throw new Error('no driver');
    part.effect = '12345';
    expect(() => page(snapshot)).toThrow(/parts lead from .+, not to/);
  });
});

describe('what moved a KPI', () => {
  it('stands on both totals, or alone where the month before was published otherwise', () => {
    const whole = drawingOf(page(buildSnapshot()), 'm0');
    expect(count(whole, /class="bar total"/g)).toBe(2);
    expect(count(whole, /class="cut"/g)).toBe(4);
    const snapshot = buildSnapshot();
    Object.assign(kpiOf(snapshot).previous ?? {}, { value: '0.9' });
    const alone = drawingOf(page(snapshot), 'm0');
    expect(count(alone, /class="bar total"/g)).toBe(1);
    expect(alone).toMatch(/>Total change<.*>−10.90/s);
    expect(alone).not.toContain('class="cut"');
  });

  it('colours what is better, or neither, whichever way it went', () => {
    const looks = (better: SnapshotKpi['better']) => {
      const snapshot = buildSnapshot();
      kpiOf(snapshot).better = better;
      return new Set([...drawingOf(page(snapshot), 'm0').matchAll(/class="bar (\w+)"/g)].map(([, look]) => look));
    };
    expect(looks('up')).toEqual(new Set(['total', 'bad']));
    expect(looks('down')).toEqual(new Set(['total', 'good']));
    expect(looks('info')).toEqual(new Set(['total', 'plain']));
  });
});

describe('a KPI compared', () => {
  it('shows the largest and says how many more there are', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ member: `M${at}`, value: '0.5' }));
    const actual = withMembers(many);
    expect(count(drawingOf(actual, 'carrier'), /class="bar plain"/g)).toBe(8);
    expect(sectionOf(actual)).toContain('492 more are in the workbook.');
    expect(actual).not.toContain('M8<');
  });

  it('of a sum takes the largest values and no yardstick', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ member: `M${at}`, value: String(at) }));
    const drawing = drawingOf(
      withMembers(
        many,
        (kpi) => void Object.assign(kpi, { denominator: null, unit: 'count', decimals: 0, drivers: [] }),
      ),
      'carrier',
    );
    expect([...drawing.matchAll(/class="name"[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual(
      Array.from({ length: 8 }, (_, at) => `M${19 - at}`),
    );
    expect(drawing).not.toContain('class="reference"');
  });

  it('marks the whole in each row', () => {
    expect(count(drawingOf(page(buildSnapshot()), 'carrier'), /class="reference"/g)).toBe(
      kpiOf(buildSnapshot()).members.carrier?.length ?? 0,
    );
  });

  it('draws negative values to the left of zero, and nothing for what is missing', () => {
    const drawing = drawingOf(
      withMembers([{ value: '-0.4' }, { member: 'B', value: '0.8' }, { member: 'C', value: null }]),
      'carrier',
    );
    const bars = [...drawing.matchAll(/class="bar plain" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, x, width]) => [Number(x), Number(x) + Number(width)],
    );
    expect(bars).toHaveLength(2);
    expect(bars[0]?.[1]).toBeCloseTo(bars[1]?.[0] ?? 0, 1);
    expect(drawing).toContain('>n/a<');
  });

  it('outlines a member of too few observations, and says so', () => {
    const drawing = drawingOf(withMembers([{ notes: ['insufficient_sample'] }]), 'carrier');
    expect(drawing).toContain('class="bar few"');
    expect(drawing).toContain('(few observations)');
  });

  it.each([
    ['of 200 letters', 'Eastern distribution centre '.repeat(8), 'Eastern distribution centre'],
    ['right to left', 'شركة الشحن السريع للتوصيل', 'شركة'],
    ['that turns the direction', '\u202eesrever', 'esrever'],
  ])('keeps a name %s in its row', (_, name, shown) => {
    const drawing = drawingOf(withMembers([{ name }]), 'carrier');
    expect(drawing).toContain(shown);
    expect(drawing).not.toContain('\u202e');
  });

  it('escapes what comes from data', () => {
    const snapshot = buildSnapshot((month) => Object.assign(month, { shop: HOSTILE }));
    const kpi = kpiOf(snapshot);
    kpi.name = { en: HOSTILE };
    kpi.members = { carrier: (kpi.members.carrier ?? []).map((member) => ({ ...member, name: HOSTILE })) };
    const actual = page(snapshot);
    expect(actual).not.toContain('<img');
    expect(count(actual, /&lt;img src=x/g)).toBeGreaterThan(6);
  });
});
