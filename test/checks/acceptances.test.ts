// Which checks somebody may accept, and what they are told of a name that is none.
import { describe, expect, test } from 'vitest';
import { wrongAcceptances } from '../../functions/checks/acceptances.ts';

const TABLES = ['orders', 'shipments'];

describe('a name to accept', () => {
  test('is right where it names a check of a table', () => {
    expect(wrongAcceptances(['orders.volume', 'shipments.rows_present'], TABLES)).toEqual([]);
  });

  test.each([
    ['orders.volum', /no check `orders\.volum`/, /orders\.volume/],
    ['order.volume', /no check `order\.volume`/, /orders\.volume/],
    ['volume', /no check `volume`/, /<table>\.<check>/],
    ['orders.volume.more', /no check/, /orders\.volume/],
    ['orders.columns_present', /cannot be accepted/, /sources\.yaml/],
  ])('`%s` is a mistake of whoever writes it, with a remedy', (name, message, remedy) => {
    const [problem] = wrongAcceptances([name], TABLES);
    expect(problem?.code).toBe('USAGE');
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(remedy);
  });

  test('is right for any table where only the stage knows which there are', () => {
    expect(wrongAcceptances(['parcels.volume'], null)).toEqual([]);
    expect(wrongAcceptances(['parcels.volum'], null)[0]?.remedy).toMatch(/parcels\.volume/);
  });
});
