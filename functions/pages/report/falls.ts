// What moved the score, and what moved a KPI, as waterfalls: from one total to the next by parts that add up exactly.
import { periodName } from '../../email/dates.ts';
import { type Edition, kpiName } from '../../email/edition.ts';
import { assertPartsAdd, nameOfPart } from '../../email/kpi-drivers-section.ts';
import { viewMovement } from '../../email/movement-section.ts';
import { formatEffects, formatValue, parseQuantity } from '../../email/numbers.ts';
import { dimensionName } from '../../email/slice.ts';
import { fill } from '../../email/words.ts';
import { Fraction, parseDecimal } from '../../exact.ts';
import type { KpiDriver } from '../../snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../../snapshot/shape.ts';
import { type ChartRow, rowChart } from '../charts/row-chart.ts';
import { fall } from '../charts/waterfall.ts';
import type { Markup } from '../markup.ts';
import { figurePart } from './figure.ts';

/** What the snapshot's twelve digits may leave of each part and of both totals. */
const LEAST_DIGIT = new Fraction(1n, 10n ** 12n);

type Part = { name: string; figure: string; effect: Fraction; isGood: boolean | null };
type Total = { name: string; figure: string; value: Fraction };
type Drawn = { id: string; about: string; title: string; notes: string[]; start: Total; parts: Part[]; end: Total };

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
  const figures = formatEffects(
    driver.parts.map(({ printed }) => printed),
    kpi,
    edition,
  );
  const dimension = driver.dimension === null ? '' : dimensionName(driver.dimension, locale);
  const method = fill(locale.mail.kpi_drivers[driver.method], { dimension });
  const previous = periodName(driver.against, 'long', locale);
  return drawFall(
    {
      id: `${kpi.id}-m${at}`,
      about: kpiName(edition, kpi),
      title: fill(locale.charts.driver, { method }),
      notes: [fill(locale.charts.driver_note, { previous })],
      start: { name: previous, figure: formatValue(before, kpi, edition), value: before },
      parts: driver.parts.map((part, index) => {
        const effect = parseDecimal(part.effect);
        return {
          name: nameOfPart(edition, kpi, driver, part),
          figure: figures[index] ?? '',
          effect,
          isGood: isGood(effect, kpi.better),
        };
      }),
      end: {
        name: periodName(snapshot.period.id, 'long', locale),
        figure: formatValue(now, kpi, edition),
        value: now,
      },
    },
    edition,
  );
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
  const { bars, domain, isCut } = fall(start.value, effects, end.value, tolerance);
  const named = [start, ...parts, end];
  const rows = named.map(({ name, figure }, at): ChartRow => {
    const part = parts[at - 1];
    const look = part === undefined ? 'total' : part.isGood === null ? 'plain' : part.isGood ? 'good' : 'bad';
    return { name, figure, bar: bars[at] ?? null, look };
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
