// From findings to outcomes: the rule of a check says what becomes of the run, and a person may accept what holds it.
import type { CheckId } from '../definitions/checks.ts';
import type { CheckRule, Definitions } from '../definitions/definitions.ts';
import { Fraction } from '../exact.ts';
import { type Acceptance, acceptanceOf } from './acceptances.ts';
import type { Finding } from './finding.ts';

/** Where no rule is written, nothing is guessed. */
const CAUTIOUS: CheckRule = {
  action: 'hold',
  upTo: null,
  waitHours: 0,
  finalAfterDays: null,
  z: null,
  change: null,
  leastRows: null,
};

export type Outcome = 'provisional' | 'excluded' | 'held' | 'accepted' | 'reported';

/** Limits that the rule of a table does not name are those of the check. */
export function ruleOf({ checkRules }: Pick<Definitions, 'checkRules'>, table: string, check: CheckId): CheckRule {
  const general = checkRules[check] ?? CAUTIOUS;
  const own = checkRules[`${table}.${check}`];
  if (!own) return general;
  const { z, change, leastRows } = general;
  return { ...own, z: own.z ?? z, change: own.change ?? change, leastRows: own.leastRows ?? leastRows };
}

export function outcomeOf(
  finding: Finding,
  definitions: Pick<Definitions, 'checkRules'>,
  accepted: readonly Acceptance[],
): { outcome: Outcome; acceptance: Acceptance | null } {
  const outcome = byRule(finding, ruleOf(definitions, finding.table, finding.check));
  const acceptance = outcome === 'held' ? acceptanceOf(finding, accepted) : null;
  return { outcome: acceptance === null ? outcome : 'accepted', acceptance };
}

function byRule(finding: Finding, { action, upTo }: CheckRule): Exclude<Outcome, 'accepted'> {
  const { rows, of } = finding.worst ?? finding;
  const isTooMuch = upTo !== null && rows !== null && of !== null && of > 0 && new Fraction(rows, of).gt(upTo);
  if (action === 'hold' || isTooMuch) return 'held';
  if (action === 'exclude') return finding.stays ? 'reported' : 'excluded';
  return action === 'provisional' ? 'provisional' : 'reported';
}
