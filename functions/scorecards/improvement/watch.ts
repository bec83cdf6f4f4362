// How many items are worked on at once: those that bring the most points. The rest are only watched, and said to be.
import { Fraction } from '../../exact.ts';
import type { Improvement } from '../../snapshot/plan-shape.ts';

/** The items in the order in which they are listed: worked on, watched, then those that ended. */
export function limitWork(items: Improvement[], most: number): Improvement[] {
  const isLive = ({ status }: Improvement) => status === 'open' || status === 'overdue';
  const live = items.filter(isLive).sort((a, b) => gainOf(b).compare(gainOf(a)) || byId(a, b));
  return [
    ...live.map((item, at) => ({ ...item, watch: at >= most })),
    ...items.filter((item) => !isLive(item)).sort(byId),
  ];
}

/** Nothing to gain is the least: a KPI that is back on target waits for its second month. */
function gainOf({ gainPoints }: Improvement): Fraction {
  return new Fraction(gainPoints ?? -1);
}

function byId(a: Improvement, b: Improvement): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
