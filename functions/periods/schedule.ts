// When a report is made after its period. A run's scheduled time is this instant, never the clock's, so that the same
// period always gives the same snapshot.
import { Temporal } from 'temporal-polyfill';
import type { Period } from './period.ts';

/** The instant (ISO 8601, Z) at which `first business day 08:00` or `day 5 08:00` falls after a period, in its zone. */
export function scheduledAfter(period: Period, schedule: string): string {
  const [, kind, dayOfMonth, time] = /^(first business day|day (\d+)) (\d\d:\d\d)$/.exec(schedule) ?? [];
  if (kind === undefined || time === undefined) throw new Error(`unchecked schedule: ${schedule}`);
  const firstDay = Temporal.PlainDate.from(period.to).add({ days: 1 });
  const day = dayOfMonth === undefined ? firstWorkingDay(firstDay) : firstDay.with({ day: Number(dayOfMonth) });
  return day.toZonedDateTime({ timeZone: period.timeZone, plainTime: time }).toInstant().toString();
}

/** Adds days to an instant: maturity counts days of 24 hours from the end of the period. */
export function addDays(instant: string, days: number): string {
  return Temporal.Instant.from(instant)
    .add({ hours: days * 24 })
    .toString();
}

export function isBefore(instant: string, other: string): boolean {
  return Temporal.Instant.compare(instant, other) < 0;
}

function firstWorkingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek <= 5 ? day : firstWorkingDay(day.add({ days: 1 }));
}
