// How sizes are written, on a terminal and on a page.
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 GB`: decimal units, as AWS bills them. */
export function formatBytes(bytes: number): string {
  const { amount, thousands } = scaleBytes(bytes);
  return `${amount} ${UNITS[thousands]}`;
}

/** `1.2` and how many times it was divided by a thousand, at most four. */
export function scaleBytes(bytes: number): { amount: string; thousands: number } {
  let value = bytes;
  let thousands = 0;
  for (; value >= 999.5 && thousands < UNITS.length - 1; thousands += 1) value /= 1000;
  return { amount: thousands === 0 || value >= 99.5 ? String(Math.round(value)) : value.toFixed(1), thousands };
}
