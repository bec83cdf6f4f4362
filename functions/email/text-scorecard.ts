// The scorecard as text: a KPI a line, then what is measured and not scored, the year so far, and experiments.
import type { Locale } from '../definitions/locale.ts';
import type { Status } from '../snapshot/shape.ts';
import type { RowChange } from './changes.ts';
import type { ExperimentsSection } from './experiments-section.ts';
import type { OutlookFigure, OutlookSection } from './outlook-section.ts';
import type { ScorecardRow, ScorecardSection } from './scorecard-section.ts';
import type { ShownRow, ShownSection } from './shown-section.ts';
import { INDENT, ROW } from './text-lines.ts';
import { fill } from './words.ts';

export const STATUS_OF_TONE: Readonly<Record<string, Status>> = { ok: 'green', watch: 'amber', off: 'red', na: 'grey' };

export function writeFamilies(card: ScorecardSection, locale: Locale): string[][] {
  return card.families.map((family) => [
    [family.name, family.subScore, family.points].filter((part) => part !== null).join(' · '),
    ...family.rows.flatMap((row) => writeRow(row, locale)),
    ...(family.folded === null ? [] : [family.folded]),
  ]);
}

function writeRow(row: ScorecardRow, locale: Locale): string[] {
  const { plain } = locale;
  const values = {
    tag: plain.tags[STATUS_OF_TONE[row.status.tone] as Status],
    kpi: row.name,
    value: row.actual,
    target: row.target ?? '',
    attainment: row.attainment,
    reason: row.reason ?? '',
    changes: writeChanges(row.changes, locale),
  };
  const pattern = row.reason !== null ? plain.row_unavailable : row.target === null ? plain.row_untargeted : plain.row;
  return [ROW + fill(pattern, values), ...row.flags.map((flag) => ROW + INDENT + flag)];
}

function writeChanges(changes: readonly RowChange[], { plain }: Locale): string {
  return changes
    .map(({ label, value, notes }) => fill(plain.change, { label, value: annotate(value, notes, plain) }))
    .join('');
}

function annotate(text: string, notes: readonly string[], plain: Locale['plain']): string {
  return notes.reduce((noted, note) => fill(plain.annotated, { text: noted, note }), text);
}

export function writeShown(shown: ShownSection, locale: Locale): string[] {
  const rows = shown.rows.map((row) => writeShownRow(row, locale));
  return [shown.title, shown.note, ...rows, shown.folded].filter((line) => line !== null);
}

function writeShownRow({ name, value, note, changes, muted }: ShownRow, locale: Locale): string {
  const { plain } = locale;
  const shown = annotate(value, note === null ? [] : [note], plain);
  return ROW + fill(plain.shown, { kpi: name, value: shown, changes: muted ? '' : writeChanges(changes, locale) });
}

export function writeOutlook({ title, note, columns, rows }: OutlookSection, { plain }: Locale): string[] {
  const write = (label: string, figure: OutlookFigure) =>
    `${label} ${annotate(figure.value, figure.note === null ? [] : [figure.note], plain)}`;
  return [
    title,
    note,
    ...rows.map(
      (row) =>
        ROW +
        fill(plain.outlook, {
          kpi: row.name,
          so_far: write(columns.soFar, row.soFar),
          forecast: write(columns.forecast, row.forecast),
          needed: `${columns.needed} ${row.needed}`,
        }),
    ),
  ];
}

export function writeExperiments({ title, items }: ExperimentsSection, { mail }: Locale): string[] {
  return [title, ...items.map(({ head, body }) => ROW + [head, body].join(mail.preheader.sentence).trimEnd())];
}
