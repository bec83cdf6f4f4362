// Do the schedules of a stage exist, are they switched on, and do they fire when these definitions say?
import { GetScheduleCommand, type GetScheduleCommandOutput, SchedulerClient } from '@aws-sdk/client-scheduler';
import { Temporal } from 'temporal-polyfill';
import { call, pause } from '../../aws/call.ts';
import type { Definitions, Report } from '../../definitions/definitions.ts';
import { upcomingRuns } from '../../periods/upcoming.ts';
import { calendarOf } from '../open-shop.ts';
import type { Stage } from '../stage/open-stage.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const WATCHDOG = '-watchdog';

export async function examineSchedules(stage: Stage, definitions: Definitions, now: string): Promise<Finding[]> {
  const scheduler = new SchedulerClient(stage.client);
  const findings: Finding[] = [];
  for (const name of stage.outputs.Schedules.split(',')) {
    const doing = `Looking at schedule ${name}`;
    const about = { service: 'scheduler', doing, action: 'scheduler:GetSchedule', resource: name } as const;
    const found = await call(about, () => scheduler.send(new GetScheduleCommand({ Name: name })), pause);
    const id = name.slice(`scorecard-${stage.name}-`.length);
    const report = definitions.reports[id.endsWith(WATCHDOG) ? id.slice(0, -WATCHDOG.length) : id];
    findings.push(findingOf(name, found, report, definitions, now));
  }
  return findings;
}

function findingOf(
  name: string,
  { State, ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC' }: GetScheduleCommandOutput,
  report: Report | undefined,
  definitions: Definitions,
  now: string,
): Finding {
  if (State !== 'ENABLED') {
    return fail(
      'schedules',
      `${name} is ${State}.`,
      'Enable it in the EventBridge Scheduler console, or deploy again.',
    );
  }
  const fires = `${ScheduleExpression} ${ScheduleExpressionTimezone}`;
  if (!report) {
    const remedy = "Name the stage's shop by --config; where that is right, deploy the stage.";
    return warn('schedules', `${name} (${fires}) is of a report that these definitions do not have.`, remedy);
  }
  const isWatchdog = name.endsWith(WATCHDOG);
  const time = isWatchdog ? report.deadline : report.schedule.time;
  const zone = definitions.shop.parameters.reportingTimeZone;
  const [hour, minute] = time.split(':').map(Number);
  if (!ScheduleExpression.startsWith(`cron(${minute} ${hour} `) || ScheduleExpressionTimezone !== zone) {
    const remedy = "Deploy the stage, or name its shop by --config if this is another's.";
    return warn('schedules', `${name} fires at ${fires}; these definitions say ${time} ${zone}.`, remedy);
  }
  return ok('schedules', `${name}: ${isWatchdog ? `daily at ${time} ${zone}` : nextText(report, definitions, now)}.`);
}

function nextText(report: Report, definitions: Definitions, now: string): string {
  const calendar = calendarOf(definitions);
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString();
  const next = upcomingRuns(today, 2, report, calendar, definitions.holidays).find(
    ({ scheduledAt }) => scheduledAt > now,
  );
  if (!next) return 'no next time is known';
  const local = Temporal.Instant.from(next.scheduledAt).toZonedDateTimeISO(calendar.timeZone);
  return `${next.period.id} comes ${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${calendar.timeZone}`;
}
