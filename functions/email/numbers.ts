// Numbers as a reader sees them, from exact values. No float passes here, a zero never carries a minus, and a line
// never breaks between sign, number and unit.
import type { Locale } from '../definitions/locale.ts';
import { Fraction, formatFixed, parseDecimal, roundHalfUp, roundsToZero } from '../exact.ts';
import type { SnapshotKpi, SnapshotTarget, Status } from '../snapshot/shape.ts';
import { fill } from './words.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';
const ZERO = new Fraction(0);
/** Most digits that are added until two figures differ. */
const MOST_EXTRA = 6;
/** Currencies without a minor unit (ISO 4217). */
const WHOLE_CURRENCIES = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);

type Language = { locale: Locale; currency: string };
type Kind = Pick<SnapshotKpi, 'unit' | 'decimals' | 'denominator'>;
type Judged = Kind & Pick<SnapshotKpi, 'better'>;
type Scale = Locale['numbers']['scales']['money'][number];

export function parseQuantity(text: string | null | undefined): Fraction | null {
  return text === null || text === undefined ? null : parseDecimal(text);
}

/** `1,234.50`, without a sign. */
function digits(value: Fraction, decimals: number, { numbers }: Locale): string {
  const [whole = '0', part] = formatFixed(value.abs(), decimals).split('.');
  const grouped = whole.length <= 3 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, numbers.group);
  return part === undefined ? grouped : grouped + numbers.decimal + part;
}

function withUnit(number: string, pattern: string): string {
  return fill(pattern, { n: number }).replaceAll(' ', NBSP);
}

/** The largest that the value reaches as it prints: 999,996 prints as 1.00M. */
function pickScale(value: Fraction, scales: readonly Scale[], extra: number): Scale | null {
  const reached = ({ from, divide, decimals }: Scale) => {
    const shown = roundHalfUp(value.div(parseDecimal(divide)), decimals + extra);
    return shown.mul(parseDecimal(divide)).abs().compare(parseDecimal(from)) >= 0;
  };
  return scales.find((scale) => isNear(value, scale) && reached(scale)) ?? null;
}

/** Whether it is worth looking more closely: rounding never doubles a number of such a size. */
function isNear({ n, d }: Fraction, { from }: Scale): boolean {
  return n * 2n >= d * BigInt(from);
}

/** Number and its suffix for a value that is already in the unit shown. */
function magnitude(value: Fraction, decimals: number, scale: Scale | null, extra: number, locale: Locale): string {
  const rounds = scale === null ? decimals + extra : scale.decimals + extra;
  const shown = scale === null ? value : value.div(scale.divide);
  const vanishes = value.n !== 0n && roundsToZero(shown, rounds);
  const number = vanishes
    ? digits(new Fraction(1n, 10n ** BigInt(rounds)), rounds, locale)
    : digits(shown, rounds, locale);
  return number + (scale?.suffix ?? '');
}

/** `<0.1%` for what is not zero but would print as zero; else the sign. */
function leading(value: Fraction, rounds: number): string {
  const vanishes = value.n !== 0n && roundsToZero(value, rounds);
  if (value.s < 0n) return vanishes ? `>${MINUS}` : MINUS;
  return vanishes ? '<' : '';
}

export function moneyDecimals(currency: string, decimals: number): number {
  return WHOLE_CURRENCIES.has(currency) ? 0 : decimals;
}

export function currencySign({ locale, currency }: Language): string {
  return locale.numbers.symbols[currency] ?? currency + NBSP;
}

/** Money; a sum is shortened when large (`$1.27M`), a price per piece never is. */
export function formatMoney(value: Fraction, language: Language, { sum = true, decimals = 2, extra = 0 } = {}): string {
  const scale = sum ? pickScale(value, language.locale.numbers.scales.money, extra) : null;
  const rounds = moneyDecimals(language.currency, decimals);
  const sign = scale === null ? leading(value, rounds + extra) : value.compare(0) < 0 ? MINUS : '';
  return sign + currencySign(language) + magnitude(value, rounds, scale, extra, language.locale);
}

export function formatCount(value: Fraction, { locale }: Language, { decimals = 0, extra = 0 } = {}): string {
  const scale = pickScale(value, locale.numbers.scales.count, extra);
  const sign = scale === null ? leading(value, decimals + extra) : value.compare(0) < 0 ? MINUS : '';
  return sign + magnitude(value, decimals, scale, extra, locale);
}

/** A number whose unit stands in the heading of its column. */
export function formatFigure(value: Fraction, decimals: number, { locale }: Language): string {
  return leading(value, decimals) + magnitude(value, decimals, null, 0, locale);
}

/** A KPI's value in its own unit; `extra` digits where two figures would look alike. */
export function formatValue(value: Fraction, kpi: Kind, language: Language, extra = 0): string {
  const { unit, decimals } = kpi;
  const { units } = language.locale.numbers;
  if (unit === 'money') return formatMoney(value, language, { sum: kpi.denominator === null, decimals, extra });
  if (unit === 'count') return withUnit(formatCount(value, language, { decimals, extra }), units.count);
  const shown = unit === 'percent' ? value.mul(100) : value;
  const number = leading(shown, decimals + extra) + magnitude(shown, decimals, null, extra, language.locale);
  return withUnit(number, units[unit]);
}

/** Always signed; what prints as zero carries ±. */
export function formatSigned(value: Fraction, decimals: number, pattern: string, locale: Locale): string {
  const sign = roundsToZero(value, decimals) ? '±' : value.s < 0n ? MINUS : '+';
  return withUnit(sign + digits(value, decimals, locale), pattern);
}

/** Points of a score, two decimals: signed, or its size alone for a sentence that says the direction. */
export function formatPoints(value: Fraction, locale: Locale): string {
  return formatSigned(value, 2, '{n}', locale);
}

export function formatScore(value: Fraction, locale: Locale, decimals = 2): string {
  return (value.compare(0) < 0 ? MINUS : '') + digits(value, decimals, locale);
}

/** A share as a whole or one-decimal percentage: attainment, coverage. */
export function formatShare(value: Fraction, decimals: number, locale: Locale): string {
  return withUnit(
    (value.compare(0) < 0 ? MINUS : '') + digits(value.mul(100), decimals, locale),
    locale.numbers.units.percent,
  );
}

/** Change against an earlier period: pp for rates, points for scores, else relative; null where there is none. */
export function formatChange(
  kpi: SnapshotKpi,
  comparison: SnapshotKpi['previous'],
  { locale }: Language,
): string | null {
  const { units, pp } = locale.numbers;
  if (kpi.unit === 'percent' || kpi.unit === 'points' || kpi.unit === 'score5') {
    const change = parseQuantity(comparison?.change);
    if (change === null) return null;
    return kpi.unit === 'percent'
      ? formatSigned(change.mul(100), 2, pp, locale)
      : formatSigned(change, kpi.decimals, units.points, locale);
  }
  const ratio = parseQuantity(comparison?.ratio);
  return ratio === null ? null : formatSigned(ratio.mul(100), 1, units.percent, locale);
}

/** How a difference of a KPI is printed: its value in that unit, digits and pattern. */
function gapStyle(kpi: Pick<SnapshotKpi, 'unit' | 'decimals'>, { locale, currency }: Language, prose: boolean) {
  const { units, pp, pp_prose } = locale.numbers;
  if (kpi.unit === 'percent') return { factor: 100, decimals: 2, pattern: prose ? pp_prose : pp };
  if (kpi.unit === 'money') {
    return {
      factor: 1,
      decimals: moneyDecimals(currency, kpi.decimals),
      pattern: `${currencySign({ locale, currency })}{n}`,
    };
  }
  return { factor: 1, decimals: kpi.decimals, pattern: kpi.unit === 'score5' ? units.points : units[kpi.unit] };
}

/** Fewest extra digits with which a difference that is not zero does not print as zero. */
function extraUntilSeen(value: Fraction, decimals: number): number {
  let extra = 0;
  while (extra < MOST_EXTRA && value.n !== 0n && roundsToZero(value, decimals + extra)) extra++;
  return extra;
}

/** Difference from the target, signed: `−3.20 pp`, `+$0.12`. */
export function formatGap(gap: Fraction, kpi: Pick<SnapshotKpi, 'unit' | 'decimals'>, language: Language): string {
  const { factor, decimals, pattern } = gapStyle(kpi, language, false);
  const shown = gap.mul(factor);
  return signBeforeUnit(shown, decimals + extraUntilSeen(shown, decimals), pattern, language.locale);
}

/** Effects that the snapshot printed (percentage points for a rate), all with the digits of the longest. */
export function formatEffects(printed: readonly string[], kpi: SnapshotKpi, language: Language): string[] {
  const { decimals, pattern } = gapStyle(kpi, language, false);
  const longest = Math.max(decimals, ...printed.map((text) => text.split('.')[1]?.length ?? 0));
  return printed.map((text) => signBeforeUnit(parseDecimal(text), longest, pattern, language.locale));
}

/** `−¥1.20`, where the unit stands before the number. */
function signBeforeUnit(value: Fraction, decimals: number, pattern: string, locale: Locale): string {
  const number = formatSigned(value, decimals, '{n}', locale);
  return number.slice(0, 1) + withUnit(number.slice(1), pattern);
}

/** A gap and a part of it, unsigned and with the same digits, for a sentence. */
export function formatParts(parts: readonly Fraction[], kpi: SnapshotKpi, language: Language): string[] {
  const { factor, decimals, pattern } = gapStyle(kpi, language, true);
  const extra = Math.max(0, ...parts.map((part) => extraUntilSeen(part.mul(factor), decimals)));
  return parts.map((part) => withUnit(digits(part.mul(factor), decimals + extra, language.locale), pattern));
}

function formatTarget(target: SnapshotTarget, kpi: Judged, language: Language, extra: number): string | null {
  const value = parseQuantity(target.value);
  if (value !== null) return `${kpi.better === 'down' ? '≤' : '≥'}${NBSP}${formatValue(value, kpi, language, extra)}`;
  const low = parseQuantity(target.bandLow);
  const high = parseQuantity(target.bandHigh);
  if (low === null || high === null) return null;
  return `${formatValue(low, kpi, language, extra)}–${formatValue(high, kpi, language, extra)}`;
}

/** Value and target; where rounding would make a miss look like a hit, both get digits until they differ. */
export function formatAgainstTarget(
  value: Fraction | null,
  target: SnapshotTarget | null,
  kpi: Judged,
  status: Status,
  language: Language,
): { actual: string | null; target: string | null } {
  for (let extra = 0; ; extra++) {
    const actual = value === null ? null : formatValue(value, kpi, language, extra);
    const shown = target === null ? null : formatTarget(target, kpi, language, extra);
    const missed = status === 'amber' || status === 'red';
    const limits = [target?.value, target?.bandLow, target?.bandHigh]
      .map(parseQuantity)
      .filter((limit) => limit !== null);
    const alike = limits.some((limit) => formatValue(limit, kpi, language, extra) === actual);
    if (!missed || !alike || extra === MOST_EXTRA) return { actual, target: shown };
  }
}

export function sumOf(values: readonly (Fraction | null)[]): Fraction {
  return values.reduce<Fraction>((sum, value) => (value === null ? sum : sum.add(value)), ZERO);
}
