// The text/plain part of a team's mail: the same sections in the same order with the same numbers as the HTML.
import type { Locale } from '../../definitions/locale.ts';
import { writeFooter } from '../text.ts';
import { heading, INDENT, joinBlocks, ROW } from '../text-lines.ts';
import { fill } from '../words.ts';
import type { TeamRow, TeamTable } from './team-table.ts';
import type { TeamView } from './team-view.ts';

export function writeTeamText(view: TeamView, locale: Locale): string {
  const { header, waiting, table, plans, confirm, shortened } = view;
  return joinBlocks([
    [header.shop, `${header.title}${header.separator}${header.period}`],
    [header.headline],
    header.notes,
    heading(
      waiting.title,
      waiting.lines.map(({ text }) => text),
    ),
    heading(table.title, [table.note]),
    ...table.teams.flatMap((team) => writeTeam(team, view, locale)),
    ...(plans === null
      ? []
      : [
          heading(
            plans.title,
            plans.items.flatMap(({ head, state, text }) => [
              `${ROW}${head} – ${state}`,
              ...(text === null ? [] : [ROW + INDENT + text]),
            ]),
          ),
        ]),
    heading(confirm.title, confirm.paragraphs),
    ...(shortened === null ? [] : [[shortened]]),
    writeFooter(view, locale),
  ]);
}

function writeTeam({ heading: own, groups, summary }: TeamTable, view: TeamView, locale: Locale): string[][] {
  return [
    ...(own === null && summary === null ? [] : [[own, summary].filter((line) => line !== null)]),
    ...groups.map(({ band, count, rows, folded }) => [
      `${band} · ${count}`,
      ...rows.flatMap((row) => writeRow(row, view, locale)),
      ...(folded === null ? [] : [folded]),
    ]),
  ];
}

function writeRow(row: TeamRow, { table: { columns } }: TeamView, locale: Locale): string[] {
  const score = [columns.score, row.score, row.grade].filter((part) => part !== null).join(' ');
  const open = [row.open, row.contested].filter((part) => part !== null);
  const line = fill(locale.people.plain.member, {
    name: row.name,
    about: row.sub,
    score,
    change: `${columns.change} ${row.change}`,
    open: `${columns.open} ${open.join(locale.mail.header.separator)}`,
  });
  return [ROW + line, ...(row.off === null ? [] : [ROW + INDENT + row.off])];
}
