// Months of which a mail cannot show all.
import { findKpi, type Month } from './snapshot.ts';

/** The carriers of a month as `count` carriers with the same sums. */
export function splitCarriers(month: Month, count: number): void {
  for (const kpi of [...month.kpis, ...month.beside].filter(({ carriers }) => carriers.length > 0)) {
    const denominator = BigInt(kpi.sums?.[1] ?? '0');
    const numerator = BigInt((kpi.sums?.[0] ?? '0').split('.')[0] ?? '0');
    kpi.sums = [String(numerator), String(denominator)];
    kpi.carriers = Array.from({ length: count }, (_, index) => {
      const share = (whole: bigint) =>
        String(whole / BigInt(count) + (BigInt(index) < whole % BigInt(count) ? 1n : 0n));
      return { id: `c${index}`, name: `Carrier ${index + 1}`, sums: [share(numerator), share(denominator)] };
    });
  }
}

/** `times` as many KPIs, with the same weights in sum. */
export function multiplyKpis(month: Month, times: number): void {
  const copies = Array.from({ length: times - 1 }, (_, copy) =>
    month.kpis.map((kpi) => ({ ...structuredClone(kpi), id: `${kpi.id}_${copy}`, weight: '0.01' })),
  );
  const added = copies.flat().length;
  findKpi(month, 'sales').weight = String((2700 - added) / 100);
  month.kpis.push(...copies.flat());
}
