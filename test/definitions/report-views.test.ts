import { describe, expect, test } from 'vitest';
import { type Mistake, printedLines, report } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'what a report shows',
    [
      [
        'cards of people in a report of the shop',
        report({ scorecards: '[department, employee_sales]' }),
        [
          'reports/weekly.yaml:4:26  INVALID_VALUE',
          '  Report weekly would show the card of each employee to all its readers.',
          '  4 | scorecards: [department, employee_sales]',
          '                               ^^^^^^^^^^^^^^',
          '  Name the card under `people`, which counts and names nobody; or set view to person or team.',
        ],
      ],
      [
        'cards of the shop in a report of people',
        report({ view: 'person' }),
        [
          'reports/weekly.yaml:4:14  INVALID_VALUE',
          '  Report weekly is about people, but department is no card of employees.',
          '  4 | scorecards: [department]',
          '                   ^^^^^^^^^^',
          '  Name cards whose subject is employee.',
        ],
      ],
      [
        'people counted by a card that is not of people',
        report({ people: '[employee_sale]' }),
        [
          'reports/weekly.yaml:7:10  INVALID_VALUE',
          '  `employee_sale` is no card of employees.',
          '  7 | people: [employee_sale]',
          '               ^^^^^^^^^^^^^',
          '  Did you mean `employee_sales`?',
        ],
      ],
      [
        'slices of nothing',
        report({ view: 'slice' }),
        [
          'reports/weekly.yaml:7:7  MISSING_KEY',
          '  Report weekly shows slices, but not of which dimension.',
          '  7 | view: slice',
          '            ^^^^^',
          '  Add `slice_by`, e.g. `slice_by: carrier`.',
        ],
      ],
      [
        'slices of a dimension that no card is about',
        report({ view: 'slice', slice_by: 'carier', scorecards: '[carrier]' }),
        [
          'reports/weekly.yaml:8:11  UNKNOWN_DIMENSION',
          '  Report weekly shows each carier, but none of its cards is about one.',
          '  8 | slice_by: carier',
          '                ^^^^^^',
          '  Did you mean `carrier`?',
        ],
      ],
      [
        'a dimension where nothing is sliced',
        report({ slice_by: 'carrier' }),
        [
          'reports/weekly.yaml:7:1  INVALID_VALUE',
          '  Only a report with `view: slice` has it.',
          '  7 | slice_by: carrier',
          '      ^^^^^^^^',
          '  Remove it; readers of other reports may have a slice of any dimension.',
        ],
      ],
    ],
  ],
  [
    'reviews that several reports show',
    [
      [
        'those of a report that does not exist',
        report({ view: 'team', scorecards: '[employee_sales]', series: 'employee-reviews' }),
        [
          'reports/weekly.yaml:8:9  UNKNOWN_REPORT',
          '  `employee-reviews` is no report.',
          '  8 | series: employee-reviews',
          '              ^^^^^^^^^^^^^^^^',
          '  Did you mean `employee-review`?',
        ],
      ],
      [
        'those of a report with other cards',
        report({ view: 'team', scorecards: '[employee_sales]', series: 'employee-review' }),
        [
          'reports/weekly.yaml:8:9  INVALID_VALUE',
          '  weekly would make other reviews than employee-review: look at its scorecards.',
          '  8 | series: employee-review',
          '              ^^^^^^^^^^^^^^^',
          '  Give both the same grain and scorecards.',
        ],
      ],
      [
        'its own as preliminary ones of themselves',
        report({ view: 'team', scorecards: '[employee_sales]', preliminary_of: 'weekly' }),
        [
          'reports/weekly.yaml:8:17  CYCLE',
          '  weekly leads back to itself.',
          '  8 | preliminary_of: weekly',
          '                      ^^^^^^',
          '  Name the report under whose name the reviews lie.',
        ],
      ],
      [
        'a preliminary report of the shop',
        report({ preliminary_of: 'monthly-executive' }),
        [
          'reports/weekly.yaml:7:17  INVALID_VALUE',
          '  Only reviews of people have `preliminary_of`.',
          '  7 | preliminary_of: monthly-executive',
          '                      ^^^^^^^^^^^^^^^^^',
          '  Remove it, or set view to person or team.',
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
