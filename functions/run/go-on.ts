// How to go on after a run was held, word by word: the same command once the data is mended, or with what is accepted.
import { canBeAccepted } from '../checks/acceptances.ts';
import type { CheckEntry } from '../checks/check-entries.ts';
import { checkName } from '../checks/finding.ts';

/** `command`: the one that was, or would be, given. */
export function goOnText(command: string, checks: readonly CheckEntry[] = []): string {
  const held = checks.filter(({ outcome }) => outcome === 'held');
  const names = [...new Set(held.map(({ id, table }) => checkName({ table, check: id })))];
  const again = `When this is mended, go on by\n  ${command}\nWho already has the mail does not get it twice.`;
  if (names.length === 0 || !held.every(({ id }) => canBeAccepted(id))) return again;
  const accept = `${command} --accept ${names.join(' ')} --by <you> --reason <why>`;
  return `${again}\n\nWhere the data is right as it is, say who takes it upon themselves and why; readers see both:\n  ${accept}`;
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
