// A language names things that exist: a misspelt id would leave the thing without its name, and nobody would see why.
import type { Problem } from '../../problem.ts';
import type { Draft } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

export const localeNamesExist: Rule = (draft) => draft.locales.flatMap((locale) => wrongIn(locale, draft));

function wrongIn(locale: Draft['locales'][number], draft: Draft): Problem[] {
  const { names = {}, kpis } = locale.value;
  const known = { definitions: draft.kpis, owners: draft.kpis, ...draft };
  const groups = (['definitions', 'owners', 'scorecards', 'reports', 'playbooks', 'reconciliation'] as const).map(
    (group) => ({ path: ['names', group], named: Object.keys(names[group] ?? {}), ids: idsOf(known[group]) }),
  );
  return [{ path: ['kpis'], named: Object.keys(kpis), ids: idsOf(draft.kpis) }, ...groups].flatMap(
    ({ path, named, ids }) =>
      named
        .filter((id) => !ids.includes(id))
        .map((id) => {
          const message = `locales/${locale.id}.yaml has words under ${path.join('.')} for \`${id}\`, which there is not.`;
          return problemAt(locale, [...path, id], 'UNKNOWN_TEXT', message, suggestName(id, ids), 'key');
        }),
  );
}
