// Does a row that somebody wrote name a KPI of the shop, and a scope in which the KPI has values? One that outlived its KPI
// says nothing more: it must neither hold a report nor appear in it.
import { COMPANY, type Definitions, EMPLOYEE } from '../definitions/definitions.ts';
import { PEOPLE_DIMENSIONS } from './members.ts';
import type { Scoped } from './records.ts';

export function hasKnownScope({ kpi: id, scope }: Pick<Scoped, 'kpi' | 'scope'>, { kpis }: Definitions): boolean {
  const kpi = kpis[id];
  if (kpi === undefined) return false;
  if (scope.kind === COMPANY) return scope.id === 'all';
  // A person's card may take them as the owner of products or campaigns.
  const kinds = scope.kind === EMPLOYEE ? PEOPLE_DIMENSIONS : [scope.kind];
  return kpi.slices.some(({ dimension }) => kinds.includes(dimension));
}
