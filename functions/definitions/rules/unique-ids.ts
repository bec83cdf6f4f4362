// A name means one thing: a KPI stands in one family, a view is no table, a fact takes no reserved word.
import type { Problem } from '../../problem.ts';
import type { Entry } from '../draft.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

const RESERVED_FACTS = ['period', 'target', 'targets', 'plans', 'comments', 'responses', 'ledger'];

export const uniqueIds: Rule = ({ kpis, views, tables, facts }) => [
  ...repeated(kpis, 'KPI', 'Rename or remove one of the two; a different formula needs a different id.'),
  ...repeated(tables, 'Table', 'Rename or remove one of the two; a table has one contract.'),
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

function repeated(entries: Entry<unknown>[], kind: string, remedy: string): Problem[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex(({ id }) => id === entry.id);
    if (first === index) return [];
    const message = `${kind} ${entry.id} is already defined in ${entries[first]?.source.file}.`;
    return [problemAt(entry, [], 'DUPLICATE_ID', message, remedy, 'key')];
  });
}

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
