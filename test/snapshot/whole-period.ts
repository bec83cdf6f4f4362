// The snapshot of a month over the fact in memory: rows by period, and what was published before.
import type { Definitions, Report } from '../../functions/definitions/definitions.ts';
import { readPeriod } from '../../functions/periods/period.ts';
import { listRanges, rangesOf } from '../../functions/periods/ranges.ts';
import type { Cell } from '../../functions/ports.ts';
import { evaluatePeriod } from '../../functions/scorecards/evaluate-period.ts';
import { buildSnapshot } from '../../functions/snapshot/build.ts';
import type { Past, PastKpi } from '../../functions/snapshot/past.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { defineKpis, periodOf, type Row, readRows, WEEKLY } from '../kpis/hand-made.ts';

const REPORT_FILES = {
  'scorecards/spring.yaml': [
    'title: { en: Spring, zh-CN: 春 }',
    'subject: company',
    'lines:',
    '  - { kpi: amount, weight: 100 }',
    '',
  ].join('\n'),
  ...WEEKLY,
};

type Options = {
  rows: Row[];
  targets?: Cell[][];
  firstDays?: Record<string, string>;
  /** What earlier months are known to say, by period. */
  history?: Record<string, Partial<PastKpi> & Pick<PastKpi, 'value'>>;
  hasRanges?: boolean;
};

export function defineAmount(kpis: Record<string, string>): Definitions {
  return defineKpis(kpis, REPORT_FILES);
}

export function snapshotOf(definitions: Definitions, id: string, options: Options): Snapshot {
  const calendar = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
  const period = readPeriod(id, calendar) ?? periodOf(id);
  const ranges = rangesOf(period, calendar, definitions.shop.parameters.combineJanFeb);
  const periods = [id, ...listRanges(ranges).map((range) => range.id)];
  const { rows, targets = [], firstDays = {}, history = {}, hasRanges = true } = options;
  const reading = readRows(definitions, rows, { periods, targets, firstDays });
  const result = evaluatePeriod(definitions.reports.weekly as Report, period, reading);
  const past = (other: { id: string }): Past | null => {
    const known = history[other.id];
    if (!known) return null;
    return {
      kpi: () => ({ provisional: false, settled: true, ...known }),
      score: () => null,
      lineScore: () => null,
      target: () => null,
      standing: () => null,
    };
  };
  return buildSnapshot({
    report: definitions.reports.weekly as Report,
    result,
    before: null,
    past,
    publishedPast: past,
    itemsOf: () => null,
    plans: [],
    reading,
    calendar,
    ranges: hasRanges ? ranges : null,
    revision: 1,
    origin: 'run',
    restated: [],
    sources: [],
    checks: [],
    statements: [],
  });
}
