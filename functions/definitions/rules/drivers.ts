// How a KPI is taken apart is whole: the method fits a KPI that adds up, has its measures, and they exist.
import type { Problem } from '../../problem.ts';
import { computationsOf } from '../computations.ts';
import type { FactEntry, KpiEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { DRIVER_KEYS } from '../shapes/kpis.ts';
import type { Path } from '../yaml-file.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

type DriverEntry = KpiEntry['value']['drivers'][number];

export const driversAreWhole: Rule = ({ kpis, facts }) =>
  kpis.flatMap((kpi) =>
    kpi.value.drivers.flatMap((driver, at): Problem[] => {
      const path = ['drivers', at];
      if (!addsUp(kpi)) {
        const message = `KPI ${kpi.id} does not add up, so that ${driver.method} cannot take it apart.`;
        const remedy = 'Remove it: a ratio is taken apart by its slices without being told to.';
        return [problemAt(kpi, path, 'INVALID_DRIVER', message, remedy)];
      }
      const wrong = wrongKeys(kpi, driver, path);
      return wrong.length > 0
        ? wrong
        : [...wrongMeasures(kpi, driver, path, facts), ...wrongItems(kpi, driver, path, facts)];
    }),
  );

function addsUp({ value: { value, rollup } }: KpiEntry): boolean {
  return value !== undefined && (rollup === undefined || rollup === 'sum');
}

function wrongKeys(kpi: KpiEntry, driver: DriverEntry, path: Path): Problem[] {
  const needed: readonly string[] = DRIVER_KEYS[driver.method];
  const given = Object.keys(driver).filter((key) => key !== 'method');
  if (needed.every((key) => given.includes(key)) && given.length === needed.length) return [];
  const message = `${driver.method} of ${kpi.id} has other keys than it needs.`;
  return [problemAt(kpi, path, 'INVALID_DRIVER', message, `Give exactly: method, ${needed.join(', ')}.`)];
}

function wrongMeasures(kpi: KpiEntry, driver: DriverEntry, path: Path, facts: FactEntry[]): Problem[] {
  return (['visits', 'orders', 'quantity'] as const).flatMap((key): Problem[] => {
    const [id = '', measure = ''] = driver[key]?.split('.') ?? [];
    if (driver[key] === undefined) return [];
    const fact = facts.find((candidate) => candidate.id === id);
    if (!fact) {
      const message = `KPI ${kpi.id} reads fact \`${id}\`, which does not exist.`;
      return [problemAt(kpi, [...path, key], 'UNKNOWN_FACT', message, suggestName(id, idsOf(facts)))];
    }
    const texts = Object.assign({}, ...Object.values(fact.value.measures)) as Record<string, string>;
    if (measure in texts) return [];
    const message = `KPI ${kpi.id} names \`${measure}\`, which ${fact.source.file} does not have.`;
    return [problemAt(kpi, [...path, key], 'UNKNOWN_MEASURE', message, suggestName(measure, Object.keys(texts)))];
  });
}

/** The items are a slice of the KPI, and the pieces can be counted by them. */
function wrongItems(kpi: KpiEntry, { by, quantity }: DriverEntry, path: Path, facts: FactEntry[]): Problem[] {
  if (by === undefined) return [];
  const slices = computationsOf(kpi.value).filter(({ dimension }) => dimension !== null);
  const names = slices.map(({ dimension }) => dimension as string);
  const column = slices.find(({ dimension }) => dimension === by)?.column;
  const fact = facts.find(({ id }) => id === quantity?.split('.')[0]);
  if (typeof column === 'string' && (fact === undefined || fact.value.dimensions.includes(column))) return [];
  const message = `KPI ${kpi.id} cannot be taken apart by \`${by}\`.`;
  return [problemAt(kpi, [...path, 'by'], 'UNKNOWN_DIMENSION', message, suggestName(by, names))];
}
