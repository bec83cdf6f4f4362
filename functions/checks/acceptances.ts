// What a person takes upon themselves: a check of a table that would hold the run, with who and why. It stands for what
// was found when it was given; where more is found later, somebody has to look again.
import { CHECKS, type CheckId } from '../definitions/checks.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { suggestName } from '../definitions/nearest.ts';
import type { Problem } from '../problem.ts';
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
  return accepted.find((one) => one.check === checkName(finding) && (one.for === undefined || isSame(one.for, finding))) ?? null;
}

function isSame(one: Pick<Finding, 'subject' | 'found'>, other: Finding): boolean {
  return one.subject === other.subject && JSON.stringify(one.found) === JSON.stringify(other.found);
}

/** What is wrong with names that somebody wants to accept. */
export function wrongAcceptances(names: readonly string[], { tables }: Pick<Definitions, 'tables'>): Problem[] {
  return names.flatMap((name): Problem[] => {
    const [table = '', check = ''] = name.split('.');
    if (!(table in tables && CHECKS.some((known) => known === check))) {
      const known = Object.keys(tables).flatMap((id) => CHECKS.map((own) => `${id}.${own}`));
      const message = `There is no check \`${name}\`.`;
      return [{ code: 'USAGE', message, remedy: `Write <table>.<check>. ${suggestName(name, known)}` }];
    }
    if (canBeAccepted(check as CheckId)) return [];
    const message = `${name} cannot be accepted: without its columns a table says nothing.`;
    return [{ code: 'USAGE', message, remedy: 'Map the table in sources.yaml so that it yields them.' }];
  });
}
