import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpression, operandsOf, parseExpression } from '../../functions/definitions/expression.ts';
import { formatExpression } from '../../functions/definitions/format-expression.ts';
import { Fraction } from '../../functions/exact.ts';

/** Measures are worth the number of letters of their name, targets 100, a period 30 days. */
function worth(text: string): string | undefined {
  const tree = parseExpression(text);
  if ('wrong' in tree) throw new Error(tree.wrong);
  const value = evaluateExpression(tree, (operand) => {
    if (operand.kind === 'days') return new Fraction(30);
    if (operand.kind === 'target') return new Fraction(100);
    return operand.measure === 'nothing' ? null : new Fraction(operand.measure.length);
  });
  return value?.toFraction();
}

describe('an expression', () => {
  test.each([
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 3 - 2', '5'],
    ['12 / 3 / 2', '2'],
    ['1 / 3600', '1/3600'],
    ['0.1 + 0.2', '3/10'],
    ['2*(1-(3-4))', '4'],
    ['a.abcd - a.ab', '2'],
    ['a.abcd[year_ago] / a.ab', '2'],
    ['target.sales / period.days', '10/3'],
    ['  a.abc\n  + 1 ', '4'],
    ['((((7))))', '7'],
  ])('%s is %s', (text, value) => {
    expect(worth(text)).toBe(value);
  });

  test.each(['1 / 0', '1 / (a.ab - 2)', 'a.nothing * 0', '0 / a.nothing'])(
    '%s has no value, never 0 or infinity',
    (text) => {
      expect(worth(text)).toBeUndefined();
    },
  );

  test.each([
    ['', 0, 'the expression ends too early'],
    ['1 +', 3, 'the expression ends too early'],
    ['(1 + 2', 6, 'a closing bracket is missing'],
    ['(1 2)', 3, 'a closing bracket is missing'],
    ['1 2', 2, '`2` is not expected here'],
    ['1 + * 2', 4, '`*` is not expected here'],
    ['-1', 0, '`-` is not expected here'],
    [')', 0, '`)` is not expected here'],
    ['1 + sales', 4, '`sales` is no number, fact.measure, target.<kpi> or period.days'],
    ['Sales.Amount', 0, '`Sales.Amount` is no number, fact.measure, target.<kpi> or period.days'],
    ['1.5.2', 3, '`.2` is no number, fact.measure, target.<kpi> or period.days'],
    ['1; drop', 1, '`;` is no number, fact.measure, target.<kpi> or period.days'],
    ['a.b[last_year]', 3, 'only [year_ago] may follow a measure'],
    ['period.hours', 0, 'of a period only period.days is known'],
    ['process.exit()', 12, '`(` is not expected here'],
  ])('%j is refused at %i', (text, offset, wrong) => {
    expect(parseExpression(text)).toEqual({ wrong, offset });
  });

  test('names its operands in the order in which they are written', () => {
    const tree = parseExpression('a.x - (target.y + 2) * b.z[year_ago]');
    if ('wrong' in tree) throw new Error(tree.wrong);
    expect(operandsOf(tree).map(formatExpression)).toEqual(['a.x', 'target.y', '2', 'b.z[year_ago]']);
  });

  const expression = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('1', '2.5', '0.001', '7', 'a.ab', 'a.abc[year_ago]', 'target.t', 'period.days'),
      fc
        .tuple(tie('any'), fc.constantFrom('+', '-', '*', '/'), tie('any'))
        .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(tie('any'), fc.constantFrom(' + ', '-', ' * ', '/'), tie('any')).map((parts) => parts.join('')),
    ),
  })).any;

  test('means the same when it is written out with all of its brackets', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const tree = parseExpression(text);
        if ('wrong' in tree) throw new Error(tree.wrong);
        expect(worth(formatExpression(tree))).toBe(worth(text));
      }),
      { numRuns: 300 },
    );
  });
});
