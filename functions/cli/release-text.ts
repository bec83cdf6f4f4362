// How the command line says that a run waits for its owners, what they decided, and how to decide.
import pc from 'picocolors';
import type { DecideBy } from '../email/release-section.ts';
import type { Problem } from '../problem.ts';
import { isHeldBack } from '../run/go-on.ts';
import type { Entry, Released } from '../run/release-record.ts';
import { DEFAULT_CONFIG, DEFAULT_LAKE, DEFAULT_OUT, type ShopOptions } from './options.ts';

/** By the options without which the commands would look elsewhere. */
export function decisionCommands(run: string, decideBy: Pick<DecideBy, 'release' | 'hold'>): string[] {
  return (['release', 'hold'] as const).map(
    (decision) => `npx scorecard ${decision} ${run}${decideBy[decision]} --by <you> --reason <why>`,
  );
}

/** A release makes the report once more and needs all folders; a hold only says so in the store. */
export function decideOnFolder({ config, lake, out }: Pick<ShopOptions, 'config' | 'lake' | 'out'>): DecideBy {
  const hold = out === DEFAULT_OUT ? '' : ` --out ${out}`;
  const shop = config === DEFAULT_CONFIG ? '' : ` --config ${config}`;
  const makes = lake === DEFAULT_LAKE ? shop : `${shop} --lake ${lake}`;
  return { release: makes + hold, hold, resend: shop + hold };
}

export function decideOnStage(stage: string, region?: string): DecideBy {
  const where = ` --stage ${stage}${region === undefined ? '' : ` --region ${region}`}`;
  return { release: where, hold: where, resend: where };
}

/** `released by Li Na: looks right` */
export function entryText(entry: Entry): string {
  if (entry.decision !== 'let_go') {
    return `${entry.decision === 'hold' ? 'held' : 'released'} by ${entry.by}: ${entry.reason}`;
  }
  return entry.released === null ? 'went out by itself: nobody had decided' : 'going out';
}

/** `look`: lines that say where the mail can be looked at. */
export function unreleasedText(run: string, look: string[], after: string, decideBy: DecideBy): string {
  return [
    pc.bold(pc.yellow(`${run} is made and waits to be released: only its owners have the mail.`)),
    '',
    ...look,
    `  decide    ${decisionCommands(run, decideBy).join('\n            ')}`,
    '',
    after,
  ].join('\n');
}

/** Who let it go out. */
export function releasedText({ by, reason, at }: Released): string {
  return by === null ? `by itself at ${at}, since nobody had decided` : `by ${by}, ${at}: ${reason}`;
}

export function heldTitle(what: string, problems: readonly Problem[]): string {
  return isHeldBack(problems)
    ? `Held back: ${what} is made and no reader was mailed.`
    : `Held: ${what} was not made and nobody was mailed.`;
}
