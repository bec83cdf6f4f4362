// What was found of each month's days when it was published: what later runs compare with, and need not look at again.
// Every report finds the same ones, since they read the same lake.
import { joinProfiles, monthOf, NO_DAY, type Profile } from '../checks/profile.ts';
import type { Store } from '../ports.ts';
import { readJson, sortedJson } from '../stored-json.ts';
import type { RunFrame } from './frame.ts';

const KEY = /^profiles\/(\d{4}-\d{2})\/p(\d+)\.json$/;

/** Newest profiles of the days from `sinceDay` on, in the months before `month`, joined. */
export async function readProfiles(store: Store, sinceDay: string, month: string): Promise<Profile> {
  const newest = await findProfiles(store);
  const months = Object.keys(newest)
    .filter((id) => id >= monthOf(sinceDay) && id < month)
    .sort();
  const found: Profile[] = [];
  for (const id of months) {
    const profile = await readJson<Profile>(store, keyOf(id, newest[id] as number));
    // A run does not count the days before, so that these would look as if they were lost.
    if (profile !== null) found.push(daysOf(profile, (day) => day === NO_DAY || day >= sinceDay));
  }
  return joinProfiles(found);
}

function daysOf(profile: Profile, isIn: (day: string) => boolean): Profile {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([table, days]) => {
      const own = Object.entries(days).filter(([day]) => isIn(day));
      return own.length === 0 ? [] : [[table, Object.fromEntries(own)]];
    }),
  );
}

/** Keeps what a run looked at and published with: each month that says something new as its next number. */
export async function keepProfiles({ ports: { store }, request }: RunFrame, fresh: Profile): Promise<void> {
  const ownMonth = monthOf(request.to.to);
  const newest = await findProfiles(store);
  const months = monthsOf(fresh, ownMonth);
  const all = joinProfiles([await readProfiles(store, `${months[0]}-01`, monthOf(request.from.from)), fresh]);
  for (const month of months) {
    const body = `${sortedJson(ofMonth(all, month, month === ownMonth))}\n`;
    await writeNext(store, month, newest[month] ?? 0, body);
  }
}

async function writeNext(store: Store, month: string, newest: number, body: string): Promise<void> {
  const last = newest === 0 ? null : await store.get(keyOf(month, newest));
  if (last !== null && new TextDecoder().decode(last) === body) return;
  for (let number = newest + 1; ; number++) {
    if ((await store.putOnce(keyOf(month, number), body)) !== 'different') return;
  }
}

async function findProfiles(store: Store): Promise<Record<string, number>> {
  const newest: Record<string, number> = {};
  for (const key of await store.list('profiles/')) {
    const [, month, number] = KEY.exec(key) ?? [];
    if (month !== undefined) newest[month] = Math.max(newest[month] ?? 0, Number(number));
  }
  return newest;
}

function monthsOf(profile: Profile, ownMonth: string): string[] {
  const days = Object.values(profile).flatMap((days) => Object.keys(days));
  const months = days.filter((day) => day !== NO_DAY).map(monthOf);
  return [...new Set([...months.filter((month) => month <= ownMonth), ownMonth])].sort();
}

/** Tables without days are part of the newest month. */
function ofMonth(profile: Profile, month: string, isOwn: boolean): Profile {
  return daysOf(profile, (day) => (day === NO_DAY ? isOwn : monthOf(day) === month));
}

function keyOf(month: string, number: number): string {
  return `profiles/${month}/p${number}.json`;
}
