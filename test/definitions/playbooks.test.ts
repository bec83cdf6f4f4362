import { describe, expect, test } from 'vitest';
import { load, mustLoad } from '../support/shop.ts';
import { type Files, type Mistake, printedLines } from './mistakes.ts';

/** A playbook of `on_time_delivery_rate`, whose actions begin in line 3. */
function playbook(actions: string[], id = 'on_time_delivery_rate'): Files {
  const lines = [`${id}:`, '  actions:', ...actions.map((action) => `    - { ${action} }`), ''];
  return { 'playbooks/logistics.yaml': lines.join('\n') };
}

const TEXT = 'text: { en: Act, zh-CN: 行动 }';

const MISTAKES: Mistake[] = [
  [
    'a KPI that does not exist',
    playbook([TEXT], 'on_time_delivery'),
    [
      'playbooks/logistics.yaml:1:1  UNKNOWN_KPI',
      '  There is a playbook for `on_time_delivery`, which is no KPI.',
      '  1 | on_time_delivery:',
      '      ^^^^^^^^^^^^^^^^',
      '  Did you mean `on_time_delivery_rate`?',
    ],
  ],
  [
    'a dimension by which the KPI is not sliced',
    playbook([`when: carriers, ${TEXT}`]),
    [
      'playbooks/logistics.yaml:3:15  UNKNOWN_DIMENSION',
      '  The playbook of on_time_delivery_rate looks at `carriers`, by which the KPI is not sliced.',
      '  3 |     - { when: carriers, text: { en: Act, zh-CN: 行动 } }',
      '                    ^^^^^^^^',
      '  Did you mean `carrier`?',
    ],
  ],
  [
    'an action without words in a language of the shop',
    playbook(['text: { en: Act }']),
    [
      'playbooks/logistics.yaml:3:9  UNKNOWN_TEXT',
      '  The playbook of on_time_delivery_rate has an action without words in zh-CN.',
      '  3 |     - { text: { en: Act } }',
      '              ^^^^',
      '  Add zh-CN here or under names.playbooks of locales/zh-CN.yaml.',
    ],
  ],
  [
    'an action that another one hides',
    playbook([`when: carrier, ${TEXT}`, `when: carrier, ${TEXT}`]),
    [
      'playbooks/logistics.yaml:4:15  DUPLICATE_ID',
      '  The playbook of on_time_delivery_rate has a second action for carrier.',
      '  4 |     - { when: carrier, text: { en: Act, zh-CN: 行动 } }',
      '                    ^^^^^^^',
      '  Remove one of the two: the first one is taken.',
    ],
  ],
  [
    'two actions in general',
    playbook([TEXT, TEXT]),
    [
      'playbooks/logistics.yaml:4:7  DUPLICATE_ID',
      '  The playbook of on_time_delivery_rate has a second action without `when`.',
      '  4 |     - { text: { en: Act, zh-CN: 行动 } }',
      '            ^',
      '  Remove one of the two: the first one is taken.',
    ],
  ],
  [
    'a second playbook for a KPI',
    { 'playbooks/web.yaml': `sales: { actions: [{ ${TEXT} }] }\n` },
    [
      'playbooks/web.yaml:1:1  DUPLICATE_ID',
      '  KPI sales already has a playbook in templates/playbooks/sales.yaml.',
      '  1 | sales: { actions: [{ text: { en: Act, zh-CN: 行动 } }] }',
      '      ^^^^^',
      '  Put all its actions into one of the two.',
    ],
  ],
  [
    'a playbook that says nothing',
    { 'playbooks/logistics.yaml': 'on_time_delivery_rate: { actions: [] }\n' },
    [
      'playbooks/logistics.yaml:1:35  INVALID_VALUE',
      '  on_time_delivery_rate.actions cannot be [].',
      '  1 | on_time_delivery_rate: { actions: [] }',
      '                                        ^',
      '  Expected at least one action.',
    ],
  ],
];

describe('a mistake in a playbook', () => {
  test.each(MISTAKES)('%s is named with its place and remedy', (_, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });

  test('about its owner is one too', () => {
    const { problems } = load({
      'playbooks/logistics.yaml': `on_time_delivery_rate:\n  owner: { en: Ms Chen }\n  actions: [{ ${TEXT} }]\n`,
    });
    expect(problems).toMatchObject([{ code: 'UNKNOWN_TEXT', message: /an owner without words in zh-CN/ }]);
  });
});

describe('the playbooks', () => {
  const templates = mustLoad();

  test('have something to do about every KPI, whatever drives it', () => {
    const lacking = Object.keys(templates.kpis).filter(
      (id) => !templates.playbooks[id]?.actions.some(({ when }) => when === null),
    );
    expect(lacking).toEqual([]);
  });

  test('of a shop take the place of a file of the templates, and are part of its definitions', () => {
    const own = mustLoad(playbook([`when: carrier, ${TEXT}`]));
    expect(own.playbooks.on_time_delivery_rate).toEqual({
      id: 'on_time_delivery_rate',
      owner: {},
      actions: [{ when: 'carrier', text: { en: 'Act', 'zh-CN': '行动' } }],
    });
    expect(own.playbooks.delivery_days_avg).toBeUndefined();
    expect(own.playbooks.sales).toEqual(templates.playbooks.sales);
    expect(own.hash).not.toBe(templates.hash);
  });
});
