// The improvement plan of the sample month, and what people said of it.
import { Fraction, formatDecimal, parseDecimal } from '../../functions/exact.ts';
import type { Comment, Improvement } from '../../functions/snapshot/plan-shape.ts';
import type { SnapshotScorecard } from '../../functions/snapshot/shape.ts';

export type ItemMonth = Pick<Improvement, 'kpi' | 'status' | 'watch' | 'opened' | 'due' | 'baseline'> &
  Partial<Pick<Improvement, 'owner' | 'action' | 'progress' | 'reason' | 'realised' | 'escalated'>>;

const COMPANY = { kind: 'company', id: 'all' };

export const ITEMS: ItemMonth[] = [
  {
    kpi: 'on_time_delivery_rate',
    status: 'open',
    watch: false,
    opened: '2026-09',
    due: '2026-11-30',
    baseline: '0.941955403087',
    owner: { und: 'Dana Whitfield, Logistics' },
    action: { und: 'Move 40% of SwiftLine volume to Harbor Express; claim service credits.' },
    progress: 'Contract with Harbor Express signed.',
  },
  {
    kpi: 'return_rate',
    status: 'overdue',
    watch: false,
    opened: '2026-07',
    due: '2026-09-30',
    baseline: '0.057',
    escalated: true,
    action: {
      en: 'Add size charts to the styles that come back most.',
      'zh-CN': '为退货最多的款式补充尺码表。',
    },
  },
  {
    kpi: 'processing_hours_avg',
    status: 'closed',
    watch: false,
    opened: '2026-02',
    due: '2026-04-30',
    baseline: '25.2',
    realised: '-1.87',
    owner: { und: 'Marcus Lee, Warehouse' },
    action: { en: 'Pick in two waves a day.', 'zh-CN': '每日分两批拣货。' },
  },
  {
    kpi: 'ship_on_time_rate',
    status: 'open',
    watch: true,
    opened: '2026-10',
    due: '2026-12-31',
    baseline: '0.961',
  },
];

export const COMMENTS: Comment[] = [
  {
    kpi: 'on_time_delivery_rate',
    scope: { kind: 'carrier', id: 'swift' },
    text: 'The Phoenix hub of SwiftLine was closed for nine days.',
    author: 'Dana Whitfield',
    writtenAt: '2026-11-01T02:00:00Z',
  },
];

/** Items of KPIs that are on the card, with the card's own value, target and score. */
export function buildImprovements(items: readonly ItemMonth[], card: SnapshotScorecard): Improvement[] {
  return items.flatMap((item): Improvement[] => {
    const line = card.lines.find(({ kpi }) => kpi === item.kpi);
    if (!line) return [];
    const target = line.target?.value ?? null;
    const less = (a: string | null, b: string | null) =>
      a === null || b === null ? null : formatDecimal(parseDecimal(a).sub(b));
    return [
      {
        owner: null,
        action: null,
        progress: null,
        reason: null,
        realised: null,
        escalated: false,
        ...item,
        id: `IMP-company-all-${item.kpi}-${item.opened}`,
        scorecard: card.id,
        scope: COMPANY,
        byHand: false,
        months: 1,
        cause: null,
        actionSource: item.action ? 'plan' : null,
        target,
        value: line.value,
        change: less(line.value, item.baseline),
        gain: less(target, line.value),
        gainPoints:
          line.score === null || line.effectiveWeight === null
            ? null
            : formatDecimal(new Fraction(80).sub(line.score).mul(line.effectiveWeight)),
        closedIn: item.status === 'closed' ? '2026-10' : null,
        history: [],
        comment: null,
        training: [],
      },
    ];
  });
}
