// Realistic reviews of people, whose points add up and which hold the published shape. A test changes one thing of a person
// and gets a document in which everything else is as it would be.
import { Fraction, formatDecimal, roundHalfUp, roundToTotal } from '../../functions/exact.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import type { OpenReviews } from '../../functions/run/review-people.ts';
import type { PersonDraft } from '../../functions/snapshot/person.ts';
import { type Person, type PersonLine, personShape } from '../../functions/snapshot/person-shape.ts';
import { SCHEMA_VERSION, type SnapshotTarget } from '../../functions/snapshot/shape.ts';

const HASH = '0'.repeat(64);
const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };

export type Sample = {
  id: string;
  role: string;
  department: string | null;
  manager: string | null;
  /** Null: all. */
  activeDays: string | null;
  period: string;
  phase: Person['phase'];
  revision: number;
  band: Person['band'];
  reason: Person['reason'];
  /** Value and score by KPI; null is not scored. */
  lines: { kpi: string; weight: string; value: string | null; score: string | null; change?: Partial<PersonLine> }[];
  previousScore: string | null;
  improvements: Person['improvements'];
  responses: Person['responses'];
  contested: boolean;
};

const SAMPLE: Sample = {
  id: 'E074',
  role: 'warehouse',
  department: 'warehouse',
  manager: 'E003',
  activeDays: null,
  period: '2026-10',
  phase: 'final',
  revision: 1,
  band: 'in_line',
  reason: null,
  lines: [
    { kpi: 'parcels_per_hour', weight: '40', value: '13.2', score: '88.40' },
    { kpi: 'handling_minutes_avg', weight: '25', value: '4.62', score: '71.20' },
    { kpi: 'delivery_accuracy_rate', weight: '20', value: '0.965', score: '42.67' },
    { kpi: 'inventory_accuracy', weight: '15', value: null, score: null },
  ],
  previousScore: '70.10',
  improvements: [],
  responses: [],
  contested: false,
};

type KpiOf = Person['kpis'][number] & { target: string; sums: (value: Fraction) => [string, string]; formula: string };

const KPIS: Record<string, KpiOf> = {
  parcels_per_hour: {
    ...named('parcels_per_hour', 'Parcels per worked hour', '每工时处理包裹数', 'per_hour', 'up', 2),
    target: '12.5',
    sums: (value) => [formatDecimal(value.mul(160)), '160'],
    formula: '80 + 20 × (13.2 − 12.5) ÷ (14.16 − 12.5) = 88.40',
  },
  handling_minutes_avg: {
    ...named('handling_minutes_avg', 'Handling time per parcel', '人均订单处理时长', 'minutes', 'down', 1),
    factor: '1/60',
    target: '4.4',
    sums: (value) => [formatDecimal(value.mul(60).mul(2000)), '2000'],
    formula: '80 × (5.28 − 4.62) ÷ (5.28 − 4.4) = 71.20',
  },
  delivery_accuracy_rate: {
    ...named('delivery_accuracy_rate', 'Delivery accuracy rate', '配送准确率', 'percent', 'up', 1),
    target: '0.98',
    sums: (value) => [formatDecimal(value.mul(2000)), '2000'],
    formula: '80 × (0.972 − 0.95) ÷ (0.98 − 0.95) = 42.67',
  },
  inventory_accuracy: {
    ...named('inventory_accuracy', 'Inventory accuracy', '库存准确率', 'percent', 'up', 1),
    target: '0.98',
    sums: () => ['9', '9'],
    formula: '',
  },
};

function named(
  id: string,
  en: string,
  zh: string,
  unit: Person['kpis'][number]['unit'],
  better: 'up' | 'down',
  decimals: number,
) {
  return { id, name: { en, 'zh-CN': zh }, unit, better, decimals, factor: null as string | null };
}

export function buildPerson(change: (sample: Sample) => void = () => undefined): Person {
  const sample = structuredClone(SAMPLE);
  change(sample);
  const scored = sample.reason === null ? sample.lines.filter(({ score }) => score !== null) : [];
  const weight = scored.reduce((sum, line) => sum.add(line.weight), new Fraction(0));
  const exact = scored.reduce(
    (sum, line) => sum.add(new Fraction(line.score as string).mul(line.weight)),
    new Fraction(0),
  );
  const score = weight.n === 0n ? null : roundHalfUp(exact.div(weight), 2);
  const printed =
    score === null
      ? []
      : roundToTotal(
          scored.map((line) => ({
            id: line.kpi,
            value: new Fraction(line.score as string).mul(line.weight).div(weight),
          })),
          score,
          2,
        );
  const previous =
    sample.previousScore === null ? null : { period: before(sample.period), score: sample.previousScore };
  const period = readPeriod(sample.period, CALENDAR) as Period;
  const activeDays = sample.activeDays ?? String(period.days);
  const share = new Fraction(activeDays).div(period.days);
  const lines = sample.lines.map((line): PersonLine => {
    const at = scored.indexOf(line);
    return {
      ...lineOf(sample, line),
      effectiveWeight: at === -1 ? null : formatDecimal(new Fraction(line.weight).div(weight)),
      points: at === -1 ? null : formatDecimal(printed[at] as Fraction),
      ...line.change,
    };
  });
  return personShape.parse({
    schemaVersion: SCHEMA_VERSION,
    report: { id: 'employee-review', title: { en: 'Your review', 'zh-CN': '个人绩效回顾' } },
    shop: { name: 'Northbay Commerce' },
    currency: 'CNY',
    revision: sample.revision,
    definitionsHash: HASH,
    asOf: '2026-11-15T00:00:00Z',
    period: { ...period, grain: 'month' },
    phase: sample.phase,
    person: {
      id: sample.id,
      role: sample.role,
      department: sample.department,
      manager: sample.manager,
      activeDays,
      activeShare: formatDecimal(share),
      tenureDays: '412',
    },
    score: score === null ? null : formatDecimal(score),
    grade: score === null ? null : gradeOf(score),
    reason: sample.reason ?? (score === null ? 'coverage' : null),
    band: score === null ? null : sample.band,
    peers: { people: 24, scored: 22, mean: '74.05' },
    kpis: sample.lines.map(({ kpi }) => kpiOf(kpi)),
    cards: [
      {
        scorecard: `employee_${sample.role}`,
        title: { en: 'Warehouse', 'zh-CN': '仓储' },
        from: period.from,
        to: period.to,
        activeShare: formatDecimal(share),
        share: '1',
        score: score === null ? null : formatDecimal(score),
        grade: score === null ? null : gradeOf(score),
        coverage: formatDecimal(weight.div(100)),
        reason: sample.reason ?? (score === null ? 'coverage' : null),
        previous,
        change: score === null || previous === null ? null : formatDecimal(score.sub(previous.score)),
        lines,
      },
    ],
    improvements: sample.improvements,
    past: [],
    ended: [],
    contested: sample.contested,
    responses: sample.responses,
  } satisfies Person);
}

/** An item of the plan of the sample person. */
export function buildItem(change: Partial<Person['improvements'][number]> = {}): Person['improvements'][number] {
  return {
    id: 'IMP-employee-E074-delivery_accuracy_rate-2026-09',
    scorecard: 'employee_warehouse',
    scope: { kind: 'employee', id: 'E074' },
    kpi: 'delivery_accuracy_rate',
    status: 'open',
    watch: false,
    byHand: false,
    opened: '2026-09',
    due: '2026-11-30',
    months: 2,
    escalated: false,
    owner: { en: 'Line manager', 'zh-CN': '直属主管' },
    cause: null,
    action: { en: 'Scan each item when it goes into the parcel.', 'zh-CN': '装箱时逐件扫码。' },
    actionSource: 'playbook',
    progress: null,
    reason: null,
    baseline: '0.958',
    target: '0.98',
    value: '0.965',
    change: '0.007',
    gain: '0.015',
    gainPoints: '8.79',
    closedIn: null,
    realised: null,
    history: [
      { period: '2026-09', value: '0.958', off: true },
      { period: '2026-10', value: '0.965', off: true },
    ],
    comment: null,
    training: [],
    ...change,
  };
}

/** Reviews of the given people, for a run; `answered` are responses by person. */
export function reviewsOf(
  people: (period: string, phase: Person['phase']) => Iterable<Person>,
  answered: Record<string, Person['responses']> = {},
): OpenReviews {
  return ({ period, phase, reading, report }) => {
    const known = new Map([...people(period.id, phase)].map((person) => [person.person.id, person]));
    return {
      ids: [...known.keys()],
      review(id) {
        const { revision, improvements, past, ended, contested, responses, ...reviewed } = known.get(id) as Person;
        return {
          ...reviewed,
          phase,
          report: { id: report.id, title: report.title },
          asOf: reading.asOf,
          definitionsHash: reading.definitions.hash,
          period: { ...period, grain: report.grain },
        } satisfies PersonDraft;
      },
      plan: ({ person }) => ({ improvements: known.get(person.id)?.improvements ?? [], past: [], ended: [] }),
      responses: (id) => answered[id] ?? [],
      isContested: (responses) => ['objection'].includes(responses.at(-1)?.kind ?? ''),
    };
  };
}

function kpiOf(id: string): Person['kpis'][number] {
  const { target, sums, formula, ...kpi } = KPIS[id] as KpiOf;
  return kpi;
}

function lineOf(sample: Sample, { kpi: id, weight, value, score }: Sample['lines'][number]): PersonLine {
  const kpi = KPIS[id] as KpiOf;
  const exact = value === null ? null : new Fraction(value);
  const [numerator, denominator] = exact === null ? [null, null] : kpi.sums(exact);
  const met = exact !== null && (kpi.better === 'up' ? exact.compare(kpi.target) >= 0 : exact.compare(kpi.target) <= 0);
  return {
    kpi: id,
    weight,
    effectiveWeight: null,
    period: id === 'inventory_accuracy' ? `2026-08..${sample.period}` : sample.period,
    value,
    numerator,
    denominator,
    sample: denominator,
    censored: null,
    notes: value === null ? ['insufficient_sample'] : [],
    adjusted: null,
    shrunk:
      id === 'delivery_accuracy_rate' && value !== null
        ? { peerRate: '0.972', strength: '30', peers: 24, value: formatDecimal(roundHalfUp(new Fraction(value), 4)) }
        : null,
    scored: value,
    interval: id === 'delivery_accuracy_rate' ? { low: '0.9561', high: '0.9722', level: '0.95' } : null,
    verdict: id === 'delivery_accuracy_rate' ? 'not_met' : null,
    band: value === null ? null : 'in_line',
    peers: { people: 24, value: id === 'delivery_accuracy_rate' ? '0.972' : '12.9' },
    target: limits(kpi.target, kpi.better, exact),
    targetVersion: null,
    prorated: null,
    formula: score === null ? null : kpi.formula,
    score,
    previousScore: score,
    points: null,
    status: score === null ? 'grey' : met ? 'green' : Number(score) >= 60 ? 'amber' : 'red',
    statement: HASH,
    records: null,
  };
}

function limits(target: string, better: string, value: Fraction | null): SnapshotTarget {
  const ratio = value === null ? null : better === 'up' ? value.div(target) : new Fraction(target).div(value);
  return {
    value: target,
    floor: null,
    stretch: null,
    bandLow: null,
    bandHigh: null,
    attainment: ratio === null ? null : formatDecimal(ratio),
    source: 'scorecard',
  };
}

function gradeOf(score: Fraction): string {
  return score.compare(90) >= 0
    ? 'A'
    : score.compare(80) >= 0
      ? 'B'
      : score.compare(70) >= 0
        ? 'C'
        : score.compare(60) >= 0
          ? 'D'
          : 'E';
}

function before(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}
