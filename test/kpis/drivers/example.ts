// The decompositions of the worked examples.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Fraction, formatFixed } from '../../../functions/exact.ts';
import { type Part, showParts } from '../../../functions/kpis/drivers/parts.ts';
import { EXAMPLES } from '../../support/shop.ts';

type Decomposition = {
  exact: Record<string, string>;
  total: string;
  total_displayed: string;
  displayed: Record<string, string>;
};

export const EXAMPLE = (
  JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
    decomposition: Record<
      | 'sales_price_volume_mix'
      | 'sales_orders_x_aov_shapley'
      | 'sales_sessions_x_orders_per_session_x_aov_shapley'
      | 'conversion_rate_rate_mix_pp',
      Decomposition
    > & {
      largest_remainder_negative: {
        parts: Record<string, string>;
        total: string;
        total_displayed: string;
        displayed: Record<string, string>;
      };
    };
  }
).decomposition;

export const fraction = (text: string | number) => new Fraction(text);

export function sumOf(values: Fraction[]): Fraction {
  return values.reduce((sum, value) => sum.add(value), new Fraction(0));
}

/** Exact effects by id, as fractions. */
export function exactOf(parts: Part[], scale = 1): Record<string, string> {
  return Object.fromEntries(parts.map(({ id, effect }) => [id, effect.mul(scale).toFraction()]));
}

/** What is printed, by part and member. */
export function printedOf(parts: Part[], scale = 1): { total: string; displayed: Record<string, string> } {
  const shown = showParts(parts, sumOf(parts.map(({ effect }) => effect)), { top: 20, decimals: 2, scale });
  const nameOf = ({ part, member }: { part: string; member?: string | null }) =>
    member === undefined ? part : `${member}:${part}`;
  return {
    total: formatFixed(shown.printedTotal, 2),
    displayed: Object.fromEntries(shown.parts.map((part) => [nameOf(part), formatFixed(part.printed, 2)])),
  };
}
