// Holm's adjustment of several tests at once: whoever looks twenty times finds something at 5 % by chance.

/** Adjusted p-values in the order of the given ones. */
export function adjustByHolm(pValues: number[]): number[] {
  const order = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, { p, at }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * p));
    adjusted[at] = largest;
  }
  return adjusted;
}
