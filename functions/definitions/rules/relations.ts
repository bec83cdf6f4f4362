// Every FROM and JOIN names a table or a view, and no view reaches itself.
import { mentionedRelations } from '../../facts/sql-text.ts';
import type { Problem } from '../../problem.ts';
import type { Draft, Entry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { idsOf, problemAt, problemIn, type Rule } from './rule.ts';

export const relationsExist: Rule = ({ tables, views, facts }) => {
  const known = [...idsOf(tables), ...idsOf(views)];
  return [
    ...views.flatMap((view) => unknownRelations(view, [], view.value, known)),
    ...facts.flatMap((fact) => unknownRelations(fact, ['rows'], fact.value.rows, known)),
  ];
};

function unknownRelations(entry: Entry<unknown>, path: string[], sql: string, known: string[]): Problem[] {
  return mentionedRelations(sql)
    .filter(({ text }) => !known.includes(text))
    .map(({ text, offset }) =>
      problemIn(
        entry,
        path,
        { offset, length: text.length },
        'UNKNOWN_TABLE',
        `${entry.id} reads \`${text}\`, which is neither a table nor a view.`,
        suggestName(text, known),
      ),
    );
}

export const viewsAreAcyclic: Rule = ({ views }) =>
  views.flatMap((view) => {
    const path = findCycle(view.id, views, []);
    return path && path[0] === [...path].sort()[0]
      ? [
          problemAt(
            view,
            [],
            'CYCLE',
            `Views run in a circle: ${[...path, path[0]].join(' → ')}.`,
            'Break the circle.',
            'key',
          ),
        ]
      : [];
  });

/** The circle that starts and ends at a view, if there is one. */
function findCycle(id: string, views: Draft['views'], path: string[]): string[] | null {
  if (path.includes(id)) return path[0] === id ? path : null;
  const view = views.find((candidate) => candidate.id === id);
  const next = view ? mentionedRelations(view.value).map(({ text }) => text) : [];
  for (const relation of next) {
    const found = findCycle(relation, views, [...path, id]);
    if (found) return found;
  }
  return null;
}

export const sourcesNameTables: Rule = ({ tables, sources }) =>
  sources.flatMap((source) => [
    ...(idsOf(tables).includes(source.id)
      ? []
      : [
          problemAt(
            source,
            [],
            'UNKNOWN_TABLE',
            `\`${source.id}\` is no canonical table.`,
            suggestName(source.id, idsOf(tables)),
            'key',
          ),
        ]),
    ...mentionedRelations(source.value)
      .filter(({ text }) => !text.startsWith('raw.'))
      .map(({ text, offset }) =>
        problemIn(
          source,
          [],
          { offset, length: text.length },
          'UNKNOWN_TABLE',
          `The mapping of ${source.id} reads \`${text}\`; a mapping reads the shop's own tables only.`,
          `Write raw.${text}.`,
        ),
      ),
  ]);
