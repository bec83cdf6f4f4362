// What stands beside the scored rows: unscored KPIs, changes by day and over festivals, the year so far, experiments.
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../functions/snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { EXPERIMENT } from '../support/analyses.ts';
import { renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot, findKpi, type Month } from '../support/snapshot.ts';

function viewOf(change: (month: Month) => void) {
  return viewMail(buildSnapshot(change));
}

function rowOf(view: ReturnType<typeof viewMail>, name: string) {
  const scored = view.scorecard.families.flatMap(({ rows }) => rows);
  return [...scored, ...(view.scorecard.shown?.rows ?? [])].find((row) => row.name.startsWith(name));
}

describe('a KPI that is printed and not scored', () => {
  it('has a line with value and changes, and no status', () => {
    const row = rowOf(viewMail(), 'Net sales');
    expect(row).toMatchObject({ value: '¥8.48M', note: null, muted: false });
    expect(row?.changes.map(({ label, value }) => `${label} ${value}`)).toEqual(['MoM +2.4%', 'YoY +11.5%']);
    expect(row).not.toHaveProperty('status');
  });

  it('counts those without a target once, and not those that are never held to one', () => {
    expect(rowOf(viewMail(), 'Gross margin')).toMatchObject({ value: '41.2%', note: null });
    expect(viewMail().scorecard.shown?.note).toBe('1 of them has no target.');
  });

  it('says that its sample is too small', () => {
    const view = viewOf((month) =>
      Object.assign(findKpi(month, 'gross_margin_rate'), { notes: ['insufficient_sample'], sample: '7' }),
    );
    expect(rowOf(view, 'Gross margin')).toMatchObject({ value: '41.2%', note: 'too few observations (7)' });
  });

  it('is n/a with its reason where it has no value', () => {
    expect(rowOf(viewMail(), 'Average inventory age')).toMatchObject({ value: 'n/a', note: 'no source', muted: true });
  });

  it('says that few answered, in its line and under data quality', () => {
    expect(rowOf(viewMail(), 'Net promoter score')).toMatchObject({ note: 'few answered' });
    expect(viewMail().quality.items.map(({ head }) => head)).toContain('Few answered: Net promoter score.');
  });

  it('is marked † and listed as provisional', () => {
    const view = viewOf((month) => (findKpi(month, 'net_sales').notes = ['provisional']));
    expect(rowOf(view, 'Net sales')?.name).toBe('Net sales\u00a0†');
    expect(view.quality.items[0]?.head).toContain('Net sales');
  });

  it('is left out with its heading where the card prints none', () => {
    expect(viewOf((month) => (month.shown = [])).scorecard.shown).toBeNull();
  });
});

describe('a scored KPI', () => {
  it('says that few answered', () => {
    const view = viewOf((month) => (month.analyses.return_rate = { lowResponse: true }));
    expect(rowOf(view, 'Return rate')).toMatchObject({ flags: ['few answered'] });
  });

  it('names the period that it is scored over where that is another one, instead of the sums of the month', () => {
    const snapshot = buildSnapshot();
    const line = snapshot.scorecards[0]?.lines.find(({ kpi }) => kpi === 'return_rate');
    if (line) line.period = '2026-08';
    expect(rowOf(viewMail(snapshot), 'Return rate')).toMatchObject({ sub: 'scored for August 2026' });
  });
});

describe('changes', () => {
  it('are given by day too where months have different lengths, for what adds up', () => {
    expect(rowOf(viewMail(), 'Sales')?.changes[0]).toEqual({ label: 'MoM', value: '+2.4%', notes: ['per day −0.9%'] });
    expect(rowOf(viewMail(), 'Sales')?.changes[1]?.notes).toEqual([]);
    expect(rowOf(viewMail(), 'Average order value')?.changes[0]?.notes).toEqual([]);
  });

  it('come by day first where the shop reads them so', () => {
    const changes = rowOf(viewMail({ ...buildSnapshot(), byDayFirst: true }), 'Sales')?.changes;
    expect(changes?.[0]).toEqual({ label: 'MoM', value: 'per day −0.9%', notes: ['in total +2.4%'] });
    expect(changes?.[1]?.notes).toEqual([]);
  });

  it('are marked and explained where a festival has moved', () => {
    const view = viewOf((month) => (month.festival = true));
    expect(rowOf(view, 'Sales')?.changes[1]?.notes).toEqual(['festival shift']);
    expect(view.scorecard.note).toContain('Festival shift: Lunar New Year lies in one of the two months only');
    expect(viewMail().scorecard.note).not.toContain('Festival');
  });

  it('compare January and February together where the snapshot does', () => {
    const combined: SnapshotKpi['combined'] = {
      period: '2025-01..2025-02',
      value: '15000000',
      change: '1200000',
      ratio: '0.08',
      perDay: '0.0983',
    };
    const view = viewOf((month) => {
      month.festival = true;
      month.analyses.sales = { combined };
    });
    expect(rowOf(view, 'Sales')?.changes[1]).toEqual({
      label: 'YoY Jan–Feb',
      value: '+8.0%',
      notes: ['per day +9.8%'],
    });
    expect(view.scorecard.note).toContain('YoY Jan–Feb compares January and February together');
  });
});

describe('the year so far', () => {
  it('tells what is reached, where it is heading and what is needed', () => {
    expect(viewMail().outlook?.rows[0]).toEqual({
      name: 'Sales',
      soFar: { value: '¥82.19M', note: '98.9% of plan' },
      forecast: { value: '¥104.96M', note: '100.4% of ¥104.50M' },
      needed: '¥11.15M',
    });
    expect(viewMail().outlook?.note).toContain('The forecast adds the rest of last year');
  });

  it('says that a year has no target, and forecasts nothing against it', () => {
    expect(viewMail().outlook?.rows[1]).toMatchObject({
      name: 'Orders',
      soFar: { value: '136,290', note: null },
      forecast: { value: '–', note: 'no target for the year' },
      needed: '–',
    });
  });

  it('says that the target of the year is reached', () => {
    const view = viewOf((month) => {
      const { annual } = month.analyses.sales ?? {};
      if (annual) annual.requiredPerMonth = '-12.00';
    });
    expect(view.outlook?.rows[0]?.needed).toBe('reached');
  });

  it('is left out where no KPI adds up to a year', () => {
    expect(viewOf((month) => (month.analyses = {})).outlook).toBeNull();
  });
});

describe('an experiment', () => {
  function itemOf(change: Partial<Experiment>) {
    const view = viewOf((month) => (month.analyses.ab_lift = { experiments: [{ ...EXPERIMENT, ...change }] }));
    return view.experiments?.items[0];
  }

  it('is told by its verdict, its figures, and a warning where the effect is likely smaller', () => {
    expect(itemOf({})).toEqual({
      head: 'checkout-one-page: significant increase.',
      body:
        '130 of 2,000 converted with the change, 100 of 2,000 without. ' +
        'Lift +30.0%, difference +1.50\u00a0pp, interval +0.05\u00a0pp to +2.96\u00a0pp, p-value 0.042. ' +
        'The effect is likely smaller: showing it needs 3,780 observations a group, more than were planned.',
    });
  });

  it('gives p as adjusted where several tests were read', () => {
    expect(itemOf({ adjustedP: '0.083182' })?.body).toContain('p-value 0.042, 0.083 adjusted for several tests');
    expect(itemOf({ p: '0', adjustedP: '0' })?.body).toContain('p-value <0.001.');
  });

  it('shows no figure while it runs', () => {
    expect(itemOf({ verdict: 'running' })).toEqual({
      head: 'checkout-one-page: still running, read when it has ended.',
      body: '',
    });
  });

  it('shows no effect of groups that went wrong or are too small', () => {
    for (const verdict of ['srm', 'insufficient_sample'] as const) {
      expect(itemOf({ verdict })?.body).toBe('130 of 2,000 converted with the change, 100 of 2,000 without.');
    }
  });

  it('without a difference carries no warning of its size', () => {
    expect(itemOf({ verdict: 'inconclusive' })?.body).not.toContain('likely smaller');
  });

  it('stands once, instead of a line of its KPI', async () => {
    expect(rowOf(viewMail(), 'A/B test lift')).toBeUndefined();
    expect((await renderMail()).text).not.toContain('A/B test lift');
  });
});
