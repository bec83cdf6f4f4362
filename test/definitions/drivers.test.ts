import { describe, expect, test } from 'vitest';
import { kpi, type Mistake, printedLines } from './mistakes.ts';

const SUM = 'value: sales.amount';

const MISTAKES: Mistake[] = [
  [
    'a method without its measure',
    kpi(SUM, 'drivers: [{ method: orders_and_value }]'),
    [
      'kpis/own.yaml:6:13  INVALID_DRIVER',
      '  orders_and_value of x has other keys than it needs.',
      '  6 |   drivers: [{ method: orders_and_value }]',
      '                  ^',
      '  Give exactly: method, orders.',
    ],
  ],
  [
    'a method with a key of another one',
    kpi(SUM, 'drivers: [{ method: orders_and_value, orders: sales.orders, by: channel }]'),
    [
      'kpis/own.yaml:6:13  INVALID_DRIVER',
      '  orders_and_value of x has other keys than it needs.',
      '  6 |   drivers: [{ method: orders_and_value, orders: sales.orders, by: channel }]',
      '                  ^',
      '  Give exactly: method, orders.',
    ],
  ],
  [
    'a method on a ratio',
    kpi(
      'numerator: sales.amount',
      'denominator: sales.orders',
      'drivers: [{ method: orders_and_value, orders: sales.orders }]',
    ),
    [
      'kpis/own.yaml:7:13  INVALID_DRIVER',
      '  KPI x does not add up, so that orders_and_value cannot take it apart.',
      '  7 |   drivers: [{ method: orders_and_value, orders: sales.orders }]',
      '                  ^',
      '  Remove it: a ratio is taken apart by its slices without being told to.',
    ],
  ],
  [
    'a method on a state',
    kpi('value: orders.backlog', 'rollup: snapshot', 'drivers: [{ method: orders_and_value, orders: sales.orders }]'),
    [
      'kpis/own.yaml:7:13  INVALID_DRIVER',
      '  KPI x does not add up, so that orders_and_value cannot take it apart.',
      '  7 |   drivers: [{ method: orders_and_value, orders: sales.orders }]',
      '                  ^',
      '  Remove it: a ratio is taken apart by its slices without being told to.',
    ],
  ],
  [
    'a fact that does not exist',
    kpi(SUM, 'drivers: [{ method: orders_and_value, orders: sale.orders }]'),
    [
      'kpis/own.yaml:6:49  UNKNOWN_FACT',
      '  KPI x reads fact `sale`, which does not exist.',
      '  6 |   drivers: [{ method: orders_and_value, orders: sale.orders }]',
      '                                                      ^^^^^^^^^^^',
      '  Did you mean `sales`?',
    ],
  ],
  [
    'a measure that does not exist',
    kpi(SUM, 'drivers: [{ method: orders_and_value, orders: sales.order }]'),
    [
      'kpis/own.yaml:6:49  UNKNOWN_MEASURE',
      '  KPI x names `order`, which templates/facts/sales.yaml does not have.',
      '  6 |   drivers: [{ method: orders_and_value, orders: sales.order }]',
      '                                                      ^^^^^^^^^^^',
      '  Did you mean `orders`?',
    ],
  ],
  [
    'items that are no slice',
    kpi(SUM, 'by: [channel]', 'drivers: [{ method: price_volume_mix, quantity: sales.quantity, by: product }]'),
    [
      'kpis/own.yaml:7:71  UNKNOWN_DIMENSION',
      '  KPI x cannot be taken apart by `product`.',
      '  7 |   drivers: [{ method: price_volume_mix, quantity: sales.quantity, by: product }]',
      '                                                                            ^^^^^^^',
      '  Allowed: channel.',
    ],
  ],
];

describe('how a KPI is taken apart', () => {
  test.each(MISTAKES)('%s is refused with its place', (_, files, printed) => {
    expect(printedLines(files)).toEqual(printed);
  });

  test('is right with a method that fits', () => {
    const whole = '{ method: price_volume_mix, quantity: sales.quantity, by: product }';
    expect(printedLines(kpi(SUM, 'by: [product]', `drivers: [${whole}]`))).toEqual([]);
  });
});
