import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionedColumns, mentionedRelations, readSql, selectedColumns } from '../../functions/facts/sql-text.ts';

const texts = (words: readonly { text: string }[]) => words.map(({ text }) => text);

describe('the words of a SQL text', () => {
  test('are told apart: words, quoted names, strings, numbers and marks; comments are none', () => {
    const words = readSql(`SELECT "Order", 'it''s' || 'FROM x', 1.5 -- FROM y\n  /* JOIN z */ <> $days`);
    expect(words.map(({ text, kind }) => `${kind} ${text}`)).toEqual([
      'word SELECT',
      'quoted Order',
      'mark ,',
      "string 'it''s'",
      'mark ||',
      "string 'FROM x'",
      'mark ,',
      'number 1.5',
      'mark <>',
      'word $days',
    ]);
  });

  test('stand where their offset says, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', "'", '"', '-', '/', '*', '\n', ' ', '(', '.', '$', '1', '界') }),
        (sql) => {
          for (const { text, offset, kind } of readSql(sql)) {
            expect(sql.slice(offset).startsWith(kind === 'quoted' ? `"${text}"` : text)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the relations of a SQL text', () => {
  test.each([
    ['SELECT a FROM x', ['x']],
    ['SELECT a FROM x AS t JOIN y ON true LEFT JOIN z ON true', ['x', 'y', 'z']],
    ['SELECT a FROM x, y b, z', ['x', 'y', 'z']],
    ['SELECT a, b FROM x WHERE c IN (1, 2) GROUP BY a, b', ['x']],
    ['SELECT a FROM x JOIN (SELECT b, c FROM y, z) q ON true', ['x', 'y', 'z']],
    ['SELECT a FROM raw.x r', ['raw.x']],
    ['SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y)', ['x', 'y']],
    ['WITH p AS (SELECT * FROM x) SELECT * FROM p JOIN y ON true', ['x', 'y']],
    ['WITH x AS (SELECT * FROM y), q AS (SELECT * FROM x) SELECT * FROM q', ['y']],
    ['SELECT a FROM x UNION ALL SELECT a FROM y', ['x', 'y']],
    ['SELECT a FROM x CROSS JOIN UNNEST(ARRAY[1, 2]) AS t(v)', ['x']],
    ['SELECT \'FROM y\' AS t, "from" FROM x -- FROM z', ['x']],
    ['SELECT a IS DISTINCT FROM b AS c FROM x WHERE d IS NOT DISTINCT FROM e', ['x']],
    ["SELECT extract(year FROM d), trim(BOTH ' ' FROM t), substring(s FROM 2) FROM x", ['x']],
    ['SELECT a FROM (x JOIN y ON true)', ['y']],
  ])('%s', (sql, relations) => {
    expect(texts(mentionedRelations(sql))).toEqual(relations);
  });

  test('stand where they are named', () => {
    const sql = 'SELECT orders FROM shop.orders';
    expect(mentionedRelations(sql)).toEqual([
      { text: 'shop.orders', offset: sql.indexOf('shop.orders'), kind: 'word' },
    ]);
  });
});

describe('the columns that a SELECT yields', () => {
  test.each([
    ['SELECT a, b FROM x', ['a', 'b']],
    ['SELECT o.a, f(b, c) AS d, e AS "F g" FROM x', ['a', 'd', 'F g']],
    ["select date_diff('second', a, b) as s, (SELECT max(c) FROM y) AS m from x", ['s', 'm']],
    ['SELECT a IS NOT DISTINCT FROM b AS same, c FROM x', ['same', 'c']],
    ['SELECT CAST(extract(year FROM d) AS bigint) AS y, z FROM x', ['y', 'z']],
    ['SELECT 1 AS one', ['one']],
    ['SELECT * FROM x', null],
    ['SELECT a, o.* FROM x', null],
    ['SELECT a, FROM x', null],
    ['WITH p AS (SELECT 1) SELECT a FROM p', null],
    ['', null],
  ])('%s', (sql, columns) => {
    expect(selectedColumns(sql)).toEqual(columns);
  });
});

describe('the columns of a condition', () => {
  test.each([
    ["status IN ('a', 'b') AND NOT is_late", ['status', 'is_late']],
    ["CAST(born AS DATE) + INTERVAL '3' DAY <= DATE '2026-01-01'", ['born']],
    ['coalesce(a, 0) > 1.5 OR b BETWEEN c AND d', ['a', 'b', 'c', 'd']],
    ['CASE WHEN a IS NULL THEN true ELSE "B" END', ['a', 'B']],
    ["CAST(a AS decimal(20,4)) = -1 AND b LIKE 'c%' ESCAPE '!'", ['a', 'b']],
    ["at < ends_at - INTERVAL '$days' DAY", ['at', 'ends_at']],
  ])('%s', (condition, columns) => {
    expect(texts(mentionedColumns(condition))).toEqual(columns);
  });
});
