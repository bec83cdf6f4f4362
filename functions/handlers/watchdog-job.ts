// What the watchdog function does with a firing of its schedule: watch, count, and fail where an alert reached nobody.
import * as z from 'zod';
import type { WatchFile } from '../definitions/watch-file.ts';
import { type Watched, type WatchPorts, watch } from '../watchdog/watch.ts';

const watchdogEvent = z.object({ scheduledTime: z.iso.datetime({ offset: true }), report: z.string().optional() });

export type WatchdogJob = {
  ports: WatchPorts;
  stage: string;
  sender: string;
  executionId: string;
  readFile(): WatchFile;
  count(counts: { ReportOnTime: 0 | 1 }, report: string | undefined): void;
};

/** Counts 1 where every report that was looked at is out, 0 where one is late or nobody could tell. */
export async function watchdogJob(event: unknown, job: WatchdogJob): Promise<Watched[]> {
  let isOnTime = false;
  let report: string | undefined;
  try {
    const { scheduledTime, ...asked } = watchdogEvent.parse(event);
    report = asked.report;
    const { ports, stage, sender, executionId } = job;
    const request = { stage, sender, executionId, scheduledTime, ...(report === undefined ? {} : { report }) };
    const watched = await watch(ports, request, job.readFile());
    isOnTime = watched.every(({ onTime }) => onTime);
    const unheard = watched.flatMap((one) => one.unheard);
    if (unheard.length > 0) throw new AggregateError(unheard, 'An alert of the watchdog reached nobody.');
    return watched;
  } finally {
    job.count({ ReportOnTime: isOnTime ? 1 : 0 }, report);
  }
}
