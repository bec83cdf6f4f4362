// What owners are told of a run that ended held: the findings that hold it and the commands that go on.
import type { CheckEntry } from '../checks/check-entries.ts';
import { ownerOf, remedyOf } from '../checks/remedies.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { type Held, type HeldFinding, type HeldProblem, viewHeld } from '../email/notices/held-notice.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { sortedJson } from '../stored-json.ts';
import { acceptable, acceptCommand, commandLine, isHeldBack } from './go-on.ts';
import { hashOf } from './keys.ts';
import type { Matter } from './matter.ts';
import type { RunContext, RunRequest, RunResult } from './request.ts';

type Told = { request: Asked; context: Pick<RunContext, 'definitions' | 'decideBy'> };
type Asked = Pick<RunRequest, 'report' | 'kind' | 'from' | 'to'>;

/** Only of the run that readers wait for: whoever makes months anew reads the end of it where they gave the command. */
export function heldMatter({ request, context }: Told, result: RunResult): Matter | null {
  if (result.outcome !== 'held' || request.kind !== 'run' || isHeldBack(result.problems)) return null;
  const held = (result.checks ?? []).filter(({ outcome }) => outcome === 'held');
  const findings = held.map((entry) => findingOf(entry, context.definitions));
  const problems = result.problems.filter((problem) => held.length === 0 || isOfReaders(problem)).map(problemOf);
  const commands = commandsOf(request, context.decideBy?.release ?? '', held, problems);
  return {
    name: `held-${hashOf(sortedJson({ findings, problems }))}`,
    isFor: () => true,
    view: (about, locale) => viewHeld({ ...about, findings, problems, commands }, locale),
  };
}

function isOfReaders({ code }: Problem): boolean {
  return code === 'INVALID_RECIPIENT';
}

const MISSING: readonly ProblemCode[] = ['NO_ROWS', 'LOST_ROWS', 'MISSING_COLUMN'];

function findingOf(
  { id, table, subject = null, found = {}, since = null }: CheckEntry,
  definitions: Definitions,
): HeldFinding {
  const { code, remedy } = remedyOf({ check: id, subject });
  const is = MISSING.includes(code) ? 'missing' : code === 'UNUSUAL_DATA' ? 'unusual' : 'wrong';
  return { check: id, table, subject, found, since, is, remedy, owner: ownerOf(table, definitions) };
}

function problemOf(problem: Problem): HeldProblem {
  return { is: isOfReaders(problem) ? 'readers' : 'other', code: problem.code, place: problem.place ?? null };
}

function commandsOf(
  request: Asked,
  where: string,
  held: readonly CheckEntry[],
  problems: readonly HeldProblem[],
): Held['commands'] {
  const again = commandLine(request, where);
  const names = problems.length === 0 ? acceptable(held) : null;
  return {
    look: commandLine({ ...request, kind: 'check' }, where),
    again,
    accept: names === null ? null : acceptCommand(again, names),
  };
}
