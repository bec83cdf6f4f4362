// Why an amount changed, by what was sold of each item: more pieces, dearer items among them, or other prices.
import { type Fraction, sumExactly } from '../../exact.ts';
import { assertWhole, type Part } from './parts.ts';

/** Amount and pieces of an item, before and now. */
export type Item = { before: { amount: Fraction; quantity: Fraction }; now: { amount: Fraction; quantity: Fraction } };

/** Volume and mix at the old prices, price, and what is new or gone; they sum to the change of the amount. */
export function priceVolumeMix(items: Item[]): Part[] {
  const continuing = items.filter(({ before, now }) => isSold(before) && isSold(now));
  const oldAmount = add(continuing, ({ before }) => before.amount);
  const oldQuantity = add(continuing, ({ before }) => before.quantity);
  const newQuantity = add(continuing, ({ now }) => now.quantity);
  const newAmount = add(continuing, ({ now }) => now.amount);
  const atOldMean = continuing.length === 0 ? oldAmount : newQuantity.mul(oldAmount).div(oldQuantity);
  const atOldPrices = add(continuing, ({ before, now }) => now.quantity.mul(before.amount).div(before.quantity));
  const changeOf = (wanted: (item: Item) => boolean) =>
    add(items.filter(wanted), ({ before, now }) => now.amount.sub(before.amount));
  // Money that moved without a piece is a matter of price.
  const withoutPieces = changeOf(({ before, now }) => !isSold(before) && !isSold(now));
  const effects = {
    volume: atOldMean.sub(oldAmount),
    mix: atOldPrices.sub(atOldMean),
    price: newAmount.sub(atOldPrices).add(withoutPieces),
    new: changeOf(({ before, now }) => !isSold(before) && isSold(now)),
    discontinued: changeOf(({ before, now }) => isSold(before) && !isSold(now)),
  };
  const parts = Object.entries(effects).map(([part, effect]) => ({ id: part, part: part as Part['part'], effect }));
  assertWhole(
    add(parts, ({ effect }) => effect),
    changeOf(() => true),
    'price, volume and mix',
  );
  return parts;
}

function isSold({ quantity }: { quantity: Fraction }): boolean {
  return quantity.compare(0) > 0;
}

function add<T>(list: T[], amountOf: (item: T) => Fraction): Fraction {
  return sumExactly(list.map(amountOf));
}
