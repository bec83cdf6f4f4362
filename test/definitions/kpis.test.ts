import { describe, expect, test } from 'vitest';
import { fact, kpi, type Mistake, printedLines } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'a formula',
    [
      [
        'a KPI that names no measure',
        kpi('min_sample: 30'),
        [
          'kpis/own.yaml:1:1  INVALID_EXPRESSION',
          '  The formula of x is not whole.',
          '  1 | x:',
          '      ^',
          '  Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.',
        ],
      ],
      [
        'half a ratio',
        kpi('numerator: sales.amount'),
        [
          'kpis/own.yaml:1:1  INVALID_EXPRESSION',
          '  The formula of x is not whole.',
          '  1 | x:',
          '      ^',
          '  Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.',
        ],
      ],
      [
        'two formulas at once',
        kpi('value: sales.amount', 'percentile: 0.5', 'of: orders.processing'),
        [
          'kpis/own.yaml:1:1  INVALID_EXPRESSION',
          '  The formula of x is not whole.',
          '  1 | x:',
          '      ^',
          '  Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.',
        ],
      ],
      [
        'a slice with another form than the total',
        kpi(
          'numerator: sales.amount',
          'denominator: sales.orders',
          'by: [channel, { region: { value: sales.amount } }]',
        ),
        [
          'kpis/own.yaml:7:19  INVALID_EXPRESSION',
          '  The formula of x is not whole.',
          '  7 |   by: [channel, { region: { value: sales.amount } }]',
          '                        ^^^^^^',
          '  Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.',
        ],
      ],
      [
        'a percentile above 1',
        kpi('percentile: 1.5', 'of: orders.processing'),
        [
          'kpis/own.yaml:1:1  INVALID_EXPRESSION',
          '  The percentile of x lies outside 0 to 1.',
          '  1 | x:',
          '      ^',
          '  Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.',
        ],
      ],
      [
        'an expression that ends too early',
        kpi('value: sales.amount +'),
        [
          'kpis/own.yaml:5:10  INVALID_EXPRESSION',
          '  x: the expression ends too early.',
          '  5 |   value: sales.amount +',
          '               ^^^^^^^^^^^^^^',
          '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
        ],
      ],
      [
        'an operator too many',
        kpi('value: sales.amount ++ sales.orders'),
        [
          'kpis/own.yaml:5:24  INVALID_EXPRESSION',
          '  x: `+` is not expected here.',
          '  5 |   value: sales.amount ++ sales.orders',
          '                             ^',
          '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
        ],
      ],
      [
        'a word that is no measure',
        kpi('value: sales'),
        [
          'kpis/own.yaml:5:10  INVALID_EXPRESSION',
          '  x: `sales` is no number, fact.measure, target.<kpi> or period.days.',
          '  5 |   value: sales',
          '               ^',
          '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
        ],
      ],
      [
        'a wrong suffix',
        kpi('value: sales.amount[last_year]'),
        [
          'kpis/own.yaml:5:22  INVALID_EXPRESSION',
          '  x: only [year_ago] may follow a measure.',
          '  5 |   value: sales.amount[last_year]',
          '                           ^',
          '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
        ],
      ],
      [
        'a constant that no period has',
        kpi('value: sales.amount * period.weeks'),
        [
          'kpis/own.yaml:5:25  INVALID_EXPRESSION',
          '  x: of a period only period.days is known.',
          '  5 |   value: sales.amount * period.weeks',
          '                              ^',
          '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
        ],
      ],
    ],
  ],
  [
    'a name',
    [
      [
        'a fact that does not exist',
        kpi('value: sale.amount'),
        [
          'kpis/own.yaml:5:10  UNKNOWN_FACT',
          '  KPI x reads fact `sale`, which does not exist.',
          '  5 |   value: sale.amount',
          '               ^^^^',
          '  Did you mean `sales`?',
        ],
      ],
      [
        'a measure that the fact does not have',
        kpi('numerator: sales.amount', 'denominator: sales.order'),
        [
          'kpis/own.yaml:6:22  UNKNOWN_MEASURE',
          '  KPI x names `order`, which templates/facts/sales.yaml does not have.',
          '  6 |   denominator: sales.order',
          '                           ^^^^^',
          '  Did you mean `orders`?',
        ],
      ],
      [
        'a measure whose name also stands inside a right one',
        kpi('value: sales.amount - sales.amounts'),
        [
          'kpis/own.yaml:5:31  UNKNOWN_MEASURE',
          '  KPI x names `amounts`, which templates/facts/sales.yaml does not have.',
          '  5 |   value: sales.amount - sales.amounts',
          '                                    ^^^^^^^',
          '  Did you mean `amount`?',
        ],
      ],
      [
        'a measure of a factor',
        kpi('value: sales.amount', 'factor: 1 / sales.dayz'),
        [
          'kpis/own.yaml:6:21  UNKNOWN_MEASURE',
          '  KPI x names `dayz`, which templates/facts/sales.yaml does not have.',
          '  6 |   factor: 1 / sales.dayz',
          '                          ^^^^',
          '  Allowed: amount, lines, quantity, orders, units, vas_amount, cost, costed_amount, uncosted_lines, campaign_orders, campaign_amount, campaign_cost, … (15 in all).',
        ],
      ],
      [
        'a measure of one slice',
        kpi('value: sales.amount', 'by: [{ region: { sample: sales.linez } }]'),
        [
          'kpis/own.yaml:6:34  UNKNOWN_MEASURE',
          '  KPI x names `linez`, which templates/facts/sales.yaml does not have.',
          '  6 |   by: [{ region: { sample: sales.linez } }]',
          '                                       ^^^^^',
          '  Did you mean `lines`?',
        ],
      ],
      [
        'a target of no KPI',
        kpi('numerator: sales.amount', 'denominator: target.sale'),
        [
          'kpis/own.yaml:6:23  UNKNOWN_KPI',
          '  KPI x uses the target of `sale`, which is no KPI.',
          '  6 |   denominator: target.sale',
          '                            ^^^^',
          '  Did you mean `sales`?',
        ],
      ],
      [
        'a histogram where a sum belongs',
        kpi('value: orders.processing'),
        [
          'kpis/own.yaml:5:17  INVALID_EXPRESSION',
          '  processing is a histogram, not a sum.',
          '  5 |   value: orders.processing',
          '                      ^^^^^^^^^^',
          '  Use it in `of` of a percentile.',
        ],
      ],
      [
        'a sum where a histogram belongs',
        kpi('percentile: 0.5', 'of: orders.shipped'),
        [
          'kpis/own.yaml:6:14  INVALID_EXPRESSION',
          '  shipped is no histogram.',
          '  6 |   of: orders.shipped',
          '                   ^^^^^^^',
          '  Name a measure of the form histogram(x, width).',
        ],
      ],
      [
        'a percentile of two things',
        kpi('percentile: 0.5', 'of: orders.processing + 1'),
        [
          'kpis/own.yaml:6:7  INVALID_EXPRESSION',
          '  A percentile is of one histogram.',
          '  6 |   of: orders.processing + 1',
          '            ^^^^^^^^^^^^^^^^^^^^^',
          '  Name one fact.measure.',
        ],
      ],
    ],
  ],
  [
    'an experiment',
    [
      [
        'that is added up with others',
        kpi(
          'experiment:',
          '  control: { conversions: experiments.control_conversions, units: experiments.control_units }',
          '  treatment: { conversions: experiments.treatment_conversions, units: experiments.treatment_units }',
          'by: [experiment]',
        ),
        [
          'kpis/own.yaml:5:3  INVALID_EXPRESSION',
          '  KPI x would add up experiments, each of which answers a question of its own.',
          '  5 |   experiment:',
          '        ^^^^^^^^^^',
          '  Add total: false.',
        ],
      ],
      [
        'that counts what does not exist',
        kpi(
          'experiment:',
          '  control: { conversions: experiments.control_conversions, units: experiments.control_unit }',
          '  treatment: { conversions: experiments.treatment_conversions, units: experiments.treatment_units }',
          'total: false',
          'by: [experiment]',
        ),
        [
          'kpis/own.yaml:6:81  UNKNOWN_MEASURE',
          '  KPI x names `control_unit`, which templates/facts/experiments.yaml does not have.',
          '  6 |     control: { conversions: experiments.control_conversions, units: experiments.control_unit }',
          '                                                                                      ^^^^^^^^^^^^',
          '  Did you mean `control_units`?',
        ],
      ],
    ],
  ],
  [
    'withholding',
    [
      [
        'without the people whom it is about',
        kpi('value: sales.amount', 'withheld_below: 5'),
        [
          'kpis/own.yaml:6:3  INVALID_EXPRESSION',
          '  KPI x has `withheld_below` without `withheld_by`, so nothing would be withheld.',
          '  6 |   withheld_below: 5',
          '        ^^^^^^^^^^^^^^',
          '  Give withheld_by too.',
        ],
      ],
      [
        'without the number from which on a value is shown',
        kpi('value: sales.amount', 'withheld_by: staff.closing'),
        [
          'kpis/own.yaml:6:3  INVALID_EXPRESSION',
          '  KPI x has `withheld_by` without `withheld_below`, so nothing would be withheld.',
          '  6 |   withheld_by: staff.closing',
          '        ^^^^^^^^^^^',
          '  Give withheld_below too.',
        ],
      ],
    ],
  ],
  [
    'a dimension',
    [
      [
        'one that the fact does not have',
        { ...fact(), ...kpi('value: clicks.n', 'by: [channel, devise]') },
        [
          'kpis/own.yaml:6:17  UNKNOWN_DIMENSION',
          '  KPI x is sliced by `devise`, which facts/clicks.yaml does not have.',
          '  6 |   by: [channel, devise]',
          '                      ^^^^^^',
          '  Allowed: channel, region.',
        ],
      ],
      [
        'one that only one of two facts has',
        { ...fact(), ...kpi('numerator: parcels.cost', 'denominator: clicks.n', 'by: [carrier]') },
        [
          'kpis/own.yaml:7:8  UNKNOWN_DIMENSION',
          '  KPI x is sliced by `carrier`, which facts/clicks.yaml does not have.',
          '  7 |   by: [carrier]',
          '             ^^^^^^^',
          '  Allowed: channel, region.',
        ],
      ],
      [
        'a column under another name that is wrong too',
        kpi('value: sales.amount', 'by: [{ employee: employe }]'),
        [
          'kpis/own.yaml:6:20  UNKNOWN_DIMENSION',
          '  KPI x is sliced by `employe`, which templates/facts/sales.yaml does not have.',
          '  6 |   by: [{ employee: employe }]',
          '                         ^^^^^^^',
          '  Did you mean `employee`?',
        ],
      ],
      [
        'the same one twice',
        kpi('value: sales.amount', 'by: [channel, { channel: { sample: sales.lines } }]'),
        [
          'kpis/own.yaml:6:28  DUPLICATE_ID',
          '  KPI x is sliced by `channel` twice.',
          '  6 |   by: [channel, { channel: { sample: sales.lines } }]',
          '                                 ^',
          '  Remove one of the two.',
        ],
      ],
      [
        'strata that the fact does not have',
        kpi('value: sales.amount', 'by: [channel]', 'strata: { channel: categori }'),
        [
          'kpis/own.yaml:7:22  UNKNOWN_DIMENSION',
          '  KPI x has the stratum `categori`, which templates/facts/sales.yaml does not have.',
          '  7 |   strata: { channel: categori }',
          '                           ^^^^^^^^',
          '  Did you mean `category`?',
        ],
      ],
      [
        'strata of a dimension by which nothing is sliced',
        kpi('value: sales.amount', 'by: [channel]', 'strata: { chanel: category }'),
        [
          'kpis/own.yaml:7:13  UNKNOWN_DIMENSION',
          '  KPI x has strata for `chanel`, by which it is not sliced.',
          '  7 |   strata: { chanel: category }',
          '                  ^^^^^^',
          '  Did you mean `channel`?',
        ],
      ],
    ],
  ],
  [
    'an id',
    [
      [
        'the same id in two families',
        { 'kpis/spring.yaml': (kpi('value: sales.amount')['kpis/own.yaml'] ?? '').replace('x:', 'aov:') },
        [
          'kpis/spring.yaml:1:1  DUPLICATE_ID',
          '  KPI aov is already defined in templates/kpis/sales.yaml.',
          '  1 | aov:',
          '      ^^^',
          '  Rename or remove one of the two; a different formula needs a different id.',
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
