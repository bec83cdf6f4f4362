// Which row of the `plans` table an item goes by. Rows say since when they are done, but not since when they hold: one
// that was done or due before the item was opened, or that an item before it went by, belongs to the past.
import type { PlanRow } from '../../kpis/records.ts';

/** The row that holds, or null: one that is still open before one that is done, then the last id. */
export function findPlanRow(
  rows: PlanRow[],
  { kpi, opened, spent }: { kpi: string; opened: string; spent: (plan: string) => boolean },
): PlanRow | null {
  const first = `${opened}-01`;
  const holds = ({ dueOn, closedOn }: PlanRow) => [dueOn, closedOn].every((day) => day === null || day >= first);
  const own = rows.filter((row) => row.kpi === kpi && !spent(row.id) && holds(row));
  const byId = own.sort((a, b) => (a.id < b.id ? 1 : -1));
  return byId.find(({ closedOn }) => closedOn === null) ?? byId[0] ?? null;
}

export function isDone({ closedOn }: PlanRow, day: string): boolean {
  return closedOn !== null && closedOn <= day;
}
