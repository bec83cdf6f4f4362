// Months of other shops than the sample's: other sums, targets, carriers and currencies, some KPIs without value, some
// without history. Each is a function of its seed, so that a failure names the month that made it.
import fc from 'fast-check';
import type { Note } from '../../functions/snapshot/shape.ts';
import type { FoundMonth } from './doubts.ts';
import type { KpiMonth, Sums } from './month.ts';
import { buildSnapshot, type Month } from './snapshot.ts';
import { foundInMonth } from './varied-doubts.ts';

/** In thousandths of what the sample month has. */
const share = fc.integer({ min: 600, max: 1400 });
const NAMES = ['Harbor & Sons', '中通快递', '<b>Swift</b> Line', 'O’Brien “Express”', 'Ünïted Pärcel', 'Zero 7'];

type Variation = {
  now: number[];
  before: number[];
  target: number[];
  notes: (Note | null)[];
  carriers: number[][];
  names: string[];
  currency: string;
  shop: string;
  history: boolean;
  revision: number;
  found: FoundMonth[];
};

const KPIS = 16;
const each = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: KPIS, maxLength: KPIS });

const variation: fc.Arbitrary<Variation> = fc.record({
  now: each(share),
  before: each(share),
  target: each(fc.integer({ min: 850, max: 1150 })),
  notes: each(fc.option(fc.constantFrom<Note>('unavailable', 'insufficient_sample', 'provisional'), { freq: 7 })),
  carriers: each(fc.array(share, { minLength: 4, maxLength: 4 })),
  names: fc.shuffledSubarray(NAMES, { minLength: 4, maxLength: 4 }),
  currency: fc.constantFrom('CNY', 'USD', 'JPY', 'CHF'),
  shop: fc.constantFrom('Northbay Commerce', '灯木商贸', 'Marks & Co. <Ltd>'),
  history: fc.boolean(),
  revision: fc.integer({ min: 1, max: 12 }),
  found: foundInMonth,
});

export function variedSnapshots(seeds: number) {
  return fc
    .sample(variation, { numRuns: seeds, seed: 20261002 })
    .map((of, seed) => [seed + 1, buildSnapshot((month) => vary(month, of))] as const);
}

function vary(month: Month, of: Variation): void {
  const { currency, shop, history, revision } = of;
  Object.assign(month, { currency, shop, history, revision, found: of.found });
  for (const [at, kpi] of [...month.kpis, ...month.beside].entries()) varyKpi(kpi, at, of);
}

function varyKpi(kpi: KpiMonth, at: number, of: Variation): void {
  const note = of.notes[at] ?? null;
  kpi.notes = note === null ? [] : [note];
  const target = kpi.target === null ? null : times(kpi.target, of.target[at]);
  kpi.target = kpi.unit === 'percent' && Number(target) > 1 ? kpi.target : target;
  kpi.previous = scaled(kpi.previous, of.before[at]);
  if (note === 'unavailable') {
    Object.assign(kpi, { sums: null, sample: null, carriers: [] });
    return;
  }
  if (kpi.carriers.length === 0) {
    kpi.sums = scaled(kpi.sums, of.now[at]);
    return;
  }
  // Parcels stay as they are, since all KPIs of a carrier are of the same ones; what is counted among them changes.
  for (const [index, carrier] of kpi.carriers.entries()) {
    carrier.name = of.names[index] ?? carrier.name;
    const [above, below] = carrier.sums;
    const grown = times(above ?? '0', of.carriers[at]?.[index]);
    const isPart = kpi.unit === 'percent' && Number(grown) > Number(below);
    carrier.sums = [isPart ? below : grown, below];
  }
  kpi.sums = [0, 1].map((part) => sumOf(kpi.carriers.map(({ sums }) => sums[part as 0 | 1]))) as unknown as Sums;
}

function scaled(sums: Sums | null, thousandths: number | undefined): Sums | null {
  return sums === null ? null : [sums[0] === null ? null : times(sums[0], thousandths), sums[1]];
}

/** A decimal times so many thousandths, with the digits that it has. */
function times(text: string, thousandths = 1000): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  return digitsOf((BigInt(text.replace('.', '')) * BigInt(thousandths)) / 1000n, decimals);
}

function sumOf(texts: (string | null)[]): string {
  const decimals = Math.max(...texts.map((text) => text?.split('.')[1]?.length ?? 0));
  const cents = texts.map((text) => {
    const [whole = '0', part = ''] = (text ?? '0').split('.');
    return BigInt(whole + part.padEnd(decimals, '0'));
  });
  return digitsOf(
    cents.reduce((sum, one) => sum + one, 0n),
    decimals,
  );
}

function digitsOf(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
