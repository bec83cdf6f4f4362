// What moved a KPI: sales and the KPIs that are off target, split as the snapshot split them. Parts that do not add to
// the change as printed fail the mail instead of reaching a reader.
import { parseDecimal } from '../exact.ts';
import type { KpiDriver } from '../snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { periodBefore, periodName } from './dates.ts';
import { type Edition, getKpi, markedName } from './edition.ts';
import { formatEffects, sumOf } from './numbers.ts';
import { cleanName, fill, fillCounted, insideSentence } from './words.ts';

const ALWAYS = 'sales';
const MOST_KPIS = 5;

export type KpiDriverRow = { name: string; method: string; total: string; parts: { name: string; effect: string }[] };
export type KpiDriversSection = { title: string; note: string; rows: KpiDriverRow[] };

type Part = KpiDriver['parts'][number];

export function viewKpiDrivers(edition: Edition): KpiDriversSection | null {
  const { locale, snapshot } = edition;
  const against = periodBefore(snapshot.period.id, 1);
  if (against === null) return null;
  const rows = listKpis(edition).flatMap((kpi) =>
    pickDrivers(edition, kpi, against).map((driver) => viewKpiDriver(edition, kpi, driver)),
  );
  if (rows.length === 0) return null;
  const words = locale.mail.kpi_drivers;
  return { title: words.title, note: fill(words.note, { previous: periodName(against, 'long', locale) }), rows };
}

/** Sales, then what is off target: first what needs attention, then the rest of the card. */
function listKpis(edition: Edition): SnapshotKpi[] {
  const { snapshot, card } = edition;
  const listed = snapshot.exceptions.filter(({ scorecard }) => scorecard === card.id).map(({ kpi }) => kpi);
  const red = card.lines.filter(({ status }) => status === 'red').map(({ kpi }) => kpi);
  const sales = card.lines.filter(({ kpi }) => kpi === ALWAYS).map(({ kpi }) => kpi);
  return [...new Set([...sales, ...listed, ...red])].slice(0, MOST_KPIS).map((id) => getKpi(edition, id));
}

/** One split a method; of several dimensions that of the cause, else the first. */
function pickDrivers({ snapshot, card }: Edition, kpi: SnapshotKpi, against: string): KpiDriver[] {
  const cause = snapshot.exceptions.find((one) => one.scorecard === card.id && one.kpi === kpi.id)?.cause;
  const candidates = (kpi.drivers ?? []).filter((driver) => driver.against === against && driver.parts.length > 0);
  const methods = Map.groupBy(candidates, ({ method }) => method);
  return [...methods.values()].flatMap((same) => {
    const chosen = same.find(({ dimension }) => dimension !== null && dimension === cause?.dimension) ?? same[0];
    return chosen ? [chosen] : [];
  });
}

function viewKpiDriver(edition: Edition, kpi: SnapshotKpi, driver: KpiDriver): KpiDriverRow {
  const { locale } = edition;
  assertPartsAdd(edition, kpi, driver);
  const parts = driver.parts.filter(({ effect, printed }) => ![effect, printed].every((text) => isZero(text)));
  const [total = '', ...effects] = formatEffects(
    [driver.printedTotal, ...parts.map(({ printed }) => printed)],
    kpi,
    edition,
  );
  const dimension =
    driver.dimension === null ? '' : (locale.dimensions[driver.dimension] ?? cleanName(driver.dimension));
  return {
    name: markedName(edition, kpi),
    method: fill(locale.mail.kpi_drivers[driver.method], { dimension: insideSentence(dimension, locale) }),
    total,
    parts: parts.map((part, index) => ({
      name: nameOfPart(edition, kpi, driver, part),
      effect: effects[index] ?? '',
    })),
  };
}

function isZero(text: string): boolean {
  return parseDecimal(text).compare(0) === 0;
}

export function nameOfPart(edition: Edition, kpi: SnapshotKpi, { dimension }: KpiDriver, part: Part): string {
  const words = edition.locale.mail.kpi_drivers;
  if (part.part === 'others') return fillCounted(words.others, part.others ?? 0);
  if (part.part === 'adjustments') return words.adjustments;
  if (part.member === undefined) return words.parts[part.part];
  const known = kpi.members[dimension ?? '']?.find(({ member }) => member === part.member)?.name;
  const unassigned = edition.locale.mail.attention.unassigned;
  const member = cleanName(known ?? part.member ?? unassigned) || unassigned;
  return fill(words.of_member, { member, part: words.parts[part.part === 'mix' ? 'share' : part.part] });
}

export function assertPartsAdd({ snapshot }: Edition, kpi: SnapshotKpi, driver: KpiDriver): void {
  const added = sumOf(driver.parts.map(({ printed }) => parseDecimal(printed)));
  if (added.compare(parseDecimal(driver.printedTotal)) === 0) return;
  throw new Error(
    `drivers of ${kpi.id} ${snapshot.period.id} (${driver.method}) add to ${added.toString()}, not ${driver.printedTotal}`,
  );
}
