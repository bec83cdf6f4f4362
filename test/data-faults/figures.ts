// The figures of a mail beside those of another, printed as readers see them and with as many digits as tell them apart.
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { formatScore, formatValue, parseQuantity } from '../../functions/email/numbers.ts';
import type { Fraction } from '../../functions/exact.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';

const MOST_EXTRA = 6;

/** All figures of a snapshot as text, for those that must not change. */
export function figuresOf({ kpis, scorecards }: Snapshot): string {
  return JSON.stringify([kpis, scorecards]);
}

/** How many KPIs have another value, and how many there are. */
export function countChanged(right: Snapshot, other: Snapshot): { changed: number; all: number } {
  const values = new Map(other.kpis.map(({ id, value }) => [id, value]));
  return { changed: right.kpis.filter(({ id, value }) => values.get(id) !== value).length, all: right.kpis.length };
}

/** `id`: a KPI, or `score`. `null`: there is no such figure. */
export function printFigures(
  id: string,
  snapshots: [Snapshot, Snapshot],
  { locales }: Definitions,
): [string | null, string | null] {
  const locale = locales.en;
  const kpi = snapshots[0].kpis.find((one) => one.id === id);
  if (!locale || (!kpi && id !== 'score')) throw new Error(`no figure ${id}`);
  const values = snapshots.map((snapshot) => quantityOf(id, snapshot)) as [Fraction | null, Fraction | null];
  const print = (value: Fraction | null, extra: number) => {
    if (value === null) return null;
    if (!kpi) return formatScore(value, locale);
    return formatValue(value, kpi, { locale, currency: snapshots[0].currency }, extra);
  };
  const [right, other] = values;
  const isSame = right === null || other === null ? right === other : right.equals(other);
  for (let extra = 0; ; extra++) {
    const printed = values.map((value) => print(value, extra)) as [string | null, string | null];
    if (isSame || printed[0] !== printed[1] || extra === MOST_EXTRA) return printed;
  }
}

function quantityOf(id: string, { kpis, scorecards }: Snapshot): Fraction | null {
  return parseQuantity(id === 'score' ? scorecards[0]?.score : kpis.find((kpi) => kpi.id === id)?.value);
}
