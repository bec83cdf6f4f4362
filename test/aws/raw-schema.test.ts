import { expect, it } from 'vitest';
import { nameDatabase } from '../../functions/aws/raw-schema.ts';

it.each([
  ['SELECT * FROM raw.orders x', 'SELECT * FROM "shop-dev".orders x'],
  ['SELECT raw.orders.id FROM RAW.orders', 'SELECT "shop-dev".orders.id FROM "shop-dev".orders'],
  ['FROM raw . "Orders"', 'FROM "shop-dev". "Orders"'],
  ["SELECT 'raw.orders', 'it''s raw.x' FROM raw.a", `SELECT 'raw.orders', 'it''s raw.x' FROM "shop-dev".a`],
  ['SELECT "raw.orders", "raw".x, "a""raw.b" FROM raw.a', 'SELECT "raw.orders", "raw".x, "a""raw.b" FROM "shop-dev".a'],
  ['-- raw.a\nFROM raw.b /* raw.c\nraw.d */', '-- raw.a\nFROM "shop-dev".b /* raw.c\nraw.d */'],
  ['FROM draw.a, raw_b, x.raw.c, raw', 'FROM draw.a, raw_b, x.raw.c, raw'],
  ["WHERE x = '--' AND raw.a = 1", `WHERE x = '--' AND "shop-dev".a = 1`],
])('%s', (sql, expected) => {
  expect(nameDatabase(sql, 'shop-dev')).toBe(expected);
});
