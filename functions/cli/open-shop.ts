// Opens a shop for a command: its definitions, its engine and, for mails, its compiled layouts.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Definitions, Report } from '../definitions/definitions.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { suggestName } from '../definitions/nearest.ts';
import { tableSource } from '../facts/relations.ts';
import { readDefinitionFiles } from '../local/definition-files.ts';
import { duckdbEngine } from '../local/duckdb.ts';
import { type Calendar, type Period, periodOfDay, readPeriod, shiftPeriod } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { HOME, type ShopOptions } from './options.ts';

export function openDefinitions(config: string): Definitions {
  const { definitions, problems } = loadDefinitions(readDefinitionFiles(path.join(HOME, 'templates'), config));
  if (!definitions) throw new ProblemError(problems);
  return definitions;
}

export function openEngine(options: ShopOptions, definitions: Definitions): Promise<Engine> {
  const unmapped = Object.values(definitions.tables).filter(({ id }) => !(id in definitions.sources));
  const csvTypes = Object.fromEntries(
    unmapped.map(({ id, columns }) => [
      id,
      { ...Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type])), row_version: 'bigint' },
    ]),
  );
  return duckdbEngine({
    lake: options.lake,
    csvTypes,
    ...(options.memory === undefined ? {} : { memoryLimit: options.memory }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
}

export function calendarOf({ shop }: Definitions): Calendar {
  const { reportingTimeZone, fiscalYearStartMonth } = shop.parameters;
  return { timeZone: reportingTimeZone, fiscalYearStartMonth };
}

/** The texts of the shop's `recipients/*.csv`. */
export async function readRecipientFiles(config: string): Promise<{ file: string; text: string }[]> {
  const folder = path.join(config, 'recipients');
  try {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort();
    return names.map((name) => {
      const file = path.join(folder, name);
      return { file: path.relative(process.cwd(), file), text: readFileSync(file, 'utf8') };
    });
  } catch {
    return [];
  }
}

export function findReport(definitions: Definitions, id: string): Report {
  const report = definitions.reports[id];
  if (report) return report;
  const remedy = suggestName(id, Object.keys(definitions.reports));
  throw new ProblemError({ code: 'UNKNOWN_REPORT', message: `There is no report \`${id}\`.`, remedy });
}

/** A period of the report's grain. */
export function findPeriod(text: string, report: Report, definitions: Definitions): Period {
  const period = parsePeriod(text, definitions);
  if (period.grain === report.grain) return period;
  throw new ProblemError(
    invalidPeriod(`${text} is no ${report.grain}; ${report.id} is made by ${report.grain}.`, exampleOf(report.grain)),
  );
}

export function parsePeriod(text: string, definitions: Definitions): Period {
  const period = readPeriod(text, calendarOf(definitions));
  if (period) return period;
  throw new ProblemError(
    invalidPeriod(`\`${text}\` is no period.`, 'Write 2026-10, 2026-Q4, 2026-10..2026-12 or 2026-YTD-10.'),
  );
}

function invalidPeriod(message: string, remedy: string): Problem {
  return { code: 'INVALID_PERIOD', message, remedy };
}

function exampleOf(grain: Report['grain']): string {
  return grain === 'month' ? 'Write it as 2026-10.' : 'Write it as 2026-Q4.';
}

/** The newest period that `orders` covers to its last day. */
export async function newestPeriod(report: Report, definitions: Definitions, engine: Engine): Promise<Period> {
  const source = `FROM ${tableSource('orders', definitions.sources.orders)} x`;
  const hasOrders = (await engine.describe(`SELECT * ${source}`)) !== null;
  const rows = hasOrders ? (await engine.query({ id: 'newest day', sql: `SELECT max(dt) AS day ${source}` })).rows : [];
  const day = rows[0]?.[0] ?? null;
  if (day === null) {
    const message = 'No orders are there from which the newest period could be taken.';
    throw new ProblemError({ code: 'NO_PERIOD', message, remedy: 'Name the period: --period 2026-10.' });
  }
  const calendar = calendarOf(definitions);
  const period = periodOfDay(day, report.grain, calendar);
  return day >= period.to ? period : shiftPeriod(period, -1, calendar);
}
