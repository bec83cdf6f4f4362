// How `check` shows what it found: a line a table with what was found below it, how to go on, and one line that counts.
import pc from 'picocolors';
import { cleanName, cleanText } from '../email/words.ts';
import { columnsOf, wrapText } from '../email/wrap.ts';
import { formatProblem } from '../problem.ts';
import {
  type CheckOutcome,
  type CheckReport,
  countChecks,
  gravestOf,
  type ShownCheck,
  type TableChecks,
} from '../run/describe-checks.ts';
import { goOnText } from '../run/go-on.ts';
import { alignColumns } from './format.ts';

/** A finding that would make its line longer stands below it. */
const LONGEST_LINE = 100;
const LABEL_COLUMNS = 18;

const MARKS: Record<CheckOutcome, { glyph: string; paint(text: string): string }> = {
  ok: { glyph: '✓', paint: pc.green },
  reported: { glyph: '·', paint: pc.dim },
  accepted: { glyph: '✓', paint: pc.yellow },
  excluded: { glyph: '–', paint: pc.yellow },
  provisional: { glyph: '†', paint: pc.yellow },
  held: { glyph: '✗', paint: pc.red },
};

/** `command`: the run that is checked for, as somebody would start it. */
export function checksText(report: CheckReport, shop: string, command: string): string {
  const { tables, checks, readers, outcome } = report;
  const shown = tables.filter((one) => one.status !== 'absent' || one.checks > 0);
  const absent = tables.filter((one) => !shown.includes(one)).map(({ table }) => table);
  return [
    pc.bold([shop, report.report, report.period, `scheduled ${report.asOf}`].join(' · ')),
    '',
    ...tablesText(shown, checks),
    ...(absent.length === 0 ? [] : ['', `Not in the lake: ${absent.join(', ')}.`]),
    ...readers.map((problem) => `\n${formatProblem(problem)}`),
    '',
    ...(outcome === 'held' ? [goOnText(command, checks), ''] : []),
    summaryText(report, shown.length),
  ].join('\n');
}

function tablesText(tables: TableChecks[], checks: ShownCheck[]): string[] {
  const [head = '', ...lines] = alignColumns(
    [['table', 'rows in period', 'newest day', 'passed'], ...tables.map(cellsOf)],
    [1, 3],
  );
  return [
    pc.bold(`    ${head}`),
    ...tables.flatMap((table, at) => {
      const { glyph, paint } = MARKS[table.outcome];
      const found = checks.filter((one) => one.table === table.table && one.outcome !== 'ok');
      return [`  ${paint(glyph)} ${lines[at]}  ${paint(stateOf(table))}`, ...found.flatMap(findingText)];
    }),
  ];
}

function cellsOf({ table, rows, newestDay, passed, checks }: TableChecks): string[] {
  const count = rows === null ? '–' : new Intl.NumberFormat('en').format(rows);
  return [cleanName(table), count, newestDay ?? '–', `${passed} of ${checks}`];
}

function stateOf({ status, outcome }: TableChecks): string {
  return status === 'ok' || outcome === 'held' ? outcome : status;
}

/** `✗ days_present  held  no rows on 1 day: 2026-10-14` and below it what it is about and how to go on. */
function findingText(check: ShownCheck): string[] {
  const { id, outcome, detail, since, finalOn, accepted, owner, remedy, accept, kpis = [] } = check;
  const { glyph, paint } = MARKS[outcome];
  const head = `      ${glyph} ${id}  ${outcome}`;
  const found = cleanText(detail ?? '');
  const isLong = columnsOf(`${head}  ${found}`) > LONGEST_LINE;
  const facts: [string, string | null][] = [
    ['found', isLong ? found : null],
    ['since', since ?? null],
    ['final', finalOn ?? null],
    ['accepted', accepted ? `by ${cleanName(accepted.by)}: ${cleanText(accepted.reason)}` : null],
    ['concerns', kpis.length === 0 ? null : countOf(kpis.length, 'KPI')],
    ['owner', owner === undefined || owner === '' ? null : owner],
    ['remedy', remedy ?? null],
    ['as it is', accept ?? null],
  ];
  return [
    paint(head) + (isLong ? '' : `  ${found}`),
    ...facts.flatMap(([name, text]) => (text === null ? [] : [`        ${name.padEnd(8)}  ${wrapped(text)}`])),
  ];
}

function wrapped(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapText(line))
    .join(`\n${' '.repeat(LABEL_COLUMNS)}`);
}

/** `31 tables, 412 checks: 409 ok, 2 excluded, 1 held — a run would be held` */
function summaryText({ checks, outcome, waitHours, readers, isWhole }: CheckReport, tables: number): string {
  const counts = countChecks(checks);
  const parts = Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const waits = waitHours === 0 ? '' : `, a scheduled one after ${countOf(waitHours, 'hour')} of waiting`;
  const lists = readers.length === 0 ? '' : `, ${countOf(readers.length, 'problem')} of recipients`;
  const asked = isWhole ? '' : ', as far as these tables go';
  const end = outcome === 'held' ? `a run would be held${waits}` : `a run would go on${goesOnWith(checks)}${asked}`;
  const paint = outcome === 'held' ? pc.red : pc.green;
  return `${countOf(tables, 'table')}, ${countOf(all, 'check')}: ${parts.join(', ')}${lists} — ${paint(end)}`;
}

function goesOnWith(checks: ShownCheck[]): string {
  return gravestOf(checks) === 'provisional' ? ' with provisional figures' : '';
}

function countOf(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
