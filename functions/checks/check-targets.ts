// Targets that came with the data are held to what those of the YAML are: floor, target and stretch in the KPI's own
// direction, and there for the month where they were for the one before. Otherwise KPIs would quietly go without a score.
import { Temporal } from 'temporal-polyfill';
import type { Definitions } from '../definitions/definitions.ts';
import { type PresentTables, tableSource } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import type { Better } from '../snapshot/shape.ts';
import type { Finding } from './finding.ts';

const TARGETS = 'targets';
const LIMITS = ['target_value', 'floor_value', 'stretch_value', 'band_lo', 'band_hi'];

const WRONG: Partial<Record<Better, string>> = {
  up: 'floor_value >= target_value OR stretch_value < target_value',
  down: 'floor_value <= target_value OR stretch_value > target_value',
  band: 'floor_value >= band_lo OR band_lo >= band_hi OR band_hi >= stretch_value',
};

/** Of the months of a period, in the newest version of each target. */
export async function checkTargets(
  { from, to }: Pick<Period, 'from' | 'to'>,
  present: PresentTables,
  { kpis, sources }: Definitions,
  engine: Engine,
): Promise<Finding[]> {
  const conditions = Object.entries(WRONG).flatMap(([better, wrong]) => {
    const ids = Object.values(kpis).filter((kpi) => kpi.better === better);
    return ids.length === 0 ? [] : [`kpi_id IN (${ids.map(({ id }) => `'${id}'`).join(', ')}) AND (${wrong})`];
  });
  const limits = LIMITS.map((name) =>
    present[TARGETS]?.includes(name) ? name : `CAST(NULL AS DECIMAL(38, 10)) AS ${name}`,
  );
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const isWrong = conditions.length === 0 ? 'false' : `(${conditions.join('\n    OR ')})`;
  const sql = `SELECT count(*) FILTER (WHERE period_month >= '${first}' AND ${isWrong}) AS wrong,
  min(example) FILTER (WHERE period_month >= '${first}' AND ${isWrong}) AS example,
  count(*) FILTER (WHERE period_month >= '${first}') AS targets,
  max(period_month) FILTER (WHERE period_month < '${first}') AS month_before FROM (
  SELECT kpi_id || ' of ' || scope_kind || ' ' || scope_id || ' in ' || period_month AS example,
    kpi_id, period_month, ${LIMITS.join(', ')} FROM (
    SELECT kpi_id, scope_kind, scope_id, period_month, ${limits.join(', ')},
      row_number() OVER (PARTITION BY kpi_id, scope_kind, scope_id, period_month ORDER BY version DESC) AS newest
    FROM ${tableSource(TARGETS, sources[TARGETS])} x
    WHERE period_month <= '${last}') versions
  WHERE newest = 1) targets`;
  const { rows } = await engine.query({ id: 'targets in order', sql });
  const [wrong, example, targets, monthBefore] = rows[0] ?? [];
  return [
    ...outOfOrder(Number(wrong ?? '0'), example ?? ''),
    ...(Number(targets ?? '0') === 0 && monthBefore === monthAhead(first, -1)
      ? [noneFor({ from, to }, monthBefore)]
      : []),
  ];
}

function outOfOrder(wrong: number, example: string): Finding[] {
  if (wrong === 0) return [];
  const found = { rows: String(wrong), example };
  return [{ check: 'targets_in_order', table: TARGETS, subject: null, found, rows: wrong, of: null, since: null }];
}

/** Whoever set targets up to the month before has forgotten this one, or written another month. */
function noneFor({ from, to }: Pick<Period, 'from' | 'to'>, newest: string): Finding {
  const found = { from, to, newest };
  return { check: 'rows_present', table: TARGETS, subject: null, found, rows: null, of: null, since: from };
}

function monthAhead(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}
