// Every member of every dimension, in rows that belong together: the sheet of sums adds them by their place.
import { dimensionName } from '../../email/slice.ts';
import { beginSentence, cleanName } from '../../email/words.ts';
import type { SnapshotKpi, SnapshotMember } from '../../snapshot/shape.ts';
import { familiesOf, nameCell, notesCell, unitName, type WorkbookEdition } from '../edition.ts';
import { plainFormat, valueFormat } from '../number-format.ts';
import { number, type Sheet, type SheetCell, text } from '../sheet.ts';

/** Members of a KPI in one dimension, and which row of the sheet the first of them is in, from 0 below the headings. */
export type MemberGroup = {
  family: string;
  kpi: SnapshotKpi;
  dimension: string;
  members: SnapshotMember[];
  firstRow: number;
};

export const SUMMED_COLUMNS = { numerator: 7, denominator: 8 } as const;

export function memberGroups(edition: WorkbookEdition): MemberGroup[] {
  let firstRow = 0;
  return familiesOf(edition).flatMap(({ name, kpis }) =>
    kpis.flatMap((kpi) =>
      Object.entries(kpi.members).map(([dimension, members]) => {
        const group = { family: name, kpi, dimension, members, firstRow };
        firstRow += members.length;
        return group;
      }),
    ),
  );
}

export function membersSheet(groups: readonly MemberGroup[], edition: WorkbookEdition): Sheet {
  const { columns, sheets } = edition.words;
  return {
    name: sheets.members,
    above: [],
    columns: [
      { title: columns.family },
      { title: columns.kpi },
      { title: columns.dimension },
      { title: columns.member },
      { title: columns.value },
      { title: columns.unit },
      { title: columns.previous_value },
      { title: columns.numerator },
      { title: columns.denominator },
      { title: columns.sample },
      { title: columns.notes },
      { title: columns.id },
    ],
    rows: groups.flatMap((group) => group.members.map((member) => memberRow(group, member, edition))),
    frozen: 4,
  };
}

function memberRow({ family, kpi, dimension }: MemberGroup, of: SnapshotMember, edition: WorkbookEdition): SheetCell[] {
  const { locale, money, words } = edition;
  const { member, name, value, previous, numerator, denominator, sample } = of;
  const format = valueFormat(kpi, money);
  const plain = (decimal: string | null) => (decimal === null ? null : number(decimal, plainFormat(decimal)));
  return [
    text(family),
    nameCell(edition, { ...kpi, notes: of.notes }),
    text(beginSentence(dimensionName(dimension, locale))),
    // Whole, however long: a name that is cut off may be another's.
    text(member === null ? words.total.unassigned : name === null ? member : `${cleanName(name)} (${member})`),
    number(value, format),
    text(unitName(edition, kpi)),
    number(previous, format),
    plain(numerator),
    plain(denominator),
    plain(sample),
    notesCell(edition, of),
    text(kpi.id),
  ];
}
