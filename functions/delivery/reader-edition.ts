// What a reader of a report sees, and in which language. Readers of one edition get the same mail; whose edition has
// changed since it was rendered gets none, so that nobody is sent what was somebody else's.
import type { Report } from '../definitions/definitions.ts';
import type { Recipient, Slice } from './recipients.ts';

export type Sees =
  | { whole: true }
  | { slice: Slice }
  | { person: string }
  /** Those whose manager this is. */
  | { team: string }
  /** All teams. */
  | { everybody: true };

/** `brief`: only the short form of it; absent where it is the whole. */
export type ReaderEdition = { sees: Sees; locale: string; brief?: true };

const SEES: Record<Report['view'], (reader: Recipient) => Sees> = {
  shop: ({ slice }) => (slice === null ? { whole: true } : { slice }),
  slice: ({ slice }) => ({ slice: must(slice) }),
  person: ({ employee }) => ({ person: must(employee) }),
  team: ({ employee, role }) => (role === 'hr' ? { everybody: true } : { team: must(employee) }),
};

export function editionOf(reader: Recipient, { view, brief }: Pick<Report, 'view' | 'brief'>): ReaderEdition {
  const isBrief = reader.form === 'brief' && brief !== null;
  return { sees: SEES[view](reader), locale: reader.locale, ...(isBrief ? { brief: true } : {}) };
}

/** Equal for equal editions alone. */
export function editionName({ sees, locale, brief }: ReaderEdition): string {
  return `${locale}${brief ? ' brief' : ''} ${JSON.stringify(sees)}`;
}

/** Lines that lack it are refused when they are read. */
function must<T>(value: T | null): T {
  if (value === null) throw new Error('a reader of whom it is not said what they may see');
  return value;
}
