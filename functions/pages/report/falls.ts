// What moved the score, and what moved a KPI, as waterfalls: from one total to the next by parts that add up exactly.
import { periodName } from '../../email/dates.ts';
import { type Edition, kpiName } from '../../email/edition.ts';
import { assertPartsAdd, nameOfPart } from '../../email/kpi-drivers-section.ts';
import { viewMovement } from '../../email/movement-section.ts';
import { formatEffects, formatValue, parseQuantity } from '../../email/numbers.ts';
import { dimensionName } from '../../email/slice.ts';
import { beginSentence, fill } from '../../email/words.ts';
import { Fraction, parseDecimal } from '../../exact.ts';
import type { KpiDriver } from '../../snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../../snapshot/shape.ts';
import { type ChartRow, rowChart } from '../charts/row-chart.ts';
import { fall } from '../charts/waterfall.ts';
import type { Markup } from '../markup.ts';
import { figurePart } from './figure.ts';

const NOTHING = new Fraction(0);
/** What the snapshot's twelve digits may leave of each part and of both totals. */
const LEAST_DIGIT = new Fraction(1n, 10n ** 12n);

type Part = { name: string; figure: string; effect: Fraction; isGood: boolean | null };
type Total = { name: string; figure: string; value: Fraction };
type Drawn = {
  id: string;
  about: string;
  title: string;
  notes: string[];
  start: Total | null;
  parts: Part[];
  end: Total;
};

/** Null where there is no score to compare with. */
export function scoreFall(edition: Edition): Markup | null {
  const { snapshot, card, locale } = edition;
  const movement = viewMovement(edition);
  const [before, now] = [parseQuantity(card.previous?.score), parseQuantity(card.score)];
  if (movement === null || before === null || now === null) return null;
  const drivers = snapshot.drivers.filter(({ scorecard }) => scorecard === card.id);
  return drawFall(
    {
      id: 'score-m',
      about: locale.charts.score,
      title: locale.charts.score_movement,
      notes: [movement.note],
      start: { name: movement.start.period, figure: movement.start.score, value: before },
      parts: movement.rows.map(({ name, points }, at) => {
        // The printed points add to the printed scores; the exact ones to scores that nobody prints.
        const effect = parseDecimal(drivers[at]?.printed ?? '0');
        return { name, figure: points, effect, isGood: effect.compare(0) > 0 };
      }),
      end: { name: movement.end.period, figure: movement.end.score, value: now },
    },
    edition,
  );
}

/** Each way in which the snapshot took the change apart. */
export function kpiFalls(edition: Edition, kpi: SnapshotKpi): Markup[] {
  return (kpi.drivers ?? []).flatMap((driver, at) => kpiFall(edition, kpi, driver, at) ?? []);
}

function kpiFall(edition: Edition, kpi: SnapshotKpi, driver: KpiDriver, at: number): Markup | null {
  const { locale, snapshot } = edition;
  const before = kpi.previous?.period === driver.against ? parseQuantity(kpi.previous.value) : null;
  const now = parseQuantity(kpi.value);
  if (before === null || now === null || driver.parts.length === 0) return null;
  assertPartsAdd(edition, kpi, driver);
  // As in the mail, what is nothing is not told.
  const told = driver.parts.filter(({ effect, printed }) => [effect, printed].some((text) => !isZero(text)));
  const [change = '', ...figures] = formatEffects(
    [driver.printedTotal, ...told.map(({ printed }) => printed)],
    kpi,
    edition,
  );
  const dimension = driver.dimension === null ? '' : dimensionName(driver.dimension, locale);
  const method = fill(locale.mail.kpi_drivers[driver.method], { dimension });
  const previous = periodName(driver.against, 'long', locale);
  const total = parseDecimal(driver.total);
  // A month that was published otherwise than it is counted today is compared as published, and taken apart as counted.
  const isWhole = before.add(total).sub(now).abs().compare(LEAST_DIGIT.mul(2)) <= 0;
  return drawFall(
    {
      id: `${kpi.id}-m${at}`,
      about: kpiName(edition, kpi),
      title: fill(locale.charts.driver, { method }),
      notes: [fill(locale.charts.driver_note, { previous })],
      start: isWhole ? { name: previous, figure: formatValue(before, kpi, edition), value: before } : null,
      parts: told.map((part, index) => {
        const effect = parseDecimal(part.effect);
        const named = nameOfPart(edition, kpi, driver, part);
        return {
          // A member keeps its own way of writing.
          name: part.member === undefined ? beginSentence(named) : named,
          figure: figures[index] ?? '',
          effect,
          isGood: isGood(effect, kpi.better),
        };
      }),
      end: isWhole
        ? { name: periodName(snapshot.period.id, 'long', locale), figure: formatValue(now, kpi, edition), value: now }
        : { name: locale.mail.movement.change, figure: change, value: total },
    },
    edition,
  );
}

function isZero(text: string): boolean {
  return parseDecimal(text).compare(0) === 0;
}

/** Null where neither direction is better. */
function isGood(effect: Fraction, better: SnapshotKpi['better']): boolean | null {
  if (better === 'up') return effect.compare(0) > 0;
  return better === 'down' ? effect.compare(0) < 0 : null;
}

function drawFall({ id, about, title, notes, start, parts, end }: Drawn, { locale }: Edition): Markup | null {
  const { charts: words } = locale;
  const effects = parts.map(({ effect }) => effect);
  const tolerance = LEAST_DIGIT.mul(parts.length + 2);
  const { bars, domain, isCut } = fall(start?.value ?? NOTHING, effects, end.value, tolerance);
  const named = [...(start === null ? [] : [start]), ...parts, end];
  // Without a first total the parts begin at zero.
  const drawn = start === null ? bars.slice(1) : bars;
  const rows = named.map((one, at): ChartRow => {
    const look = !('isGood' in one) ? 'total' : one.isGood === null ? 'plain' : one.isGood ? 'good' : 'bad';
    return { name: one.name, figure: one.figure, bar: drawn[at] ?? null, look };
  });
  const drawing = rowChart({
    id,
    title: fill(words.pair, { name: about, value: title }),
    description: named.map(({ name, figure }) => fill(words.pair, { name, value: figure })).join(locale.list.groups),
    rows,
    domain,
    isCut,
    reference: null,
    isLinked: true,
  });
  if (drawing === null) return null;
  const table = { columns: [words.part, words.effect], rows: named.map(({ name, figure }) => [name, figure]) };
  return figurePart({ title, drawing, notes: [...notes, ...(isCut ? [words.cut] : [])], table }, locale);
}
