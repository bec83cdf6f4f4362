// Logistics by carrier. Each carrier's gap comes from the same sums as the KPI's, so the rows add to the KPI's gap as
// printed; carriers whose parcels do not add to the KPI's are refused, not shown.
import { Fraction, roundHalfUp, roundToTotal } from '../exact.ts';
import type { SnapshotKpi, SnapshotMember } from '../snapshot/shape.ts';
import { periodName } from './dates.ts';
import { type Edition, markedName, targetOf } from './edition.ts';
import { formatCount, formatFigure, formatPoints, formatSigned, formatValue, parseQuantity, sumOf } from './numbers.ts';
import { cleanName, fill } from './words.ts';

const DIMENSION = 'carrier';
const ON_TIME = 'on_time_delivery_rate';
/** An order can ship with two carriers, so costs per order of several carriers cannot be added. */
const COLUMNS = [
  { id: ON_TIME, adds: true },
  { id: 'delivery_accuracy_rate', adds: true },
  { id: 'ship_cost_per_order', adds: false },
  { id: 'delivery_days_avg', adds: true },
] as const;

export type CarrierFigure = { text: string; missed: boolean; muted: boolean };
export type CarrierRow = { name: string; parcels: string; figures: CarrierFigure[]; gap: string };

export type CarriersSection = {
  title: string;
  note: string;
  carrier: string;
  columns: string[];
  gap: string;
  gapLabel: string;
  rows: CarrierRow[];
  total: CarrierRow;
};

/** A row to be: its members by column, in the order of COLUMNS. */
type Group = { name: string; members: (readonly SnapshotMember[])[] };

export function viewCarriers(edition: Edition): CarriersSection | null {
  const { locale, snapshot } = edition;
  const onTime = edition.kpis.get(ON_TIME);
  const members = onTime?.members[DIMENSION] ?? [];
  if (!onTime || members.length === 0) return null;
  assertMembersAdd(onTime, members);
  const words = locale.mail.carriers;
  const groups = groupCarriers(edition);
  const gaps = viewGaps(edition, onTime, groups);
  const target = parseQuantity(targetOf(edition, onTime)?.value);
  const period = periodName(snapshot.period.id, 'long', locale);
  const total = parseQuantity(onTime.denominator) ?? new Fraction(0);
  const note = fill(words.note, { parcels: countParcels(edition, total), period });
  return {
    title: words.title,
    note:
      gaps === null || target === null
        ? note
        : note +
          fill(words.gap_note, {
            gap: gaps.prose,
            target: formatValue(target, onTime, edition),
            kpi: markedName(edition, onTime),
          }),
    carrier: words.carrier,
    columns: headColumns(edition),
    gap: words.gap_column,
    gapLabel: words.gap,
    rows: groups.map((group, index) => ({
      name: group.name,
      parcels: countParcels(
        edition,
        sumOf((group.members[0] ?? []).map((member) => parseQuantity(member.denominator))),
      ),
      figures: COLUMNS.map((column, at) => viewFigure(edition, column, group.members[at] ?? [], target)),
      gap: gaps?.parts[index] ?? '–',
    })),
    total: {
      name: words.all,
      parcels: countParcels(edition, total),
      figures: COLUMNS.map(({ id }) => {
        const kpi = edition.kpis.get(id);
        return printFigure(edition, kpi, parseQuantity(kpi?.value), id === ON_TIME ? target : null, false);
      }),
      gap: gaps?.total ?? '–',
    },
  };
}

/** The KPIs that the section shows. */
export function listCarrierKpis({ kpis }: Edition): SnapshotKpi[] {
  return COLUMNS.map(({ id }) => kpis.get(id)).filter((kpi) => kpi !== undefined);
}

function headColumns({ kpis, locale }: Edition): string[] {
  const words = locale.mail.carriers;
  const labels = [words.on_time, words.accuracy, words.cost, words.days];
  const marks = COLUMNS.map(({ id }) => (kpis.get(id)?.notes.includes('provisional') ? '\u00a0†' : ''));
  return labels.map((label, index) => label + (marks[index] ?? ''));
}

/** The largest carriers each alone, in the snapshot's order; the rest together where the mail must be shorter. */
function groupCarriers({ kpis, detail, locale }: Edition): Group[] {
  const columns = COLUMNS.map(({ id }) => kpis.get(id)?.members[DIMENSION] ?? []);
  const ids = [...new Set(columns.flatMap((members) => members.map(({ member }) => member)))];
  const membersOf = (wanted: readonly (string | null)[]) =>
    columns.map((members) => members.filter(({ member }) => wanted.includes(member)));
  const alone = ids.length <= detail.carriers ? ids : ids.slice(0, detail.carriers);
  const rest = ids.slice(alone.length);
  const groups = alone.map((id) => ({
    name: carrierName(columns.flat(), id, locale.mail.carriers.unassigned),
    members: membersOf([id]),
  }));
  if (rest.length === 0) return groups;
  const { one, other } = locale.mail.carriers.others;
  return [
    ...groups,
    { name: fill(rest.length === 1 ? one : other, { n: String(rest.length) }), members: membersOf(rest) },
  ];
}

function carrierName(members: readonly SnapshotMember[], id: string | null, unassigned: string): string {
  const name = members.find(({ member, name: own }) => member === id && own !== null)?.name;
  return cleanName(name ?? id ?? unassigned) || unassigned;
}

function countParcels(edition: Edition, parcels: Fraction): string {
  const { one, other } = edition.locale.mail.carriers.parcels;
  return fill(parcels.compare(1) === 0 ? one : other, { n: formatCount(parcels, edition) });
}

function viewFigure(
  edition: Edition,
  { id, adds }: (typeof COLUMNS)[number],
  members: readonly SnapshotMember[],
  target: Fraction | null,
): CarrierFigure {
  const kpi = edition.kpis.get(id);
  const [only] = members;
  const muted = members.length === 1 && only !== undefined && only.notes.includes('insufficient_sample');
  const value = members.length === 1 ? parseQuantity(only?.value) : adds && kpi ? pool(kpi, members) : null;
  return printFigure(edition, kpi, value, id === ON_TIME ? target : null, muted);
}

function printFigure(
  edition: Edition,
  kpi: SnapshotKpi | undefined,
  value: Fraction | null,
  target: Fraction | null,
  muted: boolean,
): CarrierFigure {
  if (!kpi || value === null) return { text: '–', missed: false, muted: true };
  const missed = !muted && target !== null && value.compare(target) < 0;
  return { text: printInColumn(value, kpi, edition), missed, muted };
}

/** Columns of days have their unit in the heading, so that the table fits a phone. */
function printInColumn(value: Fraction, kpi: SnapshotKpi, edition: Edition): string {
  return kpi.unit === 'days' ? formatFigure(value, kpi.decimals, edition) : formatValue(value, kpi, edition);
}

/** The ratio of several members together. */
function pool(kpi: SnapshotKpi, members: readonly SnapshotMember[]): Fraction | null {
  const denominator = sumOf(members.map((member) => parseQuantity(member.denominator)));
  if (denominator.compare(0) <= 0) return null;
  const numerator = sumOf(members.map((member) => parseQuantity(member.numerator)));
  return numerator.div(denominator).mul(kpi.factor === null ? new Fraction(1) : new Fraction(kpi.factor));
}

/** (on time − target × due) ÷ all due, in pp; rounded together so that they add to the KPI's printed gap. */
function viewGaps(
  edition: Edition,
  kpi: SnapshotKpi,
  groups: readonly Group[],
): { parts: string[]; total: string; prose: string } | null {
  const target = parseQuantity(targetOf(edition, kpi)?.value);
  const numerator = parseQuantity(kpi.numerator);
  const denominator = parseQuantity(kpi.denominator);
  if (target === null || numerator === null || denominator === null || denominator.compare(0) <= 0) return null;
  const total = roundHalfUp(numerator.div(denominator).sub(target).mul(100), 2);
  const parts = groups.map(({ members }, index) => {
    const due = sumOf((members[0] ?? []).map((member) => parseQuantity(member.denominator)));
    const onTime = sumOf((members[0] ?? []).map((member) => parseQuantity(member.numerator)));
    return { id: String(index).padStart(4, '0'), value: onTime.sub(target.mul(due)).div(denominator).mul(100) };
  });
  const print = (value: Fraction) => formatPoints(value, edition.locale);
  const prose = formatSigned(total, 2, edition.locale.numbers.pp, edition.locale);
  return { parts: roundToTotal(parts, total, 2).map(print), total: print(total), prose };
}

function assertMembersAdd(kpi: SnapshotKpi, members: readonly SnapshotMember[]): void {
  for (const sum of ['numerator', 'denominator'] as const) {
    const total = parseQuantity(kpi[sum]);
    const added = sumOf(members.map((member) => parseQuantity(member[sum])));
    if (total !== null && added.compare(total) !== 0) {
      throw new Error(`carriers of ${kpi.id} add to a ${sum} of ${added.toString()}, the KPI has ${total.toString()}`);
    }
  }
}
