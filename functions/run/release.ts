// Release by a person: owners are shown the finished mail, then the run waits for their word. Without one it goes out by
// itself at the set time; held, it ends and no reader is mailed. A decision counts for the figures it was made about.
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Report } from '../definitions/definitions.ts';
import type { Delivery } from '../delivery/deliver.ts';
import type { BatchInput } from '../delivery/deliver-batch.ts';
import type { Period } from '../periods/period.ts';
import { releaseAfter } from '../periods/schedule.ts';
import type { Json, Poll, Steps } from '../ports.ts';
import type { Problem } from '../problem.ts';
import type { RunFrame } from './frame.ts';
import { previewRun } from './keys.ts';
import { type Made, renderPreviews } from './preview.ts';
import {
  appendEntry,
  type Decision,
  type Entry,
  type Released,
  readEntries,
  readQuestion,
  releasedBy,
  writeQuestion,
} from './release-record.ts';
import type { RunResult } from './request.ts';

/** A run that is late all the same leaves its owners so much time. */
const LEAST_LOOK_MINUTES = 60;
const LOOK_EVERY_SECONDS = 60;

/** What of the question is known before anybody is shown anything. */
type Asking = {
  /** Owners and their mails; null where they were shown these figures before. */
  list: string | null;
  waiting: number;
  goesOutAt: string;
  waitSeconds: number;
};

/** The figures that are asked about. */
type About = { run: string; revision: number };

type Answer = { is: 'released'; release: Released } | { is: 'held'; decision: Decision } | { is: 'open' };

/** Answers who let it go out, nothing where nobody is asked, or how the run ends without going out. */
export async function askForRelease(
  steps: Steps,
  frame: RunFrame,
  made: Made,
): Promise<{ release?: Released } | Extract<RunResult, { outcome: 'held' | 'unreleased' }>> {
  const { run, request, context, ports } = frame;
  if (request.report.release === null) return {};
  const about = { run, revision: made.published.at(-1)?.revision ?? 0 };

  const asking = await steps.step<Asking>('ask', () => prepare(frame, made, about.revision));
  // A restatement that none of its readers must hear of is only put where they find it.
  if (asking.waiting === 0 && request.kind === 'restate') {
    const put = () => appendEntry(ports.store, about, (entries) => (entries.length > 0 ? null : goesByItself(frame)));
    await steps.step('let-go', put);
    return {};
  }
  const unseen = await showOwners(steps, frame, about, asking);
  if (unseen !== null) return held(frame, made, unseen);

  const { list, goesOutAt, waitSeconds } = asking;
  const canWait = context.canWait ?? false;
  if (canWait && waitSeconds > 0) {
    const pace = { everySeconds: LOOK_EVERY_SECONDS, atMostSeconds: waitSeconds + LOOK_EVERY_SECONDS };
    await steps.until('release', () => isDecided(frame, about, goesOutAt), pace);
  }
  // Where nobody waits, the command that showed it is not the one that sends it.
  const isTime = (at: string) => canWait || (list === null && secondsUntil(goesOutAt, at) === 0);
  const answer = await steps.step<Answer>('let-go', () => letGo(frame, about, isTime));
  if (answer.is === 'held') return held(frame, made, heldBy(run, answer.decision));
  if (answer.is === 'released') return { release: answer.release };
  const { published, usage } = made;
  return { outcome: 'unreleased', run, goesOutAt, published, usage };
}

/** Mails the owners, unless they have it, and keeps that they were asked. Answers why nobody could be. */
async function showOwners(
  steps: Steps,
  { ports, request }: RunFrame,
  { run, revision }: About,
  { list, waiting, goesOutAt }: Asking,
): Promise<Problem | null> {
  if (list === null) return null;
  const { report, asOf, to } = request;
  const preview: BatchInput = {
    run: previewRun(run, revision),
    report: report.id,
    asOf,
    readers: list,
    ask: null,
    // Whether it arrived is not worth a day: owners have until the set time.
    reconcileHours: 0,
  };
  const shown = await steps.part<Delivery[] & Json>('preview', preview);
  const owners = shown.filter(isShown).map(({ recipient }) => recipient);
  if (owners.length === 0) return nobodySaw(run, shown);
  const question = { report: report.id, period: to.id, goesOutAt, owners, readers: waiting };
  await steps.step('asked', async () => writeQuestion(ports.store, run, revision, question).then(() => null));
  return null;
}

async function prepare(frame: RunFrame, made: Made, revision: number): Promise<Asking> {
  const { run, ports, context } = frame;
  const known = await readQuestion(ports.store, run, revision);
  const entries = await readEntries(ports.store, run, revision);
  const goesOutAt = known?.goesOutAt ?? timeToGo(frame);
  const waitSeconds = entries.length > 0 ? 0 : secondsUntil(goesOutAt, now(frame));
  if (known !== null) return { list: null, waiting: known.readers, goesOutAt, waitSeconds };
  const { list, waiting } = await renderPreviews(frame, made, goesOutAt);
  return { list, waiting, goesOutAt, waitSeconds: context.canWait ? waitSeconds : 0 };
}

/** When a mail goes out by itself that nobody decides on. */
export function releaseTime(to: Period, report: Report, { holidays }: Pick<Definitions, 'holidays'>): string {
  return releaseAfter(to, report, report.release?.at ?? report.deadline, holidays);
}

function timeToGo(frame: RunFrame): string {
  const { request, context } = frame;
  const set = releaseTime(request.to, request.report, context.definitions);
  if (!context.canWait) return set;
  const least = Temporal.Instant.from(now(frame)).add({ minutes: LEAST_LOOK_MINUTES });
  return Temporal.Instant.compare(least, set) > 0 ? least.round('second').toString() : set;
}

async function isDecided(frame: RunFrame, about: About, until: string): Promise<Poll<true>> {
  const entries = await readEntries(frame.ports.store, about.run, about.revision);
  return entries.length > 0 || secondsUntil(until, now(frame)) === 0 ? { ready: true, value: true } : { ready: false };
}

/** `isTime`: whether it needs nobody's word any more. */
async function letGo(frame: RunFrame, about: About, isTime: (at: string) => boolean): Promise<Answer> {
  const at = now(frame);
  const next = (entries: Entry[]): Entry | null => {
    const last = entries.at(-1);
    if (last === undefined) return isTime(at) ? goesByItself(frame) : null;
    return last.decision === 'release' ? { decision: 'let_go', released: last, at } : null;
  };
  const last = await appendEntry(frame.ports.store, about, next);
  if (last?.decision === 'let_go') return { is: 'released', release: releasedBy(last) };
  return last?.decision === 'hold' ? { is: 'held', decision: last } : { is: 'open' };
}

function goesByItself(frame: RunFrame): Entry {
  return { decision: 'let_go', released: null, at: now(frame) };
}

function now({ ports, request }: RunFrame): string {
  if (ports.now) return ports.now();
  throw new Error(`${request.report.id} is released by a person, and nothing here says what time it is`);
}

function secondsUntil(instant: string, from: string): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - Date.parse(from)) / 1000));
}

function isShown({ outcome }: Delivery): boolean {
  return outcome === 'sent' || outcome === 'already_sent' || outcome === 'unknown';
}

function held({ run }: RunFrame, { published, usage }: Made, problem: Problem) {
  return { outcome: 'held' as const, run, problems: [problem], published, usage };
}

function heldBy(run: string, { by, reason }: Decision): Problem {
  return {
    code: 'NOT_RELEASED',
    message: `${by} holds ${run}: ${reason}`,
    remedy: `When it may go out as it is: scorecard release ${run} --by <you> --reason <why>. Other figures are shown to the owners anew.`,
  };
}

function nobodySaw(run: string, shown: Delivery[]): Problem {
  const outcomes = shown.map(({ recipient, outcome, problems = [] }) =>
    [`${recipient}: ${outcome.replace('_', ' ')}`, ...problems.map(({ message }) => message)].join(', '),
  );
  return {
    code: 'NOT_RELEASED',
    message: `${run} was to be shown to its owners first, and no mail reached them (${outcomes.join('; ')}).`,
    remedy:
      'Mend their lines of recipients/*.csv, or let the stage mail them (`mails` in infra/stages.ts); then run the same command.',
  };
}
