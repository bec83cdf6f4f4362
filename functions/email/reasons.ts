// Why a figure is missing or not scored, in words: the first of the KPI's notes that explains it.
import type { Locale } from '../definitions/locale.ts';
import type { Note, SnapshotKpi } from '../snapshot/shape.ts';
import { formatCount, parseQuantity } from './numbers.ts';
import { fill } from './words.ts';

export function whyUnavailable(
  locale: Locale,
  notes: readonly Note[],
  { sample: counted }: Pick<SnapshotKpi, 'sample'>,
): string {
  const note = notes.find((one) => one !== 'provisional') ?? 'no_target';
  const sample = parseQuantity(counted);
  const shown = sample === null ? '0' : formatCount(sample, { locale, currency: '' });
  return fill(locale.notes[note], { sample: shown });
}
