// How sizes are written, on a terminal and on a page.
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 GB`: decimal units, as AWS bills them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
