// What a revision says otherwise, as a terminal shows it: the scores, each figure that moved and why, the tables behind.
import pc from 'picocolors';
import type { Locale } from '../definitions/locale.ts';
import { markStatus } from '../email/edition.ts';
import { formatGap, formatPoints, formatScore, formatValue, parseQuantity } from '../email/numbers.ts';
import { sayReasons } from '../email/reason-words.ts';
import { wrapText } from '../email/wrap.ts';
import type { KpiMove, ScoreMove, SnapshotDiff, TableMove } from '../snapshot/diff-shape.ts';
import { materialOf } from '../snapshot/material.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { alignColumns } from './format.ts';
import { openDefinitions } from './open-shop.ts';
import { DEFAULT_CONFIG } from './options.ts';

const MOST_EXTRA = 6;
const MOST_MEMBERS = 5;
const INDENT = '    ';

/** The command line speaks English, whatever the shop's languages are. */
export function englishOf(): Locale {
  const locale = openDefinitions(DEFAULT_CONFIG).locales.en;
  if (!locale) throw new Error('there is no locale en');
  return locale;
}

/** `all`: also KPIs that are on no card, and members. */
export function diffText(before: Snapshot, after: Snapshot, diff: SnapshotDiff, all: boolean): string {
  const locale = englishOf();
  const { report, period } = after;
  const head = pc.bold(`${report.id} ${period.id}: r${after.revision} against r${before.revision}`);
  const onCard = new Set(
    after.scorecards.flatMap(({ lines, shown = [] }) => [...lines.map(({ kpi }) => kpi), ...shown]),
  );
  const shown = diff.kpis.filter((move) => all || (onCard.has(move.kpi) && isOther(move)));
  const hidden = diff.kpis.length - shown.length;
  const isSame = diff.kpis.length + diff.scores.length === 0;
  return [
    head,
    `  data as of ${minute(after.asOf)} UTC, then ${minute(before.asOf)} UTC`,
    ...(diff.definitions ? ['  definitions have changed between the two'] : []),
    '',
    ...(isSame ? ['No figure differs.'] : []),
    ...titled('Scores', scoreLines(diff.scores, locale)),
    ...titled(
      'Figures',
      shown.flatMap((move) => kpiLines(move, { before, after, locale, all })),
    ),
    ...(hidden === 0 ? [] : [`${hidden} more that are on no card, or of which only members or † differ: --all`, '']),
    ...titled('Rows of the period', tableLines(diff.tables)),
    toldText(diff, after),
  ].join('\n');
}

function isOther({ was, is }: KpiMove): boolean {
  return was?.value !== is?.value || was?.status !== is?.status;
}

function toldText(diff: SnapshotDiff, after: Snapshot): string {
  const material = materialOf(diff, after);
  if (material === null)
    return 'Too little for a mail to readers (0.50 points, another status, or 1 % of an amount of money).';
  const why = [...(material.score ? ['the score'] : []), ...material.kpis];
  return `Enough for a mail to readers: ${why.join(', ')}.`;
}

function titled(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [pc.bold(title), ...lines, ''];
}

function scoreLines(scores: readonly ScoreMove[], locale: Locale): string[] {
  const print = (scored: ScoreMove['was']) => {
    const value = parseQuantity(scored?.score);
    return value === null ? 'not scored' : `${formatScore(value, locale)} ${scored?.grade ?? ''}`.trim();
  };
  const rows = scores.map(({ scorecard, subject, was, is, change }) => {
    const points = parseQuantity(change);
    const name = subject.id === 'all' ? scorecard : `${scorecard} ${subject.name}`;
    return [`  ${name}`, print(was), '→', print(is), points === null ? '' : formatPoints(points, locale)];
  });
  return alignColumns(rows, [1, 4]);
}

type About = { before: Snapshot; after: Snapshot; locale: Locale; all: boolean };

function kpiLines(move: KpiMove, { before, after, locale, all }: About): string[] {
  const kpi = [after, before].flatMap(({ kpis }) => kpis.find(({ id }) => id === move.kpi) ?? [])[0] as SnapshotKpi;
  const language = { locale, currency: after.currency };
  const [was, is] = printBoth(move, kpi, language);
  const change = parseQuantity(move.change);
  const gap = change === null || change.n === 0n ? '' : `  ${formatGap(change, kpi, language)}`;
  const name = kpi.name.en ?? kpi.id;
  const members = all ? memberLines(move, kpi, language) : [];
  return [
    `  ${name}  ${was} → ${is}${gap}`,
    ...wrapText(sayReasons(move.reasons, locale)).map((line) => INDENT + pc.dim(line)),
    ...members,
  ];
}

type Language = { locale: Locale; currency: string };

/** With as many digits as it takes to tell them apart. */
function printBoth({ was, is }: KpiMove, kpi: SnapshotKpi, language: Language): [string, string] {
  const number = (side: KpiMove['was'], extra: number) => {
    const value = parseQuantity(side?.value);
    return value === null ? language.locale.not_available : formatValue(value, kpi, language, extra);
  };
  const print = (side: KpiMove['was'], extra: number) => {
    const text = number(side, extra);
    const mark = side?.notes.includes('provisional') ? ' †' : '';
    return text + mark + (side === null || side.status === 'grey' ? '' : ` ${markStatus(language, side.status).glyph}`);
  };
  let extra = 0;
  while (was?.value !== is?.value && extra < MOST_EXTRA && number(was, extra) === number(is, extra)) extra++;
  return [print(was, extra), print(is, extra)];
}

function memberLines({ members }: KpiMove, kpi: SnapshotKpi, language: Language): string[] {
  const print = (text: string | null) => {
    const value = parseQuantity(text);
    return value === null ? language.locale.not_available : formatValue(value, kpi, language);
  };
  const lines = members.map(
    ({ dimension, member, was, is }) => `${INDENT}${dimension} ${member ?? 'unassigned'}: ${print(was)} → ${print(is)}`,
  );
  const rest = lines.length - MOST_MEMBERS;
  return rest > 0 ? [...lines.slice(0, MOST_MEMBERS), `${INDENT}and ${rest} more: --json`] : lines;
}

function tableLines(tables: readonly TableMove[]): string[] {
  const rows = tables.map(({ table, was, is, late, corrected, removed }) => {
    const parts = [
      ...(late === '0' ? [] : [`${late} came late`]),
      ...(corrected === '0' ? [] : [`${corrected} corrected`]),
      ...(removed === '0' ? [] : [`${removed} gone`]),
    ];
    return [`  ${table}`, was ?? 'none', '→', is ?? 'none', parts.join(', ')];
  });
  return alignColumns(rows, [1, 3]);
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
