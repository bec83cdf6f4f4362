// How `kpis` shows the catalogue: a line a KPI under its family, and one KPI in full.
import pc from 'picocolors';
import type { TargetValues } from '../definitions/definitions.ts';
import type { Locale } from '../definitions/locale.ts';
import { columnsOf, wrapText } from '../email/wrap.ts';
import type { KpiDescription } from '../kpis/describe.ts';
import { formatPlace, type Place } from '../problem.ts';
import { COVERED_MONTHS, type KpiCoverage } from '../run/kpi-coverage.ts';
import { alignColumns } from './format.ts';

/** `coverage` is null where there is no lake yet. */
export type ShownKpi = KpiDescription & { place: Place | null; coverage: KpiCoverage | null };

const LONGEST_NAME = 24;
/** Beside it stand the 72 columns of a wrapped text. */
const WIDEST_LABEL = 24;
const ARROWS = { up: '↑', down: '↓', band: '↕', info: '·' };
const DIRECTIONS = {
  up: 'higher is better',
  down: 'lower is better',
  band: 'best inside a band',
  info: 'for information',
};

export function kpisText(kpis: ShownKpi[], locale: Locale): string {
  const own = [...new Set(kpis.map(({ family }) => family))];
  // A shop's own families come after those that the language lists.
  const families = [...Object.keys(locale.families).filter((family) => own.includes(family)), ...own];
  const row = (kpi: ShownKpi) => [
    `  ${kpi.id}`,
    shorten(nameIn(kpi, locale)),
    `${ARROWS[kpi.better]} ${kpi.unit}`,
    kpi.cards.length === 0 ? '–' : String(kpi.cards.length),
    coverageText(kpi.coverage),
  ];
  const grouped = [...new Set(families)].map((family) => ({ family, of: kpis.filter((kpi) => kpi.family === family) }));
  const [head = '', ...lines] = alignColumns(
    [['  KPI', 'name', 'unit', 'cards', 'data'], ...grouped.flatMap(({ of }) => of.map(row))],
    [3],
  );
  const missing = kpis.filter(({ coverage }) => coverage !== null && coverage.state !== 'available').length;
  return [
    pc.bold(head),
    ...grouped.flatMap(({ family, of }) => [
      '',
      pc.bold(locale.families[family] ?? family),
      ...lines.splice(0, of.length),
    ]),
    '',
    `${kpis.length} KPIs${missing === 0 ? '' : `, ${missing} without data`}.`,
    `data: in how many of the newest ${COVERED_MONTHS} months its tables have rows.`,
    'One of them in full: npx scorecard kpis <KPI>',
  ].join('\n');
}

export function kpiText(kpi: ShownKpi, locale: Locale): string {
  const definition = kpi.definition[locale.locale] ?? kpi.definition.en;
  const owner = kpi.owner[locale.locale] ?? kpi.owner.en;
  const names = [...new Set([nameIn(kpi, locale), ...Object.values(kpi.name)])];
  const least = kpi.minSample === 'covered_days' ? 'enough days of the period' : String(kpi.minSample);
  return [
    pc.bold(`${names.join(' · ')} (${kpi.id})`) + (kpi.place ? pc.dim(`  ${formatPlace(kpi.place)}`) : ''),
    ...(definition === undefined ? [] : ['', ...wrapText(definition)]),
    '',
    ...alignColumns([
      ['  unit', `${kpi.unit}, ${DIRECTIONS[kpi.better]}, ${kpi.decimals} decimals`],
      ['  months', `relate by ${kpi.rollup}`],
      ['  scored from', `a sample of ${least}`],
      ['  final after', kpi.maturityDays === 0 ? 'the end of the period' : `${kpi.maturityDays} days`],
      ...(kpi.target === null ? [] : [['  target', targetText(kpi.target)]]),
      ['  source', kpi.source ?? 'not given'],
      ['  owner', owner ?? 'not given'],
    ]),
    ...section('Formula', kpi.formula),
    ...section(
      'Measures',
      kpi.measures.map(({ measure, definition: text }) => [measure, text]),
    ),
    ...section('Slices', sliceRows(kpi)),
    ...section('Cards', [
      ...kpi.cards.map(cardRow),
      ...kpi.shownOn.map((scorecard): [string, string] => [scorecard, 'shown, not scored']),
    ]),
    '',
    `${pc.bold('Data')}  ${coverageText(kpi.coverage)}`,
    ...alignColumns((kpi.coverage?.tables ?? []).map(tableRow), [1]),
  ].join('\n');
}

/** Texts beside their labels, or below them where both would not fit into 100 columns. */
function section(title: string, rows: [string, string][]): string[] {
  if (rows.length === 0) return [];
  const widest = Math.max(...rows.map(([label]) => columnsOf(label)));
  const isNarrow = widest <= WIDEST_LABEL;
  const indent = ' '.repeat(isNarrow ? widest + 4 : 4);
  const lines = rows.flatMap(([label, text]) => {
    const below = wrapText(text).map((line) => indent + line);
    const beside = isNarrow ? below.shift()?.trimStart() : undefined;
    const gap = ' '.repeat(Math.max(0, widest - columnsOf(label)));
    return [beside === undefined ? `  ${label}` : `  ${label}${gap}  ${beside}`, ...below];
  });
  return ['', pc.bold(title), ...lines];
}

/** Those that are computed as the whole stand in one line. */
function sliceRows({ slices }: KpiDescription): [string, string][] {
  const isPlain = (slice: KpiDescription['slices'][number]) => slice.formula === null && slice.stratum === null;
  const plain = slices.filter(isPlain).map(({ dimension }) => dimension);
  const others = slices
    .filter((slice) => !isPlain(slice))
    .map(({ dimension, formula, stratum }): [string, string] => {
      const otherwise = (formula ?? []).map(([name, text]) => `${name} ${text}`).join(', ');
      return [dimension, [otherwise, stratum === null ? '' : `adjusted by ${stratum}`].filter(Boolean).join('; ')];
    });
  return plain.length === 0 ? others : [['by', plain.join(', ')], ...others];
}

function cardRow({ scorecard, weight, windowMonths, target }: KpiDescription['cards'][number]): [string, string] {
  const parts = [
    `${weight} of 100`,
    windowMonths === 1 ? '' : `over ${windowMonths} months`,
    target === null ? '' : targetText(target),
  ];
  return [scorecard, parts.filter(Boolean).join(', ')];
}

function tableRow({ table, rows, firstDay, lastDay, months }: KpiCoverage['tables'][number]): string[] {
  const days = firstDay === null ? 'read whole' : `${firstDay} to ${lastDay}, ${months} of ${COVERED_MONTHS} months`;
  return [`  ${table}`, `${rows} rows`, days];
}

function coverageText(coverage: KpiCoverage | null): string {
  if (coverage === null) return 'no lake';
  const { state, lacks, months, since, tables } = coverage;
  if (state === 'missing_table') return `no ${lacks}`;
  if (state === 'no_rows') return `no rows in ${lacks}`;
  if (months === null) return `${Math.min(...tables.map(({ rows }) => rows))} rows`;
  return `${months}/${COVERED_MONTHS} since ${since}`;
}

function targetText({ target, floor, stretch, bandLow, bandHigh }: TargetValues): string {
  const parts = { target, floor, stretch, 'band from': bandLow, to: bandHigh };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
    .join(', ');
}

function nameIn(kpi: ShownKpi, { locale, kpis }: Locale): string {
  return kpi.name[locale] ?? kpis[kpi.id] ?? kpi.name.en ?? kpi.id;
}

function shorten(name: string): string {
  let short = name;
  for (; columnsOf(short) > LONGEST_NAME - 1; short = short.slice(0, -1));
  return short === name ? name : `${short.trimEnd()}…`;
}
