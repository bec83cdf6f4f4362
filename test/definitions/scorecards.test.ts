import { describe, expect, test } from 'vitest';
import { card, type Files, kpi, kpiOf, type Mistake, printedLines } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'weights',
    [
      [
        'that do not sum to 100',
        card('company', 'kpi: sales, weight: 60', 'kpi: aov, weight: 39.99'),
        [
          'scorecards/spring.yaml:3:1  INVALID_WEIGHTS',
          '  The weights of scorecard spring sum to 99.99, not 100.',
          '  3 | lines:',
          '      ^^^^^',
          '  Change them so that they sum to exactly 100.',
        ],
      ],
      [
        'below 0',
        card('company', 'kpi: sales, weight: 130', 'kpi: aov, weight: -30'),
        [
          'scorecards/spring.yaml:5:25  INVALID_WEIGHTS',
          '  A weight is below 0.',
          '  5 |   - { kpi: aov, weight: -30 }',
          '                              ^^^',
          '  Use a weight of 0 or more.',
        ],
      ],
    ],
  ],
  [
    'lines',
    [
      [
        'a KPI that does not exist',
        card('company', 'kpi: sale, weight: 100'),
        [
          'scorecards/spring.yaml:4:12  UNKNOWN_KPI',
          '  Scorecard spring weighs `sale`, which is no KPI.',
          '  4 |   - { kpi: sale, weight: 100 }',
          '                 ^^^^',
          '  Did you mean `sales`?',
        ],
      ],
      [
        'a KPI twice',
        card('company', 'kpi: sales, weight: 50', 'kpi: sales, weight: 50'),
        [
          'scorecards/spring.yaml:5:12  DUPLICATE_ID',
          '  sales stands on the card twice.',
          '  5 |   - { kpi: sales, weight: 50 }',
          '                 ^^^^^',
          '  Remove one of the two.',
        ],
      ],
      [
        'a KPI that is not sliced by the subject',
        card('carrier', 'kpi: sales, weight: 100'),
        [
          'scorecards/spring.yaml:4:12  UNKNOWN_DIMENSION',
          '  Scorecard spring is about each carrier, but sales is not sliced by carrier.',
          '  4 |   - { kpi: sales, weight: 100 }',
          '                 ^^^^^',
          '  Slice it so in templates/kpis/sales.yaml, or drop the line.',
        ],
      ],
      [
        'a KPI without a total on the card of the shop',
        { ...kpi('value: sales.amount', 'total: false', 'by: [channel]'), ...card('company', 'kpi: x, weight: 100') },
        [
          'scorecards/spring.yaml:4:12  UNKNOWN_DIMENSION',
          '  Scorecard spring is about the whole shop, but x has values for its members only.',
          '  4 |   - { kpi: x, weight: 100 }',
          '                 ^',
          '  Drop the line, or weigh it on a card of its members.',
        ],
      ],
    ],
  ],
  [
    'targets',
    [
      [
        'a floor above the target',
        kpi('value: sales.amount', 'target: 5', 'floor: 6'),
        [
          'kpis/own.yaml:7:10  INVALID_TARGET',
          '  The floor lies on the wrong side of the target.',
          '  7 |   floor: 6',
          '               ^',
          '  It must be below it.',
        ],
      ],
      [
        'a floor below the target where lower is better',
        kpiOf('down', 'value: sales.amount', 'target: 5', 'floor: 4'),
        [
          'kpis/own.yaml:7:10  INVALID_TARGET',
          '  The floor lies on the wrong side of the target.',
          '  7 |   floor: 4',
          '               ^',
          '  It must be above it.',
        ],
      ],
      [
        'a stretch below the target',
        kpi('value: sales.amount', 'target: 5', 'stretch: 4'),
        [
          'kpis/own.yaml:7:12  INVALID_TARGET',
          '  The stretch lies on the wrong side of the target.',
          '  7 |   stretch: 4',
          '                 ^',
          '  It must be at or above it.',
        ],
      ],
      [
        'a stretch above the target where lower is better',
        kpiOf('down', 'value: sales.amount', 'target: 5', 'stretch: 6'),
        [
          'kpis/own.yaml:7:12  INVALID_TARGET',
          '  The stretch lies on the wrong side of the target.',
          '  7 |   stretch: 6',
          '                 ^',
          '  It must be at or below it.',
        ],
      ],
      [
        'a target of 0 without limits',
        kpiOf('down', 'value: sales.amount', 'target: 0'),
        [
          'kpis/own.yaml:6:11  INVALID_TARGET',
          '  A target of 0 or less has no default limits.',
          '  6 |   target: 0',
          '                ^',
          '  Give floor and stretch too.',
        ],
      ],
      [
        'a target below 0 with half its limits',
        kpi('value: sales.amount', 'target: -10', 'floor: -20'),
        [
          'kpis/own.yaml:6:11  INVALID_TARGET',
          '  A target of 0 or less has no default limits.',
          '  6 |   target: -10',
          '                ^^^',
          '  Give floor and stretch too.',
        ],
      ],
      [
        'a floor without target',
        kpi('value: sales.amount', 'floor: 1'),
        [
          'kpis/own.yaml:6:10  INVALID_TARGET',
          '  A floor or stretch needs a target.',
          '  6 |   floor: 1',
          '               ^',
          '  Give the target too.',
        ],
      ],
      [
        'a target of a KPI for information',
        kpiOf('info', 'value: sales.amount', 'target: 5'),
        [
          'kpis/own.yaml:6:11  INVALID_TARGET',
          '  A KPI for information is never scored.',
          '  6 |   target: 5',
          '                ^',
          '  Remove the target.',
        ],
      ],
      [
        'one target of a band',
        kpiOf('band', 'value: sales.amount', 'target: 5'),
        [
          'kpis/own.yaml:6:11  INVALID_TARGET',
          '  A band KPI has no single target.',
          '  6 |   target: 5',
          '                ^',
          '  Give floor, band_lo, band_hi and stretch.',
        ],
      ],
      [
        'a band of a KPI that has a direction',
        kpi('value: sales.amount', 'band_lo: 1', 'band_hi: 2'),
        [
          'kpis/own.yaml:6:12  INVALID_TARGET',
          '  Only a KPI with `better: band` has a band.',
          '  6 |   band_lo: 1',
          '                 ^',
          '  Give a target.',
        ],
      ],
      [
        'a band upside down',
        kpiOf('band', 'value: sales.amount', 'floor: 3', 'band_lo: 6', 'band_hi: 5', 'stretch: 8'),
        [
          'kpis/own.yaml:7:12  INVALID_TARGET',
          '  A band needs floor < band_lo < band_hi < stretch.',
          '  7 |   band_lo: 6',
          '                 ^',
          '  Give all four in this order.',
        ],
      ],
      [
        'a band without outer limits',
        kpiOf('band', 'value: sales.amount', 'band_lo: 5', 'band_hi: 6'),
        [
          'kpis/own.yaml:6:12  INVALID_TARGET',
          '  A band needs floor < band_lo < band_hi < stretch.',
          '  6 |   band_lo: 5',
          '                 ^',
          '  Give all four in this order.',
        ],
      ],
      [
        'on the wrong side on a card',
        card('company', 'kpi: sales, weight: 100, target: 5, floor: 7'),
        [
          'scorecards/spring.yaml:4:50  INVALID_TARGET',
          '  The floor lies on the wrong side of the target.',
          '  4 |   - { kpi: sales, weight: 100, target: 5, floor: 7 }',
          '                                                       ^',
          '  It must be below it.',
        ],
      ],
    ],
  ],
];

/** A card of people, whose lines begin in line 5. */
function cardOfPeople(head: string, ...lines: string[]): Files {
  const text = ['title: { en: Spring, zh-CN: 春 }', 'subject: employee', head, 'lines:'];
  return { 'scorecards/spring.yaml': [...text, ...lines.map((line) => `  - { ${line} }`), ''].join('\n') };
}

const UNFAIR: Mistake[] = [
  [
    'weighs a KPI and its own attainment',
    card('channel', 'kpi: sales, weight: 60', 'kpi: sales_attainment, weight: 40'),
    [
      'scorecards/spring.yaml:5:12  UNFAIR_CARD',
      '  sales_attainment is sales against its target, so scorecard spring would weigh it twice.',
      '  5 |   - { kpi: sales_attainment, weight: 40 }',
      '                 ^^^^^^^^^^^^^^^^',
      '  Keep one of the two.',
    ],
  ],
  [
    'holds three months of what adds up against the target of one',
    cardOfPeople('role: sales', 'kpi: new_users, weight: 100, window_months: 3'),
    [
      'scorecards/spring.yaml:5:51  UNFAIR_CARD',
      '  new_users adds up, so 3 months of it say nothing against the target of one.',
      '  5 |   - { kpi: new_users, weight: 100, window_months: 3 }',
      '                                                        ^',
      '  Remove window_months: a window is for rates, means and percentiles.',
    ],
  ],
  [
    'gives an opinion more weight than it may have',
    cardOfPeople('role: sales', 'kpi: coordination_rating, weight: 10.5', 'kpi: sales_attainment, weight: 89.5'),
    [
      'scorecards/spring.yaml:5:41  UNFAIR_CARD',
      '  coordination_rating may weigh 10 at most, not 10.5.',
      '  5 |   - { kpi: coordination_rating, weight: 10.5 }',
      '                                              ^^^^',
      '  Give the rest to what is counted.',
    ],
  ],
  [
    'is about people of no role',
    cardOfPeople('# role: sales', 'kpi: sales_attainment, weight: 100'),
    [
      'scorecards/spring.yaml:2:10  UNFAIR_CARD',
      '  Scorecard spring is about people, but of which role it does not say.',
      '  2 | subject: employee',
      '               ^^^^^^^^',
      '  Add role: people are compared with others of the same work only.',
    ],
  ],
  [
    'names the role of what has none',
    {
      'scorecards/spring.yaml':
        'title: { en: Spring, zh-CN: 春 }\nsubject: carrier\nrole: sales\nlines: [{ kpi: delivery_days_avg, weight: 100 }]\n',
    },
    [
      'scorecards/spring.yaml:3:7  UNFAIR_CARD',
      '  Scorecard spring is about each carrier, which has no role.',
      '  3 | role: sales',
      '            ^^^^^',
      '  Remove role, or make it a card of subject: employee.',
    ],
  ],
  [
    'holds the figure of a group against one person',
    cardOfPeople('role: sales', 'kpi: retention_rate, weight: 100, as: department'),
    [
      'scorecards/spring.yaml:5:45  UNFAIR_CARD',
      '  retention_rate by department is the figure of a group, and would be held against one person.',
      '  5 |   - { kpi: retention_rate, weight: 100, as: department }',
      '                                                  ^^^^^^^^^^',
      '  A person may stand in it as employee or product_owner or campaign_owner.',
    ],
  ],
];

describe('a card', () => {
  test.each(UNFAIR)('that %s is refused', (_name, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });

  test('of people may weigh an opinion up to its limit, and what they own under another name', () => {
    const lines = ['kpi: coordination_rating, weight: 10', 'kpi: inventory_accuracy, weight: 90, as: product_owner'];
    expect(printedLines(cardOfPeople('role: warehouse', ...lines))).toEqual([]);
  });

  test('has no line that stands for its subject under a name that the KPI does not know', () => {
    expect(printedLines(cardOfPeople('role: sales', 'kpi: sales, weight: 100, as: product_owner'))[1]).toBe(
      '  Scorecard spring is about each product_owner, but sales is not sliced by product_owner.',
    );
  });

  test('shows KPIs that exist and that it does not weigh', () => {
    const [text = ''] = Object.values(card('company', 'kpi: sales, weight: 100'));
    const lines = printedLines({ 'scorecards/spring.yaml': `${text}shown: [sales, net_sale]\n` });
    expect(lines).toContain('  sales stands on the card already, with a weight.');
    expect(lines).toContain('  Scorecard spring shows `net_sale`, which is no KPI.');
  });
});

describe.each(MISTAKES)('%s', (_, mistakes) => {
  test.each(mistakes)('%s is named with its place and remedy', (_name, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });
});
