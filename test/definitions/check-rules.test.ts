// A rule that would be read by nobody, or would promise what no check can do, is refused.
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../functions/definitions/checks.ts';
import { mustLoad, REAL_RULES } from '../support/shop.ts';
import { type Mistake, printedLines } from './mistakes.ts';

const rule = (text: string) => ({ 'checks/own.yaml': `${text}\n` });

const MISTAKES: Mistake[] = [
  [
    'a table that does not exist',
    rule('order.volume: { action: report }'),
    [
      'checks/own.yaml:1:1  UNKNOWN_TABLE',
      '  The rule order.volume is about `order`, which is no table.',
      '  1 | order.volume: { action: report }',
      '      ^^^^^^^^^^^^',
      '  Did you mean `orders`?',
    ],
  ],
  [
    'a check that does not exist',
    rule('orders.volumes: { action: report }'),
    [
      'checks/own.yaml:1:1  INVALID_VALUE',
      '  `orders.volumes` cannot be a name.',
      '  1 | orders.volumes: { action: report }',
      '      ^^^^^^^^^^^^^^',
      '  Expected the name of a check, or table.check.',
    ],
  ],
  [
    'the same check in two files',
    rule('volume: { action: report }'),
    [
      'checks/rules.yaml:20:1  DUPLICATE_ID',
      '  The rule volume already stands in checks/own.yaml.',
      '  20 | volume: { action: report }',
      '       ^^^^^^',
      '  Keep one of the two: <table>.<check> stands for one table, a file of the same name for another file.',
    ],
  ],
  [
    'nothing to leave out',
    rule('orders.volume: { action: exclude }'),
    [
      'checks/own.yaml:1:26  INVALID_VALUE',
      '  volume finds no rows that could be left out.',
      '  1 | orders.volume: { action: exclude }',
      '                               ^^^^^^^',
      '  Hold the run, mark figures as provisional, or only report it.',
    ],
  ],
  [
    'a limit above which the run is held, of one that is held anyway',
    rule('orders.ranges: { action: hold, up_to: 0.01 }'),
    [
      'checks/own.yaml:1:39  INVALID_VALUE',
      '  orders.ranges holds the run in any case, so that up_to says nothing.',
      '  1 | orders.ranges: { action: hold, up_to: 0.01 }',
      '                                            ^^^^',
      '  Take up_to out.',
    ],
  ],
  [
    'a share of rows where none are counted',
    rule('orders.fresh: { action: provisional, up_to: 0.01 }'),
    [
      'checks/own.yaml:1:45  INVALID_VALUE',
      '  fresh counts no rows of which up_to could be a share.',
      '  1 | orders.fresh: { action: provisional, up_to: 0.01 }',
      '                                                  ^^^^',
      '  Take up_to out.',
    ],
  ],
  [
    'a day on which figures are final that are never provisional',
    rule('orders.fresh: { action: report, final_after_days: 3 }'),
    [
      'checks/own.yaml:1:51  INVALID_VALUE',
      '  orders.fresh makes nothing provisional.',
      '  1 | orders.fresh: { action: report, final_after_days: 3 }',
      '                                                        ^',
      '  Take it out, or write action: provisional.',
    ],
  ],
  [
    'a table without its columns',
    rule('orders.columns_present: { action: report }'),
    [
      'checks/own.yaml:1:35  INVALID_VALUE',
      '  Without its columns nothing can be read of a table.',
      '  1 | orders.columns_present: { action: report }',
      '                                        ^^^^^^',
      '  Write action: hold.',
    ],
  ],
];

test.each(MISTAKES)('%s', (_name, files, printed) => {
  expect(printedLines(files)).toEqual(printed);
});

describe('the rules that everybody has', () => {
  const { checkRules } = mustLoad(REAL_RULES);

  test('name every check', () => {
    expect(CHECKS.filter((check) => !(check in checkRules))).toEqual([]);
  });

  test('hold a run rather than leave out more than one row in two hundred', () => {
    const lenient = Object.entries(checkRules).filter(
      ([, { action, upTo }]) => action === 'exclude' && (upTo === null || Number(upTo) > 0.005),
    );
    expect(lenient).toEqual([]);
  });
});
