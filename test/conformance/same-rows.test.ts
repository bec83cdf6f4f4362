import { describe, expect, test } from 'vitest';
import { sameRows } from './same-rows.ts';

describe('sameRows', () => {
  test('finds no difference between rows in another order', () => {
    const rows = [
      ['2026-06', 'total', null],
      ['2026-06', 'channel', 'web'],
      ['2026-06', 'channel', null],
    ];
    expect(sameRows(rows, rows.toReversed())).toEqual([]);
  });

  test.each([
    ['1.50', '1.5'],
    ['12345678901234567890.1000', '12345678901234567890.1'],
    ['0.0000', '0'],
    ['-0.00', '0'],
    ['-7.10', '-7.1'],
    ['100', '100.00'],
  ])('takes %s and %s for the same decimal', (a, b) => {
    expect(sameRows([[a]], [[b]])).toEqual([]);
  });

  test.each([
    ['9007199254740993', '9007199254740992'],
    ['0.1', '0.10000000000000001'],
    ['100', '1E2'],
    ['100', '10'],
    ['7', '007'],
    ['-1', '1'],
    ['true', 'TRUE'],
  ])('tells %s from %s', (a, b) => {
    expect(sameRows([[a]], [[b]])).toHaveLength(2);
  });

  test('tells NULL from empty text and from the word', () => {
    expect(sameRows([[null]], [['']])).toHaveLength(2);
    expect(sameRows([[null]], [['null']])).toHaveLength(2);
  });

  test('compares histograms as objects whatever the order of their keys', () => {
    expect(sameRows([['{"60":2,"0":1,"120":3}']], [['{"0":1,"60":2,"120":3}']])).toEqual([]);
    expect(sameRows([['{"a b":2,"a":1}']], [['{ "a": 1, "a b": 2.0 }']])).toEqual([]);
  });

  test.each([
    ['{"0":1,"60":2}', '{"0":1}'],
    ['{"0":1}', '{"0":2}'],
    ['{"0":1}', '{"0":"1"}'],
    ['{"0":9007199254740993}', '{"0":9007199254740992}'],
    ['{"0":null}', '{"0":"null"}'],
    ['{}', '{"0":0}'],
    ['{not json', '{not JSON'],
  ])('tells the histogram %s from %s', (a, b) => {
    expect(sameRows([[a]], [[b]])).toHaveLength(2);
  });

  test('counts rows that occur more than once', () => {
    expect(sameRows([['a'], ['a'], ['b']], [['a'], ['b'], ['b']])).toEqual(['- ["a"]', '+ ["b"]']);
    expect(sameRows([['a'], ['a'], ['a']], [['a']])).toEqual(['- ["a"] (2 times)']);
  });

  test('does not confuse cells that only look alike when joined', () => {
    expect(sameRows([['a', 'b,c']], [['a,b', 'c']])).toHaveLength(2);
    expect(sameRows([['a', null]], [['a']])).toHaveLength(2);
  });

  test('puts the two versions of a row under each other and stops at twenty', () => {
    const expected = [
      ['2026-06', 'total', '10'],
      ['2026-05', 'total', '7'],
    ];
    const actual = [
      ['2026-05', 'total', '8'],
      ['2026-06', 'total', '11'],
    ];
    expect(sameRows(expected, actual)).toEqual([
      '- ["2026-05","total","7"]',
      '+ ["2026-05","total","8"]',
      '- ["2026-06","total","10"]',
      '+ ["2026-06","total","11"]',
    ]);
    const many = Array.from({ length: 25 }, (_, row) => [`${row}`]);
    expect(sameRows(many, []).slice(-1)).toEqual(['… and 5 more']);
  });
});
