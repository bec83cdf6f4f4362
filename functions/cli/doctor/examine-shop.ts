// What can be told of a shop without any cloud: its definitions, its calendar, its readers, its lake.
import path from 'node:path';
import type { Definitions, Report } from '../../definitions/definitions.ts';
import { readRecipients } from '../../delivery/recipients.ts';
import { tableSource } from '../../facts/relations.ts';
import { calendarCovers } from '../../periods/holidays.ts';
import { newestDue } from '../../periods/schedule.ts';
import type { Engine } from '../../ports.ts';
import { tablesOfRun } from '../../run/tables.ts';
import { calendarOf, openDefinitions, openEngine, readRecipientFiles } from '../open-shop.ts';
import type { ShopOptions } from '../options.ts';
import { examine, type Finding, fail, findingsOf, ok, warn } from './finding.ts';

/** Null definitions where they are wrong, so that nothing else can be looked at. */
export async function examineDefinitions(
  options: Pick<ShopOptions, 'config'>,
): Promise<{ findings: Finding[]; definitions: Definitions | null }> {
  let definitions: Definitions | null = null;
  const findings = await examine('definitions', () => {
    definitions = openDefinitions(options.config);
    const { shop, kpis, reports } = definitions;
    const counts = `${Object.keys(kpis).length} KPIs, reports ${Object.keys(reports).join(', ')}`;
    return [ok('definitions', `${shop.name}: ${counts}, in ${shop.locales.join(' and ')}.`)];
  });
  return { findings, definitions };
}

/** This year's and the next year's holidays. */
export function examineCalendar({ holidays, shop }: Definitions, today: string): Finding[] {
  const zone = `${shop.parameters.reportingTimeZone}, where it is ${today}`;
  const year = Number(today.slice(0, 4));
  const findings = [ok('time zone', `Reports are made in ${zone}.`)];
  if (holidays === null) return [...findings, ok('calendar', 'No calendar of holidays: Monday to Friday are worked.')];
  const unknown = [year, year + 1].filter((one) => !calendarCovers(holidays, one));
  const file = `calendars/${holidays.id}.yaml`;
  if (unknown.length === 0) return [...findings, ok('calendar', `${file} knows ${year} and ${year + 1}.`)];
  const remedy = `Add the year to ${file} once its holidays are announced; until then only weekends are days off.`;
  const text = `${file} does not know ${unknown.join(' and ')}.`;
  const isNow = unknown.includes(year);
  return [...findings, isNow ? fail('calendar', text, remedy) : warn('calendar', text, remedy)];
}

export function examineRecipients(
  files: { file: string; text: string }[],
  definitions: Definitions,
  where: { none: string; remedy: string },
): Finding[] {
  if (files.length === 0) return [fail('recipients', where.none, where.remedy)];
  const { recipients, problems } = readRecipients(files, definitions);
  if (problems.length > 0) return findingsOf('recipients', problems);
  return Object.keys(definitions.reports).map((report) => {
    const readers = recipients.filter(({ reports }) => reports.includes(report)).length;
    const text = `${readers} of ${recipients.length} read ${report}.`;
    const remedy = `Write ${report} into the column reports of those who shall have it.`;
    return readers === 0 ? warn('recipients', `Nobody reads ${report}.`, remedy) : ok('recipients', text);
  });
}

/** Newest day of each table, null where it has none; tables that are read whole have no days. */
export type NewestDays = Record<string, string | null>;

/**
 * Are the tables loaded for the newest period that is due? Without a row of it a run is held; a table of few rows may well
 * have none on the last days.
 */
export function examineFreshness(newest: NewestDays, definitions: Definitions, now: string, load: string): Finding[] {
  const due = Object.values(definitions.reports).map((report) => dueOf(report, definitions, now));
  const period = due.sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (!period) return [];
  const days = Object.entries(newest).map(([table, day]) => ({ table, day: day ?? '' }));
  const fresh = days.filter(({ day }) => day >= period.to).map(({ table }) => table);
  return [
    ...(fresh.length > 0
      ? [ok('freshness', `${fresh.join(', ')} reach the end of ${period.id}, the newest that is due.`)]
      : []),
    ...days
      .filter(({ day }) => day < period.to)
      .map(({ table, day }) => {
        if (day === '') return fail('freshness', `${table} has no rows by day.`, load);
        if (day < period.from) {
          const text = `${table} ends on ${day}, so that ${period.id}, which is due, is held.`;
          return fail('freshness', text, load);
        }
        const text = `${table} ends on ${day}, ${period.id} on ${period.to}.`;
        return warn(
          'freshness',
          text,
          'If days are missing, load them; a table of few rows may have none on the last days.',
        );
      }),
  ];
}

export async function examineLake(options: ShopOptions, definitions: Definitions, now: string): Promise<Finding[]> {
  return examine('lake', async () => {
    const engine = await openEngine(options, definitions);
    try {
      const { present, absent } = await presentTables(definitions, engine);
      const lake = path.relative(process.cwd(), path.resolve(options.lake)) || options.lake;
      const lacking = absent.length === 0 ? '' : ` Without ${absent.join(', ')} their KPIs are n/a.`;
      const newest: NewestDays = {};
      for (const table of present.filter((id) => definitions.tables[id]?.partition !== 'none')) {
        const sql = `SELECT max(dt) AS day FROM ${tableSource(table, definitions.sources[table])} x`;
        newest[table] = (await engine.query({ id: `newest ${table}`, sql })).rows[0]?.[0] ?? null;
      }
      const load = 'Load the missing days; for the sample: `scorecard sample --until <month>`.';
      return [
        ok('lake', `${lake} has ${present.length} of ${present.length + absent.length} tables.${lacking}`),
        ...examineFreshness(newest, definitions, now, load),
      ];
    } finally {
      await engine.close();
    }
  });
}

export async function examineReaders(options: ShopOptions, definitions: Definitions): Promise<Finding[]> {
  const folder = path.join(options.config, 'recipients');
  const where = {
    none: `${folder} holds no .csv file.`,
    remedy: 'Write who reads which report; examples/sample has one.',
  };
  return examineRecipients(await readRecipientFiles(options.config), definitions, where);
}

async function presentTables(
  definitions: Definitions,
  engine: Engine,
): Promise<{ present: string[]; absent: string[] }> {
  const present: string[] = [];
  const absent: string[] = [];
  for (const table of tablesOfRun(definitions)) {
    const found = await engine.describe(`SELECT * FROM ${tableSource(table, definitions.sources[table])} x`);
    (found === null ? absent : present).push(table);
  }
  return { present, absent };
}

function dueOf(report: Report, definitions: Definitions, now: string) {
  return newestDue(now, report, calendarOf(definitions), definitions.holidays);
}
