// The improvement plan and what is said of it beside a KPI that needs attention.
import { describe, expect, it } from 'vitest';
import { FULL_DETAIL } from '../../functions/email/degrade.ts';
import { openEdition } from '../../functions/email/edition.ts';
import { viewPlan } from '../../functions/email/plan-section.ts';
import { readLocale, renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot, type Month } from '../support/snapshot.ts';

function changed(change: (month: Month) => void) {
  return viewMail(buildSnapshot(change));
}

function itemOf(month: Month, kpi: string) {
  const item = month.improvements.find((one) => one.kpi === kpi);
  if (!item) throw new Error(`no item of ${kpi}`);
  return item;
}

describe('the improvement plan', () => {
  it('lists what is overdue first, then what is open, then what was closed', () => {
    const { plan } = viewMail();
    expect(plan?.items.map(({ name, state }) => `${name}: ${state.word}`)).toEqual([
      'Return rate: Overdue',
      'On-time delivery rate: Open',
      'Order processing time: Closed',
    ]);
  });

  it('tells baseline, value, target and what reaching it is worth', () => {
    const [, item] = viewMail().plan?.items ?? [];
    expect(item).toMatchObject({
      action: 'Move 40% of SwiftLine volume to Harbor Express; claim service credits.',
      quote: '“Contract with Harbor Express signed.”',
      by: ['Dana Whitfield, Logistics', 'due 30 Nov 2026', 'opened Sep 2026'],
      value: '83.3%',
      figures: ['from 94.2%', 'target ≥\u00a095.0%', 'worth 5.91 points'],
    });
  });

  it('says what a closed item brought, and nothing of points to come', () => {
    const closed = viewMail().plan?.items[2];
    expect(closed?.figures).toEqual(['from 25.2\u00a0h', 'target ≤\u00a024.0\u00a0h', 'since then −1.9\u00a0h']);
    expect(closed?.by).not.toContain(expect.stringContaining('due'));
  });

  it('says that an item has no owner and that it was escalated', () => {
    expect(viewMail().plan?.items[0]?.by).toEqual([
      'No owner',
      'overdue since 30 Sep 2026',
      'opened Jul 2026',
      'escalated',
    ]);
  });

  it('gives the reason of an item that was cancelled', () => {
    const { plan } = changed((month) =>
      Object.assign(itemOf(month, 'return_rate'), { status: 'cancelled', reason: 'Supplier replaced.' }),
    );
    const item = plan?.items.find(({ name }) => name === 'Return rate');
    expect(item).toMatchObject({ state: { word: 'Cancelled' }, quote: '“Supplier replaced.”' });
  });

  it('lists an item whose KPI has left without figures, and says so', () => {
    const snapshot = buildSnapshot();
    const item = snapshot.improvements?.find(({ kpi }) => kpi === 'return_rate');
    if (item) Object.assign(item, { kpi: 'refund_rate', status: 'cancelled', reason: null });
    const listed = viewMail(snapshot).plan?.items.find(({ name }) => name === 'refund_rate');
    expect(listed).toMatchObject({ value: '–', figures: [], quote: 'Its KPI is measured no more.' });
  });

  it('prints both limits of a band', () => {
    const snapshot = buildSnapshot();
    const kpi = snapshot.kpis.find(({ id }) => id === 'return_rate');
    const line = snapshot.scorecards[0]?.lines.find((one) => one.kpi === 'return_rate');
    if (kpi) kpi.better = 'band';
    if (line?.target) line.target = { ...line.target, value: null, bandLow: '0.05', bandHigh: '0.055' };
    expect(viewMail(snapshot).plan?.items[0]?.figures).toContain('target 5.0%–5.5%');
  });

  it('names items beyond those that are worked on in one line', () => {
    expect(viewMail().plan?.watched).toBe('Waiting until others are done: On-time shipment rate 96.1% (≥\u00a097.0%).');
  });

  it('is dropped with its heading where there is no item', async () => {
    const none = buildSnapshot((month) => (month.improvements = []));
    expect(viewMail(none).plan).toBeNull();
    expect((await renderMail(none)).html).not.toContain('Improvement plan');
  });

  it('never shows an item of another subject', () => {
    const snapshot = buildSnapshot();
    for (const item of snapshot.improvements ?? []) item.scope = { kind: 'employee', id: 'e7' };
    expect(viewMail(snapshot).plan).toBeNull();
  });

  it('counts completed items where the mail must be shorter', () => {
    const edition = openEdition(buildSnapshot(), readLocale('en'), { ...FULL_DETAIL, plan: 'open' });
    const plan = viewPlan(edition);
    expect(plan?.items.map(({ state }) => state.word)).toEqual(['Overdue', 'Open']);
    expect(plan?.folded).toBe('1 completed item');
  });
});

/** What is said of a KPI under a label. */
function stepOf(view: ReturnType<typeof viewMail>, index: number, label: string) {
  return view.attention.items[index]?.steps.find((step) => step.label === label)?.text;
}

function remarksOf({ attention }: ReturnType<typeof viewMail>): string[] {
  return attention.items.flatMap(({ steps }) =>
    steps.filter(({ label }) => label === 'Comment').map(({ text }) => text),
  );
}

describe('a KPI that needs attention', () => {
  it('has the action, the owner and the due date of its item', () => {
    const view = viewMail();
    expect(stepOf(view, 0, 'Action')).toBe('Move 40% of SwiftLine volume to Harbor Express; claim service credits.');
    expect(stepOf(view, 0, 'Owner')).toBe('Dana Whitfield, Logistics · due 30 Nov 2026');
  });

  it('says that nobody owns it, and has no action that is not in a plan or playbook', () => {
    const view = changed((month) => (month.improvements = []));
    for (const index of [0, 1]) {
      expect(stepOf(view, index, 'Owner')).toBe('No owner');
      expect(stepOf(view, index, 'Action')).toBeUndefined();
    }
  });

  it('takes the action of a playbook in the language of the mail', () => {
    const view = viewMail(buildSnapshot(), 'zh-CN');
    expect(stepOf(view, 1, '措施')).toBe('为退货最多的款式补充尺码表。');
    expect(stepOf(view, 1, '负责人')).toBe('暂无负责人 · 原定2026年9月30日完成');
  });

  it('quotes remarks of its subject and of the member that causes it, with their authors', () => {
    expect(remarksOf(viewMail())).toEqual([
      '“The Phoenix hub of SwiftLine was closed for nine days.” – Dana Whitfield',
    ]);
  });

  it('quotes a remark of another member after those, and says of whom it is', () => {
    const view = changed((month) => {
      const [first] = month.comments;
      if (first) month.comments.unshift({ ...first, scope: { kind: 'carrier', id: 'polar' }, text: 'New trucks.' });
    });
    expect(remarksOf(view)).toEqual([
      '“The Phoenix hub of SwiftLine was closed for nine days.” – Dana Whitfield',
      'Carrier PolarPost: “New trucks.” – Dana Whitfield',
    ]);
  });

  it('quotes no remark of another KPI, of a person, or of what the snapshot does not have', () => {
    for (const change of [
      { kpi: 'sales' },
      { scope: { kind: 'employee', id: 'e7' } },
      { scope: { kind: 'carrier', id: 'of another slice' } },
      { text: ' \n ' },
    ]) {
      expect(remarksOf(changed((month) => Object.assign(month.comments[0] ?? {}, change)))).toEqual([]);
    }
  });

  it('quotes two remarks at most, shortened where they run on', () => {
    const view = changed((month) => {
      const [first] = month.comments;
      if (first) month.comments = [1, 2, 3].map((n) => ({ ...first, text: `${n} ${'long '.repeat(100)}` }));
    });
    const remarks = remarksOf(view);
    expect(remarks).toHaveLength(2);
    for (const remark of remarks) expect([...remark].length).toBeLessThan(310);
  });
});
