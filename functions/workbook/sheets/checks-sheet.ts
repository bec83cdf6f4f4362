// What was read, and what the checks of it said. Examples of rows are left out: in a table of people they would name one.
import { sayFound, tableName } from '../../email/check-words.ts';
import { beginSentence, cleanName, cleanWhole } from '../../email/words.ts';
import type { Snapshot } from '../../snapshot/shape.ts';
import type { WorkbookEdition } from '../edition.ts';
import { day, number, type Sheet, type SheetCell, type Tone, text } from '../sheet.ts';

type Check = Snapshot['checks'][number];

const TONES: Record<Check['outcome'], Tone> = {
  ok: 'ok',
  provisional: 'watch',
  excluded: 'watch',
  held: 'off',
  accepted: 'watch',
  reported: 'mut',
};

export function checksSheet({ snapshot, locale, words }: WorkbookEdition): Sheet {
  const { columns, sheets } = words;
  return {
    name: sheets.checks,
    above: [],
    columns: [
      { title: columns.table },
      { title: columns.check },
      { title: columns.outcome },
      { title: columns.finding, wide: true },
      { title: columns.rows },
      { title: columns.since },
      { title: columns.final_on },
      { title: columns.accepted_by },
      { title: columns.reason, wide: true },
    ],
    rows: snapshot.checks.map((check): SheetCell[] => {
      const { id, table, subject = null, outcome, found = {}, rows, since, finalOn, accepted } = check;
      const { example: _, ...told } = found;
      const said = outcome === 'ok' ? subject : (sayFound({ check: id, subject }, told, locale) ?? subject);
      return [
        text(beginSentence(tableName(table, locale))),
        text(beginSentence(locale.checks[id].name)),
        text(outcome === 'ok' ? words.passed : locale.figures.outcomes[outcome], { tone: TONES[outcome] }),
        text(said),
        number(rows, '#,##0'),
        day(since),
        day(finalOn),
        text(accepted && cleanName(accepted.by)),
        text(accepted && cleanWhole(accepted.reason)),
      ];
    }),
    frozen: 2,
  };
}

/** Which tables were read, up to which day. */
export function sourcesSheet({ snapshot, locale, words }: WorkbookEdition): Sheet {
  const { columns, sheets } = words;
  return {
    name: sheets.sources,
    above: [],
    columns: [
      { title: columns.table },
      { title: columns.id },
      { title: columns.outcome },
      { title: columns.rows },
      { title: columns.fresh_to },
    ],
    rows: snapshot.sources.map(({ table, status, rows, freshTo }) => [
      text(beginSentence(tableName(table, locale))),
      text(table),
      text(words.sources[status], status === 'ok' ? {} : { tone: 'mut' }),
      number(rows, '#,##0'),
      freshTo !== null && /^\d{4}-\d\d-\d\d$/.test(freshTo) ? day(freshTo) : text(freshTo),
    ]),
    frozen: 1,
  };
}
