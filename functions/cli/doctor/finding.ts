// What the doctor finds: a state, what was looked at, and where it is not well what to do about it.
import pc from 'picocolors';
import { type Problem, ProblemError } from '../../problem.ts';

export type Finding = {
  /** What was looked at: `lake`, `recipients`, `schedules`. */
  check: string;
  state: 'ok' | 'warn' | 'fail';
  text: string;
  remedy?: string;
};

export function ok(check: string, text: string): Finding {
  return { check, state: 'ok', text };
}

export function warn(check: string, text: string, remedy: string): Finding {
  return { check, state: 'warn', text, remedy };
}

export function fail(check: string, text: string, remedy: string): Finding {
  return { check, state: 'fail', text, remedy };
}

/** A check's findings; a problem on the way, as a denied permission, is one of them and ends no other check. */
export async function examine(check: string, look: () => Promise<Finding[]> | Finding[]): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return findingsOf(check, error.problems);
  }
}

const SHOWN = 3;

export function findingsOf(check: string, problems: readonly Problem[]): Finding[] {
  const shown = problems.slice(0, SHOWN).map(({ message, place, remedy }) => {
    const where =
      place && !message.includes(place.file)
        ? `${[place.file, place.line].filter((part) => part !== undefined).join(':')}: `
        : '';
    return fail(check, `${where}${message}`, remedy);
  });
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, fail(check, `${more} more of these.`, 'Correct them likewise.')] : shown;
}

export function findingsText(findings: Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const paint = { ok: pc.green, warn: pc.yellow, fail: pc.red };
  const indent = ' '.repeat(6 + width + 2);
  return findings
    .map(({ check, state, text, remedy }) => {
      const head = `${paint[state](state.padEnd(4))}  ${check.padEnd(width)}  ${text.replaceAll('\n', `\n${indent}`)}`;
      return remedy === undefined
        ? head
        : `${head}\n${indent}${pc.dim('→')} ${remedy.replaceAll('\n', `\n${indent}  `)}`;
    })
    .join('\n');
}
