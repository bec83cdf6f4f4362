// The gate of a run: its tables and its recipients. Whatever is wrong holds the run before anything is sent.
import { type Checked, checkSources } from '../checks/check-sources.ts';
import { monthOf, type Profile } from '../checks/profile.ts';
import { missingOwner } from '../delivery/owners.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { RunFrame } from './frame.ts';
import { firstDayCovered, firstDayRead } from './plan-periods.ts';
import { readProfiles } from './profiles.ts';
import type { Usage } from './request.ts';
import type { Revisions } from './revisions.ts';
import { meterEngine } from './usage.ts';
import { sha256 } from './write-revision.ts';

/** Of a list that is wrong throughout, enough to see what is wrong. */
const LINES_TOLD = 100;

/** `profileKey`: where the store keeps what was found on the days that were looked at. */
export type CheckedRun = Checked & { usage: Usage; profileKey: string };

export async function checkRun(frame: RunFrame, tables: string[], revisions: Revisions): Promise<CheckedRun> {
  const { ports, request, context, folder } = frame;
  const sinceDay = firstDayRead(request, revisions, context);
  const coveredSince = firstDayCovered(request, revisions, context);
  const published = await publishedBefore(frame, coveredSince);
  const { engine, usage } = meterEngine(ports.engine);
  const { to: period, asOf, accepted = [] } = request;
  const question = { period, asOf, sinceDay, coveredSince, published, accepted };
  const { checked, profile } = await checkSources(context.definitions, engine, tables, question);
  const body = JSON.stringify(profile);
  const profileKey = `${folder}/profile-${sha256(body).slice(0, 16)}.json`;
  await ports.store.putOnce(profileKey, body);
  const done = { ...checked, usage: usage(), profileKey };
  if (request.kind === 'backfill') return done;
  const { recipients, problems: ofLines } = readRecipients(await ports.recipientFiles(), context.definitions);
  const problems = [...ofLines, ...missingOwner(request.report, recipients)];
  const told = [...problems.slice(0, LINES_TOLD), ...checked.problems];
  return { ...done, problems: told, waitHours: problems.length > 0 ? 0 : checked.waitHours };
}

/** What earlier runs published with, before the first period of this one. */
export async function publishedBefore({ ports, request }: RunFrame, coveredSince: string): Promise<Profile> {
  return readProfiles(ports.store, monthOf(coveredSince), monthOf(request.from.from));
}
