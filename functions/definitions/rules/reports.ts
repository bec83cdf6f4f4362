// A report can be made: its scorecards, its layout and its locales exist, and every KPI has a name in each of them.
import type { Problem } from '../../problem.ts';
import { suggestName } from '../nearest.ts';
import { isOfPeople } from '../report-series.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

const RELEASE_PART = 'parts/release.mjml';

export const reportPartsExist: Rule = ({ reports, scorecards, email }) =>
  reports.flatMap((report) => [
    ...report.value.scorecards.flatMap((id, index) =>
      idsOf(scorecards).includes(id)
        ? []
        : [
            problemAt(
              report,
              ['scorecards', index],
              'UNKNOWN_SCORECARD',
              `Report ${report.id} shows \`${id}\`, which is no scorecard.`,
              suggestName(id, idsOf(scorecards)),
            ),
          ],
    ),
    ...(['email', 'brief'] as const).flatMap((key) => {
      const layout = report.value[key];
      if (layout === undefined || `${layout}.mjml` in email) return [];
      const message = `Report ${report.id} has no layout email/${layout}.mjml.`;
      return [problemAt(report, [key], 'MISSING_FILE', message, suggestName(layout, layouts(email)))];
    }),
  ]);

export const deadlinesComeLater: Rule = ({ reports }) =>
  reports
    .filter(({ value: { schedule, deadline } }) => deadline <= schedule.time)
    .map((report) => {
      const { schedule, deadline } = report.value;
      const message = `Report ${report.id} is made at ${schedule.time}, but its mail must be out by ${deadline}.`;
      return problemAt(report, ['schedule'], 'INVALID_VALUE', message, 'Give it a `deadline` later that day.');
    });

/** Owners look between the making and the deadline, in a mail that can show what to look at. */
export const releasesCanBeDecided: Rule = ({ reports, email }) =>
  reports.flatMap((report): Problem[] => {
    const { release, schedule, deadline, view, email: layout } = report.value;
    if (release === undefined) return [];
    const wrong = (message: string, remedy: string) =>
      problemAt(report, ['release'], 'INVALID_VALUE', message, remedy, 'key');
    const { id } = report;
    const isBetween = release.at > schedule.time && release.at < deadline;
    const text = email[`${layout}.mjml`];
    return [
      ...(isBetween
        ? []
        : [
            problemAt(
              report,
              ['release', 'at'],
              'INVALID_VALUE',
              `Report ${id} is made at ${schedule.time} and must be out by ${deadline}; at ${release.at} nobody could release it in between.`,
              `Give a time after ${schedule.time} and before ${deadline}, such that owners have time to look.`,
            ),
          ]),
      ...(isOfPeople(view)
        ? [
            wrong(
              `Report ${id} shows reviews of people, which nobody reads before those whom they are about.`,
              'Take `release` away; a report with `preliminary_of` lets everyone look at figures before they are final.',
            ),
          ]
        : []),
      ...(isOfPeople(view) || text === undefined || text.includes(RELEASE_PART)
        ? []
        : [
            wrong(
              `The layout email/${layout}.mjml has no place where owners of report ${id} are told what to look at.`,
              `Put <mj-include path="./${RELEASE_PART}" /> above its header; readers see nothing of it.`,
            ),
          ]),
    ];
  });

function layouts(email: Record<string, string>): string[] {
  return Object.keys(email).flatMap((path) => (/^[^/]+\.mjml$/.test(path) ? [path.slice(0, -'.mjml'.length)] : []));
}

export const namesInEveryLocale: Rule = ({ shop, locales, kpis, scorecards, reports }) => {
  if (!shop) return [];
  const spoken = shop.value.locales;
  const missing = (
    entry: (typeof kpis)[number] | (typeof scorecards)[number] | (typeof reports)[number],
    names: Record<string, string>,
    key: string,
    group: string,
  ): Problem[] =>
    spoken
      .filter((locale) => names[locale] === undefined)
      .map((locale) =>
        problemAt(
          entry,
          [key],
          'UNKNOWN_TEXT',
          `${entry.id} has no name in ${locale}.`,
          `Add ${locale} here or under ${group}.${entry.id} of locales/${locale}.yaml.`,
          'key',
        ),
      );
  return [
    ...spoken.flatMap((locale, index) =>
      idsOf(locales).includes(locale)
        ? []
        : [
            problemAt(
              shop,
              ['locales', index],
              'UNKNOWN_TEXT',
              `There is no locales/${locale}.yaml.`,
              suggestName(locale, idsOf(locales)),
            ),
          ],
    ),
    ...kpis.flatMap((kpi) => missing(kpi, kpi.value.name, 'name', 'kpis')),
    ...scorecards.flatMap((card) => missing(card, card.value.title, 'title', 'names.scorecards')),
    ...reports.flatMap((report) => missing(report, report.value.title, 'title', 'names.reports')),
    ...[...new Set(kpis.map(({ family }) => family))].flatMap((family) =>
      locales
        .filter(({ id, value }) => spoken.includes(id) && !(family in value.families))
        .map((locale) =>
          problemAt(
            locale,
            ['families'],
            'UNKNOWN_TEXT',
            `Family ${family} has no name in ${locale.id}.`,
            `Add ${family} here.`,
            'key',
          ),
        ),
    ),
  ];
};
