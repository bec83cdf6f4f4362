import { describe, expect, test } from 'vitest';
import { before, fact, type Mistake, printedLines } from './mistakes.ts';

const MISTAKES: [what: string, mistakes: Mistake[]][] = [
  [
    'rows',
    [
      [
        'columns that are not named',
        fact({ rows: 'SELECT * FROM orders' }),
        [
          'facts/clicks.yaml:1:7  INVALID_VALUE',
          '  Fact clicks does not name its columns.',
          '  1 | rows: SELECT * FROM orders',
          '            ^^^^^^^^^^^^^^^^^^^^',
          '  Write SELECT and each column by name; put joins and CTEs into a view.',
        ],
      ],
      [
        'a table that does not exist',
        fact({ rows: 'SELECT dt, channel, region FROM ordres' }),
        [
          'facts/clicks.yaml:1:39  UNKNOWN_TABLE',
          '  clicks reads `ordres`, which is neither a table nor a view.',
          '  1 | rows: SELECT dt, channel, region FROM ordres',
          '                                            ^^^^^^',
          '  Did you mean `orders`?',
        ],
      ],
      [
        'a table after a comma that does not exist',
        fact({ rows: 'SELECT o.dt, o.channel, o.region FROM orders o, orderlines l' }),
        [
          'facts/clicks.yaml:1:55  UNKNOWN_TABLE',
          '  clicks reads `orderlines`, which is neither a table nor a view.',
          '  1 | rows: SELECT o.dt, o.channel, o.region FROM orders o, orderlines l',
          '                                                            ^^^^^^^^^^',
          '  Did you mean `order_lines`?',
        ],
      ],
      [
        'the same column twice',
        fact({ rows: 'SELECT dt, channel, region, dt FROM orders' }),
        [
          'facts/clicks.yaml:1:7  DUPLICATE_ID',
          '  Column `dt` of fact clicks stands there twice.',
          '  1 | rows: SELECT dt, channel, region, dt FROM orders',
          '            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
          '  Give it another name by AS.',
        ],
      ],
      [
        'a reserved column',
        fact({ rows: 'SELECT dt, channel, region, currency AS member FROM orders' }),
        [
          'facts/clicks.yaml:1:7  DUPLICATE_ID',
          '  Column `member` of fact clicks is a reserved name.',
          '  1 | rows: SELECT dt, channel, region, currency AS member FROM orders',
          '            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
          '  Give it another name by AS.',
        ],
      ],
      [
        'a dimension that rows do not yield',
        fact({ rows: 'SELECT dt, channel FROM orders' }),
        [
          'facts/clicks.yaml:4:23  UNKNOWN_COLUMN',
          '  Fact clicks has no column `region`.',
          '  4 | dimensions: [channel, region]',
          '                            ^^^^^^',
          '  Allowed: dt, channel.',
        ],
      ],
    ],
  ],
  [
    'columns',
    [
      [
        'born',
        fact({ more: ['born: birth'] }),
        [
          'facts/clicks.yaml:5:7  UNKNOWN_COLUMN',
          '  Fact clicks has no column `birth`.',
          '  5 | born: birth',
          '            ^^^^^',
          '  Allowed: dt, channel, region, is_test.',
        ],
      ],
      [
        'a large dimension that is none',
        fact({ more: ['large: [chanel]'] }),
        [
          'facts/clicks.yaml:5:9  UNKNOWN_COLUMN',
          '  Fact clicks has no column `chanel`.',
          '  5 | large: [chanel]',
          '              ^^^^^^',
          '  Did you mean `channel`?',
        ],
      ],
      [
        'a key of per',
        fact({ more: ['per: { keys: [dt, chanel] }'] }),
        [
          'facts/clicks.yaml:5:19  UNKNOWN_COLUMN',
          '  Fact clicks has no column `chanel`.',
          '  5 | per: { keys: [dt, chanel] }',
          '                        ^^^^^^',
          '  Did you mean `channel`?',
        ],
      ],
      [
        'a sum of per',
        fact({ more: ['per: { keys: [dt], sums: { tests: sum(is_tests) } }'] }),
        [
          'facts/clicks.yaml:5:39  UNKNOWN_COLUMN',
          '  Fact clicks has no column `is_tests`.',
          '  5 | per: { keys: [dt], sums: { tests: sum(is_tests) } }',
          '                                            ^^^^^^^^',
          '  Did you mean `is_test`?',
        ],
      ],
      [
        'a clock',
        fact({ clock: 'received_at' }),
        [
          'facts/clicks.yaml:3:8  UNKNOWN_COLUMN',
          '  Fact clicks has no column `received_at`.',
          '  3 |   day: received_at',
          '             ^^^^^^^^^^^',
          '  Allowed: dt, channel, region, is_test, starts_at, ends_at, first_day, last_day, first_date, last_date, eve_date, year_ago_date, … (15 in all).',
        ],
      ],
      [
        'a predicate of a clock',
        fact({ clock: 'dt < first_dy' }),
        [
          'facts/clicks.yaml:3:13  UNKNOWN_COLUMN',
          '  Fact clicks has no column `first_dy`.',
          '  3 |   day: dt < first_dy',
          '                  ^^^^^^^^',
          '  Did you mean `first_day`?',
        ],
      ],
      [
        'a condition of a measure',
        fact({ measures: ['day:', '  n: count(*) where NOT is_tset'] }),
        [
          'facts/clicks.yaml:7:27  UNKNOWN_COLUMN',
          '  Fact clicks has no column `is_tset`.',
          '  7 |     n: count(*) where NOT is_tset',
          '                                ^^^^^^^',
          '  Did you mean `is_test`?',
        ],
      ],
      [
        'what a measure adds up',
        fact({ measures: ['day:', '  n: sum(regoin)'] }),
        [
          'facts/clicks.yaml:7:12  UNKNOWN_COLUMN',
          '  Fact clicks has no column `regoin`.',
          '  7 |     n: sum(regoin)',
          '                 ^^^^^^',
          '  Did you mean `region`?',
        ],
      ],
    ],
  ],
  [
    'measures',
    [
      [
        'a clock that the fact does not have',
        fact({ measures: ['days:', '  n: count(*)'] }),
        [
          'facts/clicks.yaml:6:3  UNKNOWN_CLOCK',
          '  Fact clicks has no clock `days`.',
          '  6 |   days:',
          '        ^^^^',
          '  Did you mean `day`?',
        ],
      ],
      [
        'an aggregate that is none',
        fact({ measures: ['day:', '  n: total(dt)'] }),
        [
          'facts/clicks.yaml:7:8  INVALID_MEASURE',
          '  Measure n: a measure is count(…), sum(…), max(…) or histogram(…, width), then optionally where ….',
          '  7 |     n: total(dt)',
          '             ^^^^^^^^^',
          '  Correct the measure.',
        ],
      ],
      [
        'a histogram without width',
        fact({ measures: ['day:', '  n: histogram(dt)'] }),
        [
          'facts/clicks.yaml:7:8  INVALID_MEASURE',
          '  Measure n: a histogram is histogram(column, width) or histogram(column, width, weight).',
          '  7 |     n: histogram(dt)',
          '             ^^^^^^^^^^^^^',
          '  Correct the measure.',
        ],
      ],
      [
        'weights without per',
        fact({ measures: ['day:', '  n: histogram(dt, 60, is_test)'] }),
        [
          'facts/clicks.yaml:7:8  INVALID_MEASURE',
          '  Measure n weighs rows.',
          '  7 |     n: histogram(dt, 60, is_test)',
          '             ^^^^^^^^^^^^^^^^^^^^^^^^^^',
          '  Give the fact `per` with the bucket as its key, and no condition.',
        ],
      ],
      [
        'the same name under two clocks',
        fact({ clock: 'dt\n  again: dt', measures: ['day:', '  n: count(*)', 'again:', '  n: count(*)'] }),
        [
          'facts/clicks.yaml:10:5  DUPLICATE_ID',
          '  Measure n of fact clicks stands under two clocks.',
          '  10 |     n: count(*)',
          '           ^',
          '  Rename one of them.',
        ],
      ],
    ],
  ],
  [
    'optional tables',
    [
      [
        'a table that does not exist',
        fact({ more: ['optional: { retuns: [n] }'] }),
        [
          'facts/clicks.yaml:5:13  UNKNOWN_TABLE',
          '  `retuns` is no canonical table.',
          '  5 | optional: { retuns: [n] }',
          '                  ^^^^^^',
          '  Did you mean `returns`?',
        ],
      ],
      [
        'a measure that does not exist',
        fact({ more: ['optional: { returns: [n, returned] }'] }),
        [
          'facts/clicks.yaml:5:22  UNKNOWN_MEASURE',
          '  Fact clicks has no measure `returned`.',
          '  5 | optional: { returns: [n, returned] }',
          '                           ^',
          '  Allowed: n.',
        ],
      ],
    ],
  ],
  [
    'SQL that means another thing on another engine',
    [
      [
        'a division',
        fact({ measures: ['day:', '  n: sum(dt / 2)'] }),
        [
          'facts/clicks.yaml:7:15  FORBIDDEN_SQL',
          '  `/` is not allowed in clicks.',
          '  7 |     n: sum(dt / 2)',
          '                    ^',
          '  Divide in the KPI: return numerator and denominator as measures.',
        ],
      ],
      [
        'a mean',
        fact({ more: ['per: { keys: [dt], sums: { mean: avg(dt) } }'] }),
        [
          'facts/clicks.yaml:5:34  FORBIDDEN_SQL',
          '  `avg` is not allowed in clicks.',
          '  5 | per: { keys: [dt], sums: { mean: avg(dt) } }',
          '                                       ^^^',
          '  Return a sum and a count; the KPI divides.',
        ],
      ],
      [
        'a division in a mapping',
        { 'sources.yaml': 'returns: SELECT r.*, cents / 100 AS amount FROM raw.returns r\n' },
        [
          'sources.yaml:1:28  FORBIDDEN_SQL',
          '  `/` is not allowed in returns.',
          '  1 | returns: SELECT r.*, cents / 100 AS amount FROM raw.returns r',
          '                                 ^',
          '  Divide in the KPI: return numerator and denominator as measures.',
        ],
      ],
      [
        'a clock that is read',
        fact({ rows: 'SELECT dt, channel, region, now() AS is_test FROM orders' }),
        [
          'facts/clicks.yaml:1:35  FORBIDDEN_SQL',
          '  `now` is not allowed in clicks.',
          '  1 | rows: SELECT dt, channel, region, now() AS is_test FROM orders',
          '                                        ^^^',
          '  Use the columns of the period, such as ends_at.',
        ],
      ],
      [
        'NULL in greatest',
        before('facts/views.yaml', 'later: SELECT greatest(created_at, received_at) AS at FROM orders'),
        [
          'facts/views.yaml:1:15  FORBIDDEN_SQL',
          '  `greatest` is not allowed in later.',
          '  1 | later: SELECT greatest(created_at, received_at) AS at FROM orders',
          '                    ^^^^^^^^',
          '  NULL means another thing on another engine; use CASE.',
        ],
      ],
      [
        'an unknown parameter',
        fact({ clock: 'dt < $lookback_day' }),
        [
          'facts/clicks.yaml:3:13  UNKNOWN_PARAMETER',
          '  `$lookback_day` is no parameter that SQL may read.',
          '  3 |   day: dt < $lookback_day',
          '                  ^^^^^^^^^^^^^',
          '  Did you mean `lookback_days`?',
        ],
      ],
      [
        'an unknown parameter in quotes',
        fact({ clock: "dt < ends_at - INTERVAL '$loopback_days' DAY" }),
        [
          'facts/clicks.yaml:3:32  UNKNOWN_PARAMETER',
          '  `$loopback_days` is no parameter that SQL may read.',
          "  3 |   day: dt < ends_at - INTERVAL '$loopback_days' DAY",
          '                                     ^^^^^^^^^^^^^^^^',
          '  Did you mean `lookback_days`?',
        ],
      ],
    ],
  ],
  [
    'views, tables and ids',
    [
      [
        'views in a circle',
        before(
          'facts/views.yaml',
          'loop_a: SELECT * FROM loop_b',
          'loop_b: SELECT * FROM orders o JOIN loop_c c ON c.order_id = o.order_id',
          'loop_c: SELECT * FROM loop_a',
        ),
        [
          'facts/views.yaml:1:1  CYCLE',
          '  Views run in a circle: loop_a → loop_b → loop_c → loop_a.',
          '  1 | loop_a: SELECT * FROM loop_b',
          '      ^^^^^^',
          '  Break the circle.',
        ],
      ],
      [
        'a view that reads itself',
        before('facts/views.yaml', 'self: SELECT * FROM self'),
        [
          'facts/views.yaml:1:1  CYCLE',
          '  Views run in a circle: self → self.',
          '  1 | self: SELECT * FROM self',
          '      ^^^^',
          '  Break the circle.',
        ],
      ],
      [
        'a view that reads nothing known',
        before('facts/views.yaml', 'lost: SELECT * FROM real_order'),
        [
          'facts/views.yaml:1:21  UNKNOWN_TABLE',
          '  lost reads `real_order`, which is neither a table nor a view.',
          '  1 | lost: SELECT * FROM real_order',
          '                          ^^^^^^^^^^',
          '  Did you mean `real_orders`?',
        ],
      ],
      [
        'a view with the name of a table',
        before('facts/views.yaml', 'orders: SELECT 1 AS one'),
        [
          'facts/views.yaml:1:1  DUPLICATE_ID',
          '  View orders has the name of a table.',
          '  1 | orders: SELECT 1 AS one',
          '      ^^^^^^',
          '  Rename the view.',
        ],
      ],
      [
        'a type that no table may have',
        before(
          'facts/tables.yaml',
          'stores:',
          '  key: [id]',
          '  partition: none',
          '  columns: { id: varchar, opened: datetime }',
        ),
        [
          'facts/tables.yaml:4:35  INVALID_VALUE',
          '  stores.columns.opened cannot be "datetime".',
          '  4 |   columns: { id: varchar, opened: datetime }',
          '                                        ^^^^^^^^',
          '  Expected varchar, bigint, integer, boolean, date, timestamp or decimal(p,s), then ? where it may hold NULL.',
        ],
      ],
      [
        'a mapping of no table',
        { 'sources.yaml': 'ordres: SELECT * FROM raw.bestellungen\n' },
        [
          'sources.yaml:1:1  UNKNOWN_TABLE',
          '  `ordres` is no canonical table.',
          '  1 | ordres: SELECT * FROM raw.bestellungen',
          '      ^^^^^^',
          '  Did you mean `orders`?',
        ],
      ],
      [
        'a mapping that does not say raw',
        { 'sources.yaml': 'orders: SELECT * FROM bestellungen\n' },
        [
          'sources.yaml:1:23  UNKNOWN_TABLE',
          "  The mapping of orders reads `bestellungen`; a mapping reads the shop's own tables only.",
          '  1 | orders: SELECT * FROM bestellungen',
          '                            ^^^^^^^^^^^^',
          '  Write raw.bestellungen.',
        ],
      ],
      [
        'a fact with a reserved name',
        { 'facts/targets.yaml': fact()['facts/clicks.yaml'] ?? '' },
        [
          'facts/targets.yaml:1:1  DUPLICATE_ID',
          '  targets is a reserved word, no fact.',
          '  1 | rows: SELECT dt, channel, region, is_test FROM orders',
          '      ^',
          '  Rename the file of the fact.',
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
