// Exit codes: 0 done (also not today, duplicate, unreleased), 1 failed, 2 usage, 3 held.
import { formatProblem, type Problem, ProblemError } from '../problem.ts';

export const EXIT = { done: 0, duplicate: 0, not_today: 0, unreleased: 0, failed: 1, usage: 2, held: 3 } as const;

const USAGE_CODES: Problem['code'][] = ['USAGE', 'INVALID_PERIOD', 'NO_PERIOD', 'UNKNOWN_REPORT'];

/** The code for problems that ended a command before it began its work. */
function exitCodeOf(problems: readonly Problem[]): number {
  return problems.some(({ code }) => USAGE_CODES.includes(code)) ? EXIT.usage : EXIT.failed;
}

/** Shows what went wrong: problems for people, with --debug the whole error, with --json data. */
export function reportError(
  error: unknown,
  options: { json?: boolean | undefined; debug?: boolean | undefined },
): number {
  const problems = error instanceof ProblemError ? error.problems : [internalProblem(error)];
  if (options.json) process.stdout.write(`${JSON.stringify({ outcome: 'failed', problems }, null, 1)}\n`);
  else process.stderr.write(`${problems.map(formatProblem).join('\n\n')}\n`);
  if (options.debug) process.stderr.write(`\n${debugText(error)}\n`);
  return exitCodeOf(problems);
}

function internalProblem(error: unknown): Problem {
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    remedy: 'This is a mistake of the program. Run again with --debug and report what it prints.',
  };
}

function debugText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack ?? error.message}${error.cause === undefined ? '' : `\ncaused by ${debugText(error.cause)}`}`;
}
