// What is left out, step by step, when a mail would be cut off by its reader's client. Score, exceptions, drivers, data
// quality and footer have no step here, so they can never be left out.

/** Gmail shows about 102 kB of a message; what the client and the transport add needs room. */
export const MOST_HTML_BYTES = 90_000;
/** The owners' mail holds the readers' one whole and more above it; what is left of Gmail's limit is for the transport. */
export const MOST_PREVIEW_BYTES = 100_000;
/** Gmail drops a style block that is longer. */
export const MOST_STYLE_BYTES = 8_000;

export type Detail = {
  /** Invisible characters behind the preheader, so that a client does not show the header after it. */
  padding: number;
  strips: 'all' | 'not_on_target' | 'none';
  numerators: 'all' | 'not_on_target';
  /** How many carriers have a row of their own. */
  carriers: number;
  /** Which items of the improvement plan have a place. */
  plan: 'all' | 'open';
  /** KPIs that are printed and not scored. */
  shown: 'all' | 'count';
  rows: 'all' | 'not_on_target';
};

export const FULL_DETAIL: Detail = {
  padding: 24,
  strips: 'all',
  numerators: 'all',
  carriers: Infinity,
  plan: 'all',
  shown: 'all',
  rows: 'all',
};

const STEPS: readonly Partial<Detail>[] = [
  { padding: 6 },
  { strips: 'not_on_target' },
  { numerators: 'not_on_target' },
  { carriers: 6 },
  { strips: 'none' },
  { plan: 'open' },
  { shown: 'count' },
  { rows: 'not_on_target' },
];

/** Every degree of detail, the full one first. */
export const DEGREES: readonly Detail[] = listDegrees();

function listDegrees(): Detail[] {
  let detail = FULL_DETAIL;
  const degrees = STEPS.map((step) => {
    detail = { ...detail, ...step };
    return detail;
  });
  return [FULL_DETAIL, ...degrees];
}

/** Whether the reader loses something; shorter padding is not seen. */
export function isDegraded(detail: Detail): boolean {
  return detail.strips !== 'all';
}

export function countBytes(text: string): number {
  return Buffer.byteLength(text);
}
