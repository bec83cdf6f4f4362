// Realistic snapshots of a shop's department card, computed from sums as the engine does and parsed by the published
// shape: a test changes one thing of the month and gets a snapshot in which everything else still adds up.
import { Fraction, formatDecimal, parseDecimal, roundHalfUp, roundToTotal } from '../../functions/exact.ts';
import type { Comment } from '../../functions/snapshot/plan-shape.ts';
import type {
  Note,
  PeopleCount,
  Snapshot,
  SnapshotKpi,
  SnapshotLine,
  SnapshotMember,
  Status,
} from '../../functions/snapshot/shape.ts';
import { SCHEMA_VERSION, snapshotShape } from '../../functions/snapshot/shape.ts';
import { ANALYSES, type Analysis } from './analyses.ts';
import { doubtsOf, type FoundMonth, notesOf } from './doubts.ts';
import { BESIDE, type KpiMonth, MONTH, type Sums } from './month.ts';
import { PEOPLE } from './people.ts';
import { buildImprovements, COMMENTS, ITEMS, type ItemMonth } from './plan.ts';
import { SHOWN } from './shown.ts';

export type Month = {
  kpis: KpiMonth[];
  /** KPIs that are not on the card. */
  beside: KpiMonth[];
  /** KPIs that the card prints and does not score. */
  shown: KpiMonth[];
  /** What is said of a KPI beyond its value, by id. */
  analyses: Record<string, Analysis>;
  /** Of the two periods of comparison, those in which a festival lies otherwise. */
  festival: boolean;
  currency: string;
  shop: string;
  /** Periods before this one are known. */
  history: boolean;
  revision: number;
  origin: Snapshot['origin'];
  asOf: string;
  timeZone: string;
  sources: Snapshot['sources'];
  restated: Snapshot['restated'];
  checks: Snapshot['checks'];
  /** What checks found, beside `checks` that found nothing. */
  found: FoundMonth[];
  bands: { grade: string; from: string }[];
  people: PeopleCount[];
  improvements: ItemMonth[];
  comments: Comment[];
};

const PERIOD = '2026-10';
const PREVIOUS = '2026-09';
const YEAR_AGO = '2025-10';
/** Days of this month and of those it is compared with. */
const DAYS: Record<string, number> = { [PREVIOUS]: 30, [YEAR_AGO]: 31 };
const OWN_DAYS = 31;
const ZERO = new Fraction(0);
const HASH = '0'.repeat(64);

/** The month as it is, changed by `change`. */
export function buildSnapshot(change: (month: Month) => void = () => undefined): Snapshot {
  const month: Month = structuredClone(DEFAULT);
  change(month);
  const doubts = new Map(listKpis(month).map((kpi) => [kpi.id, doubtsOf(kpi, month.found)]));
  for (const kpi of listKpis(month)) kpi.notes = notesOf(kpi, month.found);
  const kpis = listKpis(month).map((kpi) => ({
    ...buildKpi(kpi, month),
    ...month.analyses[kpi.id],
    ...doubts.get(kpi.id),
  }));
  const card = buildCard(month, kpis);
  return snapshotShape.parse({
    schemaVersion: SCHEMA_VERSION,
    report: { id: 'monthly-executive', title: { en: 'Monthly scorecard', 'zh-CN': '月度经营计分卡' } },
    shop: { name: month.shop },
    currency: month.currency,
    revision: month.revision,
    origin: month.origin,
    status: kpis.some(({ notes }) => notes.includes('provisional')) ? 'provisional' : 'final',
    definitionsHash: HASH,
    asOf: month.asOf,
    period: {
      id: PERIOD,
      grain: 'month',
      from: '2026-10-01',
      to: '2026-10-31',
      days: 31,
      timeZone: month.timeZone,
      startsAt: '2026-09-30T16:00:00Z',
      endsAt: '2026-10-31T16:00:00Z',
    },
    kpis,
    scorecards: [card.scorecard],
    drivers: card.drivers,
    exceptions: buildExceptions(card.scorecard.lines, kpis),
    people: month.people,
    improvements: buildImprovements(month.improvements, card.scorecard),
    comments: month.comments,
    restated: month.restated,
    sources: month.sources,
    checks: [...month.checks, ...month.found.map(({ check }) => check)],
    statements: [],
  });
}

function listKpis({ kpis, beside, shown }: Month): KpiMonth[] {
  return [...kpis, ...beside, ...shown];
}

export function findKpi(month: Month, id: string): KpiMonth {
  const kpi = listKpis(month).find((one) => one.id === id);
  if (!kpi) throw new Error(`no ${id} in the sample month`);
  return kpi;
}

const DEFAULT: Month = {
  kpis: MONTH,
  beside: BESIDE,
  shown: SHOWN,
  analyses: ANALYSES,
  festival: false,
  currency: 'CNY',
  shop: 'Northbay Commerce',
  history: true,
  revision: 1,
  origin: 'run',
  asOf: '2026-11-02T00:00:00Z',
  timeZone: 'Asia/Shanghai',
  sources: ['orders', 'order_lines', 'shipments', 'returns', 'targets'].map((table) => ({
    table,
    status: 'ok' as const,
    rows: '15120',
    fingerprint: HASH,
    freshTo: '2026-10-31',
  })),
  restated: [],
  checks: [{ id: 'rows_present', table: 'orders', outcome: 'ok', detail: null }],
  found: [],
  bands: [
    ['A', '90'],
    ['B', '80'],
    ['C', '70'],
    ['D', '60'],
    ['E', '0'],
  ].map(([grade = '', from = '']) => ({ grade, from })),
  people: PEOPLE,
  improvements: ITEMS,
  comments: COMMENTS,
};

function divide(sums: Sums | null, factor: string | null): Fraction | null {
  if (sums === null || sums[0] === null) return null;
  const [numerator, denominator] = sums;
  if (denominator === null) return parseDecimal(numerator);
  const below = parseDecimal(denominator);
  if (below.compare(0) <= 0) return null;
  return parseDecimal(numerator)
    .div(below)
    .mul(factor === null ? new Fraction(1) : new Fraction(factor));
}

function print(value: Fraction | null): string | null {
  return value === null ? null : formatDecimal(value);
}

function buildKpi(kpi: KpiMonth, month: Month): SnapshotKpi {
  const value = hasValue(kpi.notes) ? divide(kpi.sums, kpi.factor) : null;
  const target = kpi.target === null ? null : parseDecimal(kpi.target);
  const compare = (period: string, sums: Sums | null): SnapshotKpi['previous'] => {
    const before = month.history ? divide(sums, kpi.factor) : null;
    if (before === null) return null;
    const relative = !['percent', 'points', 'score5'].includes(kpi.unit) && before.compare(0) > 0;
    return {
      period,
      value: print(before),
      change: value === null ? null : print(value.sub(before)),
      ratio: value === null || !relative ? null : print(value.div(before).sub(1)),
      ...(value !== null && relative && sums?.[1] === null && kpi.better !== 'info' && DAYS[period] !== OWN_DAYS
        ? {
            perDay: print(
              value
                .mul(DAYS[period] ?? OWN_DAYS)
                .div(before.mul(OWN_DAYS))
                .sub(1),
            ),
          }
        : {}),
      ...(month.festival && period === YEAR_AGO ? { festivalShift: true } : {}),
    };
  };
  const trend = month.history
    ? kpi.trend.map((past, index) => ({ period: pastPeriod(index), value: past, provisional: false }))
    : [];
  return {
    id: kpi.id,
    name: kpi.name,
    family: kpi.family,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    value: print(value),
    numerator: kpi.sums?.[0] ?? null,
    denominator: kpi.sums?.[1] ?? null,
    sample: kpi.sample,
    notes: kpi.notes,
    factor: kpi.factor,
    censored: null,
    status: statusOf(value, target, kpi),
    target:
      kpi.target === null
        ? null
        : {
            value: kpi.target,
            floor: null,
            stretch: null,
            bandLow: null,
            bandHigh: null,
            source: 'kpi',
            attainment:
              value === null || target === null || value.compare(0) <= 0
                ? null
                : print(kpi.better === 'down' ? target.div(value) : value.div(target)),
          },
    previous: compare(PREVIOUS, kpi.previous),
    yearAgo: compare(YEAR_AGO, kpi.yearAgo),
    trend: [...trend, { period: PERIOD, value: print(value), provisional: kpi.notes.includes('provisional') }],
    members:
      kpi.carriers.length === 0
        ? {}
        : {
            carrier: kpi.carriers.map(
              (carrier): SnapshotMember => ({
                member: carrier.id,
                name: carrier.name,
                value: print(divide(carrier.sums, kpi.factor)),
                numerator: carrier.sums[0],
                denominator: carrier.sums[1],
                sample: carrier.sums[1],
                notes: carrier.notes ?? [],
                previous: null,
              }),
            ),
          },
  };
}

function hasValue(notes: readonly Note[]): boolean {
  return !notes.some((note) =>
    ['unavailable', 'blocked', 'zero_denominator', 'no_history', 'members_only', 'withheld'].includes(note),
  );
}

function pastPeriod(index: number): string {
  const month = 11 + index;
  return `${month > 12 ? 2026 : 2025}-${String(month > 12 ? month - 12 : month).padStart(2, '0')}`;
}

/** Scoring with the default floor and stretch. */
function scoreOf(value: Fraction | null, kpi: KpiMonth): Fraction | null {
  if (value === null || kpi.target === null || kpi.notes.some((note) => note !== 'provisional')) return null;
  const sign = kpi.better === 'down' ? -1 : 1;
  const at = (share: number) =>
    parseDecimal(kpi.target as string)
      .mul(new Fraction(100 + sign * share, 100))
      .mul(sign);
  const v = value.mul(sign);
  const [floor, target, stretch] = [at(-20), at(0), at(10)];
  const bound = kpi.unit === 'percent' && kpi.better === 'up' && stretch.compare(1) > 0 ? new Fraction(1) : stretch;
  if (v.compare(bound) >= 0) return new Fraction(100);
  if (v.compare(floor) <= 0) return ZERO;
  const raw =
    v.compare(target) >= 0
      ? v.sub(target).div(bound.sub(target)).mul(20).add(80)
      : v.sub(floor).div(target.sub(floor)).mul(80);
  return roundHalfUp(raw, 2);
}

function statusOf(value: Fraction | null, target: Fraction | null, kpi: KpiMonth): Status {
  const score = scoreOf(value, kpi);
  if (score === null || value === null || target === null) return 'grey';
  const met = kpi.better === 'down' ? value.compare(target) <= 0 : value.compare(target) >= 0;
  return met ? 'green' : score.compare(60) >= 0 ? 'amber' : 'red';
}

type Scored = { kpi: KpiMonth; now: Fraction | null; before: Fraction | null };

function buildCard(month: Month, kpis: readonly SnapshotKpi[]) {
  const scored: Scored[] = month.kpis.map((kpi, index) => ({
    kpi,
    now: scoreOf(kpis[index]?.value ? divide(kpi.sums, kpi.factor) : null, kpi),
    before: month.history ? scoreOf(divide(kpi.previous, kpi.factor), { ...kpi, notes: [] }) : null,
  }));
  const now = total(scored, 'now');
  const before = total(scored, 'before');
  const published = now.coverage.compare(new Fraction(70, 100)) >= 0;
  const score = published ? roundHalfUp(now.exact, 2) : null;
  const previous = before.weight.compare(0) === 0 ? null : roundHalfUp(before.exact, 2);
  const counted = scored.filter((line) => line.now !== null);
  const points =
    score === null
      ? []
      : roundToTotal(
          counted.map((line) => ({ id: line.kpi.id, value: share(line, 'now', now.weight).mul(line.now as Fraction) })),
          score,
          2,
        );
  const lines = scored.map((line): SnapshotLine => {
    const kpi = kpis.find(({ id }) => id === line.kpi.id) as SnapshotKpi;
    const at = counted.indexOf(line);
    return {
      kpi: kpi.id,
      weight: line.kpi.weight,
      effectiveWeight: line.now === null ? null : print(share(line, 'now', now.weight)),
      value: kpi.value,
      target: kpi.target,
      score: print(line.now),
      previousScore: print(line.before),
      points: at === -1 || score === null ? null : print(points[at] ?? null),
      status: kpi.status,
      notes: kpi.notes,
    };
  });
  const scorecard: Snapshot['scorecards'][number] = {
    id: 'department',
    title: { en: 'Department', 'zh-CN': '部门' },
    subject: { kind: 'company', id: 'all', name: month.shop },
    score: print(score),
    grade: score === null ? null : (month.bands.find(({ from }) => score.compare(from) >= 0)?.grade ?? null),
    coverage: print(now.coverage) as string,
    previous: previous === null ? null : { period: PREVIOUS, score: print(previous) },
    yearAgo: month.history ? { period: YEAR_AGO, score: '70.90' } : null,
    change: score === null || previous === null ? null : print(score.sub(previous)),
    trend: month.history
      ? ['71.20', '68.60', '70.40', '72.00', '72.70', '73.90', '74.40', '75.10', '74.80', '75.60', print(previous)].map(
          (past, index) => ({ period: pastPeriod(index), score: past }),
        )
      : [],
    reason: published ? null : 'coverage',
    bands: month.bands,
    lines,
    shown: month.shown.map(({ id }) => id),
  };
  const drivers = score === null || previous === null ? [] : buildDrivers(scored, now, before, score.sub(previous));
  return { scorecard, drivers };
}

function total(scored: readonly Scored[], side: 'now' | 'before') {
  const lines = scored.filter((line) => line[side] !== null);
  const weight = lines.reduce((sum, { kpi }) => sum.add(kpi.weight), ZERO);
  const points = lines.reduce((sum, line) => sum.add((line[side] as Fraction).mul(line.kpi.weight)), ZERO);
  return { weight, coverage: weight.div(100), exact: weight.compare(0) === 0 ? ZERO : points.div(weight) };
}

function share(line: Scored, side: 'now' | 'before', weight: Fraction): Fraction {
  return line[side] === null ? ZERO : new Fraction(line.kpi.weight).div(weight);
}

/** What moved the score: the five largest, then the rest. */
function buildDrivers(
  scored: readonly Scored[],
  now: ReturnType<typeof total>,
  before: ReturnType<typeof total>,
  change: Fraction,
) {
  const mean = now.exact.add(before.exact).div(2);
  const effects = scored
    .filter((line) => line.now !== null || line.before !== null)
    .map((line) => {
      const [w0, w1] = [share(line, 'before', before.weight), share(line, 'now', now.weight)];
      const s0 = line.before ?? (line.now as Fraction);
      const s1 = line.now ?? (line.before as Fraction);
      const value = s1
        .sub(s0)
        .mul(w0.add(w1))
        .div(2)
        .add(w1.sub(w0).mul(s0.add(s1).div(2).sub(mean)));
      return { id: line.kpi.id as string | null, value };
    })
    .sort((a, b) => b.value.abs().compare(a.value.abs()) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  const rest = effects.slice(5);
  const shown =
    rest.length === 0
      ? effects
      : [...effects.slice(0, 5), { id: null, value: rest.reduce((sum, { value }) => sum.add(value), ZERO) }];
  const printed = roundToTotal(
    shown.map(({ id, value }) => ({ id: id ?? '~', value })),
    change,
    2,
  );
  return shown.map(({ id, value }, index) => ({
    scorecard: 'department',
    kpi: id,
    others: id === null ? rest.length : 0,
    points: formatDecimal(value),
    printed: formatDecimal(printed[index] as Fraction),
  }));
}

function buildExceptions(lines: readonly SnapshotLine[], kpis: readonly SnapshotKpi[]): Snapshot['exceptions'] {
  return lines
    .filter((line) => line.status === 'red')
    .map((line) => {
      const kpi = kpis.find(({ id }) => id === line.kpi) as SnapshotKpi;
      const target = parseDecimal(kpi.target?.value as string);
      const gap = parseDecimal(kpi.value as string).sub(target);
      const lost = new Fraction(80).sub(line.score as string).mul(line.effectiveWeight ?? '0');
      return {
        lost,
        exception: {
          scorecard: 'department',
          kpi: kpi.id,
          gap: formatDecimal(gap),
          lostPoints: formatDecimal(lost),
          cause: findCause(kpi, target, gap),
        },
      };
    })
    .sort((a, b) => b.lost.compare(a.lost))
    .slice(0, 3)
    .map(({ exception }) => exception);
}

function findCause(kpi: SnapshotKpi, target: Fraction, gap: Fraction): Snapshot['exceptions'][number]['cause'] {
  const parts = (kpi.members.carrier ?? []).map((member) => {
    const excess = parseDecimal(member.numerator as string).sub(target.mul(member.denominator as string));
    return { member, gap: excess.div(kpi.denominator as string) };
  });
  const [largest] = parts.sort((a, b) => b.gap.div(gap).compare(a.gap.div(gap)));
  if (!largest || largest.gap.div(gap).compare(new Fraction(30, 100)) <= 0) return null;
  const { member } = largest;
  return {
    dimension: 'carrier',
    member: member.member,
    name: member.name,
    gap: formatDecimal(largest.gap),
    share: formatDecimal(largest.gap.div(gap)),
  };
}
