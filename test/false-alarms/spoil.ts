// Ways in which days go wrong, done to what is known of them: what a lake with that fault would have been profiled as.
import type { DayProfile, TableProfile } from '../../functions/checks/profile.ts';

export type Spoil = (days: TableProfile) => TableProfile;

/** So many of the rows, alike in every respect. */
export function thinned(share: number): (day: DayProfile) => DayProfile {
  const of = (count: number) => Math.round(count * share);
  const each = (counts: Record<string, number>) => mapValues(counts, of);
  return (day) => ({
    ...day,
    rows: of(day.rows),
    ...(day.newest === undefined ? {} : { newest: of(day.newest) }),
    nulls: each(day.nulls),
    hours: each(day.hours),
    members: mapValues(day.members, each),
    sums: mapValues(day.sums, ({ rows, sum }) => ({ rows: of(rows), sum: String(Number(sum) * share) })),
  });
}

export function timesAs(column: string, factor: number): (day: DayProfile) => DayProfile {
  return (day) => {
    const own = day.sums[column];
    if (!own) return day;
    return { ...day, sums: { ...day.sums, [column]: { ...own, sum: String(Number(own.sum) * factor) } } };
  };
}

export function shifted(hours: number): (day: DayProfile) => DayProfile {
  return (day) => ({
    ...day,
    hours: Object.fromEntries(Object.entries(day.hours).map(([hour, rows]) => [(Number(hour) + hours) % 24, rows])),
  });
}

/** Nothing of the day from an hour (UTC) on. */
export function cutAt(hour: number): (day: DayProfile) => DayProfile {
  return (day) => {
    const left = Object.entries(day.hours).filter(([own]) => Number(own) < hour);
    const rows = left.reduce((sum, [, count]) => sum + count, 0);
    return { ...thinned(day.rows === 0 ? 0 : rows / day.rows)(day), rows, hours: Object.fromEntries(left) };
  };
}

/** Of the cells that are filled, so many more are empty. */
export function emptied(column: string, share: number): (day: DayProfile) => DayProfile {
  return (day) => {
    const before = day.nulls[column] ?? 0;
    return { ...day, nulls: { ...day.nulls, [column]: before + Math.round((day.rows - before) * share) } };
  };
}

/** Without the rows of a member. */
export function without(column: string, member: string): (day: DayProfile) => DayProfile {
  return (day) => {
    const { [member]: gone = 0, ...left } = day.members[column] ?? {};
    const rest = thinned(day.rows === 0 ? 0 : 1 - gone / day.rows)(day);
    return { ...rest, members: { ...rest.members, [column]: left } };
  };
}

export function onDays(isWrong: (day: string) => boolean, spoil: (day: DayProfile) => DayProfile): Spoil {
  return (days) =>
    Object.fromEntries(Object.entries(days).map(([day, profile]) => [day, isWrong(day) ? spoil(profile) : profile]));
}

export function withoutDays(isGone: (day: string) => boolean): Spoil {
  return (days) => Object.fromEntries(Object.entries(days).filter(([day]) => !isGone(day)));
}

/** Nothing after a day of the month, nor of the days of the next one that are there already. */
export function endingOn(last: number): Spoil {
  return (days) => {
    const [first = ''] = Object.keys(days).sort();
    return withoutDays((day) => day > `${first.slice(0, 7)}-${last}`)(days);
  };
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
