// What is wrong with rows that people wrote. A row that outlived its KPI is said in the snapshot and holds nothing; a
// response that nobody can read as one holds a review, since it may be an objection.
import type { Definitions, Report } from '../definitions/definitions.ts';
import { hasKnownScope } from '../kpis/known-scope.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import { RESPONSE_KINDS, type Records, type ResponseRow, type Scoped } from '../kpis/records.ts';
import { type Problem, ProblemError } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';

/** One check a table with rows; its detail names nobody. */
export function checkRecords({ plans, comments }: Records, definitions: Definitions): Snapshot['checks'] {
  return [
    { table: 'plans', key: 'plan_id', rows: plans },
    { table: 'comments', key: 'comment_id', rows: comments },
  ].flatMap(({ table, key, rows }) => {
    if (rows.length === 0) return [];
    const idle = (rows as Scoped[]).filter((row) => !hasKnownScope(row, definitions));
    const detail = idle.length === 0 ? null : describeIdle(idle, rows.length, key);
    return [{ id: 'records_known' as const, table, outcome: 'ok' as const, detail }];
  });
}

function describeIdle(idle: Scoped[], all: number, key: string): string {
  const shown = idle.find(({ scope }) => !PEOPLE_DIMENSIONS.includes(scope.kind));
  const example = shown ? `, e.g. ${key} = ${shown.id}` : '';
  return `Left out, since their KPI or scope does not exist: ${idle.length} of ${all} rows${example}.`;
}

/** Before a review is made of them. */
export function refuseWrongResponses({ responses }: Records, { view }: Report): void {
  const problems = view === 'person' || view === 'team' ? wrongResponses(responses) : [];
  if (problems.length > 0) throw new ProblemError(problems);
}

export function wrongResponses(responses: ResponseRow[]): Problem[] {
  return responses
    .filter(({ kind }) => kind === null)
    .map(({ id }) => ({
      code: 'INVALID_VALUE',
      message: `Row response_id = ${id} of table responses is of no known kind.`,
      place: { file: 'raw.responses' },
      remedy: `Write one of ${RESPONSE_KINDS.join(', ')} into its column kind, and run the same command again.`,
    }));
}
