// `scorecard schedule`: when the next reports come, in the report's time, the reader's and UTC.
import { Command } from 'commander';
import pc from 'picocolors';
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Report } from '../../definitions/definitions.ts';
import { isTimeZone } from '../../periods/time-zone.ts';
import { type UpcomingRun, upcomingRuns } from '../../periods/upcoming.ts';
import { ProblemError } from '../../problem.ts';
import { exitWith } from '../exit-with.ts';
import { calendarOf, findReport, openDefinitions } from '../open-shop.ts';
import { outputOptions, shopOptions } from '../options.ts';
import { print } from '../streams.ts';

type ScheduleOptions = {
  config: string;
  report: string;
  readerZone?: string;
  from?: string;
  json?: boolean;
  debug?: boolean;
};

const RUNS = 10;

export function scheduleCommand(): Command {
  const command = new Command('schedule')
    .description("when the next ten reports come, in the report's time, the reader's and UTC")
    .option('--report <id>', 'which report', 'monthly-executive')
    .option('--reader-zone <zone>', "the reader's time zone, e.g. Europe/Berlin; by default this machine's")
    .option('--from <day>', 'the first day, e.g. 2026-11-01; by default today');
  for (const option of shopOptions().filter(({ long }) => long === '--config')) command.addOption(option);
  for (const option of outputOptions()) command.addOption(option);
  return command.action((options: ScheduleOptions) => exitWith(options, async () => schedule(options)));
}

function schedule(options: ScheduleOptions): number {
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const calendar = calendarOf(definitions);
  const readerZone = readZone(options.readerZone ?? Temporal.Now.timeZoneId());
  const from = readDay(options.from ?? Temporal.Now.plainDateISO(calendar.timeZone).toString());
  const runs = upcomingRuns(from, RUNS, report, calendar, definitions.holidays);
  print(options.json ? jsonOf(runs, report, readerZone) : textOf(runs, report, readerZone, definitions));
  return 0;
}

function jsonOf(runs: UpcomingRun[], report: Report, readerZone: string): string {
  const shown = runs.map(({ period, scheduledAt, deadlineAt, after, isCovered, exists }) => ({
    period: period.id,
    local: localIso(scheduledAt, period.timeZone),
    reader: localIso(scheduledAt, readerZone),
    utc: scheduledAt,
    deadline: localIso(deadlineAt, period.timeZone),
    after: after.map(({ name }) => name),
    calendarCovers: isCovered,
    localTimeExists: exists,
  }));
  return JSON.stringify({ report: report.id, schedule: report.schedule, readerZone, runs: shown }, null, 1);
}

function textOf(runs: UpcomingRun[], report: Report, readerZone: string, { holidays, shop }: Definitions): string {
  const zone = shop.parameters.reportingTimeZone;
  const rows = [
    ['period', `report, ${zone}`, `reader, ${readerZone}`, 'UTC', 'mail out by', ''],
    ...runs.map((run) => [
      run.period.id,
      wallTime(run.scheduledAt, zone),
      wallTime(run.scheduledAt, readerZone),
      wallTime(run.scheduledAt, 'UTC'),
      wallTime(run.deadlineAt, zone).slice(-5),
      remarkOn(run, report),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...rest] = lines;
  const how = report.schedule.on === 'day' ? `day ${report.schedule.day}` : 'the first business day';
  const days = holidays === null ? 'Monday to Friday are worked' : `days off by calendars/${holidays.id}.yaml`;
  return [
    pc.bold(`${report.id}: ${how} after its ${report.grain} at ${report.schedule.time} (${days})`),
    '',
    pc.bold(head),
    ...rest,
    ...uncoveredText(runs, holidays?.id),
  ].join('\n');
}

function remarkOn({ after, isCovered, exists }: UpcomingRun, { schedule }: Report): string {
  const names = after.map(({ name }) => name.en ?? Object.values(name)[0]).join(', ');
  return [
    names === '' ? '' : `after ${names}`,
    isCovered ? '' : '* weekends only',
    exists ? '' : `the clocks leave out ${schedule.time} that day: start it by hand`,
  ]
    .filter(Boolean)
    .join('; ');
}

function uncoveredText(runs: UpcomingRun[], id: string | undefined): string[] {
  const years = runs
    .filter(({ isCovered }) => !isCovered)
    .map(({ scheduledAt, period }) => {
      return localIso(scheduledAt, period.timeZone).slice(0, 4);
    });
  if (years.length === 0) return [];
  const named = [...new Set(years)].join(', ');
  return [
    '',
    pc.yellow(
      `* calendars/${id}.yaml does not know the holidays of ${named}: until they are added, only weekends are days off.`,
    ),
  ];
}

/** `Mon 2026-11-02 08:00` */
function wallTime(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][local.dayOfWeek - 1];
  return `${weekday} ${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

function localIso(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toString({ smallestUnit: 'minute' });
}

function readZone(name: string): string {
  if (isTimeZone(name)) return name;
  const remedy = 'Use an IANA name such as Asia/Shanghai or Europe/London.';
  throw new ProblemError({ code: 'USAGE', message: `\`${name}\` is no time zone.`, remedy });
}

function readDay(text: string): string {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    // Said below: a day that does not exist is no day.
  }
  throw new ProblemError({ code: 'USAGE', message: `\`${text}\` is no day.`, remedy: 'Write it as 2026-11-01.' });
}
