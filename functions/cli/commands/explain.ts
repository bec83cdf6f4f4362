// `scorecard explain <kpi>`: where a figure comes from, down to the sums, the SQL that made them, the files that it read and
// what the checks say of these; and whether it is still what was published.
import path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import type { Definitions, Kpi } from '../../definitions/definitions.ts';
import { suggestName } from '../../definitions/nearest.ts';
import { type Subject, WHOLE_SHOP } from '../../kpis/subject.ts';
import { folderStore } from '../../local/folder.ts';
import { memoryStore } from '../../local/memory-store.ts';
import { scheduledAfter } from '../../periods/schedule.ts';
import { formatPlace, ProblemError } from '../../problem.ts';
import { type Explained, explainKpi } from '../../run/explain-kpi.ts';
import { exitWith } from '../exit-with.ts';
import { doubtsText, publishedText, tablesText } from '../explain-text.ts';
import { calendarOf, findReport, openDefinitions, openEngine, parsePeriod } from '../open-shop.ts';
import { type ShopOptions, shopOptions } from '../options.ts';
import { print } from '../streams.ts';

type ExplainOptions = ShopOptions & { report: string; period: string; member?: string };

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('where a figure comes from: definition, sums, SQL, tables and their checks')
    .argument('<kpi>', 'its id, e.g. on_time_delivery_rate')
    .requiredOption('--period <id>', '2026-10, 2026-Q4, 2026-10..2026-12 or 2026-YTD-10')
    .addOption(new Option('--member <dimension=member>', 'of one member, e.g. carrier=YTO'))
    .addOption(new Option('--report <id>', 'as which report checks and reads it').default('monthly-executive'));
  for (const option of shopOptions()) command.addOption(option);
  return command.action((kpi: string, options: ExplainOptions) => exitWith(options, () => explain(kpi, options)));
}

async function explain(id: string, options: ExplainOptions): Promise<number> {
  const definitions = openDefinitions(options.config);
  const kpi = findKpi(definitions, id);
  const subject = findSubject(kpi, options.member);
  const period = parsePeriod(options.period, definitions);
  const report = findReport(definitions, options.report);
  const engine = await openEngine(options, definitions);
  try {
    const asOf = scheduledAfter(period, report.schedule, definitions.holidays);
    const checked = { report, store: folderStore(path.resolve(options.out)) };
    const input = { definitions, calendar: calendarOf(definitions), kpi, subject, period, asOf, checked };
    const explained = await explainKpi(input, { engine, store: memoryStore() });
    print(options.json ? JSON.stringify(explained, null, 1) : explainedText(explained, kpi, definitions));
    return 0;
  } finally {
    await engine.close();
  }
}

function findKpi(definitions: Definitions, id: string): Kpi {
  const kpi = definitions.kpis[id];
  if (kpi) return kpi;
  const remedy = suggestName(id, Object.keys(definitions.kpis));
  throw new ProblemError({ code: 'USAGE', message: `There is no KPI \`${id}\`.`, remedy });
}

function findSubject(kpi: Kpi, text: string | undefined): Subject {
  if (text === undefined) return WHOLE_SHOP;
  const [dimension = '', ...rest] = text.split('=');
  const slice = kpi.slices.find((candidate) => candidate.dimension === dimension);
  if (slice && rest.length > 0) return { dimension, column: slice.column, member: rest.join('=') };
  const known = kpi.slices.map((candidate) => candidate.dimension);
  throw new ProblemError({
    code: 'USAGE',
    message: `${kpi.id} is not sliced by \`${dimension}\`.`,
    remedy: `Write --member dimension=member. ${suggestName(dimension, known)}`,
  });
}

function explainedText(explained: Explained, kpi: Kpi, definitions: Definitions): string {
  const { period, subject, sums, statements } = explained;
  const place = definitions.places[`kpis/${kpi.id}`];
  const who = subject.dimension === null ? 'the whole shop' : `${subject.dimension} ${subject.member}`;
  const width = Math.max(...sums.map(({ measure }) => measure.length), 0);
  return [
    pc.bold(`${Object.values(kpi.name).join(' · ')} (${kpi.id})`),
    `${period.id}, ${period.from} to ${period.to} ${period.timeZone} = [${period.startsAt}, ${period.endsAt}), ${who}`,
    '',
    pc.bold('Definition') + (place ? `  ${formatPlace(place)}` : ''),
    ...explained.definition.map(([name, text]) => `  ${name.padEnd(12)} ${text}`),
    '',
    pc.bold('Sums'),
    ...sums.map(
      (sum) => `  ${sum.measure.padEnd(width)} = ${sum.value ?? 'none'}  [${sum.period}]  ${pc.dim(sum.definition)}`,
    ),
    '',
    pc.bold('Value'),
    `  ${valueText(explained)}`,
    ...(explained.sample === null ? [] : [`  sample ${explained.sample}`]),
    ...(explained.notes.length === 0 ? [] : [`  notes: ${explained.notes.join(', ')}`]),
    ...doubtsText(explained),
    ...publishedText(explained),
    ...personText(explained),
    ...tablesText(explained),
    ...statements.flatMap(({ fact, sql, hash, tables, where }) => [
      '',
      pc.bold(`SQL of fact ${fact}`) + pc.dim(`  the row with ${where}`),
      pc.dim(`  reads ${(tables ?? []).join(', ')}; SHA-256 ${hash}`),
      sql,
    ]),
  ].join('\n');
}

/** How the value is scored on the card of a person's role. */
function personText({ person }: Explained): string[] {
  if (person === null) return [];
  const { interval, verdict, band, peers } = person;
  const steps = person.steps.map(({ name, text }) => `  ${name.padEnd(9)} ${text}`);
  const compared = peers === null ? 'too few of this role to compare' : `${peers} of this role`;
  const share = person.effectiveWeight === null ? '' : `, effective ${person.effectiveWeight}`;
  return [
    '',
    pc.bold(`On the card ${person.scorecard}`) + pc.dim(`  scored over ${person.period}`),
    ...steps,
    ...(interval === null
      ? []
      : [`  interval  ${interval.low.toFixed(6)} to ${interval.high.toFixed(6)}${verdict ? `: ${verdict}` : ''}`]),
    `  peers     ${compared}${band ? `: ${band}` : ''}`,
    `  weight    ${person.weight}${share}`,
    `  points    ${person.points ?? 'none'}`,
    ...(person.notes.length === 0 ? [] : [`  notes     ${person.notes.join(', ')}`]),
    ...(person.reason === null ? [] : [`  total     none: ${person.reason}`]),
    ...person.records.flatMap(({ fact, sql }) => ['', pc.bold(`SQL of their own records in ${fact}`), sql]),
  ];
}

function valueText({ numerator, denominator, factor, value, exact }: Explained): string {
  const times = factor === '1' ? '' : ` × ${factor}`;
  if (value === null) return `none${denominator === null ? '' : ` (${numerator} / ${denominator})`}`;
  if (numerator === null) return value;
  return denominator === null
    ? `${numerator}${times} = ${value}`
    : `${numerator} / ${denominator}${times} = ${value}  (exactly ${exact})`;
}
