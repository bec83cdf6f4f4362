// What each factor of a product did to its change (Shapley): its own change, times the others as they were or are,
// averaged over all orders in which the factors could have changed. No order is preferred, and nothing is left over.
import { Fraction } from '../../exact.ts';

/** One effect a factor, in their order; they sum to the product's change exactly. */
export function shapleyEffects(before: Fraction[], now: Fraction[]): Fraction[] {
  return now.map((value, own) => {
    const others = now.flatMap((_, at) => (at === own ? [] : [at]));
    const weighted = subsetsOf(others).map((changed) => {
      const product = others.reduce(
        (all, at) => all.mul((changed.includes(at) ? now : before)[at] as Fraction),
        new Fraction(1),
      );
      return product.mul(factorial(changed.length) * factorial(others.length - changed.length));
    });
    const mean = weighted.reduce((sum, part) => sum.add(part), new Fraction(0)).div(factorial(now.length));
    return value.sub(before[own] as Fraction).mul(mean);
  });
}

function subsetsOf([first, ...rest]: number[]): number[][] {
  if (first === undefined) return [[]];
  const without = subsetsOf(rest);
  return [...without, ...without.map((set) => [first, ...set])];
}

function factorial(count: number): number {
  return count <= 1 ? 1 : count * factorial(count - 1);
}
