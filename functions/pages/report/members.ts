// A KPI where it was made: by carrier, region, channel … the largest members as bars, with the whole marked across them.
// A snapshot has no people among its members.
import { type Edition, kpiName } from '../../email/edition.ts';
import { formatCount, formatValue, parseQuantity } from '../../email/numbers.ts';
import { dimensionName } from '../../email/slice.ts';
import { cleanName, fill, fillCounted } from '../../email/words.ts';
import { Fraction } from '../../exact.ts';
import type { SnapshotKpi, SnapshotMember } from '../../snapshot/shape.ts';
import { type ChartRow, rowChart } from '../charts/row-chart.ts';
import { rangeOf, withZero } from '../charts/ticks.ts';
import type { Markup } from '../markup.ts';
import { figurePart } from './figure.ts';

const MOST_SHOWN = 8;
/** A member without a value comes last. */
const NO_SIZE = new Fraction(-1);

export function memberFigures(edition: Edition, kpi: SnapshotKpi): { dimension: string; figure: Markup }[] {
  return Object.entries(kpi.members).flatMap(([dimension, members]) => {
    const figure = memberFigure(edition, kpi, dimension, members);
    return figure === null ? [] : [{ dimension, figure }];
  });
}

function memberFigure(
  edition: Edition,
  kpi: SnapshotKpi,
  dimension: string,
  members: readonly SnapshotMember[],
): Markup | null {
  const { locale } = edition;
  const words = locale.charts;
  const shown = largestFirst(kpi, members).slice(0, MOST_SHOWN);
  const values = shown.flatMap(({ value }) => parseQuantity(value) ?? []);
  // Of what adds up, the whole is no yardstick for a part.
  const whole = kpi.denominator === null ? null : parseQuantity(kpi.value);
  const range = rangeOf(whole === null ? values : [...values, whole]);
  if (values.length === 0 || range === null) return null;
  const rows = shown.map((member) => rowOf(edition, kpi, member));
  const title = fill(words.by, { dimension: dimensionName(dimension, locale) });
  const reference = whole === null ? null : fill(words.whole, { value: formatValue(whole, kpi, edition) });
  const drawing = rowChart({
    id: `${kpi.id}-${dimension}`,
    title: fill(words.pair, { name: kpiName(edition, kpi), value: title }),
    description: [
      ...rows.map(({ name, figure }) => fill(words.pair, { name, value: figure })),
      ...(reference === null ? [] : [reference]),
    ].join(locale.list.groups),
    rows,
    domain: withZero(range),
    isCut: false,
    reference: whole,
    isLinked: false,
  });
  if (drawing === null) return null;
  const hidden = members.length - shown.length;
  return figurePart(
    {
      title,
      drawing,
      keys: reference === null ? [] : [{ look: 'reference', label: reference }],
      notes: hidden === 0 ? [] : [fillCounted(words.more, hidden)],
      table: {
        columns: [words.member, words.value, words.before, words.sample],
        rows: shown.map((member, at) => [
          rows[at]?.name ?? '',
          rows[at]?.figure ?? '',
          print(edition, kpi, member.previous),
          countOf(edition, member),
        ]),
      },
    },
    locale,
  );
}

/** Of a sum the largest values; of a ratio those with the most observations, which is the snapshot's own order. */
function largestFirst({ denominator }: SnapshotKpi, members: readonly SnapshotMember[]): SnapshotMember[] {
  if (denominator !== null) return [...members];
  return members
    .map((member) => ({ member, size: parseQuantity(member.value)?.abs() ?? NO_SIZE }))
    .sort((a, b) => b.size.compare(a.size))
    .map(({ member }) => member);
}

function rowOf(edition: Edition, kpi: SnapshotKpi, { member, name, value, notes }: SnapshotMember): ChartRow {
  const { charts: words, mail } = edition.locale;
  const unassigned = mail.attention.unassigned;
  const amount = parseQuantity(value);
  const isFew = notes.includes('insufficient_sample');
  const figure = print(edition, kpi, value) + (notes.includes('provisional') && amount !== null ? ' †' : '');
  return {
    name: cleanName(name ?? member ?? unassigned) || unassigned,
    figure: isFew ? `${figure} (${words.few})` : figure,
    bar: amount === null ? null : { from: amount.mul(0), to: amount },
    look: isFew ? 'few' : 'plain',
  };
}

function print(edition: Edition, kpi: SnapshotKpi, text: string | null): string {
  const value = parseQuantity(text);
  return value === null ? edition.locale.not_available : formatValue(value, kpi, edition);
}

function countOf(edition: Edition, { sample }: SnapshotMember): string {
  const count = parseQuantity(sample);
  return count === null ? '–' : formatCount(count, edition);
}
