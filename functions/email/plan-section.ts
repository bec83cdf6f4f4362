// The improvement plan of the card: what is worked on, by whom, until when, and what it has brought. Owners, actions and
// reasons are the words of plans and playbooks; a person's own item never stands here.
import { parseDecimal } from '../exact.ts';
import type { Improvement } from '../snapshot/plan-shape.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { dayName, periodName } from './dates.ts';
import { type Edition, markedName, type StatusMark, targetOf } from './edition.ts';
import { formatAgainstTarget, formatGap, formatScore, formatValue, parseQuantity } from './numbers.ts';
import { cleanName, cleanText, fill, fillCounted, joinSome, pickText } from './words.ts';

const MOST_WATCHED = 6;
const STATES = {
  overdue: { tone: 'off', glyph: '✕' },
  open: { tone: 'ink', glyph: '' },
  closed: { tone: 'ok', glyph: '✓' },
  cancelled: { tone: 'na', glyph: '–' },
} as const satisfies Record<Improvement['status'], { tone: string; glyph: string }>;
/** In the order in which they are listed. */
const LISTED = ['overdue', 'open', 'closed', 'cancelled'] as const;

export type PlanItem = {
  name: string;
  state: StatusMark;
  action: string | null;
  /** Owner, due date, month of opening, escalation. */
  by: string[];
  value: string;
  /** Baseline, target and gain. */
  figures: string[];
  /** Progress as the plan tells it, or why it was cancelled. */
  quote: string | null;
};

export type PlanSection = {
  title: string;
  note: string;
  items: PlanItem[];
  /** Items that wait until others are done. */
  watched: string | null;
  /** Instead of completed items that were left out to make the mail shorter. */
  folded: string | null;
};

export function viewPlan(edition: Edition): PlanSection | null {
  const { locale, detail } = edition;
  const words = locale.mail.plan;
  const items = itemsOfCard(edition);
  if (items.length === 0) return null;
  const worked = LISTED.flatMap((status) => items.filter((item) => item.status === status && !item.watch));
  const shown = worked.filter((item) => detail.plan === 'all' || isOpen(item));
  const watched = items.filter((item) => item.watch && isOpen(item));
  return {
    title: words.title,
    note: words.note,
    items: shown.map((item) => viewItem(edition, item)),
    watched: watched.length === 0 ? null : listWatched(edition, watched),
    folded: shown.length === worked.length ? null : fillCounted(words.folded, worked.length - shown.length),
  };
}

/** The item that is being worked on for a KPI of the card. */
export function findItem(edition: Edition, kpi: string): Improvement | null {
  return itemsOfCard(edition).find((item) => item.kpi === kpi && isOpen(item)) ?? null;
}

export function actionOf({ locale }: Edition, item: Improvement | null): string | null {
  return item?.action ? pickText(item.action, locale, cleanText) : null;
}

/** Who does it, and until when. */
export function ownerAndDue({ locale }: Edition, item: Improvement | null): string[] {
  const words = locale.mail.plan;
  const owner = item?.owner ? pickText(item.owner, locale) : null;
  if (item === null || !isOpen(item)) return [owner ?? words.no_owner];
  const due = { due: dayName(item.due, locale) };
  return [owner ?? words.no_owner, fill(item.status === 'overdue' ? words.late : words.due, due)];
}

function itemsOfCard({ snapshot, card }: Edition): Improvement[] {
  return (snapshot.improvements ?? []).filter(
    ({ scorecard, scope }) => scorecard === card.id && scope.kind === card.subject.kind && scope.id === card.subject.id,
  );
}

function isOpen({ status }: Improvement): boolean {
  return status === 'open' || status === 'overdue';
}

function viewItem(edition: Edition, item: Improvement): PlanItem {
  const { locale } = edition;
  const words = locale.mail.plan;
  const kpi = edition.kpis.get(item.kpi);
  const quote = item.status === 'cancelled' ? item.reason : item.progress;
  return {
    name: kpi ? markedName(edition, kpi) : cleanName(item.kpi),
    state: { ...STATES[item.status], word: words[item.status] },
    action: actionOf(edition, item),
    by: [
      ...ownerAndDue(edition, item),
      fill(words.opened, { period: periodName(item.opened, 'short', locale) }),
      ...(item.escalated ? [words.escalated] : []),
    ],
    ...(kpi ? printFigures(edition, item, kpi) : { value: '–', figures: [] }),
    quote: quote === null ? whyWithoutReason(edition, item) : fill(words.quote, { text: cleanText(quote) }),
  };
}

/** An item whose KPI has left is cancelled without anybody's words. */
function whyWithoutReason({ locale }: Edition, { status }: Improvement): string | null {
  return status === 'cancelled' ? locale.mail.plan.gone : null;
}

function printFigures(edition: Edition, item: Improvement, kpi: SnapshotKpi): Pick<PlanItem, 'value' | 'figures'> {
  const { locale } = edition;
  const words = locale.mail.plan;
  const { actual, target } = printItem(edition, item, kpi);
  const baseline = parseQuantity(item.baseline);
  const points = isOpen(item) ? parseQuantity(item.gainPoints) : null;
  return {
    value: actual,
    figures: [
      ...(baseline === null ? [] : [fill(words.from, { value: formatValue(baseline, kpi, edition) })]),
      ...(target === null ? [] : [fill(words.target, { target })]),
      ...(points === null ? [] : [fill(words.worth, { points: formatScore(points, locale) })]),
      ...(item.realised === null
        ? []
        : [fill(words.realised, { gain: formatGap(parseDecimal(item.realised), kpi, edition) })]),
    ],
  };
}

/** Value and target of the item, so that a miss never looks like a hit. */
function printItem(edition: Edition, item: Improvement, kpi: SnapshotKpi): { actual: string; target: string | null } {
  const target = targetOf(edition, kpi);
  const isBand = kpi.better === 'band' || item.target === null;
  const own = target === null || isBand ? target : { ...target, value: item.target };
  const status = isOpen(item) ? 'red' : 'green';
  const shown = formatAgainstTarget(parseQuantity(item.value), own, kpi, status, edition);
  return { actual: shown.actual ?? edition.locale.not_available, target: shown.target };
}

function listWatched(edition: Edition, items: readonly Improvement[]): string {
  const words = edition.locale.mail.plan;
  const names = items.flatMap((item) => {
    const kpi = edition.kpis.get(item.kpi);
    if (!kpi) return [];
    const { actual, target } = printItem(edition, item, kpi);
    const shown = { kpi: markedName(edition, kpi), value: actual, target: target ?? edition.locale.not_available };
    return fill(words.watched_item, shown);
  });
  return fill(words.watched, { list: joinSome(names, MOST_WATCHED, edition.locale) });
}
