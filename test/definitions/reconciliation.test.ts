import { describe, expect, test } from 'vitest';
import { mustLoad } from '../support/shop.ts';
import { type Files, type Mistake, printedLines } from './mistakes.ts';

const NAME = 'name: { en: X, zh-CN: X }';

/** A rule `freight` whose own lines begin in line 2; what is not said otherwise is right. */
function rule(change: Record<string, string | null> = {}): Files {
  const right = {
    name: '{ en: Freight, zh-CN: 运费 }',
    accounts: "['660102']",
    measured: 'parcels.cost',
    tolerance: '{ absolute: 100 }',
  };
  const lines = Object.entries({ ...right, ...change }).flatMap(([key, value]) =>
    value === null ? [] : [`  ${key}: ${value}`],
  );
  return { 'reconciliation/rules.yaml': ['freight:', ...lines, ''].join('\n') };
}

const MISTAKES: Mistake[] = [
  [
    'an account without quotes, which would lose its zeros',
    rule({ accounts: '[0660102]' }),
    [
      'reconciliation/rules.yaml:3:14  INVALID_VALUE',
      '  freight.accounts.0 cannot be 660102.',
      '  3 |   accounts: [0660102]',
      '                   ^^^^^^^',
      '  Expected a string: put it in quotes.',
    ],
  ],
  [
    'no account at all',
    rule({ accounts: '[]' }),
    [
      'reconciliation/rules.yaml:3:13  INVALID_VALUE',
      '  freight.accounts cannot be [].',
      '  3 |   accounts: []',
      '                  ^',
      '  Expected at least one account.',
    ],
  ],
  [
    'an account that would count twice',
    rule({ accounts: "['1', '2', '1']" }),
    [
      'reconciliation/rules.yaml:3:24  DUPLICATE_ID',
      '  Rule freight adds up account 1 twice.',
      "  3 |   accounts: ['1', '2', '1']",
      '                             ^^^',
      '  Remove one of the two.',
    ],
  ],
  [
    'a side that no account has',
    rule({ normal_balance: 'left' }),
    [
      'reconciliation/rules.yaml:6:19  INVALID_VALUE',
      '  freight.normal_balance cannot be "left".',
      '  6 |   normal_balance: left',
      '                        ^^^^',
      '  Allowed: debit, credit.',
    ],
  ],
  [
    'no measured side',
    rule({ measured: null }),
    [
      'reconciliation/rules.yaml:1:1  MISSING_KEY',
      '  `measured` is missing in freight.',
      '  1 | freight:',
      '      ^^^^^^^',
      '  Add it: a string or a number.',
    ],
  ],
  [
    'a measure that does not exist',
    rule({ measured: 'parcels.costs' }),
    [
      'reconciliation/rules.yaml:4:21  UNKNOWN_MEASURE',
      '  Rule freight names `costs`, which templates/facts/parcels.yaml does not have.',
      '  4 |   measured: parcels.costs',
      '                          ^^^^^',
      '  Did you mean `cost`?',
    ],
  ],
  [
    'a fact that does not exist, in a reason',
    rule({ reasons: `{ tax: { ${NAME}, amount: charge.tax } }` }),
    [
      'reconciliation/rules.yaml:6:56  UNKNOWN_FACT',
      '  Rule freight reads fact `charge`, which does not exist.',
      '  6 |   reasons: { tax: { name: { en: X, zh-CN: X }, amount: charge.tax } }',
      '                                                             ^^^^^^',
      '  Did you mean `charges`?',
    ],
  ],
  [
    'an expression that is none',
    rule({ measured: 'parcels.cost +' }),
    [
      'reconciliation/rules.yaml:4:13  INVALID_EXPRESSION',
      '  freight: the expression ends too early.',
      '  4 |   measured: parcels.cost +',
      '                  ^^^^^^^^^^^^^^',
      '  Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.',
    ],
  ],
  [
    'another year',
    rule({ measured: 'parcels.cost[year_ago]' }),
    [
      'reconciliation/rules.yaml:4:13  INVALID_EXPRESSION',
      '  Rule freight reads another year, which is in no ledger of the period.',
      '  4 |   measured: parcels.cost[year_ago]',
      '                  ^^^^^^^^^^^^^^^^^^^^^^',
      '  Name measures of the period alone.',
    ],
  ],
  [
    'a target',
    rule({ measured: 'target.sales' }),
    [
      'reconciliation/rules.yaml:4:13  INVALID_EXPRESSION',
      '  Rule freight reads a target, which is in no ledger of the period.',
      '  4 |   measured: target.sales',
      '                  ^^^^^^^^^^^^',
      '  Name measures of the period alone.',
    ],
  ],
  [
    'no tolerance',
    rule({ tolerance: '{}' }),
    [
      'reconciliation/rules.yaml:5:3  MISSING_KEY',
      '  Rule freight has no tolerance.',
      '  5 |   tolerance: {}',
      '        ^^^^^^^^^',
      '  Give absolute, relative or both; absolute: 0 allows nothing to stay unexplained.',
    ],
  ],
  [
    'a tolerance below zero',
    rule({ tolerance: '{ relative: -0.1 }' }),
    [
      'reconciliation/rules.yaml:5:26  INVALID_VALUE',
      '  freight.tolerance.relative cannot be "-0.1".',
      '  5 |   tolerance: { relative: -0.1 }',
      '                               ^^^^',
      '  Expected a limit of 0 or more.',
    ],
  ],
  [
    'a reason that explains nothing',
    rule({ reasons: `{ tax: { ${NAME} } }` }),
    [
      'reconciliation/rules.yaml:6:14  INVALID_VALUE',
      '  Reason tax of rule freight does not say what it explains.',
      '  6 |   reasons: { tax: { name: { en: X, zh-CN: X } } }',
      '                   ^^^',
      '  Give either amount, an expression over measures, or accounts of the ledger.',
    ],
  ],
  [
    'a reason that explains by two things',
    rule({ reasons: `{ tax: { ${NAME}, amount: charges.tax, accounts: ['1'] } }` }),
    [
      'reconciliation/rules.yaml:6:14  INVALID_VALUE',
      '  Reason tax of rule freight says twice what it explains.',
      "  6 |   reasons: { tax: { name: { en: X, zh-CN: X }, amount: charges.tax, accounts: ['1'] } }",
      '                   ^^^',
      '  Give either amount, an expression over measures, or accounts of the ledger.',
    ],
  ],
  [
    'a side of an amount that comes from no account',
    rule({ reasons: `{ tax: { ${NAME}, amount: charges.tax, normal_balance: credit } }` }),
    [
      'reconciliation/rules.yaml:6:69  INVALID_VALUE',
      '  Reason tax of rule freight has a `normal_balance` without `accounts`.',
      '  6 |   reasons: { tax: { name: { en: X, zh-CN: X }, amount: charges.tax, normal_balance: credit } }',
      '                                                                          ^^^^^^^^^^^^^^',
      '  Remove it, or give accounts instead of amount.',
    ],
  ],
  [
    'names that not every reader can read',
    rule({ name: '{ en: Freight }', reasons: '{ tax: { name: { zh-CN: 税 }, amount: charges.tax } }' }),
    [
      'reconciliation/rules.yaml:2:3  UNKNOWN_TEXT',
      '  Rule freight has no name in zh-CN.',
      '  2 |   name: { en: Freight }',
      '        ^^^^',
      '  Add zh-CN here or under names.reconciliation of locales/zh-CN.yaml.',
      'reconciliation/rules.yaml:6:21  UNKNOWN_TEXT',
      '  Reason tax of rule freight has no name in en.',
      '  6 |   reasons: { tax: { name: { zh-CN: 税 }, amount: charges.tax } }',
      '                          ^^^^',
      '  Add en here or under names.reconciliation of locales/en.yaml.',
    ],
  ],
  [
    'a key that is not known',
    rule({ account: "'1'" }),
    [
      'reconciliation/rules.yaml:6:3  UNKNOWN_KEY',
      '  `account` is not known in freight.',
      "  6 |   account: '1'",
      '        ^^^^^^^',
      '  Did you mean `accounts`?',
    ],
  ],
  [
    'a rule that stands in two files',
    { ...rule(), 'reconciliation/more.yaml': rule()['reconciliation/rules.yaml'] ?? null },
    [
      'reconciliation/rules.yaml:1:1  DUPLICATE_ID',
      '  Rule freight already stands in reconciliation/more.yaml.',
      '  1 | freight:',
      '      ^^^^^^^',
      '  Rename or remove one of the two.',
    ],
  ],
];

describe('a rule of reconciliation', () => {
  test.each(MISTAKES)('with %s is refused', (_, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });

  test('becomes what it says, the limit that it does not give being 0', () => {
    const files = rule({ reasons: `{ paid: { ${NAME}, accounts: ['0010'], normal_balance: credit } }` });
    expect(mustLoad(files).reconciliation.freight).toMatchObject({
      accounts: ['660102'],
      normalBalance: 'debit',
      tolerance: { absolute: '100', relative: '0' },
      reasons: [{ id: 'paid', from: 'ledger', accounts: ['0010'], normalBalance: 'credit' }],
    });
  });
});
