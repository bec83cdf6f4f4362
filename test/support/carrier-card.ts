// A card about one carrier beside the department's, as the report for carriers has it.
import { Fraction, formatFixed, parseDecimal, roundHalfUp } from '../../functions/exact.ts';
import type { Snapshot, SnapshotKpi, SnapshotLine, SnapshotScorecard } from '../../functions/snapshot/shape.ts';

type Scored = Pick<SnapshotLine, 'kpi' | 'weight' | 'status'> & { score: string; previousScore: string };

const LINES: readonly Scored[] = [
  { kpi: 'on_time_delivery_rate', weight: '40', score: '18.40', previousScore: '84.00', status: 'red' },
  { kpi: 'delivery_accuracy_rate', weight: '30', score: '72.00', previousScore: '78.00', status: 'amber' },
  { kpi: 'delivery_days_avg', weight: '15', score: '32.00', previousScore: '80.00', status: 'red' },
  { kpi: 'ship_cost_per_order', weight: '15', score: '100.00', previousScore: '96.00', status: 'green' },
];

/** The snapshot with a card about this carrier, with the lines whose KPIs know of it. */
export function withCarrierCard(snapshot: Snapshot, member: string): Snapshot {
  const [department] = snapshot.scorecards;
  if (department === undefined) throw new Error('the month has no card');
  const lines = LINES.flatMap((line) => lineOf(line, snapshot.kpis, member) ?? []);
  const weight = sumOf(lines.map((line) => line.weight));
  const shareOf = (line: SnapshotLine) => parseDecimal(line.weight).div(weight);
  const pointsOf = (line: SnapshotLine, score: string | null) =>
    formatFixed(shareOf(line).mul(parseDecimal(score ?? '0')), 2);
  const scored = lines.map((line) => ({
    ...line,
    effectiveWeight: formatFixed(shareOf(line), 4),
    points: pointsOf(line, line.score),
  }));
  const score = sumOf(scored.map(({ points }) => points));
  const previous = sumOf(lines.map((line) => pointsOf(line, line.previousScore)));
  const card: SnapshotScorecard = {
    ...department,
    id: 'carrier',
    title: { en: 'Carriers', 'zh-CN': '承运商' },
    subject: { kind: 'carrier', id: member, name: member },
    score: formatFixed(score, 2),
    grade: department.bands?.find(({ from }) => score.compare(parseDecimal(from)) >= 0)?.grade ?? null,
    coverage: '1',
    previous: { period: '2026-09', score: formatFixed(previous, 2) },
    yearAgo: null,
    change: formatFixed(score.sub(previous), 2),
    reason: null,
    lines: scored,
    shown: [],
  };
  const report = { id: 'carrier-review', title: { en: 'Carrier scorecard', 'zh-CN': '承运商计分卡' } };
  return { ...snapshot, report, scorecards: [department, card] };
}

function sumOf(numbers: readonly string[]): Fraction {
  return numbers.reduce((sum, number) => sum.add(roundHalfUp(parseDecimal(number), 2)), new Fraction(0));
}

function lineOf(line: Scored, kpis: readonly SnapshotKpi[], member: string): SnapshotLine | null {
  const kpi = kpis.find(({ id }) => id === line.kpi);
  const own = kpi?.members.carrier?.find((one) => one.member === member);
  if (kpi === undefined || own === undefined) return null;
  const target = kpi.target && { ...kpi.target, attainment: attainmentOf(kpi, own.value) };
  return { ...line, effectiveWeight: null, value: own.value, target, points: null, notes: own.notes };
}

/** Actual ÷ target, or target ÷ actual where lower is better. */
function attainmentOf({ better, target }: SnapshotKpi, value: string | null): string {
  const [is, aim] = [parseDecimal(value ?? '0'), parseDecimal(target?.value ?? '0')];
  return formatFixed(better === 'down' ? aim.div(is) : is.div(aim), 12);
}
