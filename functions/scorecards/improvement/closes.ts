// When figures close an item: the KPI was on target in its last scored months, all of them after the item was opened.
import type { Parameters } from '../../definitions/definitions.ts';
import type { Improvement } from '../../snapshot/plan-shape.ts';

/** `history`: the oldest month first, this one last. */
export function closesByRule(
  { opened, history }: Pick<Improvement, 'opened' | 'history'>,
  { closeRule }: Pick<Parameters, 'closeRule'>,
): boolean {
  if (history.at(-1)?.off !== false) return false;
  const last = history.filter(({ period, off }) => period > opened && off !== null).slice(-closeRule);
  return last.length === closeRule && last.every(({ off }) => off === false);
}
