// How to go on after a run was held, word by word: the same command once the data is mended, or with what is accepted.
import { canBeAccepted } from '../checks/acceptances.ts';
import type { CheckEntry } from '../checks/check-entries.ts';
import { checkName } from '../checks/finding.ts';
import type { Problem } from '../problem.ts';
import type { RunRequest, ToldOwners } from './request.ts';

/** `where`: the options by which the command acts on the same place, e.g. ` --stage prod`. */
export function commandLine(
  { report, kind, from, to }: Pick<RunRequest, 'report' | 'from' | 'to'> & { kind: RunRequest['kind'] | 'check' },
  where: string,
): string {
  const periods = kind === 'backfill' ? `--from ${from.id} --to ${to.id}` : `--period ${to.id}`;
  return `npx scorecard ${kind}${where} --report ${report.id} ${periods}`;
}

/** By a person once it was made, not by its data. */
export function isHeldBack(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'NOT_RELEASED');
}

/** Checks by the names under which they are accepted; null where one of them may not be. */
export function acceptable(held: readonly Pick<CheckEntry, 'id' | 'table'>[]): string[] | null {
  const names = [...new Set(held.map(({ id, table }) => checkName({ table, check: id })))];
  return names.length > 0 && held.every(({ id }) => canBeAccepted(id)) ? names : null;
}

/** `command`: the one that was, or would be, given. */
export function goOnText(command: string, checks: readonly CheckEntry[] = []): string {
  const names = acceptable(checks.filter(({ outcome }) => outcome === 'held'));
  const again = `When this is mended, go on by\n  ${command}\nWho already has the mail does not get it twice.`;
  if (names === null) return again;
  const accept = acceptCommand(command, names);
  return `${again}\n\nWhere the data is right as it is, say who takes it upon themselves and why; readers see both:\n  ${accept}`;
}

/** `names`: of the checks that somebody takes upon themselves. */
export function acceptCommand(command: string, names: readonly string[]): string {
  return `${command} --accept ${names.join(' ')} --by <you> --reason <why>`;
}

/** What came of the mail about it to its owners. */
export function ownersText({ deliveries, problems }: ToldOwners): string {
  const said = deliveries.map(({ recipient, outcome }) => `${recipient} ${outcome.replaceAll('_', ' ')}`);
  const why = [...problems, ...deliveries.flatMap((one) => one.problems ?? [])].map(({ message }) => ` ${message}`);
  return `Mail about this to its owners: ${said.join(', ') || 'none'}.${why.join('')}`;
}

/** What owners should know of a run that went out all the same: what may still change, and what somebody accepted. */
export function remarksOf(checks: readonly CheckEntry[]): string[] {
  return checks.flatMap(({ id, table, outcome, detail, finalOn, accepted }) => {
    const name = `${checkName({ table, check: id })}: ${detail}`;
    if (outcome === 'provisional') return [`provisional until ${finalOn}  ${name}`];
    if (outcome === 'accepted') return [`accepted by ${accepted?.by} (${accepted?.reason})  ${name}`];
    return [];
  });
}
