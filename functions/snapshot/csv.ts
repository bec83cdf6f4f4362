// kpis.csv: the KPIs of a snapshot for a spreadsheet, one row a KPI and one more for each of its members. It computes
// nothing, so it can say nothing that snapshot.json does not; members that are people are in neither.
import type { Locale } from '../definitions/locale.ts';
import { type Cell, csvText } from './csv-text.ts';
import type { Snapshot, SnapshotKpi, SnapshotMember } from './shape.ts';

type Row = { snapshot: Snapshot; kpi: SnapshotKpi; member: { dimension: string; figures: SnapshotMember } | null };
type CheckOfKpi = { check: string | null; table: string | null; subject: string | null };
type Column = { name: string; kind: Cell['kind']; read(row: Row): string | null | undefined };

export function kpisCsv(snapshot: Snapshot, locales: readonly Locale[]): string {
  const columns = [...IDENTITY, ...locales.map(nameColumn), ...FIGURES, ...OF_THE_TOTAL, ...DOUBTS, ...LINEAGE];
  const rows = snapshot.kpis.flatMap((kpi): Row[] => [
    { snapshot, kpi, member: null },
    ...Object.entries(kpi.members).flatMap(([dimension, members]) =>
      members.map((figures): Row => ({ snapshot, kpi, member: { dimension, figures } })),
    ),
  ]);
  const cells = rows.map((row) => columns.map(({ kind, read }): Cell => ({ kind, content: read(row) ?? null })));
  return csvText(
    columns.map(({ name }) => name),
    cells,
  );
}

function text(name: string, read: Column['read']): Column {
  return { name, kind: 'text', read };
}

function number(name: string, read: Column['read']): Column {
  return { name, kind: 'number', read };
}

/** Of the KPI as a whole only; empty in the rows of members. */
function ofTotal(kind: Cell['kind'], name: string, read: (kpi: SnapshotKpi) => string | null | undefined): Column {
  return { name, kind, read: ({ kpi, member }) => (member === null ? read(kpi) : null) };
}

/** As a mail names it: in its language, else in English, else in any. */
function nameColumn({ locale, kpis }: Locale): Column {
  return text(
    `name_${locale}`,
    ({ kpi: { id, name } }) => name[locale] ?? kpis[id] ?? name.en ?? Object.values(name)[0],
  );
}

const IDENTITY: Column[] = [
  text('schema_version', ({ snapshot }) => snapshot.schemaVersion),
  text('shop', ({ snapshot }) => snapshot.shop.name),
  text('report', ({ snapshot }) => snapshot.report.id),
  text('period', ({ snapshot }) => snapshot.period.id),
  text('from', ({ snapshot }) => snapshot.period.from),
  text('to', ({ snapshot }) => snapshot.period.to),
  number('revision', ({ snapshot }) => String(snapshot.revision)),
  text('slice_dimension', ({ snapshot }) => snapshot.slice?.dimension),
  text('slice_member', ({ snapshot }) => snapshot.slice?.member),
  text('kpi', ({ kpi }) => kpi.id),
];

const figuresOf = ({ kpi, member }: Row) => member?.figures ?? kpi;
const factorPart = ({ factor }: SnapshotKpi, at: 0 | 1) => (factor === null ? '1' : (factor.split('/')[at] ?? '1'));

/** A row without a dimension is the whole; one of a dimension without a member, the rows that belong to nobody. */
const FIGURES: Column[] = [
  text('family', ({ kpi }) => kpi.family),
  text('unit', ({ kpi }) => kpi.unit),
  text('currency', ({ kpi, snapshot }) => (kpi.unit === 'money' ? snapshot.currency : null)),
  text('better', ({ kpi }) => kpi.better),
  text('scope', ({ member }) => (member === null ? 'total' : member.figures.member === null ? 'unassigned' : 'member')),
  text('dimension', ({ member }) => member?.dimension),
  text('member', ({ member }) => member?.figures.member),
  text('member_name', ({ member }) => member?.figures.name),
  number('value', (row) => figuresOf(row).value),
  number('numerator', (row) => figuresOf(row).numerator),
  number('denominator', (row) => figuresOf(row).denominator),
  // Apart, since a spreadsheet takes 1/12 for a day in January.
  number('factor_numerator', ({ kpi }) => factorPart(kpi, 0)),
  number('factor_denominator', ({ kpi }) => factorPart(kpi, 1)),
  number('sample', (row) => figuresOf(row).sample),
  ofTotal('number', 'censored', ({ censored }) => censored),
  text('notes', (row) => figuresOf(row).notes.join(' ')),
  number('previous_value', ({ kpi, member }) => (member === null ? kpi.previous?.value : member.figures.previous)),
];

const OF_THE_TOTAL: Column[] = [
  ofTotal('number', 'change', ({ previous }) => previous?.change),
  ofTotal('number', 'ratio', ({ previous }) => previous?.ratio),
  ofTotal('number', 'ratio_per_day', ({ previous }) => previous?.perDay),
  ofTotal('number', 'year_ago_value', ({ yearAgo }) => yearAgo?.value),
  ofTotal('number', 'year_ago_change', ({ yearAgo }) => yearAgo?.change),
  ofTotal('number', 'year_ago_ratio', ({ yearAgo }) => yearAgo?.ratio),
  ofTotal('number', 'year_ago_ratio_per_day', ({ yearAgo }) => yearAgo?.perDay),
  ofTotal('number', 'jan_feb_value', ({ combined }) => combined?.value),
  ofTotal('number', 'jan_feb_ratio', ({ combined }) => combined?.ratio),
  ofTotal('text', 'status', ({ status }) => status),
  ofTotal('number', 'target', ({ target }) => target?.value),
  ofTotal('number', 'target_floor', ({ target }) => target?.floor),
  ofTotal('number', 'target_stretch', ({ target }) => target?.stretch),
  ofTotal('number', 'target_band_low', ({ target }) => target?.bandLow),
  ofTotal('number', 'target_band_high', ({ target }) => target?.bandHigh),
  ofTotal('number', 'attainment', ({ target }) => target?.attainment),
  ofTotal('text', 'target_source', ({ target }) => target?.source),
  ofTotal('text', 'year_to_date_period', ({ yearToDate }) => yearToDate?.period),
  ofTotal('number', 'year_to_date', ({ yearToDate }) => yearToDate?.value),
  ofTotal('number', 'year_to_date_numerator', ({ yearToDate }) => yearToDate?.numerator),
  ofTotal('number', 'year_to_date_denominator', ({ yearToDate }) => yearToDate?.denominator),
  ofTotal('number', 'year_to_date_target', ({ yearToDate }) => yearToDate?.target),
  ofTotal('number', 'year_to_date_attainment', ({ yearToDate }) => yearToDate?.attainment),
  ofTotal('number', 'year_to_date_ratio', ({ yearToDate }) => yearToDate?.yearAgo?.ratio),
  ofTotal('number', 'annual_target', ({ annual }) => annual?.target),
  ofTotal('number', 'forecast', ({ annual }) => annual?.forecast),
  ofTotal('number', 'forecast_attainment', ({ annual }) => annual?.attainment),
  ofTotal('number', 'required_per_month', ({ annual }) => annual?.requiredPerMonth),
  ofTotal('text', 'signal', ({ signal }) => signal?.verdict),
];

const isPending = (row: Row) => figuresOf(row).notes.includes('provisional');
const checkName = ({ check, table, subject }: CheckOfKpi) =>
  check === null ? 'maturity' : `${table}.${check}${subject === null ? '' : `(${subject})`}`;
const listChecks = (checks: readonly CheckOfKpi[] | undefined) => checks?.map(checkName).join('; ');

/** What the checks of the data leave doubtful, the worst of it first; where there is nothing, only that it is so. */
const DOUBTS: Column[] = [
  text('data_outcome', dataOf),
  text('provisional_by', (row) => (isPending(row) ? listChecks(row.kpi.provisional) : null)),
  text('final_on', (row) =>
    isPending(row)
      ? row.kpi.provisional
          ?.map(({ finalOn }) => finalOn)
          .sort()
          .at(-1)
      : null,
  ),
  ofTotal('text', 'excluded_rows', ({ excluded }) =>
    excluded?.map((one) => `${checkName(one)}${one.rows === null ? '' : `: ${one.rows}`}`).join('; '),
  ),
  ofTotal('text', 'accepted_checks', ({ accepted }) => listChecks(accepted)),
  ofTotal('text', 'blocked_by', ({ blockedBy }) => listChecks(blockedBy)),
];

/** Enough of a SHA-256 to find it in snapshot.json, which has them whole; every row bears several. */
const HASH_SHOWN = 12;

/** By these hashes snapshot.json has the definitions and the statements that a figure was made of. */
const LINEAGE: Column[] = [
  text('definitions', ({ snapshot }) => snapshot.definitionsHash.slice(0, HASH_SHOWN)),
  text('statements', ({ snapshot, kpi }) =>
    snapshot.statements
      .filter(({ fact }) => kpi.lineage?.facts.includes(fact))
      .map(({ fact, hash }) => `${fact} ${hash.slice(0, HASH_SHOWN)}`)
      .join('; '),
  ),
];

function dataOf(row: Row): string {
  const { accepted, excluded } = row.kpi;
  if (figuresOf(row).notes.includes('blocked')) return 'blocked';
  if (accepted) return 'accepted';
  if (isPending(row)) return 'provisional';
  return excluded ? 'excluded' : 'ok';
}
