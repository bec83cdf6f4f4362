import { describe, expect, test } from 'vitest';
import { suggestName } from '../../functions/definitions/nearest.ts';

describe('the remedy for a wrong name', () => {
  test.each([
    ['sale', ['sales', 'units'], 'Did you mean `sales`?'],
    ['order_cuont', ['order_count', 'sales'], 'Did you mean `order_count`?'],
    ['ab', ['abd', 'abc'], 'Did you mean `abc`?'],
    ['planet', ['channel', 'region'], 'Allowed: channel, region.'],
    ['de', ['en', 'zh-CN'], 'Allowed: en, zh-CN.'],
    ['x', [], 'None is defined.'],
  ])('%s of %j: %s', (wrong, allowed, remedy) => {
    expect(suggestName(wrong, allowed)).toBe(remedy);
  });

  test('names at most twelve and says how many there are', () => {
    const many = Array.from({ length: 14 }, (_, at) => `measure_${at}`);
    expect(suggestName('q', many)).toBe(`Allowed: ${many.slice(0, 12).join(', ')}, … (14 in all).`);
  });
});
