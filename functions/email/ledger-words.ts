// How the reconciliation with the ledger is said: names, amounts to the cent, and what is missing.
import type { Locale } from '../definitions/locale.ts';
import { Fraction, sumExactly } from '../exact.ts';
import type { Reconciliation } from '../snapshot/reconciliation-shape.ts';
import { formatMoney, parseQuantity } from './numbers.ts';
import { cleanName, fill, pickText } from './words.ts';

type Language = { locale: Locale };

export function ruleName({ rule, name }: Reconciliation, { locale }: Language): string {
  return pickText(name, locale) ?? rule;
}

/** Never shortened: finance compares it with the books. */
export function ledgerMoney(text: string | null, { currency }: Reconciliation, { locale }: Language): string {
  const value = parseQuantity(text);
  return value === null ? locale.reconciliation.unknown : formatMoney(value, { locale, currency }, { sum: false });
}

/** What the sentences about a rule are filled with. */
export function ledgerValues(held: Reconciliation, language: Language): Record<string, string> {
  const money = (text: string | null) => ledgerMoney(text, held, language);
  const explained = sumExactly(held.reasons.flatMap(({ amount }) => (amount === null ? [] : new Fraction(amount))));
  return {
    name: ruleName(held, language),
    ledger: money(held.ledger),
    measured: money(held.measured),
    difference: money(held.difference),
    explained: formatMoney(explained, { locale: language.locale, currency: held.currency }, { sum: false }),
    unexplained: money(held.unexplained),
    tolerance: money(held.tolerance),
    list: held.missing.map(({ account, month }) => `${cleanName(account)} ${month}`).join(language.locale.list.groups),
  };
}

/** One sentence a rule: it ties, it does not, or why that could not be told. */
export function sayHeld(held: Reconciliation, language: Language): string {
  const words = language.locale.reconciliation;
  const pattern = held.note !== null ? words[held.note] : held.within ? words.within : words.above;
  return fill(pattern, ledgerValues(held, language));
}
