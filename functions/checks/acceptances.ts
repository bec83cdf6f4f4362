// What a person takes upon themselves: a check of a table that would hold the run, with who and why. It stands for what
// was found when it was given; where more is found later, somebody has to look again.
import { CHECKS, type CheckId } from '../definitions/checks.ts';
import { suggestName } from '../definitions/nearest.ts';
import type { Problem } from '../problem.ts';
import { sortedJson } from '../stored-json.ts';
import { checkName, type Finding } from './finding.ts';

export type Acceptance = {
  /** `orders.volume` */
  check: string;
  by: string;
  reason: string;
  /** What it was given for; absent in the command that gives it, which stands for whatever is found then. */
  for?: Pick<Finding, 'subject' | 'found'>;
};

/** Without columns nothing can be computed, whoever accepts it. */
const NEVER_ACCEPTED: readonly CheckId[] = ['columns_present'];

export function canBeAccepted(check: CheckId): boolean {
  return !NEVER_ACCEPTED.includes(check);
}

export function acceptanceOf(finding: Finding, accepted: readonly Acceptance[]): Acceptance | null {
  if (!canBeAccepted(finding.check)) return null;
  return (
    accepted.find((one) => one.check === checkName(finding) && (one.for === undefined || isSame(one.for, finding))) ??
    null
  );
}

function isSame(one: Pick<Finding, 'subject' | 'found'>, other: Finding): boolean {
  return one.subject === other.subject && sortedJson(one.found) === sortedJson(other.found);
}

/** What is wrong with names that somebody wants to accept; null where the shop's tables are not known here. */
export function wrongAcceptances(names: readonly string[], tables: readonly string[] | null): Problem[] {
  return names.flatMap((name): Problem[] => {
    const [table = '', check = '', ...rest] = name.split('.');
    const isKnown = CHECKS.some((known) => known === check) && rest.length === 0;
    if (!isKnown || !(tables ?? [table]).includes(table)) {
      const known = (tables ?? [table]).flatMap((id) => CHECKS.map((own) => `${id}.${own}`));
      const remedy = `Write it as <table>.<check>. ${suggestName(name, known)}`;
      return [{ code: 'USAGE', message: `There is no check \`${name}\` to accept.`, remedy }];
    }
    if (canBeAccepted(check as CheckId)) return [];
    const message = `${name} cannot be accepted: without its columns a table says nothing.`;
    return [{ code: 'USAGE', message, remedy: 'Map the table in sources.yaml so that it yields them.' }];
  });
}
