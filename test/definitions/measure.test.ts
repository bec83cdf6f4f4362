import { describe, expect, test } from 'vitest';
import { formatMeasure } from '../../functions/definitions/format-expression.ts';
import { parseMeasure } from '../../functions/definitions/measure.ts';

const NONE = { width: null, weight: null, where: null };

describe('a measure', () => {
  test.each([
    ['count(*)', { ...NONE, aggregate: 'count', of: '*' }],
    ['count( channel )', { ...NONE, aggregate: 'count', of: 'channel' }],
    ['COUNT(DISTINCT order_id)', { ...NONE, aggregate: 'count_distinct', of: 'order_id' }],
    ["count(CASE WHEN a = ')' THEN 1 END)", { ...NONE, aggregate: 'count', of: "CASE WHEN a = ')' THEN 1 END" }],
    ['max(role)', { ...NONE, aggregate: 'max', of: 'role' }],
    ['sum(a - coalesce(b, 0)) where c', { ...NONE, aggregate: 'sum', of: 'a - coalesce(b, 0)', where: 'c' }],
    ["count(*) WHERE kind = 'where )'", { ...NONE, aggregate: 'count', of: '*', where: "kind = 'where )'" }],
    ['count(*) where a = b and c in (1, 2)', { ...NONE, aggregate: 'count', of: '*', where: 'a = b and c in (1, 2)' }],
    ['histogram(seconds, 3600)', { ...NONE, aggregate: 'histogram', of: 'seconds', width: 3600 }],
    [
      'histogram(a + f(b, c), 60) where d',
      { aggregate: 'histogram', of: 'a + f(b, c)', width: 60, weight: null, where: 'd' },
    ],
    ['histogram(edge, 100, samples)', { ...NONE, aggregate: 'histogram', of: 'edge', width: 100, weight: 'samples' }],
  ])('%s is read', (text, measure) => {
    expect(parseMeasure(text)).toEqual(measure);
  });

  const forms = 'a measure is count(…), sum(…), max(…) or histogram(…, width), then optionally where …';
  const histograms = 'a histogram is histogram(column, width) or histogram(column, width, weight)';
  test.each([
    ['', forms],
    ['amount', forms],
    ['avg(amount)', forms],
    ['sum(amount) / count(*)', forms],
    ['sum(amount', forms],
    ['sum(amount) - sum(cost) where is_vas', forms],
    ['count(*) FILTER (WHERE is_vas)', forms],
    ['sum((amount)', forms],
    ['count()', 'count() needs a column'],
    ['sum(*)', 'sum(*) sums nothing; name a column'],
    ['max(*)', 'max(*) sums nothing; name a column'],
    ['sum(DISTINCT amount)', 'DISTINCT is for count only, not sum'],
    ['histogram(seconds)', histograms],
    ['histogram(seconds, 60, samples, 5)', histograms],
    ['histogram(seconds, 0)', 'the width of a histogram is a whole number above 0, not 0'],
    ['histogram(seconds, 1.5)', 'the width of a histogram is a whole number above 0, not 1.5'],
  ])('%j is refused', (text, wrong) => {
    expect(parseMeasure(text)).toEqual({ wrong });
  });

  test.each(['count(*)', 'count(DISTINCT order_id) where a', 'histogram(edge, 100, samples)', 'sum(x) where y > 0'])(
    '%s is written as it was read',
    (text) => {
      const measure = parseMeasure(text);
      if ('wrong' in measure) throw new Error(measure.wrong);
      expect(formatMeasure(measure)).toBe(text);
    },
  );
});
