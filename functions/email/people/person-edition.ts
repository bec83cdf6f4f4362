// What every section of a person's mail reads: their review in one language, and how its figures are printed.

import type { Locale } from '../../definitions/locale.ts';
import { parseDecimal } from '../../exact.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { periodName } from '../dates.ts';
import { kpiName } from '../edition.ts';
import { formatAgainstTarget, formatValue, parseQuantity } from '../numbers.ts';
import { cleanName, fill } from '../words.ts';

export type PersonKpi = Person['kpis'][number];

export type PersonEdition = {
  person: Person;
  locale: Locale;
  currency: string;
  kpis: ReadonlyMap<string, PersonKpi>;
};

export function openPersonEdition(person: Person, locale: Locale): PersonEdition {
  return { person, locale, currency: person.currency, kpis: new Map(person.kpis.map((kpi) => [kpi.id, kpi])) };
}

export function kpiOf({ kpis, person }: PersonEdition, id: string): PersonKpi {
  const kpi = kpis.get(id);
  if (!kpi) throw new Error(`the review of ${person.person.id} has no KPI ${id}, which its card names`);
  return kpi;
}

/** The line's name, with † where the figure may still change. */
export function lineName(edition: PersonEdition, { kpi, notes }: Pick<PersonLine, 'kpi' | 'notes'>): string {
  return kpiName(edition, kpiOf(edition, kpi)) + (notes.includes('provisional') ? '\u00a0†' : '');
}

/** A value in the unit of a line's KPI; money is a sum where nothing is divided. */
export function printIn(edition: PersonEdition, line: Pick<PersonLine, 'kpi' | 'denominator'>, value: string): string {
  const kpi = { ...kpiOf(edition, line.kpi), denominator: line.denominator };
  return formatValue(parseDecimal(value), kpi, edition);
}

/** Value and target as the card prints them. */
export function againstTarget(edition: PersonEdition, line: PersonLine): { actual: string; target: string | null } {
  const kpi = { ...kpiOf(edition, line.kpi), denominator: line.denominator };
  const shown = formatAgainstTarget(parseQuantity(line.value), line.target, kpi, line.status, edition);
  return { actual: shown.actual ?? edition.locale.not_available, target: shown.target };
}

/** A month, or the months of a window. */
export function windowName(id: string, locale: Locale): string {
  const [from, to] = id.split('..');
  if (from === undefined || to === undefined) return periodName(id, 'short', locale);
  return fill(locale.people.window, { from: periodName(from, 'short', locale), to: periodName(to, 'short', locale) });
}

export function roleName(role: string, { people }: Locale): string {
  return cleanName(people.roles[role] ?? role);
}
