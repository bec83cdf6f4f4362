import { describe, expect, it } from 'vitest';
import { LATE } from '../support/doubts.ts';
import { LOCALES, readLocale, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

const LONG = 'Share of parcels that reached the customer on or before the day that the shop had promised';
const LONG_CHINESE = '在承诺日期之前送达的包裹占全部应送达包裹的比例'.repeat(2);

const months: [string, (month: Month) => void][] = [
  ['the month as it is', () => undefined],
  ['a month in which the score rose', (month) => (findKpi(month, 'on_time_delivery_rate').sums = ['14900', '15000'])],
  ['a first month', (month) => (month.history = false)],
  [
    'long names',
    (month) => {
      for (const kpi of month.kpis) kpi.name = { en: `${LONG} ${kpi.id}`, 'zh-CN': `${LONG_CHINESE}${kpi.id}` };
    },
  ],
  [
    'a score that is missing',
    (month) => {
      for (const kpi of month.kpis.slice(0, 3)) kpi.notes = ['unavailable'];
    },
  ],
];

describe.each(LOCALES)('in %s', (name) => {
  const { lengths } = readLocale(name);

  it.each(months)('the headline keeps its length: %s', (_, change) => {
    const view = viewMail(buildSnapshot(fixCarriers(change)), name);
    expect([...view.header.headline].length).toBeLessThanOrEqual(lengths.headline);
    expect(view.header.headline).not.toMatch(/undefined|\{|;\s*;/);
  });

  it.each(months)('the preheader keeps its length: %s', (_, change) => {
    const { preheader } = viewMail(buildSnapshot(fixCarriers(change)), name);
    expect([...preheader].length).toBeLessThanOrEqual(lengths.preheader_most);
    expect([...preheader].length).toBeGreaterThanOrEqual(lengths.preheader_least);
  });
});

/** Months that change a KPI's sums have no carriers, which would not add to them. */
function fixCarriers(change: (month: Month) => void): (month: Month) => void {
  return (month) => {
    change(month);
    findKpi(month, 'on_time_delivery_rate').carriers = [];
  };
}

it('tells one result, one cause and the score', () => {
  expect(viewMail().header.headline).toBe(
    'Sales met its target at ¥9.02M; on-time delivery rate pulled the score down to 71.5.',
  );
  expect(viewMail(buildSnapshot(), 'zh-CN').header.headline).toBe(
    '销售额 ¥901.8万，达成目标；准时送达率使总分降至 71.5\u00a0分。',
  );
});

it('names a cause that moved the score in the direction in which it went', () => {
  const rise = buildSnapshot(
    fixCarriers((month) => (findKpi(month, 'on_time_delivery_rate').sums = ['14900', '15000'])),
  );
  expect(viewMail(rise).header.headline).toMatch(/on-time delivery rate lifted the score to/);
});

it('puts period, score, grade and change into the subject', () => {
  expect(viewMail().subject).toBe('October 2026 scorecard: 71.5 (C), −3.2 points — Northbay Commerce');
  expect(viewMail(buildSnapshot(), 'zh-CN').subject).toBe(
    '2026年10月计分卡：71.5 分（C），环比 −3.2 分——Northbay Commerce',
  );
});

describe('a month with late data', () => {
  it.each([
    ['en', 'Provisional: October 2026 scorecard: 71.5 (C), −3.2 points — Northbay Commerce'],
    ['zh-CN', '【暂估】2026年10月计分卡：'],
  ] as const)('is provisional in its subject, in %s', (name, subject) => {
    const late = viewMail(
      buildSnapshot((month) => (month.found = [LATE])),
      name,
    );
    expect(late.subject.startsWith(subject)).toBe(true);
    expect(late.header.notes).toContain(readLocale(name).mail.header.provisional);
    // What only matures does so every month, and is no news.
    expect(viewMail(buildSnapshot(), name).header.notes).toContain(readLocale(name).mail.header.provisional);
    expect(viewMail(buildSnapshot(), name).subject).not.toContain(subject.slice(0, 4));
  });

  it('is not where nothing of its score is late', () => {
    const found = [{ ...LATE, kpis: [] }];
    expect(viewMail(buildSnapshot((month) => Object.assign(month, { found }))).subject).toMatch(/^October/);
  });
});
