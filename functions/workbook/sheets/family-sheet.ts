// One family of KPIs with all that is said of each in numbers: what it was divided from, its targets, the year, and the
// periods before.
import { periodName } from '../../email/dates.ts';
import { beginSentence, fill } from '../../email/words.ts';
import type { SnapshotKpi } from '../../snapshot/shape.ts';
import { comparedPeriods, nameCell, notesCell, statusCell, unitName, type WorkbookEdition } from '../edition.ts';
import { changeFormat, plainFormat, shareFormat, signedShareFormat, valueFormat } from '../number-format.ts';
import { number, type Sheet, type SheetCell, text } from '../sheet.ts';

type Field = { title: string; read(kpi: SnapshotKpi, edition: WorkbookEdition): SheetCell };

export function familySheet(family: { name: string; kpis: SnapshotKpi[] }, edition: WorkbookEdition): Sheet {
  const fields = [...fieldsOf(edition), ...trendOf(family.kpis, edition)];
  const used = fields.map((field) => ({ field, cells: family.kpis.map((kpi) => field.read(kpi, edition)) }));
  // What no KPI of the family has would be an empty column.
  const shown = used.filter(({ cells }) => cells.some((cell) => cell !== null));
  return {
    name: family.name,
    yields: true,
    above: [],
    columns: shown.map(({ field: { title } }) => ({ title })),
    rows: family.kpis.map((_, at) => shown.map(({ cells }) => cells[at] ?? null)),
    frozen: 1,
  };
}

function fieldsOf(edition: WorkbookEdition): Field[] {
  const { columns, better } = edition.words;
  const { previous, yearAgo } = comparedPeriods(edition);
  const against = (period: string, read: (kpi: SnapshotKpi) => SnapshotKpi['previous']): Field[] => [
    value(fill(columns.previous, { period }), (kpi) => read(kpi)?.value),
    {
      title: fill(columns.change, { period }),
      read: (kpi, { money }) => number(read(kpi)?.change, changeFormat(kpi, money)),
    },
    share(fill(columns.ratio, { period }), (kpi) => read(kpi)?.ratio, signedShareFormat(1)),
  ];
  return [
    { title: columns.kpi, read: (kpi) => nameCell(edition, kpi) },
    { title: columns.id, read: ({ id }) => text(id) },
    { title: columns.unit, read: (kpi) => text(unitName(edition, kpi)) },
    { title: columns.better, read: (kpi) => text(better[kpi.better]) },
    value(columns.value, (kpi) => kpi.value),
    { title: columns.status, read: (kpi) => statusCell(edition, kpi) },
    plain(columns.numerator, (kpi) => kpi.numerator),
    plain(columns.denominator, (kpi) => kpi.denominator),
    { title: columns.factor, read: ({ factor }) => text(factor) },
    plain(columns.sample, (kpi) => kpi.sample),
    value(columns.target, (kpi) => kpi.target?.value),
    value(columns.floor, (kpi) => kpi.target?.floor),
    value(columns.stretch, (kpi) => kpi.target?.stretch),
    value(columns.band_low, (kpi) => kpi.target?.bandLow),
    value(columns.band_high, (kpi) => kpi.target?.bandHigh),
    share(columns.attainment, (kpi) => kpi.target?.attainment, shareFormat(1)),
    ...against(previous, (kpi) => kpi.previous),
    ...against(yearAgo, (kpi) => kpi.yearAgo),
    ...yearFields(edition),
    { title: columns.notes, read: (kpi) => notesCell(edition, kpi) },
  ];
}

function yearFields({ snapshot, locale, words: { columns } }: WorkbookEdition): Field[] {
  const period = snapshot.kpis.find(({ yearToDate }) => yearToDate)?.yearToDate?.period;
  const title = period === undefined ? '' : beginSentence(periodName(period, 'short', locale));
  return [
    ...(period === undefined ? [] : [value(title, (kpi: SnapshotKpi) => kpi.yearToDate?.value)]),
    value(columns.annual_target, (kpi) => kpi.annual?.target),
    value(columns.forecast, (kpi) => kpi.annual?.forecast),
  ];
}

/** The periods before, the oldest first; those compared with stand in columns of their own too, with their change. */
function trendOf(kpis: readonly SnapshotKpi[], { locale }: WorkbookEdition): Field[] {
  const periods = [...new Set(kpis.flatMap(({ trend }) => trend.map(({ period }) => period)))].sort();
  return periods.map((period) =>
    value(periodName(period, 'short', locale), (kpi) => kpi.trend.find((point) => point.period === period)?.value),
  );
}

type Read = (kpi: SnapshotKpi) => string | null | undefined;

function value(title: string, read: Read): Field {
  return { title, read: (kpi, { money }) => number(read(kpi), valueFormat(kpi, money)) };
}

function share(title: string, read: Read, format: string): Field {
  return { title, read: (kpi) => number(read(kpi), format) };
}

function plain(title: string, read: Read): Field {
  return {
    title,
    read: (kpi) => {
      const decimal = read(kpi);
      return decimal === null || decimal === undefined ? null : number(decimal, plainFormat(decimal));
    },
  };
}
