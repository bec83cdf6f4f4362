// What survives a replay: answers as JSON, errors as plain data. Both drivers of Steps pass every answer through here,
// also the first time, so that nothing works on a laptop that would be lost or different after a resume on AWS.
import type { Json } from './ports.ts';
import { type Problem, ProblemError } from './problem.ts';

/** The durable service takes 256 KB a checkpoint; the rest is for the envelope. */
const MAX_ANSWER_BYTES = 255 * 1024;
/** An error is JSON inside JSON: quotes double. */
const MAX_ERROR_BYTES = 100 * 1024;
const MAX_MESSAGE_CHARACTERS = 4000;

export type PlainError = { name: string; message: string } | { problems: Problem[] };

/** Hands each name back once: a replay finds answers by name. */
export function uniqueNames(): (name: string) => string {
  const names = new Set<string>();
  return (name) => {
    if (names.has(name)) throw new Error(`Step ${name}: there is another step of this name in the run.`);
    names.add(name);
    return name;
  };
}

/** How often a pace waits between polls: from the pace alone, so that no clock decides. */
export function countWaits(name: string, pace: { everySeconds: number; atMostSeconds: number }): number {
  if (!(pace.everySeconds > 0)) throw new RangeError(`Step ${name}: the pace must wait between polls.`);
  return Math.floor(pace.atMostSeconds / pace.everySeconds);
}

/** A copy of the answer as a replay would give it; throws where JSON cannot hold it. */
export function copyAnswer<T extends Json>(name: string, answer: T): T {
  const wrong = findNonJson(answer, 'answer', []);
  if (wrong) throw new TypeError(`Step ${name}: ${wrong}; an answer must be JSON.`);
  const text = JSON.stringify(answer);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_ANSWER_BYTES) {
    throw new RangeError(
      `Step ${name} answered ${bytes} bytes; at most ${MAX_ANSWER_BYTES} are remembered. Put it into the store and answer its key.`,
    );
  }
  return JSON.parse(text) as T;
}

/** Where a value is not JSON, as a sentence; undefined where all of it is. Keys that are undefined are left out. */
function findNonJson(value: unknown, path: string, above: readonly object[]): string | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== 'object')
    return `${path} is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`;
  if (above.includes(value)) return `${path} contains itself`;
  const within = [...above, value];
  if (Array.isArray(value)) return firstOf(value, (item, index) => findNonJson(item, `${path}[${index}]`, within));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return `${path} is a ${(value as { constructor?: { name?: string } }).constructor?.name ?? 'class instance'}`;
  }
  return firstOf(Object.entries(value), ([key, item]) =>
    item === undefined ? undefined : findNonJson(item, `${path}.${key}`, within),
  );
}

function firstOf<I>(items: readonly I[], find: (item: I, index: number) => string | undefined): string | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const found = find(items[index] as I, index);
    if (found) return found;
  }
  return undefined;
}

export function plainError(error: unknown): PlainError {
  if (error instanceof ProblemError) return { problems: fitProblems(error.problems) };
  if (error instanceof Error) return { name: error.name, message: error.message.slice(0, MAX_MESSAGE_CHARACTERS) };
  return { name: 'Error', message: String(error).slice(0, MAX_MESSAGE_CHARACTERS) };
}

/** The error again, a ProblemError with its problems where it was one. */
export function restoreError(plain: PlainError, cause?: unknown): Error {
  const options = cause === undefined ? undefined : { cause };
  if ('problems' in plain) return new ProblemError(plain.problems, options);
  const error = new Error(plain.message, options);
  error.name = plain.name;
  return error;
}

/** One error for many: all problems together where each is a ProblemError, else the first that is a bug. */
export function joinErrors(errors: readonly Error[]): Error {
  const bug = errors.find((error) => !(error instanceof ProblemError));
  if (bug) return bug;
  if (errors.length === 1) return errors[0] as Error;
  const problems = errors.flatMap((error) => [...(error as ProblemError).problems]);
  return new ProblemError(problems, { cause: new AggregateError(errors, 'several items failed') });
}

function fitProblems(problems: readonly Problem[]): Problem[] {
  let kept = [...problems];
  while (kept.length > 1 && Buffer.byteLength(JSON.stringify(kept)) > MAX_ERROR_BYTES) {
    kept = kept.slice(0, Math.ceil(kept.length / 2));
  }
  const dropped = problems.length - kept.length;
  const last = kept.at(-1);
  if (dropped > 0 && last) {
    kept = [...kept.slice(0, -1), { ...last, message: `${last.message} (and ${dropped} more problems)` }];
  }
  return kept;
}
