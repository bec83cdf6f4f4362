// What becomes of each finding: its rule's outcome, or that of a person who takes it upon themselves; when a provisional
// figure will be final; how long a run may wait for what is missing.
import { Temporal } from 'temporal-polyfill';
import type { Definitions } from '../definitions/definitions.ts';
import { localDay } from '../periods/schedule.ts';
import type { Acceptance } from './acceptances.ts';
import type { Finding } from './finding.ts';
import { type Outcome, outcomeOf, ruleOf } from './rules.ts';

export type Judged = {
  finding: Finding;
  outcome: Outcome;
  acceptance: Acceptance | null;
  /** The local day on which provisional figures are final; null of every other outcome. */
  finalOn: string | null;
};

export type Judging = {
  /** The scheduled time of the run. */
  asOf: string;
  /** The local day of the report's next run. */
  nextRunOn: string;
  accepted: readonly Acceptance[];
};

export function judgeFinding(
  finding: Finding,
  { asOf, nextRunOn, accepted }: Judging,
  definitions: Definitions,
): Judged {
  const { outcome, acceptance } = outcomeOf(finding, definitions, accepted);
  if (outcome !== 'provisional') return { finding, outcome, acceptance, finalOn: null };
  const { finalAfterDays } = ruleOf(definitions, finding.table, finding.check);
  const today = localDay(asOf, definitions.shop.parameters.reportingTimeZone);
  const finalOn =
    finalAfterDays === null ? nextRunOn : Temporal.PlainDate.from(today).add({ days: finalAfterDays }).toString();
  return { finding, outcome, acceptance, finalOn };
}

/** What would hold it decides: where one of these cannot come any more, waiting for the others is of no use. */
export function hoursToWait(judged: Judged[], definitions: Pick<Definitions, 'checkRules'>): number {
  const hoursOf = (outcome: Outcome) =>
    judged
      .filter((one) => one.outcome === outcome)
      .map(({ finding }) => ruleOf(definitions, finding.table, finding.check).waitHours);
  const held = hoursOf('held');
  return held.length > 0 ? Math.min(...held) : Math.max(0, ...hoursOf('provisional'));
}
