import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Mistake, printedLines, report, shop } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'a report',
    [
      [
        'a scorecard that does not exist',
        report({ scorecards: '[department, carriers]' }),
        [
          'reports/weekly.yaml:4:26  UNKNOWN_SCORECARD',
          '  Report weekly shows `carriers`, which is no scorecard.',
          '  4 | scorecards: [department, carriers]',
          '                               ^^^^^^^^',
          '  Did you mean `carrier`?',
        ],
      ],
      [
        'a layout that does not exist',
        report({ email: 'monthly-executives' }),
        [
          'reports/weekly.yaml:5:8  MISSING_FILE',
          '  Report weekly has no layout email/monthly-executives.mjml.',
          '  5 | email: monthly-executives',
          '             ^^^^^^^^^^^^^^^^^^',
          '  Did you mean `monthly-executive`?',
        ],
      ],
      [
        'a section that does not exist',
        report({ sections: '[score, attention, scorecard, data_quality, driver]' }),
        [
          'reports/weekly.yaml:6:55  INVALID_VALUE',
          '  sections.4 cannot be "driver".',
          '  6 | sections: [score, attention, scorecard, data_quality, driver]',
          '                                                            ^^^^^^',
          '  Did you mean `drivers`?',
        ],
      ],
      [
        'a section that may not be left out',
        report({ sections: '[score, scorecard, data_quality]' }),
        [
          'reports/weekly.yaml:6:11  INVALID_VALUE',
          '  sections cannot be ["score","scorecard","data_quality"].',
          '  6 | sections: [score, scorecard, data_quality]',
          '                ^',
          '  Expected at least score, attention, scorecard, data_quality.',
        ],
      ],
      [
        'a day that some months lack',
        report({ schedule: 'day 31 08:00' }),
        [
          'reports/weekly.yaml:3:11  INVALID_VALUE',
          '  schedule cannot be "day 31 08:00".',
          '  3 | schedule: day 31 08:00',
          '                ^^^^^^^^^^^^',
          '  Expected e.g. `first business day 08:00` or `day 5 08:00`.',
        ],
      ],
      [
        'a grain that does not exist',
        report({ grain: 'week' }),
        [
          'reports/weekly.yaml:2:8  INVALID_VALUE',
          '  grain cannot be "week".',
          '  2 | grain: week',
          '             ^^^^',
          '  Allowed: month, quarter.',
        ],
      ],
    ],
  ],
  [
    'a release',
    [
      [
        'a time before the report is made',
        report({ release: '{ at: "07:30" }' }),
        [
          'reports/weekly.yaml:7:16  INVALID_VALUE',
          '  Report weekly is made at 08:00 and must be out by 12:00; at 07:30 nobody could release it in between.',
          '  7 | release: { at: "07:30" }',
          '                     ^^^^^^^',
          '  Give a time after 08:00 and before 12:00, such that owners have time to look.',
        ],
      ],
      [
        'a time at which it must be out',
        report({ deadline: '11:00', release: '{ at: "11:00" }' }),
        [
          'reports/weekly.yaml:8:16  INVALID_VALUE',
          '  Report weekly is made at 08:00 and must be out by 11:00; at 11:00 nobody could release it in between.',
          '  8 | release: { at: "11:00" }',
          '                     ^^^^^^^',
          '  Give a time after 08:00 and before 11:00, such that owners have time to look.',
        ],
      ],
      [
        'a report of reviews of people',
        report({ view: 'team', scorecards: '[employee_sales]', email: 'manager-review', release: '{ at: "11:00" }' }),
        [
          'reports/weekly.yaml:8:1  INVALID_VALUE',
          '  Report weekly shows reviews of people, which nobody reads before those whom they are about.',
          '  8 | release: { at: "11:00" }',
          '      ^^^^^^^',
          '  Take `release` away; a report with `preliminary_of` lets everyone look at figures before they are final.',
        ],
      ],
      [
        'a layout without a place for what owners are told',
        {
          ...report({ email: 'bare', release: '{ at: "11:00" }' }),
          'email/bare.mjml': '<mjml><mj-body></mj-body></mjml>\n',
        },
        [
          'reports/weekly.yaml:7:1  INVALID_VALUE',
          '  The layout email/bare.mjml has no place where owners of report weekly are told what to look at.',
          '  7 | release: { at: "11:00" }',
          '      ^^^^^^^',
          '  Put <mj-include path="./parts/release.mjml" /> above its header; readers see nothing of it.',
        ],
      ],
      [
        'a time that is none',
        report({ release: '{ at: 11 Uhr }' }),
        [
          'reports/weekly.yaml:7:16  INVALID_VALUE',
          '  release.at cannot be "11 Uhr".',
          '  7 | release: { at: 11 Uhr }',
          '                     ^^^^^^',
          '  Expected a time such as 11:00.',
        ],
      ],
    ],
  ],
  [
    'words',
    [
      [
        'a KPI without a name in one language',
        {
          'kpis/own.yaml': 'x:\n  name: { en: X }\n  unit: count\n  better: up\n  value: sales.amount\n  family: web\n',
        },
        [
          'kpis/own.yaml:2:3  UNKNOWN_TEXT',
          '  x has no name in zh-CN.',
          '  2 |   name: { en: X }',
          '        ^^^^',
          '  Add zh-CN here or under kpis.x of locales/zh-CN.yaml.',
        ],
      ],
      [
        'a scorecard without a title in one language',
        { 'scorecards/spring.yaml': 'title: { zh-CN: 春 }\nsubject: company\nlines: [{ kpi: sales, weight: 100 }]\n' },
        [
          'scorecards/spring.yaml:1:1  UNKNOWN_TEXT',
          '  spring has no name in en.',
          '  1 | title: { zh-CN: 春 }',
          '      ^^^^^',
          '  Add en here or under names.scorecards.spring of locales/en.yaml.',
        ],
      ],
      [
        'a language that names a card which there is not',
        {
          'locales/en.yaml': `${readFileSync('templates/locales/en.yaml', 'utf8')}\nnames: { scorecards: { departement: Department } }\n`,
        },
        [
          expect.stringMatching(/^locales\/en\.yaml:\d+:24 {2}UNKNOWN_TEXT$/),
          '  locales/en.yaml has words under names.scorecards for `departement`, which there is not.',
          expect.stringMatching(/\| names: /),
          expect.stringMatching(/\^{11}$/),
          '  Did you mean `department`?',
        ],
      ],
    ],
  ],
  [
    'a shop',
    [
      [
        'a folder without shop.yaml',
        { 'shop.yaml': null },
        [
          'MISSING_FILE',
          '  The shop has no shop.yaml.',
          '  Name a folder with a shop.yaml by --config; examples/sample is one to start from.',
        ],
      ],
      [
        'a time zone that does not exist',
        shop('locales: [en]', 'parameters: { reporting_time_zone: Asia/Peking }'),
        [
          'shop.yaml:4:36  INVALID_VALUE',
          '  `Asia/Peking` is no time zone.',
          '  4 | parameters: { reporting_time_zone: Asia/Peking }',
          '                                         ^^^^^^^^^^^',
          '  Use an IANA name such as Asia/Shanghai or Europe/London.',
        ],
      ],
      [
        'an offset instead of a time zone',
        shop('locales: [en]', 'parameters: { reporting_time_zone: "+08:00" }'),
        [
          'shop.yaml:4:36  INVALID_VALUE',
          '  `+08:00` is no time zone.',
          '  4 | parameters: { reporting_time_zone: "+08:00" }',
          '                                         ^^^^^^^^',
          '  Use an IANA name such as Asia/Shanghai or Europe/London.',
        ],
      ],
      [
        'a report that does not exist',
        shop('locales: [en]', 'reports: [monthly-executives]'),
        [
          'shop.yaml:4:11  UNKNOWN_REPORT',
          '  `monthly-executives` is no report.',
          '  4 | reports: [monthly-executives]',
          '                ^^^^^^^^^^^^^^^^^^',
          '  Did you mean `monthly-executive`?',
        ],
      ],
      [
        'a report without the one whose figures it shows',
        shop('locales: [en]', 'reports: [manager-review]'),
        [
          'shop.yaml:4:11  UNKNOWN_REPORT',
          '  manager-review shows the figures of employee-review, which the shop does not make.',
          '  4 | reports: [manager-review]',
          '                ^^^^^^^^^^^^^^',
          '  Add employee-review here, or take manager-review out.',
        ],
      ],
      [
        'a currency that is none',
        shop('locales: [en]', 'parameters: { base_currency: yuan }'),
        [
          'shop.yaml:4:30  INVALID_VALUE',
          '  parameters.base_currency cannot be "yuan".',
          '  4 | parameters: { base_currency: yuan }',
          '                                   ^^^^',
          '  Expected an ISO 4217 code.',
        ],
      ],
      [
        'a share above 1',
        shop('locales: [en]', 'parameters: { max_censored_share: 5 }'),
        [
          'shop.yaml:4:35  INVALID_VALUE',
          '  parameters.max_censored_share cannot be "5".',
          '  4 | parameters: { max_censored_share: 5 }',
          '                                        ^',
          '  Expected a share between 0 and 1.',
        ],
      ],
      [
        'a stretch ratio that lies below the target',
        shop('locales: [en]', 'parameters: { stretch_ratio: 0.9 }'),
        [
          'shop.yaml:4:30  INVALID_VALUE',
          '  parameters.stretch_ratio cannot be "0.9".',
          '  4 | parameters: { stretch_ratio: 0.9 }',
          '                                   ^^^',
          '  Expected at least 1 and below 2.',
        ],
      ],
      [
        'a floor ratio that leaves no room below the target',
        shop('locales: [en]', 'parameters: { floor_ratio: 1 }'),
        [
          'shop.yaml:4:28  INVALID_VALUE',
          '  parameters.floor_ratio cannot be "1".',
          '  4 | parameters: { floor_ratio: 1 }',
          '                                 ^',
          '  Expected a share below 1.',
        ],
      ],
      [
        'a cut above 100',
        shop('locales: [en]', 'parameters: { grade_a: 900 }'),
        [
          'shop.yaml:4:24  INVALID_VALUE',
          '  parameters.grade_a cannot be "900".',
          '  4 | parameters: { grade_a: 900 }',
          '                             ^^^',
          '  Expected 0 to 100.',
        ],
      ],
      [
        'a parameter that does not exist',
        shop('locales: [en]', 'parameters: { loockback_days: 5 }'),
        [
          'shop.yaml:4:15  UNKNOWN_KEY',
          '  `loockback_days` is not known in parameters.',
          '  4 | parameters: { loockback_days: 5 }',
          '                    ^^^^^^^^^^^^^^',
          '  Did you mean `lookback_days`?',
        ],
      ],
      [
        'a sender that is no address',
        { 'shop.yaml': 'name: S\nsender: nobody\nlocales: [en]\n' },
        [
          'shop.yaml:2:9  INVALID_VALUE',
          '  sender cannot be "nobody".',
          '  2 | sender: nobody',
          '              ^^^^^^',
          '  Expected an e-mail address.',
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
