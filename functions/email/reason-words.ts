// Why a published figure is another one now, in words: rows that came, were corrected or went, and what else changed.
import type { Locale } from '../definitions/locale.ts';
import { Fraction } from '../exact.ts';
import type { ChangeReason } from '../snapshot/revision-shape.ts';
import { tableName } from './check-words.ts';
import { formatCount } from './numbers.ts';
import { fill, joinSome } from './words.ts';

const MOST_REASONS = 3;

/** As one part of a sentence; the tables with most rows first. */
export function sayReasons(reasons: readonly ChangeReason[], locale: Locale, most = MOST_REASONS): string {
  const byRows = (a: ChangeReason, b: ChangeReason) =>
    a.why === b.why ? new Fraction(b.rows ?? '0').compare(a.rows ?? '0') : 0;
  const said = [...reasons].sort(byRows).map((reason) => sayReason(reason, locale));
  return joinSome([...new Set(said)], most, locale);
}

function sayReason({ why, table, rows }: ChangeReason, locale: Locale): string {
  const words = locale.revised.reasons;
  if (why !== 'late' && why !== 'corrected' && why !== 'removed') return words[why];
  const forms = words[why];
  const pattern = rows === '1' ? forms.one : forms.other;
  const n = formatCount(new Fraction(rows ?? '0'), { locale, currency: '' });
  return fill(pattern, { n, table: tableName(table ?? '', locale) });
}
