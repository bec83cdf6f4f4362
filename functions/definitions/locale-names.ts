// What a language file calls the things that are defined elsewhere, laid into them where they do not carry that language
// themselves: so a new language is one file, and everything behind finds names in one place.
import * as z from 'zod';
import type { Draft } from './draft.ts';
import { text, texts } from './locale-words.ts';

export const names = z
  .strictObject({
    definitions: texts.describe('By KPI, what it measures.'),
    owners: texts.describe('By KPI, who answers for it.'),
    scorecards: texts,
    reports: texts,
    playbooks: z
      .record(z.string(), z.strictObject({ owner: text.optional(), actions: z.array(text) }))
      .describe('By KPI; actions in the order of the playbook.'),
    reconciliation: z.record(z.string(), z.strictObject({ name: text, reasons: texts.optional() })),
  })
  .partial()
  .describe('What definitions are called that do not carry a name in this language.');

type Named = Record<string, string>;

export function giveNames(draft: Draft): Draft {
  return draft.locales.reduce(giveNamesOf, draft);
}

function giveNamesOf(draft: Draft, { id: locale, value }: Draft['locales'][number]): Draft {
  const {
    definitions = {},
    owners = {},
    scorecards = {},
    reports = {},
    playbooks = {},
    reconciliation = {},
  } = value.names ?? {};
  const add = (own: Named, text: string | undefined): Named =>
    text === undefined || locale in own ? own : { ...own, [locale]: text };
  const addTo = <Key extends string>(key: Key, own: Named | undefined, text: string | undefined) =>
    own === undefined ? {} : ({ [key]: add(own, text) } as Record<Key, Named>);
  const change = <E extends { id: string; value: object }>(
    entries: E[],
    of: (value: E['value'], id: string) => object,
  ): E[] => entries.map((entry) => ({ ...entry, value: { ...entry.value, ...of(entry.value, entry.id) } }));
  return {
    ...draft,
    kpis: change(draft.kpis, ({ name, definition, owner }: Draft['kpis'][number]['value'], id) => ({
      name: add(name, value.kpis[id]),
      ...addTo('definition', definition, definitions[id]),
      ...addTo('owner', owner, owners[id]),
    })),
    scorecards: change(draft.scorecards, ({ title }: Draft['scorecards'][number]['value'], id) => ({
      title: add(title, scorecards[id]),
    })),
    reports: change(draft.reports, ({ title }: Draft['reports'][number]['value'], id) => ({
      title: add(title, reports[id]),
    })),
    playbooks: change(draft.playbooks, ({ owner, actions }: Draft['playbooks'][number]['value'], id) => ({
      ...addTo('owner', owner, playbooks[id]?.owner),
      actions: actions.map((action, at) => ({ ...action, text: add(action.text, playbooks[id]?.actions[at]) })),
    })),
    reconciliation: change(draft.reconciliation, ({ name, reasons }: Draft['reconciliation'][number]['value'], id) => ({
      name: add(name, reconciliation[id]?.name),
      reasons: Object.fromEntries(
        Object.entries(reasons).map(([reason, one]) => [
          reason,
          { ...one, name: add(one.name, reconciliation[id]?.reasons?.[reason]) },
        ]),
      ),
    })),
  };
}
