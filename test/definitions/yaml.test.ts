import { describe, expect, test } from 'vitest';
import { card, kpi, type Mistake, printedLines } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'text that is no YAML',
    [
      [
        'an open bracket',
        { 'kpis/own.yaml': 'x: [1,\n' },
        [
          'kpis/own.yaml:1:7  YAML_SYNTAX',
          '  Flow sequence in block collection must be sufficiently indented and end with a ]',
          '  1 | x: [1,',
          '            ^',
          '  Correct the YAML here.',
        ],
      ],
      [
        'a tab',
        { 'kpis/own.yaml': 'x:\n\tunit: count\n' },
        [
          'kpis/own.yaml:2:1  YAML_SYNTAX',
          '  Tabs are not allowed as indentation',
          '  2 | 	unit: count',
          '      ^',
          '  Correct the YAML here.',
        ],
      ],
      [
        'an alias without its anchor',
        { 'kpis/own.yaml': 'x: *nowhere\n' },
        [
          'kpis/own.yaml:1:4  YAML_SYNTAX',
          '  `*nowhere` refers to an anchor that is not set before.',
          '  1 | x: *nowhere',
          '         ^^^^^^^^',
          '  Set the anchor (&name) before it, or put the text in quotes.',
        ],
      ],
      [
        'an anchor inside itself',
        { 'kpis/own.yaml': 'x: &a { name: *a }\n' },
        [
          'kpis/own.yaml:1:1  YAML_SYNTAX',
          '  An anchor stands inside itself.',
          '  1 | x: &a { name: *a }',
          '      ^',
          '  Write the values out instead of repeating them.',
        ],
      ],
      [
        'a merge of what is no map',
        { 'kpis/own.yaml': 'x:\n  <<: 5\n' },
        [
          'kpis/own.yaml:1:1  YAML_SYNTAX',
          '  Merge sources must be maps or map aliases.',
          '  1 | x:',
          '      ^',
          '  Write the values out instead of repeating them.',
        ],
      ],
      [
        'a tag',
        { 'kpis/own.yaml': 'x: !money 5\n' },
        [
          'kpis/own.yaml:1:4  YAML_SYNTAX',
          '  Unresolved tag: !money',
          '  1 | x: !money 5',
          '         ^^^^^^',
          '  Correct the YAML here.',
        ],
      ],
    ],
  ],
  [
    'keys',
    [
      [
        'the same key twice',
        kpi('value: sales.amount', 'unit: money'),
        [
          'kpis/own.yaml:6:3  DUPLICATE_ID',
          '  The same key stands here twice.',
          '  6 |   unit: money',
          '        ^',
          '  Rename or remove one of the two.',
        ],
      ],
      [
        'an unknown key',
        kpi('value: sales.amount', 'decimal: 2'),
        [
          'kpis/own.yaml:6:3  UNKNOWN_KEY',
          '  `decimal` is not known in x.',
          '  6 |   decimal: 2',
          '        ^^^^^^^',
          '  Did you mean `decimals`?',
        ],
      ],
      [
        'an unknown key deep inside',
        kpi('value: sales.amount', 'by: [channel, { region: { nominator: sales.orders } }]'),
        [
          'kpis/own.yaml:6:29  UNKNOWN_KEY',
          '  `nominator` is not known in x.by.1.region.',
          '  6 |   by: [channel, { region: { nominator: sales.orders } }]',
          '                                  ^^^^^^^^^',
          '  Did you mean `denominator`?',
        ],
      ],
      [
        'an unknown key that is near to none',
        card('company', 'kpi: sales, weight: 100, colour: red'),
        [
          'scorecards/spring.yaml:4:32  UNKNOWN_KEY',
          '  `colour` is not known in lines.0.',
          '  4 |   - { kpi: sales, weight: 100, colour: red }',
          '                                     ^^^^^^',
          '  Allowed: kpi, weight, missing, as, window_months, mature, target, floor, stretch, band_lo, band_hi.',
        ],
      ],
      [
        'a missing word of a list',
        { 'kpis/own.yaml': 'x:\n  name: { en: X, zh-CN: X }\n  better: up\n  value: sales.amount\n' },
        [
          'kpis/own.yaml:1:1  MISSING_KEY',
          '  `unit` is missing in x.',
          '  1 | x:',
          '      ^',
          '  Add it: one of money, count, percent, points, score5, hours, minutes, days, ms, times, per_hour.',
        ],
      ],
      [
        'a missing number',
        card('company', 'kpi: sales'),
        [
          'scorecards/spring.yaml:4:5  MISSING_KEY',
          '  `weight` is missing in lines.0.',
          '  4 |   - { kpi: sales }',
          '          ^',
          '  Add it: a number or a string.',
        ],
      ],
      [
        'a missing text',
        { 'shop.yaml': 'name: Lanternwood\nlocales: [en]\n' },
        [
          'shop.yaml:1:1  MISSING_KEY',
          '  `sender` is missing in the file.',
          '  1 | name: Lanternwood',
          '      ^',
          '  Add it: a string.',
        ],
      ],
      [
        'a missing list',
        { 'scorecards/spring.yaml': 'title: { en: Spring, zh-CN: 春 }\nsubject: company\n' },
        [
          'scorecards/spring.yaml:1:1  MISSING_KEY',
          '  `lines` is missing in the file.',
          '  1 | title: { en: Spring, zh-CN: 春 }',
          '      ^',
          '  Add it: a list.',
        ],
      ],
      [
        'a name with a capital',
        { 'kpis/own.yaml': (kpi('value: sales.amount')['kpis/own.yaml'] ?? '').replace('x:', 'Bounce-Rate:') },
        [
          'kpis/own.yaml:1:1  INVALID_VALUE',
          '  `Bounce-Rate` cannot be a name.',
          '  1 | Bounce-Rate:',
          '      ^^^^^^^^^^^',
          '  Expected a name in snake_case: a-z, 0-9 and _.',
        ],
      ],
    ],
  ],
  [
    'values',
    [
      [
        'a word for a number',
        kpi('value: sales.amount', 'min_sample: many'),
        [
          'kpis/own.yaml:6:15  INVALID_VALUE',
          '  x.min_sample cannot be "many".',
          '  6 |   min_sample: many',
          '                    ^^^^',
          '  Expected a number or one of covered_days.',
        ],
      ],
      [
        'half a person',
        kpi('value: sales.amount', 'min_sample: 0.5'),
        [
          'kpis/own.yaml:6:15  INVALID_VALUE',
          '  x.min_sample cannot be 0.5.',
          '  6 |   min_sample: 0.5',
          '                    ^^^',
          '  Expected a whole number or one of covered_days.',
        ],
      ],
      [
        'a word for a list',
        kpi('value: sales.amount', 'by: channel'),
        [
          'kpis/own.yaml:6:7  INVALID_VALUE',
          '  x.by cannot be "channel".',
          '  6 |   by: channel',
          '            ^^^^^^^',
          '  Expected a list.',
        ],
      ],
      [
        'a number for a dimension',
        kpi('value: sales.amount', 'by: [5]'),
        [
          'kpis/own.yaml:6:8  INVALID_VALUE',
          '  x.by.0 cannot be 5.',
          '  6 |   by: [5]',
          '             ^',
          '  Expected a string or a map.',
        ],
      ],
      [
        'nothing for an expression',
        kpi('value:'),
        [
          'kpis/own.yaml:5:9  INVALID_VALUE',
          '  x.value cannot be null.',
          '  5 |   value:',
          '              ^',
          '  Expected a string or a number.',
        ],
      ],
      [
        'a word that is near to an allowed one',
        { 'kpis/own.yaml': (kpi('value: sales.amount')['kpis/own.yaml'] ?? '').replace('count', 'percentage') },
        [
          'kpis/own.yaml:3:9  INVALID_VALUE',
          '  x.unit cannot be "percentage".',
          '  3 |   unit: percentage',
          '              ^^^^^^^^^^',
          '  Did you mean `percent`?',
        ],
      ],
      [
        'a word that is near to none',
        card('company', 'kpi: sales, weight: 100, missing: skip'),
        [
          'scorecards/spring.yaml:4:41  INVALID_VALUE',
          '  lines.0.missing cannot be "skip".',
          '  4 |   - { kpi: sales, weight: 100, missing: skip }',
          '                                              ^^^^',
          '  Allowed: renormalise, zero.',
        ],
      ],
      [
        'a word for a target',
        kpi('value: sales.amount', 'target: ten'),
        [
          'kpis/own.yaml:6:11  INVALID_VALUE',
          '  x.target cannot be "ten".',
          '  6 |   target: ten',
          '                ^^^',
          '  Expected a decimal number.',
        ],
      ],
      [
        'a list for a file',
        { 'kpis/own.yaml': '- sales\n- aov\n' },
        [
          'kpis/own.yaml:1:1  INVALID_VALUE',
          '  the file cannot be ["sales","aov"].',
          '  1 | - sales',
          '      ^',
          '  Expected a map.',
        ],
      ],
    ],
  ],
];

describe.each(MISTAKES)('%s', (_, mistakes) => {
  test.each(mistakes)('%s is named with its place and remedy', (_name, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });
});
