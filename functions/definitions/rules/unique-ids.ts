// A name means one thing: a KPI stands in one family, a view is no table, a fact takes no reserved word.
import type { Entry } from '../draft.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

const RESERVED_FACTS = ['period', 'target', 'targets', 'plans', 'comments', 'responses'];

export const uniqueIds: Rule = ({ kpis, views, tables, facts }) => [
  ...kpis
    .filter((kpi, index) => kpis.findIndex(({ id }) => id === kpi.id) < index)
    .map((kpi) => {
      const first = kpis.find(({ id }) => id === kpi.id);
      return problemAt(
        kpi,
        [],
        'DUPLICATE_ID',
        `KPI ${kpi.id} is already defined in ${first?.source.file}.`,
        'Rename or remove one of the two; a different formula needs a different id.',
        'key',
      );
    }),
  ...views
    .filter(({ id }) => idsOf(tables).includes(id))
    .map((view) =>
      problemAt(view, [], 'DUPLICATE_ID', `View ${view.id} has the name of a table.`, 'Rename the view.', 'key'),
    ),
  ...facts
    .filter(({ id }) => RESERVED_FACTS.includes(id))
    .map((fact) =>
      problemAt(fact, [], 'DUPLICATE_ID', `${fact.id} is a reserved word, no fact.`, 'Rename the file of the fact.'),
    ),
];

const SNAKE = /^[a-z][a-z0-9_]*$/;
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A file's name is an id: it becomes a column, a name in SQL or a path of the store. */
export const idsAreNames: Rule = ({ facts, scorecards, reports, calendars }) => [
  ...[...facts, ...scorecards, ...calendars]
    .filter(({ id }) => !SNAKE.test(id))
    .map((entry) => badName(entry, 'snake_case')),
  ...reports.filter(({ id }) => !KEBAB.test(id)).map((entry) => badName(entry, 'kebab-case')),
];

function badName(entry: Entry<unknown>, form: string) {
  const message = `The file name \`${entry.id}\` is no name in ${form}.`;
  return problemAt(entry, [], 'INVALID_VALUE', message, `Rename the file in ${form}: it becomes an id.`);
}
