// What can be wrong, as data: a code, a place, what is wrong and the remedy. Plain objects, so that problems survive a
// replay and are collected to appear all at once, instead of one exception at a time.

/** Where a problem lies: a file of the project or shop, or a key of the lake or store; lines and columns start at 1. */
export type Place = {
  file: string;
  line?: number;
  column?: number;
  /** The source line, shown with a caret under `column`. */
  excerpt?: string;
  /** Length of the marked text. */
  length?: number;
};

export const PROBLEM_CODES = [
  'YAML_SYNTAX',
  'INVALID_VALUE',
  'UNKNOWN_KEY',
  'MISSING_KEY',
  'DUPLICATE_ID',
  'UNKNOWN_TABLE',
  'UNKNOWN_FACT',
  'UNKNOWN_MEASURE',
  'UNKNOWN_DIMENSION',
  'UNKNOWN_COLUMN',
  'UNKNOWN_CLOCK',
  'UNKNOWN_KPI',
  'UNKNOWN_SCORECARD',
  'UNKNOWN_PARAMETER',
  'UNKNOWN_TEXT',
  'UNKNOWN_REPORT',
  'UNKNOWN_CALENDAR',
  'CYCLE',
  'FORBIDDEN_SQL',
  'INVALID_MEASURE',
  'INVALID_EXPRESSION',
  'INVALID_WEIGHTS',
  'INVALID_TARGET',
  'INVALID_DRIVER',
  'UNFAIR_CARD',
  'INVALID_CALENDAR',
  'INVALID_RECIPIENT',
  'INVALID_TEMPLATE',
  'INVALID_PERIOD',
  'USAGE',
  'MISSING_FILE',
  'MISSING_LAKE',
  'MISSING_TABLE',
  'MISSING_COLUMN',
  'WRONG_TYPE',
  'UNREADABLE_FILE',
  'BROKEN_ROW',
  'ENGINE_FAILED',
  'STORE_FAILED',
  'CHANGED_FILE',
  'UNKNOWN_SCHEMA',
  'INPUTS_CHANGED',
  'NOT_REPRODUCED',
  'MAILER_FAILED',
  'OVER_QUOTA',
  'OVER_BUDGET',
  'MISSING_STAGE',
  'STAGE_FAILED',
  'RUN_IN_PROGRESS',
  'NO_PERIOD',
  'NOT_PUBLISHED',
  'PERIOD_CLOSED',
  'NO_ROWS',
  'DUPLICATE_KEY',
  'DUPLICATE_VERSION',
  'LOST_ROWS',
  'WRONG_ROWS',
  'UNUSUAL_DATA',
  'CONTROL_TOTAL',
  'NOT_RELEASED',
  'INTERNAL',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Problem = {
  code: ProblemCode;
  /** One or two sentences: what is wrong, with the names concerned. */
  message: string;
  place?: Place;
  /** What to do about it: the nearest right name, what is allowed, or the command to run. */
  remedy: string;
};

/** Carries problems through code that cannot go on. Its message is for logs; people see the rendered problems. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[] | Problem, options?: ErrorOptions) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map((problem) => `${problem.code}: ${problem.message}`).join('\n'), options);
    this.name = 'ProblemError';
    this.problems = list;
  }
}

/** `file:line:column`, as editors and terminals make it a link. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':');
}

/** A problem as people read it: place and code, what is wrong, the source line with a caret, the remedy. */
export function formatProblem(problem: Problem): string {
  const { place } = problem;
  const lines = [
    place ? `${formatPlace(place)}  ${problem.code}` : problem.code,
    ...problem.message.split('\n').map((line) => `  ${line}`),
  ];
  if (place?.excerpt !== undefined && place.line !== undefined) {
    const gutter = `  ${place.line} | `;
    lines.push(`${gutter}${place.excerpt}`);
    if (place.column !== undefined) {
      const caret = '^'.repeat(Math.max(1, Math.min(place.length ?? 1, place.excerpt.length - place.column + 1)));
      lines.push(`${' '.repeat(gutter.length + place.column - 1)}${caret}`);
    }
  }
  lines.push(...problem.remedy.split('\n').map((line) => `  ${line}`));
  return lines.join('\n');
}
