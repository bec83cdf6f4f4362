// Targets that came with the data are held to what those of the YAML are: floor, target and stretch in the KPI's own
// direction. One on the wrong side would quietly leave the KPI without a score.
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
  if (conditions.length === 0) return [];
  const limits = LIMITS.map((name) =>
    present[TARGETS]?.includes(name) ? name : `CAST(NULL AS DECIMAL(38, 10)) AS ${name}`,
  );
  const sql = `SELECT count(*) AS n, min(example) AS example FROM (
  SELECT kpi_id || ' of ' || scope_kind || ' ' || scope_id || ' in ' || period_month AS example FROM (
    SELECT kpi_id, scope_kind, scope_id, period_month, ${limits.join(', ')},
      row_number() OVER (PARTITION BY kpi_id, scope_kind, scope_id, period_month ORDER BY version DESC) AS newest
    FROM ${tableSource(TARGETS, sources[TARGETS])} x
    WHERE period_month >= '${from.slice(0, 7)}' AND period_month <= '${to.slice(0, 7)}') versions
  WHERE newest = 1 AND (${conditions.join('\n    OR ')})) wrong`;
  const { rows } = await engine.query({ id: 'targets in order', sql });
  const [count, first] = rows[0] ?? [];
  const wrongTargets = Number(count ?? '0');
  if (wrongTargets === 0) return [];
  return [
    {
      check: 'targets_in_order',
      table: TARGETS,
      subject: null,
      found: { rows: String(wrongTargets), example: first ?? '' },
      rows: wrongTargets,
      of: null,
      since: null,
    },
  ];
}
