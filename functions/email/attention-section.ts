// Needs attention: the snapshot's exceptions, each with its gap and the one driver that explains most of it. Gap and
// part are printed in the KPI's own digits and come from its own numerators and denominators.

import { type Fraction, parseDecimal } from '../exact.ts';
import type { SnapshotException, SnapshotKpi } from '../snapshot/shape.ts';
import { type Edition, getKpi, markedName, markStatus, type StatusMark, targetOf } from './edition.ts';
import { formatAgainstTarget, formatGap, formatParts, formatValue, parseQuantity } from './numbers.ts';
import { actionOf, findItem, ownerAndDue } from './plan-section.ts';
import { quoteRemarks } from './remarks.ts';
import { describeSignal } from './signal-words.ts';
import { printSums } from './sums-line.ts';
import { beginSentence, cleanName, fill, joinNames } from './words.ts';

const MOST_OTHERS = 3;

export type Cause = { driver: string; own: string | null; share: { percent: number; alt: string } | null };

export type AttentionItem = {
  name: string;
  status: StatusMark;
  actual: string;
  target: string;
  gap: string;
  causeLabel: string;
  cause: Cause;
  /** Whether it is more than noise, what people said of it, what is done, by whom and until when; each with its label. */
  steps: { label: string; text: string }[];
};

export type AttentionSection = {
  title: string;
  note: string | null;
  items: AttentionItem[];
  /** The line that closes the section, or that says that there is nothing in it. */
  closing: string | null;
};

export function viewAttention(edition: Edition): AttentionSection {
  const words = edition.locale.mail.attention;
  const items = edition.snapshot.exceptions
    .filter((exception) => exception.scorecard === edition.card.id)
    .map((exception) => viewException(edition, exception));
  return {
    title: words.title,
    note: items.length === 0 ? null : words.note,
    items,
    closing: viewOthers(edition) ?? (items.length === 0 ? words.none : null),
  };
}

/** Value and target of a KPI of the card, as its scorecard row prints them. */
export function printAgainstTarget(edition: Edition, kpi: SnapshotKpi): { actual: string; target: string | null } {
  const status = edition.card.lines.find((line) => line.kpi === kpi.id)?.status ?? kpi.status;
  const shown = formatAgainstTarget(parseQuantity(kpi.value), targetOf(edition, kpi), kpi, status, edition);
  return { actual: shown.actual ?? edition.locale.not_available, target: shown.target };
}

function viewException(edition: Edition, exception: SnapshotException): AttentionItem {
  const kpi = getKpi(edition, exception.kpi);
  const { mail } = edition.locale;
  const { actual, target } = printAgainstTarget(edition, kpi);
  return {
    name: markedName(edition, kpi),
    status: markStatus(edition, 'red'),
    actual,
    target: target === null ? '' : fill(mail.attention.target, { target }),
    gap: formatGap(parseDecimal(exception.gap), kpi, edition),
    causeLabel: mail.attention.cause,
    cause: viewCause(edition, kpi, exception),
    steps: viewSteps(edition, kpi, exception),
  };
}

/** Without an action in the plan or the playbook only the owner is said, or that there is none. */
function viewSteps(edition: Edition, kpi: SnapshotKpi, exception: SnapshotException): AttentionItem['steps'] {
  const words = edition.locale.mail.attention;
  const signal = describeSignal(edition, kpi);
  const item = findItem(edition, kpi.id);
  const action = actionOf(edition, item);
  const owner = ownerAndDue(edition, item).join(' · ');
  return [
    ...(signal === null ? [] : [{ label: words.range, text: beginSentence(signal) }]),
    ...quoteRemarks(edition, exception).map((text) => ({ label: words.comment, text })),
    ...(action === null ? [] : [{ label: words.action, text: action }]),
    // A part of the shop has no plan of its own, so that nobody could own an item of it.
    ...(edition.snapshot.slice && !item ? [] : [{ label: words.owner, text: owner }]),
  ];
}

function viewCause(edition: Edition, kpi: SnapshotKpi, { cause, gap: gapText }: SnapshotException): Cause {
  const words = edition.locale.mail.attention;
  if (cause === null) {
    const driver = edition.snapshot.slice ? words.not_split : words.no_driver;
    return { driver, own: null, share: null };
  }
  const [part = '', gap = ''] = formatParts([parseDecimal(cause.gap), parseDecimal(gapText)], kpi, edition);
  const name = cleanName(cause.name ?? cause.member ?? words.unassigned);
  const dimension = edition.locale.dimensions[cause.dimension] ?? cause.dimension;
  // Where others are better than their target, one member can miss by more than the whole.
  const pattern = parseDecimal(cause.share).compare(1) > 0 ? words.driver_more : words.driver;
  return {
    driver: fill(pattern, { dimension, name, part, gap }),
    own: viewOwnFigure(edition, kpi, cause),
    share: { percent: clampPercent(parseDecimal(cause.share)), alt: fill(words.share, { part, gap }) },
  };
}

/** The driver's own value and the sums it was divided from. */
function viewOwnFigure(
  edition: Edition,
  kpi: SnapshotKpi,
  cause: NonNullable<SnapshotException['cause']>,
): string | null {
  const member = kpi.members[cause.dimension]?.find((one) => one.member === cause.member);
  const value = parseQuantity(member?.value);
  if (!member || value === null) return null;
  const shown = formatValue(value, kpi, edition);
  const sums = printSums(edition, { ...kpi, numerator: member.numerator, denominator: member.denominator });
  return sums === null ? shown : fill(edition.locale.mail.attention.own, { value: shown, sums });
}

function clampPercent(share: Fraction): number {
  const percent = Number(share.mul(100).floor().valueOf());
  return Math.max(0, Math.min(100, percent));
}

/** One line for what is off target and not among the exceptions. */
function viewOthers(edition: Edition): string | null {
  const { card, locale, snapshot } = edition;
  const words = locale.mail.attention;
  const listed = new Set(snapshot.exceptions.filter(({ scorecard }) => scorecard === card.id).map(({ kpi }) => kpi));
  const others = card.lines.filter((line) => line.status === 'red' && !listed.has(line.kpi));
  if (others.length === 0) return null;
  const items = others.slice(0, MOST_OTHERS).map((line) => {
    const kpi = getKpi(edition, line.kpi);
    const { actual, target } = printAgainstTarget(edition, kpi);
    return fill(words.more_item, {
      kpi: markedName(edition, kpi),
      value: actual,
      target: target ?? locale.not_available,
    });
  });
  const rest = others.length - items.length;
  if (rest > 0) items.push(fill(words.more_rest, { n: String(rest) }));
  return fill(words.more, { list: joinNames(items, locale) });
}
