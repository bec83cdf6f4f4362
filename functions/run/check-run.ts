// The gate of a run: its tables and its recipients. Whatever is wrong holds the run before anything is sent.
import type { CheckEntry } from '../checks/check-entries.ts';
import { type Checked, checkSources, type SourceQuestion } from '../checks/check-sources.ts';
import { monthOf, type Profile } from '../checks/profile.ts';
import { missingOwner } from '../delivery/owners.ts';
import { readRecipients } from '../delivery/recipients.ts';
import { shiftPeriod } from '../periods/period.ts';
import { scheduledDay } from '../periods/schedule.ts';
import { sortedJson } from '../stored-json.ts';
import { keepAcceptances, readAcceptances } from './acceptances.ts';
import type { RunFrame } from './frame.ts';
import { foundKey } from './keys.ts';
import { firstDayCovered, firstDayRead } from './plan-periods.ts';
import { readProfiles } from './profiles.ts';
import type { Usage } from './request.ts';
import type { Revisions } from './revisions.ts';
import { meterEngine } from './usage.ts';
import { VIEWS } from './views.ts';
import { sha256 } from './write-revision.ts';

/** Of a list that is wrong throughout, enough to see what is wrong. */
const TOLD = 100;

/** What the next stages need of the checks; all that was found lies in the store under `foundKey`. */
export type CheckedRun = Omit<Checked, 'checks' | 'doubtful'> & {
  /** Checks that somebody must hear of: what they found holds the run, marks its figures or was accepted. */
  told: CheckEntry[];
  usage: Usage;
  foundKey: string;
};

export type FoundInRun = Pick<Checked, 'checks' | 'doubtful'> & {
  /** Of the days that were looked at. */
  profile: Profile;
};

export async function checkRun(frame: RunFrame, tables: string[], revisions: Revisions): Promise<CheckedRun> {
  const { ports, request, folder } = frame;
  const known = await readAcceptances(ports.store, request);
  const { checked, profile, usage } = await checkTables(frame, tables, revisions, known);
  const { checks, doubtful, ...rest } = checked;
  await keepAcceptances(frame, known, checks);
  const body = sortedJson({ checks, doubtful, profile } satisfies FoundInRun);
  const key = foundKey(folder, sha256(body).slice(0, 16));
  await ports.store.putOnce(key, body);
  const wrongReaders = request.kind === 'backfill' ? [] : await wrongRecipients(frame);
  return {
    ...rest,
    problems: [...wrongReaders, ...checked.problems].slice(0, TOLD),
    // Nobody mends a list of recipients by waiting.
    waitHours: wrongReaders.length > 0 ? 0 : checked.waitHours,
    told: checks.filter(isTold).slice(0, TOLD),
    usage,
    foundKey: key,
  };
}

/** Reads and judges only. `known`: what was accepted for the period before. */
export async function checkTables(
  frame: RunFrame,
  tables: string[],
  revisions: Revisions,
  known: SourceQuestion['accepted'],
): Promise<{ checked: Checked; profile: Profile; usage: Usage }> {
  const { ports, request, context } = frame;
  const question = await questionOf(frame, revisions, [...(request.accepted ?? []), ...known]);
  const { engine, usage } = meterEngine(ports.engine);
  const found = await checkSources(context.definitions, engine, tables, question);
  return { ...found, usage: usage() };
}

async function questionOf(
  frame: RunFrame,
  revisions: Revisions,
  accepted: SourceQuestion['accepted'],
): Promise<SourceQuestion> {
  const { ports, request, context } = frame;
  const { report, to: period, asOf } = request;
  const coveredSince = firstDayCovered(request, revisions, context);
  const next = shiftPeriod(period, 1, context.calendar);
  return {
    period,
    asOf,
    sinceDay: firstDayRead(request, revisions, context),
    coveredSince,
    published: await publishedBefore(frame, coveredSince),
    last: await VIEWS[report.view].lastSources(ports.store, request, revisions),
    nextRunOn: scheduledDay(next, report.schedule, context.definitions.holidays),
    accepted,
  };
}

function isTold({ outcome }: CheckEntry): boolean {
  return outcome !== 'ok' && outcome !== 'reported';
}

export async function wrongRecipients({ ports, context, request }: RunFrame): Promise<Checked['problems']> {
  const { recipients, problems } = readRecipients(await ports.recipientFiles(), context.definitions);
  return [...problems, ...missingOwner(request.report, recipients)];
}

/** What earlier runs published with, before the first period of this one: its own is looked at anew. */
async function publishedBefore({ ports, request }: RunFrame, coveredSince: string): Promise<Profile> {
  return readProfiles(ports.store, coveredSince, monthOf(request.from.from));
}
