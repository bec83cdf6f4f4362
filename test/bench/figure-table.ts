// The figures of one size: what the ratios are made of, where the time goes, and the rates.
import { count, table, threeOf, times } from './markdown.ts';
import { READERS } from './plan.ts';
import { countOf, type Size, spread, spreadOf } from './results.ts';

const NAMES: [string, string][] = [
  ['ours month', 'queries of one month'],
  ['single month', '… one statement a KPI and slice'],
  ['plain month', '… reading their columns once'],
  ['ours monthly', 'queries of a monthly run'],
  ['ours monthly 2GB', '… engine held to 2 GB'],
  ['single monthly', '… one statement a KPI and slice'],
  ['plain monthly', '… reading their columns once'],
  ['ours first', 'queries of a first run'],
  ['ours first 2GB', '… engine held to 2 GB'],
  ['run monthly', 'whole monthly run'],
  ['memory monthly', '… with the heap looked at (no timing)'],
  ['outbox', `… with ${count(READERS)} mails`],
  ['run first', 'whole first run'],
];

export function sizeText(orders: number, size: Size): string {
  const { tables, from, until } = size.lake;
  const rows = tables.map(({ table: name, rows }) => `${name} ${count(rows)}`).join(', ');
  const lake = `Rows: ${rows}; ${from} to ${until}, one Parquet file a table and day.`;
  return [`### ${count(orders)} orders`, lake, figureTable(size), restText(size)].join('\n\n');
}

function figureTable(size: Size): string {
  const rows = NAMES.map(([name, says]) => [
    says,
    count(countOf(size, name, 'statements')),
    count(countOf(size, name, 'rows')),
    threeOf(spread(size, name, ({ seconds }) => seconds)),
    spread(size, name, ({ cpuSeconds }) => cpuSeconds).median.toFixed(1),
    spread(size, name, ({ memory }) => memory.peakMb).median.toFixed(0),
    spread(size, name, ({ memory }) => memory.heapMb).median.toFixed(0),
    spread(size, name, ({ memory }) => memory.engineMb).median.toFixed(0),
  ]);
  const header = ['', 'statements', 'rows', 'seconds: median (least–most)', 'processor s', 'peak RSS MB', 'heap MB'];
  return table([...header, 'engine MB'], rows);
}

function restText(size: Size): string {
  const part = (name: string, which: string) => spread(size, name, ({ parts }) => parts[which] ?? 0).median;
  const partsOf = (name: string) =>
    Object.keys(size.measured.get(name)?.[0]?.parts ?? {})
      .filter((which) => part(name, which) >= 0.005)
      .map((which) => `${which} ${part(name, which).toFixed(2)}`)
      .join(', ');
  const published = countOf(size, 'figures', 'periods');
  const figures = spreadOf((size.measured.get('figures') ?? []).flatMap(({ parts }) => Object.values(parts))).median;
  const rate = (name: string, which: string) => times(READERS / part(name, which));
  return [
    `- Statements, seconds: monthly run: ${partsOf('ours monthly')}; first run: ${partsOf('ours first')}.`,
    `- Steps, seconds: monthly run: ${partsOf('run monthly')}; first run: ${partsOf('run first')}.`,
    `- Evaluation, scores and snapshots without I/O: ${figures.toFixed(2)} s for ${published} periods, ${times(published / figures)} periods a second.`,
    `- Mails: rendering ${part('mails', 'render en').toFixed(3)} s (en), ${part('mails', 'render zh-CN').toFixed(3)} s (zh-CN), once a language; MIME ${rate('mails', 'mime')} mails a second; claimed, put into the outbox, recorded and journalled ${rate('outbox', 'deliver')} a second.`,
    `- JavaScript heap at the end of a monthly run: ${spread(size, 'memory monthly', ({ memory }) => memory.heapAtEndMb).median.toFixed(0)} MB.`,
  ].join('\n');
}
