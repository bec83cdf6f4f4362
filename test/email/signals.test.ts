// Noise is never told as news: verdicts of the chart in words, beside figures and in the headline.
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../functions/snapshot/analysis-shape.ts';
import { signal } from '../support/analyses.ts';
import { LOCALES, readLocale, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

const NAME: Readonly<Record<string, string>> = { on_time_delivery_rate: 'On-time delivery rate', sales: 'Sales' };

function withSignal(kpi: string, change: Partial<Signal>, more: (month: Month) => void = () => undefined) {
  return buildSnapshot((month) => {
    month.analyses[kpi] = { ...month.analyses[kpi], signal: signal(change) };
    more(month);
  });
}

function flagsOf(kpi: string, change: Partial<Signal>): string[] {
  const rows = viewMail(withSignal(kpi, { verdict: 'signal', ...change })).scorecard.families.flatMap(
    ({ rows }) => rows,
  );
  return rows.find(({ name }) => name === NAME[kpi])?.flags ?? [];
}

describe('a value beyond noise', () => {
  it('is marked in its row with the range that it left', () => {
    const range = { rule: 'outside', current: '0.833', lower: '0.909', upper: '0.966' } as const;
    expect(flagsOf('on_time_delivery_rate', range)).toEqual(['outside its usual range 90.9%–96.6%']);
  });

  it('is told by the day, or by the change over a year, where it is charted so', () => {
    const daily = { rule: 'outside', charted: 'per_day', lower: '250000', upper: '280000', current: '290889' } as const;
    expect(flagsOf('sales', daily)).toEqual(['outside its usual range ¥250.0K–¥280.0K a day']);
    const yearly = {
      rule: 'outside',
      charted: 'year_change',
      lower: '-0.02',
      upper: '0.09',
      current: '0.118',
    } as const;
    expect(flagsOf('sales', yearly)).toEqual(['outside its usual range YoY −2.0% to +9.0%']);
    const points = {
      rule: 'outside',
      charted: 'year_change',
      lower: '-0.02',
      upper: '0.01',
      current: '0.118',
    } as const;
    expect(flagsOf('on_time_delivery_rate', points)).toEqual([
      'outside its usual range YoY −2.00\u00a0pp to +1.00\u00a0pp',
    ]);
  });

  it('is told as a run on one side of its average', () => {
    const run = { rule: 'run', mean: '0.9', current: '0.833', lower: '0.8', upper: '0.99' } as const;
    expect(flagsOf('on_time_delivery_rate', run)).toEqual(['below its average 90.0% for eight months in a row']);
    expect(flagsOf('on_time_delivery_rate', { ...run, current: '0.95' })).toEqual([
      'above its average 90.0% for eight months in a row',
    ]);
    expect(flagsOf('on_time_delivery_rate', { rule: 'changed' })).toEqual(['changed after months without any change']);
  });

  it('gets digits until the limit that it crossed differs from it', () => {
    const close = { rule: 'outside', current: '0.9086', lower: '0.9092', upper: '0.966' } as const;
    expect(flagsOf('on_time_delivery_rate', close)).toEqual(['outside its usual range 90.92%–96.60%']);
  });
});

describe('a KPI that needs attention', () => {
  const stepOf = (change: Partial<Signal>) =>
    viewMail(withSignal('on_time_delivery_rate', change)).attention.items[0]?.steps.find(
      ({ label }) => label === 'Signal',
    );

  it('says that it is within its usual range', () => {
    expect(stepOf({ current: '0.833', lower: '0.8', upper: '0.99' })?.text).toBe(
      'Within its usual range 80.0%–99.0%, so this month alone is no news',
    );
  });

  it('says that nobody can tell yet', () => {
    expect(stepOf({ verdict: 'short_history' })?.text).toBe('History too short to tell a change from noise');
  });

  it('says nothing where there is no chart', () => {
    const snapshot = buildSnapshot((month) => (month.analyses = {}));
    expect(viewMail(snapshot).attention.items[0]?.steps.map(({ label }) => label)).not.toContain('Signal');
  });
});

describe('the headline', () => {
  const within = { current: '0.833', lower: '0.8', upper: '0.99' };

  it('tells a cause beyond noise as what it did', () => {
    expect(viewMail().header.headline).toContain('on-time delivery rate pulled the score down to 71.5.');
  });

  it('never tells a change within the usual range as news', () => {
    expect(viewMail(withSignal('on_time_delivery_rate', within)).header.headline).toBe(
      'On-time delivery rate, in its usual range, took the score to 71.5.',
    );
    expect(viewMail(withSignal('on_time_delivery_rate', within), 'zh-CN').header.headline).toBe(
      '销售额 ¥901.8万，达成目标；准时送达率属正常波动，总分降至 71.5\u00a0分。',
    );
  });

  it('nor a rise', () => {
    const rise = withSignal('on_time_delivery_rate', { ...within, current: '0.99' }, (month) => {
      Object.assign(findKpi(month, 'on_time_delivery_rate'), { sums: ['14900', '15000'], carriers: [] });
    });
    expect(viewMail(rise).header.headline).toMatch(/in its usual range, took the score to/);
    expect(viewMail(rise, 'zh-CN').header.headline).toMatch(/属正常波动，总分升至/);
  });

  it.each(LOCALES)('keeps its length in %s', (name) => {
    const long = withSignal('on_time_delivery_rate', within, (month) => {
      findKpi(month, 'on_time_delivery_rate').name = { en: 'Share of parcels '.repeat(8), 'zh-CN': '送达'.repeat(30) };
    });
    expect([...viewMail(long, name).header.headline].length).toBeLessThanOrEqual(readLocale(name).lengths.headline);
  });
});
