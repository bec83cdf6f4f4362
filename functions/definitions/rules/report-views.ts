// What a report shows fits its cards: cards of people are in reviews only, never in figures of the shop, and reports that
// share reviews make the same ones.
import type { Problem } from '../../problem.ts';
import type { Draft, Entry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { isOfPeople, seriesOf } from '../report-series.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

const EMPLOYEE = 'employee';

type ReportEntry = Draft['reports'][number];

/** Cards by whose people they are. */
export const cardsFitTheView: Rule = ({ reports, scorecards }) => {
  const subjectOf = (id: string) => scorecards.find((card) => card.id === id)?.value.subject;
  return reports.flatMap((report): Problem[] => {
    const { view, scorecards: cards, people } = report.value;
    const wrong = (key: string, index: number, message: string, remedy: string) =>
      problemAt(report, [key, index], 'INVALID_VALUE', message, remedy);
    const isPeople = isOfPeople(view);
    return [
      ...cards.flatMap((id, index) => {
        const subject = subjectOf(id);
        if (subject === undefined || (subject === EMPLOYEE) === isPeople) return [];
        return isPeople
          ? [
              wrong(
                'scorecards',
                index,
                `Report ${report.id} is about people, but ${id} is no card of employees.`,
                'Name cards whose subject is employee.',
              ),
            ]
          : [
              wrong(
                'scorecards',
                index,
                `Report ${report.id} would show the card of each employee to all its readers.`,
                'Name the card under `people`, which counts and names nobody; or set view to person or team.',
              ),
            ];
      }),
      ...people.flatMap((id, index) => {
        if (subjectOf(id) === EMPLOYEE) return [];
        const known = scorecards.filter(({ value }) => value.subject === EMPLOYEE);
        return [wrong('people', index, `\`${id}\` is no card of employees.`, suggestName(id, idsOf(known)))];
      }),
    ];
  });
};

export const slicesHaveCards: Rule = ({ reports, scorecards }) =>
  reports.flatMap((report): Problem[] => {
    const { view, slice_by: dimension, scorecards: cards } = report.value;
    if (view !== 'slice') {
      if (dimension === undefined) return [];
      const remedy = 'Remove it; readers of other reports may have a slice of any dimension.';
      return [
        problemAt(report, ['slice_by'], 'INVALID_VALUE', 'Only a report with `view: slice` has it.', remedy, 'key'),
      ];
    }
    if (dimension === undefined) {
      const message = `Report ${report.id} shows slices, but not of which dimension.`;
      return [problemAt(report, ['view'], 'MISSING_KEY', message, 'Add `slice_by`, e.g. `slice_by: carrier`.')];
    }
    const subjects = scorecards.filter(({ id }) => cards.includes(id)).map(({ value }) => value.subject);
    if (subjects.length === 0 || subjects.includes(dimension)) return [];
    const message = `Report ${report.id} shows each ${dimension}, but none of its cards is about one.`;
    return [problemAt(report, ['slice_by'], 'UNKNOWN_DIMENSION', message, suggestName(dimension, subjects))];
  });

export const seriesAreTheSame: Rule = ({ reports }) =>
  reports.flatMap((report) =>
    (['series', 'preliminary_of'] as const).flatMap((key) => wrongSeries(report, key, reports)),
  );

function wrongSeries(report: ReportEntry, key: 'series' | 'preliminary_of', reports: ReportEntry[]): Problem[] {
  const named = report.value[key];
  if (named === undefined) return [];
  const wrong = (code: 'INVALID_VALUE' | 'UNKNOWN_REPORT' | 'CYCLE', message: string, remedy: string) => [
    problemAt(report as Entry<unknown>, [key], code, message, remedy),
  ];
  if (!isOfPeople(report.value.view)) {
    return wrong(
      'INVALID_VALUE',
      `Only reviews of people have \`${key}\`.`,
      'Remove it, or set view to person or team.',
    );
  }
  const other = reports.find(({ id }) => id === named);
  if (!other) return wrong('UNKNOWN_REPORT', `\`${named}\` is no report.`, suggestName(named, idsOf(reports)));
  if (other === report || seriesOf(named, { reports }) === report.id) {
    return wrong('CYCLE', `${report.id} leads back to itself.`, 'Name the report under whose name the reviews lie.');
  }
  const differs = (['grain', 'scorecards'] as const).find(
    (part) => JSON.stringify(other.value[part]) !== JSON.stringify(report.value[part]),
  );
  if (differs !== undefined || !isOfPeople(other.value.view)) {
    const message = `${report.id} would make other reviews than ${named}: look at its ${differs ?? 'view'}.`;
    return wrong('INVALID_VALUE', message, 'Give both the same grain and scorecards.');
  }
  return [];
}
