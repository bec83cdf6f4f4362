// A contract that asks what cannot be asked is refused where it stands, with every line that is printed.
import { describe, expect, test } from 'vitest';
import { mustLoad, shopFiles } from '../support/shop.ts';
import { type Files, type Mistake, printedLines } from './mistakes.ts';

/** A table `visits` beside the canonical ones, whose contract begins in line 6. */
function contract(...lines: string[]): Files {
  const columns =
    '{ id: varchar, page: varchar, seen: boolean, at: timestamp, left_at: timestamp?, day: date, n: bigint, dt: varchar }';
  const head = ['visits:', '  key: [id]', '  partition: event', `  columns: ${columns}`, '  contract:'];
  return { 'facts/tables/web.yaml': [...head, ...lines.map((line) => `    ${line}`), ''].join('\n') };
}

const MISTAKES: [part: string, mistakes: Mistake[]][] = [
  [
    'columns',
    [
      [
        'a clock that the table does not have',
        contract('clock: leftat'),
        [
          'facts/tables/web.yaml:6:12  UNKNOWN_COLUMN',
          '  Table visits has no column `leftat`.',
          '  6 |     clock: leftat',
          '                 ^^^^^^',
          '  Did you mean `left_at`?',
        ],
      ],
      [
        'a clock that is no instant',
        contract('clock: day'),
        [
          'facts/tables/web.yaml:6:12  INVALID_VALUE',
          '  Column `day` of table visits is date, which `clock` cannot be asked of.',
          '  6 |     clock: day',
          '                 ^^^',
          '  Name a column of type timestamp.',
        ],
      ],
      [
        'accepted values of a number',
        contract('values: { n: [one, two] }'),
        [
          'facts/tables/web.yaml:6:15  INVALID_VALUE',
          '  Column `n` of table visits is bigint, which `values` cannot be asked of.',
          '  6 |     values: { n: [one, two] }',
          '                    ^',
          '  Name a column of type varchar.',
        ],
      ],
      [
        'a numeric range of an instant',
        contract("ranges: { at: '> 0' }"),
        [
          'facts/tables/web.yaml:6:15  INVALID_VALUE',
          '  Column `at` of table visits is timestamp, which `ranges` cannot be asked of.',
          "  6 |     ranges: { at: '> 0' }",
          '                    ^^',
          '  Name a column of type bigint, integer or decimal.',
        ],
      ],
      [
        'a range of days of a number',
        contract("ranges: { n: '< 2100-01-01' }"),
        [
          'facts/tables/web.yaml:6:15  INVALID_VALUE',
          '  Column `n` of table visits is bigint, which `ranges` cannot be asked of.',
          "  6 |     ranges: { n: '< 2100-01-01' }",
          '                    ^',
          '  Name a column of type timestamp or date.',
        ],
      ],
      [
        'a mean of text',
        contract('means: [n, page]'),
        [
          'facts/tables/web.yaml:6:16  INVALID_VALUE',
          '  Column `page` of table visits is varchar, which `means` cannot be asked of.',
          '  6 |     means: [n, page]',
          '                     ^^^^',
          '  Name a column of type bigint, integer or decimal.',
        ],
      ],
      [
        'members that the table does not have',
        contract('members: [pages]'),
        [
          'facts/tables/web.yaml:6:15  UNKNOWN_COLUMN',
          '  Table visits has no column `pages`.',
          '  6 |     members: [pages]',
          '                    ^^^^^',
          '  Did you mean `page`?',
        ],
      ],
      [
        'prose that is no text',
        contract('prose: [seen]'),
        [
          'facts/tables/web.yaml:6:13  INVALID_VALUE',
          '  Column `seen` of table visits is boolean, which `prose` cannot be asked of.',
          '  6 |     prose: [seen]',
          '                  ^^^^',
          '  Name a column of type varchar.',
        ],
      ],
    ],
  ],
  [
    'order',
    [
      [
        'a column that does not exist',
        contract('order: [at <= leftat]'),
        [
          'facts/tables/web.yaml:6:13  UNKNOWN_COLUMN',
          '  Table visits has no column `leftat`.',
          '  6 |     order: [at <= leftat]',
          '                  ^^^^^^^^^^^^',
          '  Did you mean `left_at`?',
        ],
      ],
      [
        'an instant and a day',
        contract('order: [at <= left_at, at <= day]'),
        [
          'facts/tables/web.yaml:6:28  INVALID_VALUE',
          '  `at` and `day` of table visits cannot be put in order.',
          '  6 |     order: [at <= left_at, at <= day]',
          '                                 ^^^^^^^^^',
          '  Name two instants, two days or two numbers; what else must hold stands under `holds`.',
        ],
      ],
      [
        'no comparison at all',
        contract('order: [at before left_at]'),
        [
          'facts/tables/web.yaml:6:13  INVALID_VALUE',
          '  visits.contract.order.0 cannot be "at before left_at".',
          '  6 |     order: [at before left_at]',
          '                  ^^^^^^^^^^^^^^^^^',
          '  Expected `earlier <= later`, both columns.',
        ],
      ],
    ],
  ],
  [
    'conditions',
    [
      [
        'a column that does not exist',
        contract('holds: { counted: n > 0 OR pag IS NULL }'),
        [
          'facts/tables/web.yaml:6:32  UNKNOWN_COLUMN',
          '  Table visits has no column `pag`.',
          '  6 |     holds: { counted: n > 0 OR pag IS NULL }',
          '                                     ^^^',
          '  Did you mean `page`?',
        ],
      ],
      [
        'SQL that means another thing on another engine',
        contract("holds: { counted: 'greatest(n, 1) = n' }"),
        [
          'facts/tables/web.yaml:6:24  FORBIDDEN_SQL',
          '  `greatest` is not allowed in visits.',
          "  6 |     holds: { counted: 'greatest(n, 1) = n' }",
          '                             ^^^^^^^^',
          '  NULL means another thing on another engine; use CASE.',
        ],
      ],
      [
        'a parameter that SQL may not read',
        contract("holds: { currency: page <> '$base_curency' }"),
        [
          'facts/tables/web.yaml:6:32  UNKNOWN_PARAMETER',
          '  `$base_curency` is no parameter that SQL may read.',
          "  6 |     holds: { currency: page <> '$base_curency' }",
          '                                     ^^^^^^^^^^^^^^^',
          '  Did you mean `base_currency`?',
        ],
      ],
    ],
  ],
  [
    'other tables',
    [
      [
        'a table that does not exist',
        contract('references: { page: order.order_id }'),
        [
          'facts/tables/web.yaml:6:25  UNKNOWN_TABLE',
          '  The contract of visits names `order`, which is no table.',
          '  6 |     references: { page: order.order_id }',
          '                              ^^^^^^^^^^^^^^',
          '  Did you mean `orders`?',
        ],
      ],
      [
        'a column that identifies nothing',
        contract('references: { page: orders.channel }'),
        [
          'facts/tables/web.yaml:6:25  INVALID_VALUE',
          '  `channel` is no part of the key of table orders.',
          '  6 |     references: { page: orders.channel }',
          '                              ^^^^^^^^^^^^^^',
          '  Allowed: order_id.',
        ],
      ],
      [
        'a key of another type',
        contract('references: { n: orders.order_id }'),
        [
          'facts/tables/web.yaml:6:22  INVALID_VALUE',
          '  `n` of table visits is bigint, `order_id` of orders is varchar.',
          '  6 |     references: { n: orders.order_id }',
          '                           ^^^^^^^^^^^^^^^',
          '  Give both the same type.',
        ],
      ],
      [
        'half of a key',
        contract('references: { n: order_lines.line_no }'),
        [
          'facts/tables/web.yaml:6:22  UNKNOWN_COLUMN',
          '  The key of order_lines has `order_id` too, which table visits does not have.',
          '  6 |     references: { n: order_lines.line_no }',
          '                           ^^^^^^^^^^^^^^^^^^^',
          '  Refer to a table by its whole key.',
        ],
      ],
      [
        'children that belong to nobody',
        contract('children: [reviews]'),
        [
          'facts/tables/web.yaml:6:16  UNKNOWN_COLUMN',
          '  Rows of reviews belong to no row of visits: they have no column `id`.',
          '  6 |     children: [reviews]',
          '                     ^^^^^^^',
          '  Name a table that has the key of visits.',
        ],
      ],
    ],
  ],
];

describe.each(MISTAKES)('%s of a contract', (_, mistakes) => {
  test.each(mistakes)('%s', (_name, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });
});

test('a table that is read whole has no days to count', () => {
  const text = ['visits:', '  key: [id]', '  partition: none', '  columns: { id: varchar }', '  contract:'];
  const lines = printedLines({
    'facts/tables/web.yaml': [...text, '    presence: every', '    fresh_days: 1', ''].join('\n'),
  });
  expect(lines).toEqual([
    'facts/tables/web.yaml:6:5  INVALID_VALUE',
    '  Table visits is read whole, so that it has no days for `presence`.',
    '  6 |     presence: every',
    '          ^^^^^^^^',
    '  Take it out, or give the table a dt.',
    'facts/tables/web.yaml:7:5  INVALID_VALUE',
    '  Table visits is read whole, so that it has no days for `fresh_days`.',
    '  7 |     fresh_days: 1',
    '          ^^^^^^^^^^',
    '  Take it out, or give the table a dt.',
  ]);
});

describe('owners of sources', () => {
  const shopWith = (...owners: string[]): Files => {
    const text = shopFiles()['shop.yaml']?.text ?? '';
    const named = owners.map((owner) => `  ${owner}: Somebody\n`).join('');
    return { 'shop.yaml': text.replace(/owners:\n(?: {2}.*\n)+/, named === '' ? '' : `owners:\n${named}`) };
  };
  const all = ['shop', 'warehouse', 'web', 'marketing', 'service', 'people', 'catalogue', 'planning'];

  test('may be left out altogether', () => {
    expect(mustLoad(shopWith()).shop.owners).toEqual({});
  });

  test('are all there where a shop names some', () => {
    expect(printedLines(shopWith(...all.filter((owner) => owner !== 'web')))).toEqual([
      'shop.yaml:7:1  MISSING_KEY',
      '  `owners` does not say who web is, the owner of web_daily, web_perf_daily.',
      '  7 | owners:',
      '      ^^^^^^',
      '  Add web: a name, a team or an address.',
    ]);
  });

  test('own something', () => {
    expect(printedLines(shopWith(...all, 'warehuose'))).toEqual([
      'shop.yaml:16:3  UNKNOWN_KEY',
      '  `warehuose` owns no table.',
      '  16 |   warehuose: Somebody',
      '         ^^^^^^^^^',
      '  Did you mean `warehouse`?',
    ]);
  });
});
