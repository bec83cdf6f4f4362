// A slice is a snapshot of its own: what is known of the member, and of the whole and of others nothing.
import { describe, expect, it } from 'vitest';
import { kpisCsv } from '../../functions/snapshot/csv.ts';
import { type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { isInSnapshot, membersOf, sliceSnapshot } from '../../functions/snapshot/slice.ts';
import { ACCEPTED, BLOCKED, type FoundMonth, LATE, LEFT_OUT } from '../support/doubts.ts';
import { LOCALES, renderMail } from '../support/email.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot, findKpi } from '../support/snapshot.ts';

const whole = buildSnapshot();
const [first] = membersOf(whole, 'carrier');
const slice = { dimension: 'carrier', member: first ?? '' };
const nothing = { past: () => undefined, scoreAtTarget: '80', withComments: true };
const cut = (from: Snapshot = whole, more: Partial<typeof nothing> = {}) =>
  sliceSnapshot(from, slice, { ...nothing, ...more });

/** The whole with a card about the slice's member, whose only line is off target. */
function withCard(): Snapshot {
  const [card] = whole.scorecards;
  const line = card?.lines.find(({ kpi }) => kpi === 'on_time_delivery_rate');
  if (!card || !line) throw new Error('no card');
  const own = {
    ...line,
    status: 'red' as const,
    value: '0.8',
    score: '40',
    effectiveWeight: '1',
    points: '40',
    weight: '100',
  };
  const about = { ...card, id: 'carrier', subject: { kind: 'carrier', id: slice.member, name: slice.member } };
  return { ...whole, scorecards: [card, { ...about, score: '40', lines: [own] }] };
}

describe('a slice', () => {
  it('holds the published shape, and says whose part it is', () => {
    const own = snapshotShape.parse(cut());
    expect(own).toEqual(cut());
    expect(own.slice).toEqual(slice);
  });

  it('has the member’s values, sums and notes, and no other members', () => {
    const kpi = cut().kpis.find(({ id }) => id === 'on_time_delivery_rate');
    const member = whole.kpis
      .find(({ id }) => id === 'on_time_delivery_rate')
      ?.members.carrier?.find((one) => one.member === slice.member);
    expect(kpi).toMatchObject({
      value: member?.value,
      numerator: member?.numerator,
      denominator: member?.denominator,
      members: {},
    });
    expect(cut().kpis.every(({ members }) => Object.keys(members).length === 0)).toBe(true);
  });

  it('has no figure of a KPI that is not split so, which is not 0', () => {
    expect(cut().kpis.find(({ id }) => id === 'sales')).toMatchObject({
      value: null,
      numerator: null,
      previous: null,
      yearAgo: null,
      target: null,
      status: 'grey',
      notes: ['not_in_slice'],
    });
  });

  it('takes no comparison, driver, remark or amount of the whole', () => {
    const own = cut();
    expect(own).toMatchObject({
      drivers: [],
      restated: [],
      statements: [],
      exceptions: [],
      comments: [],
      improvements: [],
    });
    expect(own.people).toBeUndefined();
    for (const { rows, fingerprint } of own.sources) expect([rows, fingerprint]).toEqual([null, null]);
    for (const kpi of own.kpis)
      for (const key of ['yearToDate', 'annual', 'signal', 'drivers', 'experiments', 'combined'])
        expect(kpi).not.toHaveProperty(key);
  });

  it('keeps how its figures are defined and asked for, and nothing of what those of the whole were made of', () => {
    const canary = '77777.77';
    const lineage = {
      definition: [['value', 'sales.amount']] as [string, string][],
      sums: [{ measure: 'sales.amount', period: '2026-10', value: canary }],
      facts: ['sales'],
    };
    const from = {
      ...whole,
      kpis: whole.kpis.map((kpi) => ({ ...kpi, lineage })),
      sources: whole.sources.map((source) => ({ ...source, files: 7, bytes: 77_777, firstDay: '2024-01-01' })),
      statements: [{ fact: 'sales', sql: canary, hash: '0'.repeat(64), tables: ['orders'] }],
    };
    const part = cut(from);
    expect(JSON.stringify(part)).not.toMatch(/77777|bytes|files|firstDay/);
    expect(part.statements).toEqual([{ fact: 'sales', sql: '', hash: '0'.repeat(64), tables: ['orders'] }]);
    for (const kpi of part.kpis) {
      expect(kpi.lineage).toEqual(kpi.notes.includes('not_in_slice') ? undefined : { ...lineage, sums: [] });
    }
  });

  it('keeps plans and remarks of its own scope', () => {
    const remark = (id: string) => ({
      kpi: 'on_time_delivery_rate',
      scope: { kind: 'carrier', id },
      text: 'x',
      author: 'y',
      writtenAt: '2026-11-01T00:00:00Z',
    });
    const from = { ...whole, comments: [remark(slice.member), remark('another')] };
    expect(cut(from).comments).toEqual([remark(slice.member)]);
    expect(cut(from, { withComments: false }).comments).toEqual([]);
  });

  it('knows which checks concern its figures, and neither members nor counts of the whole nor who accepted what', async () => {
    const canary = 'SECRET-OF-THE-WHOLE';
    const told = (found: FoundMonth, id: FoundMonth['check']['id']): FoundMonth => ({
      ...found,
      check: {
        ...found.check,
        id,
        subject: `channel ${canary}`,
        detail: canary,
        found: { usual: canary, rows: canary, known: canary, of: canary, newest: canary, expected: canary },
        rows: '77777',
        ...(found.check.accepted ? { accepted: { by: canary, reason: canary } } : {}),
      },
      kpis: [...found.kpis, 'on_time_delivery_rate'],
      ...(found.rows === undefined ? {} : { rows: '88888' }),
    });
    const from = buildSnapshot((month) => {
      month.found = [told(ACCEPTED, 'members_present'), told(LATE, 'fresh'), told(LEFT_OUT, 'references')];
      findKpi(month, 'on_time_delivery_rate').carriers.forEach((carrier) => {
        carrier.notes = ['provisional'];
      });
    });
    const own = snapshotShape.parse(cut(from));
    const kpi = own.kpis.find(({ id }) => id === 'on_time_delivery_rate');
    expect(kpi).toMatchObject({
      provisional: [{ check: 'fresh', table: 'shipments', subject: null, finalOn: '2026-11-05' }],
      excluded: [{ check: 'references', table: 'orders', subject: null, rows: null }],
      accepted: [{ check: 'members_present', table: 'orders', subject: null }],
    });
    expect(own.checks.filter(({ outcome }) => outcome !== 'ok').map(({ id, outcome }) => [id, outcome])).toEqual([
      ['members_present', 'accepted'],
      ['fresh', 'provisional'],
      ['references', 'excluded'],
    ]);
    const locales = Object.values(mustLoad().locales);
    const mails = await Promise.all(LOCALES.map((name) => renderMail(own, name)));
    const published = [JSON.stringify(own), kpisCsv(own, locales), ...mails.flatMap(({ html, text }) => [html, text])];
    for (const text of published) expect(text).not.toMatch(new RegExp(`${canary}|77,?777|88,?888`));
    const text = mails[0]?.text.replace(/\s+/g, ' ');
    expect(text).toContain('Released with 1 accepted finding');
    expect(text).toContain(
      'Accepted as it is: what usually has rows. Orders: the check of what usually has rows found something. Concerns On-time delivery rate.',
    );
    expect(text).toContain('† Provisional until 5 Nov 2026: On-time delivery rate. Shipments: the check of fresh rows');
    expect(text).toContain(
      'Rows left out of On-time delivery rate and Logistics cost per order. Orders: the check of references found something.',
    );
  });

  it('is told nothing of checks that concern figures of other parts alone', () => {
    const own = cut(buildSnapshot((month) => (month.found = [ACCEPTED, BLOCKED])));
    expect(own.checks.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(own.kpis.every(({ excluded, accepted, blockedBy }) => !excluded && !accepted && !blockedBy)).toBe(true);
  });

  it('compares with what is known of the member in other months, and else has gaps', () => {
    const past = (period: string, kpi: string) =>
      kpi === 'on_time_delivery_rate' && ['2025-10', '2026-08'].includes(period)
        ? { value: '0.5', provisional: false }
        : undefined;
    const kpi = cut(whole, { past: past as never }).kpis.find(({ id }) => id === 'on_time_delivery_rate');
    expect(kpi?.yearAgo).toMatchObject({ period: '2025-10', value: '0.5', ratio: null });
    expect(kpi?.trend.filter(({ value }) => value !== null).map(({ period }) => period)).toEqual([
      '2026-08',
      '2026-10',
    ]);
  });

  it('shows the card that is about it, with what costs the most', () => {
    const own = cut(withCard());
    expect(own.scorecards.map(({ id, score }) => [id, score])).toEqual([['carrier', '40']]);
    expect(own.exceptions).toMatchObject([{ kpi: 'on_time_delivery_rate', lostPoints: '40', cause: null }]);
    expect(own.kpis.find(({ id }) => id === 'on_time_delivery_rate')?.status).toBe('red');
  });

  it('without such a card lists its figures and has no total, and a mail can say so', async () => {
    const own = cut();
    expect(own.scorecards).toMatchObject([{ score: null, grade: null, reason: 'no_card' }]);
    const { text } = await renderMail(own);
    expect(text.replace(/\s+/g, ' ')).toContain('No card weighs KPIs for this carrier');
    expect(text).toContain(`Only carrier ${slice.member}`);
  });

  it('of something that the month does not have is none', () => {
    expect(isInSnapshot(whole, slice)).toBe(true);
    expect(isInSnapshot(whole, { ...slice, member: 'nobody' })).toBe(false);
  });
});
