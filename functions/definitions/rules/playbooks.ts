// A playbook is about a KPI and its dimensions, each of its actions can be reached, and every reader can read it.
import type { Problem } from '../../problem.ts';
import { computationsOf } from '../computations.ts';
import type { KpiEntry, PlaybookEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

export const playbooksFitKpis: Rule = ({ playbooks, kpis }) =>
  playbooks.flatMap((playbook, index): Problem[] => {
    const { id } = playbook;
    const first = playbooks.findIndex((other) => other.id === id);
    if (first < index) {
      const message = `KPI ${id} already has a playbook in ${playbooks[first]?.source.file}.`;
      return [problemAt(playbook, [], 'DUPLICATE_ID', message, 'Put all its actions into one of the two.', 'key')];
    }
    const kpi = kpis.find((candidate) => candidate.id === id);
    if (kpi) return wrongActions(playbook, kpi);
    const message = `There is a playbook for \`${id}\`, which is no KPI.`;
    return [problemAt(playbook, [], 'UNKNOWN_KPI', message, suggestName(id, idsOf(kpis)), 'key')];
  });

function wrongActions(playbook: PlaybookEntry, kpi: KpiEntry): Problem[] {
  const dimensions = computationsOf(kpi.value).flatMap(({ dimension }) => dimension ?? []);
  const { actions } = playbook.value;
  return actions.flatMap(({ when }, at): Problem[] => {
    const path = ['actions', at, ...(when === undefined ? [] : ['when'])];
    if (when !== undefined && !dimensions.includes(when)) {
      const message = `The playbook of ${kpi.id} looks at \`${when}\`, by which the KPI is not sliced.`;
      return [problemAt(playbook, path, 'UNKNOWN_DIMENSION', message, suggestName(when, dimensions))];
    }
    if (actions.findIndex((other) => other.when === when) === at) return [];
    const message = `The playbook of ${kpi.id} has a second action ${when === undefined ? 'without `when`' : `for ${when}`}.`;
    return [problemAt(playbook, path, 'DUPLICATE_ID', message, 'Remove one of the two: the first one is taken.')];
  });
}

export const playbooksInEveryLocale: Rule = ({ playbooks, shop }) =>
  playbooks.flatMap((playbook) => {
    const texts: [Path, Record<string, string> | undefined][] = [
      [['owner'], playbook.value.owner],
      ...playbook.value.actions.map(({ text }, at): [Path, Record<string, string>] => [['actions', at, 'text'], text]),
    ];
    return texts.flatMap(([path, text]) =>
      (shop?.value.locales ?? [])
        .filter((locale) => text !== undefined && text[locale] === undefined)
        .map((locale) => {
          const what = path[0] === 'owner' ? 'owner' : 'action';
          const message = `The playbook of ${playbook.id} has an ${what} without words in ${locale}.`;
          return problemAt(
            playbook,
            path,
            'UNKNOWN_TEXT',
            message,
            `Add ${locale} here or under names.playbooks of locales/${locale}.yaml.`,
            'key',
          );
        }),
    );
  });
