// Compiles a fact to one statement for all periods and cuts. The statement only counts and sums: every ratio, comparison
// and score is computed from its cells, so no wrong denominator can hide in SQL.
import { createHash } from 'node:crypto';
import type { Definitions, Fact } from '../definitions/definitions.ts';
import type { Measure } from '../definitions/measure.ts';
import type { Period } from '../periods/period.ts';
import type { Cut } from './cuts.ts';
import { groupingSets, leadingColumns } from './grouping.ts';
import type { Reach } from './partition-range.ts';
import { PERIOD_COLUMNS } from './period-columns.ts';
import { periodLiterals } from './period-rows.ts';
import { indent, type PresentTables, type Quarantine, reachedTables, relationCtes } from './relations.ts';
import { readSql } from './sql-text.ts';

export type CompileInput = {
  definitions: Definitions;
  present: PresentTables;
  periods: Period[];
  cuts: Cut[];
  reach: Reach;
  /** Periods for which the large dimensions are cut too; all where absent. */
  detailPeriods?: string[];
  /** Rows that are left out; none where absent. */
  quarantine?: Quarantine;
};

export type Statement = {
  fact: string;
  sql: string;
  /** SHA-256 of the text. */
  hash: string;
  /** Measures in the order of their columns, after period, cut, member and stratum. */
  measures: string[];
};

/** A statement, or the absent table for which the fact has no figures at all. */
export function compileFact(fact: Fact, input: CompileInput): Statement | { fact: string; absentTable: string } {
  const tables = reachedTables(fact.rows, input.definitions);
  const absent = tables.filter((table) => !(table in input.present));
  const needed = absent.find((table) => !(table in fact.optional));
  if (needed !== undefined) return { fact: fact.id, absentTable: needed };
  const lost = absent.flatMap((table) => fact.optional[table] ?? []);
  const measures = Object.keys(fact.measures).filter((name) => !lost.includes(name));
  // A fact all of whose measures an absent table takes along has nothing to ask for.
  if (measures.length === 0 && absent[0] !== undefined) return { fact: fact.id, absentTable: absent[0] };
  const sql = assemble(fact, measures, input);
  return { fact: fact.id, sql, hash: createHash('sha256').update(sql).digest('hex'), measures };
}

function assemble(fact: Fact, measures: string[], input: CompileInput): string {
  const { lookbackDays } = input.reach;
  const clocks = Object.fromEntries(
    Object.entries(fact.clocks).map(([name, clock]) => [name, clockCondition(clock, fact.born, lookbackDays)]),
  );
  const used = [...new Set(measures.map((name) => fact.measures[name]?.clock as string))];
  const joined = `fact JOIN periods ON ${used.map((clock) => `(${clocks[clock]})`).join(' OR ')}`;
  const columns = measures.map((name) => {
    const measure = fact.measures[name] as Measure & { clock: string };
    const own = used.length > 1 ? `(${clocks[measure.clock]})` : null;
    return `${aggregate(measure, own)} AS "${name}"`;
  });
  const { ctes, select } = fact.per
    ? perScope(fact.per, input.cuts, joined, columns)
    : { ctes: [], select: direct(input.cuts, joined, columns) };
  const body = withParameters(select, input);
  const periods = periodsCte(input.periods, lookbackDays, `${fact.rows} ${joined} ${body} ${ctes.join(' ')}`);
  const relations = relationCtes(
    fact.rows,
    input.definitions,
    input.present,
    input.periods,
    input.reach,
    input.quarantine,
  );
  const all = [periods, ...relations, `fact AS (\n${indent(fact.rows)})`, ...ctes];
  const whole = `WITH ${withParameters(all.join(',\n'), input)}\n${body}`;
  return limitLargeCuts(whole, fact, input);
}

function direct(cuts: Cut[], joined: string, columns: string[]): string {
  const leading = ['period', ...leadingColumns(cuts)];
  return `SELECT ${[...leading, ...columns].join(',\n  ')}\nFROM ${joined}\nGROUP BY ${groupingSets(cuts, [])}`;
}

/** Adds up inside each scope and key first. Keys get names of their own, since a key may be a dimension too. */
function perScope(
  per: NonNullable<Fact['per']>,
  cuts: Cut[],
  joined: string,
  columns: string[],
): { ctes: string[]; select: string } {
  const keys = per.keys.map((key, index) => ({ key, column: `per_key_${index + 1}` }));
  const source = `(SELECT f.*, ${keys.map(({ key, column }) => `f.${key} AS ${column}`).join(', ')} FROM fact f)`;
  const inner = [
    'period',
    ...leadingColumns(cuts),
    ...keys.map(({ key, column }) => `${column} AS ${key}`),
    ...Object.entries(per.sums).map(([name, sum]) => `${sum} AS ${name}`),
  ];
  const from = joined.replace(/^fact\b/, `${source} keyed`);
  const sets = groupingSets(
    cuts,
    keys.map(({ column }) => column),
  );
  return {
    ctes: [`scoped AS (\n  SELECT ${inner.join(',\n    ')}\n  FROM ${from}\n  GROUP BY ${sets})`],
    select: `SELECT period, cut, member, stratum,\n  ${columns.join(',\n  ')}\nFROM scoped\nGROUP BY period, cut, member, stratum`,
  };
}

/** When a row counts for a period. A column clock also counts only within the look-back of the row's birth. */
export function clockCondition(clock: string, born: string | null, lookbackDays: number): string {
  const text = clock.trim();
  if (!/^[a-z_][a-z0-9_]*$/i.test(text) || text === 'true') return text.replace(/\s+/g, ' ');
  if (text === 'dt') return 'dt >= first_day AND dt <= last_day';
  const within = `${text} >= starts_at AND ${text} < ends_at`;
  return born === null ? within : `${within} AND ${text} < CAST(${born} AS DATE) + INTERVAL '${lookbackDays}' DAY`;
}

function aggregate({ aggregate, of, width, weight, where }: Measure, clock: string | null): string {
  // map_agg leaves NULL keys out by itself, and DuckDB's stand-in for it takes no FILTER.
  if (weight !== null) return `json_format(CAST(map_agg(${of} - ${of} % ${width}, ${weight}) AS JSON))`;
  const present = aggregate === 'histogram' ? `${of} IS NOT NULL` : null;
  const conditions = [clock, where === null ? null : `(${where})`, present].filter((part) => part !== null);
  const filter = conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(' AND ')})` : '';
  if (aggregate === 'histogram') {
    return `json_format(CAST(histogram(${of} - ${of} % ${width})${filter} AS JSON))`;
  }
  if (aggregate === 'count_distinct') return `count(DISTINCT ${of})${filter}`;
  return `${aggregate}(${of})${filter}`;
}

/** The VALUES table of periods, with those columns only that the rest of the statement uses. */
function periodsCte(periods: Period[], lookbackDays: number, rest: string): string {
  const words = new Set(readSql(rest).map(({ text }) => text));
  const columns = PERIOD_COLUMNS.filter((column) => words.has(column));
  const rows = periods.map((period) => {
    const literals = periodLiterals(period, lookbackDays);
    return `  (${[`'${period.id}'`, ...columns.map((column) => literals[column])].join(', ')})`;
  });
  return `periods (${['period', ...columns].join(', ')}) AS (VALUES\n${rows.join(',\n')})`;
}

/** Nobody reads a trend of each product: large dimensions are returned for the periods that need them. */
function limitLargeCuts(sql: string, { large }: Fact, { cuts, detailPeriods, periods }: CompileInput): string {
  const names = large.filter((dimension) => cuts.some((cut) => cut.dimension === dimension));
  if (!detailPeriods || names.length === 0 || periods.every(({ id }) => detailPeriods.includes(id))) return sql;
  const quoted = (list: string[]) => list.map((text) => `'${text}'`).join(', ');
  const stratified = cuts.filter(({ dimension, stratum }) => stratum !== null && names.includes(dimension ?? ''));
  const cutNames = [...names, ...stratified.map(({ dimension, stratum }) => `${dimension}*${stratum}`)];
  const kept = detailPeriods.length > 0 ? ` OR period IN (${quoted(detailPeriods)})` : '';
  return `SELECT * FROM (\n${indent(sql)}\n) cells WHERE cut NOT IN (${quoted(cutNames)})${kept}`;
}

/** A text without its `$parameters`; which there are, the lint of portable SQL says. */
export function withParameters(sql: string, { definitions }: { definitions: Pick<Definitions, 'shop'> }): string {
  const { lookbackDays, returnWindowDays, agedDays, countToleranceUnits, baseCurrency } = definitions.shop.parameters;
  const values: Record<string, number | string> = {
    lookback_days: lookbackDays,
    return_window_days: returnWindowDays,
    aged_days: agedDays,
    count_tolerance_units: countToleranceUnits,
    base_currency: baseCurrency,
  };
  return sql.replace(/\$([a-z_]+)/g, (whole, name: string) => String(values[name] ?? whole));
}
