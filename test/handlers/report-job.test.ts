// What the report function makes of an event, and what the owners hear of its end.
import { beforeAll, describe, expect, it } from 'vitest';
import { announce, announceWaiting } from '../../functions/handlers/announce.ts';
import { reportEvent, requestOf } from '../../functions/handlers/report-job.ts';
import type { Alert } from '../../functions/ports.ts';
import type { RunResult, RunWork } from '../../functions/run/request.ts';
import { openSmallShop, type SmallShop } from '../faults/small-shop.ts';

let small: SmallShop;
beforeAll(async () => {
  small = await openSmallShop();
});

const scheduled = (scheduledTime: string) => requestOf({ report: 'monthly-executive', scheduledTime }, small.shop);
const asked = { report: 'monthly-executive', requestedBy: 'ann', resume: false };

describe('an event of the schedule', () => {
  it('asks for the month before on the first business day, whatever second it fires', () => {
    // 1 and 2 August 2026 are a weekend; Shanghai is eight hours ahead.
    expect(scheduled('2026-08-03T00:00:00Z')).toMatchObject({ kind: 'run', to: { id: '2026-07' }, takeOver: false });
    expect(scheduled('2026-08-03T00:00:42Z')).toMatchObject({ asOf: '2026-08-03T00:00:00Z' });
  });

  it('is not today on any other day', () => {
    for (const day of ['01', '02', '04', '12']) expect(scheduled(`2026-08-${day}T00:00:00Z`), day).toBeNull();
  });

  it('waits for the end of the National Day week', () => {
    expect(scheduled('2026-10-01T00:00:00Z')).toBeNull();
    expect(scheduled('2026-10-08T00:00:00Z')).toMatchObject({ to: { id: '2026-09' } });
  });

  it('gives the same scheduled time as a person who asks for the same month', () => {
    const byHand = requestOf({ ...asked, period: '2026-09' }, small.shop);
    expect(byHand?.asOf).toBe(scheduled('2026-10-08T00:00:00Z')?.asOf);
  });
});

describe('an event of a person', () => {
  it('may take over a run that never ended, and ask for a backfill', () => {
    expect(requestOf({ ...asked, period: '2026-06', resume: true }, small.shop)).toMatchObject({ takeOver: true });
    const backfill = requestOf({ ...asked, from: '2026-01', to: '2026-03' }, small.shop);
    expect(backfill).toMatchObject({ kind: 'backfill', from: { id: '2026-01' }, to: { id: '2026-03' } });
  });

  it('waits for late data only where asked to, as the schedule does', () => {
    expect(requestOf({ ...asked, period: '2026-06' }, small.shop)).toMatchObject({ waits: false });
    expect(requestOf({ ...asked, period: '2026-06', wait: true }, small.shop)).toMatchObject({ waits: true });
    expect(scheduled('2026-08-03T00:00:00Z')).toMatchObject({ waits: true });
  });

  it('says which checks somebody takes upon themselves, each by its right name', () => {
    const accepted = [{ check: 'orders.volume', by: 'ann', reason: 'a strike' }];
    expect(requestOf({ ...asked, period: '2026-06', accepted }, small.shop)).toMatchObject({ accepted });
    const wrong = [{ check: 'orders.volum', by: 'ann', reason: 'a strike' }];
    expect(() => requestOf({ ...asked, period: '2026-06', accepted: wrong }, small.shop)).toThrow(/orders\.volum/);
    const nobody = [{ check: 'orders.volume', by: '', reason: 'a strike' }];
    expect(reportEvent.safeParse({ ...asked, period: '2026-06', accepted: nobody }).success).toBe(false);
  });

  it.each([
    [{ ...asked, period: '2026-Q2' }, 'INVALID_PERIOD'],
    [{ ...asked, period: 'June' }, 'INVALID_PERIOD'],
    [{ ...asked, report: 'monthly', period: '2026-06' }, 'UNKNOWN_REPORT'],
  ])('is refused with a remedy: %j', (event, code) => {
    expect(() => requestOf(event, small.shop)).toThrow(code);
  });

  it.each([{}, { report: 'monthly-executive' }, { ...asked, period: '2026-06', extra: 1 }, 'text', null])(
    'that no one here sends is refused: %j',
    (event) => {
      expect(reportEvent.safeParse(event).success).toBe(false);
    },
  );
});

describe('a run that waits', () => {
  it('tells the owners what is missing, since when, for how long, and what happens then', async () => {
    const alerts: Alert[] = [];
    const announcer = { stage: 'dev', shop: 'Lanternwood Trading', count: () => {} };
    const publish = async (alert: Alert) => void alerts.push(alert);
    const missing = ['shipments: no rows on 2 days: 2026-06-29, 2026-06-30 (since 2026-06-29)'];
    await announceWaiting({ ...announcer, alerts: { publish } }, { run: 'r', hours: 6, missing });
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.subject).toBe('[dev] Lanternwood Trading: r waits for data');
    expect(alerts[0]?.text).toContain('up to 6 hours');
    expect(alerts[0]?.text).toContain(missing[0]);
    expect(alerts[0]?.text).toContain('npx scorecard runs --stage dev r');
  });

  it('does not list a hundred things', async () => {
    const alerts: Alert[] = [];
    const missing = Array.from({ length: 100 }, (_, at) => `table ${at}: late`);
    const publish = async (alert: Alert) => void alerts.push(alert);
    await announceWaiting(
      { stage: 'dev', shop: 'x', count: () => {}, alerts: { publish } },
      { run: 'r', hours: 1, missing },
    );
    expect(alerts[0]?.text).toContain('table 19: late\nand 80 more');
    expect(alerts[0]?.text).toContain('up to 1 hour in all');
  });
});

describe('the end of a run', () => {
  const work: RunWork = {
    published: [],
    readers: [],
    deliveries: [],
    usage: { statements: 2, scannedBytes: 5, queries: [] },
  };
  const problems = [{ code: 'NO_ROWS' as const, message: 'Table returns has no rows.', remedy: 'Load it.' }];

  async function hear(result: RunResult) {
    const alerts: Alert[] = [];
    const counts: Record<string, number>[] = [];
    const request = requestOf({ ...asked, period: '2026-06' }, small.shop);
    if (!request) throw new Error('no request');
    const announcer = {
      stage: 'dev',
      shop: 'Lanternwood Trading',
      alerts: { publish: async (alert: Alert) => void alerts.push(alert) },
      count: (by: Record<string, number>) => void counts.push(by),
    };
    await announce(announcer, result, request);
    return { alerts, counts };
  }

  it('is no news where all went well, and a count all the same', async () => {
    const { alerts, counts } = await hear({ outcome: 'done', run: 'r', ...work });
    expect(alerts).toEqual([]);
    expect(counts).toEqual([{ RunsHeld: 0, RunsFailed: 0, DeliveriesUnsettled: 0, ScannedBytes: 5 }]);
  });

  it.each([
    [{ outcome: 'held', run: 'r', problems } as const, 'r is held', 'RunsHeld'],
    [{ outcome: 'failed', run: 'r', problems } as const, 'r failed', 'RunsFailed'],
  ])('says what is missing and the command to go on: %j', async (result, subject, metric) => {
    const { alerts, counts } = await hear(result);
    expect(alerts[0]?.subject).toBe(`[dev] Lanternwood Trading: ${subject}`);
    expect(alerts[0]?.text).toContain('Table returns has no rows.');
    expect(alerts[0]?.text).toContain('npx scorecard run --stage dev --report monthly-executive --period 2026-06');
    expect(counts[0]?.[metric]).toBe(1);
  });

  it('that was held back by a person is not told as missing data', async () => {
    const heldBack = [{ code: 'NOT_RELEASED' as const, message: 'Dora holds r: doubled', remedy: 'Release it.' }];
    const { alerts } = await hear({ outcome: 'held', run: 'r', problems: heldBack });
    expect(alerts[0]?.subject).toBe('[dev] Lanternwood Trading: r is not released');
    expect(alerts[0]?.text).toContain('Dora holds r: doubled');
    expect(alerts[0]?.text).toContain('npx scorecard release --stage dev r --by <you> --reason <why>');
    expect(alerts[0]?.text).not.toContain('not complete');
  });

  it('that somebody released is no news to its owners', async () => {
    const release = { by: 'Dora', reason: 'fine', at: '2026-07-01T02:00:00Z' };
    expect((await hear({ outcome: 'done', run: 'r', ...work, release })).alerts).toEqual([]);
  });

  it('shows how to accept all that holds it at once', async () => {
    const [entry, other] = ['rows_present', 'fresh'].map((id) => ({
      ...{ id: id as 'fresh', table: 'returns', outcome: 'held' as const, detail: 'late' },
    }));
    const checks = [entry, entry, other].flatMap((one) => one ?? []);
    const { alerts } = await hear({ outcome: 'held', run: 'r', problems, checks });
    expect(alerts[0]?.text).toContain('--accept returns.rows_present returns.fresh --by <you> --reason <why>');
  });

  it('tells of figures that may still change and of what somebody accepted, and not of rows that a rule leaves out', async () => {
    const check = { id: 'fresh' as const, table: 'returns', detail: 'two days late' };
    const provisional = { ...check, outcome: 'provisional' as const, finalOn: '2026-08-03' };
    const accepted = { ...check, outcome: 'accepted' as const, accepted: { by: 'ann', reason: 'a strike' } };
    const went = await hear({ outcome: 'done', run: 'r', ...work, checks: [provisional, accepted] });
    expect(went.alerts).toHaveLength(1);
    expect(went.alerts[0]?.subject).toMatch(/r went out with provisional data$/);
    expect(went.alerts[0]?.text).toMatch(/provisional until 2026-08-03 {2}returns\.fresh: two days late/);
    expect(went.alerts[0]?.text).toMatch(/accepted by ann \(a strike\)/);
    const excluded = { ...check, outcome: 'excluded' as const };
    expect((await hear({ outcome: 'done', run: 'r', ...work, checks: [excluded] })).alerts).toEqual([]);
  });

  it('names whom nobody can vouch for, and how to send again', async () => {
    const deliveries = [
      { recipient: 'ann', outcome: 'sent' as const, attempt: 1 },
      { recipient: 'bob', outcome: 'unknown' as const, attempt: 1 },
    ];
    const { alerts, counts } = await hear({ outcome: 'done', run: 'run-1', ...work, deliveries });
    expect(alerts[0]?.text).toMatch(/whether the mail of run-1 went to: bob\./);
    expect(alerts[0]?.text).toContain(
      'npx scorecard resend --stage dev run-1 --recipient <id> --by <you> --reason <why>',
    );
    expect(counts[0]?.DeliveriesUnsettled).toBe(1);
  });
});
