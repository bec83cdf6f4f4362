// What the port Store promises, asked of every store.
import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../functions/ports.ts';
import { type Opened, stores } from '../support/stores.ts';

describe.each(stores)('Store in $name', ({ open }) => {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  async function newStore(): Promise<Store> {
    const one = await open();
    opened.push(one);
    return one.store;
  }

  it('gives back the bytes that were put', async () => {
    const store = await newStore();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await store.putOnce('snapshots/monthly/2026-10/r1/workbook.xlsx', bytes)).toBe('created');
    expect(Buffer.from((await store.get('snapshots/monthly/2026-10/r1/workbook.xlsx')) ?? []).equals(bytes)).toBe(true);
  });

  it('keeps text as UTF-8, and an empty object as an object', async () => {
    const store = await newStore();
    await store.putOnce('a/text', 'Umsatz €, 销售额');
    expect(Buffer.from((await store.get('a/text')) ?? []).toString('utf8')).toBe('Umsatz €, 销售额');
    expect(await store.putOnce('a/empty', '')).toBe('created');
    expect(await store.get('a/empty')).toHaveLength(0);
    expect(await store.putOnce('a/empty', new Uint8Array())).toBe('same');
  });

  it('has nothing where nothing was put, also where other keys go on below', async () => {
    const store = await newStore();
    expect(await store.get('runs/r')).toBeNull();
    expect(await store.list('')).toEqual([]);
    await store.putOnce('runs/r/claim', 'id');
    expect(await store.get('runs/r')).toBeNull();
    expect(await store.get('runs/r/claim/x')).toBeNull();
  });

  it('never changes an object: the same bytes are the same, others are refused', async () => {
    const store = await newStore();
    await store.putOnce('runs/r/claim', 'first');
    expect(await store.putOnce('runs/r/claim', Buffer.from('first'))).toBe('same');
    expect(await store.putOnce('runs/r/claim', 'second')).toBe('different');
    expect(await store.putOnce('runs/r/claim', 'first!')).toBe('different');
    expect(Buffer.from((await store.get('runs/r/claim')) ?? []).toString()).toBe('first');
  });

  it('lets one of many that put the same key at once win, and shows the others its bytes', async () => {
    const store = await newStore();
    const bodies = Array.from({ length: 20 }, (_, index) => `claim ${index}`.repeat(1000));
    const outcomes = await Promise.all(bodies.map((body) => store.putOnce('runs/r/claim', body)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'different')).toHaveLength(19);
    const winner = bodies[outcomes.indexOf('created')] as string;
    expect(Buffer.from((await store.get('runs/r/claim')) ?? []).toString()).toBe(winner);
    expect(await store.list('runs/')).toEqual(['runs/r/claim']);
  });

  it('lists keys below a prefix, which may end inside a name, sorted by code unit', async () => {
    const store = await newStore();
    // Of the last two the order by bytes of UTF-8, which is that of S3, is the other way round.
    const names = ['b/x', 'a/z', 'B/x', 'a-1/x', 'ä/x', 'ｚ', '😀'];
    for (const key of [...names.map((name) => `runs/${name}`), 'runs.txt', 'other/x']) {
      await store.putOnce(key, key);
    }
    const sorted = ['B/x', 'a-1/x', 'a/z', 'b/x', 'ä/x', '😀', 'ｚ'];
    expect(await store.list('runs/')).toEqual(sorted.map((name) => `runs/${name}`));
    expect(await store.list('runs/a')).toEqual(['runs/a-1/x', 'runs/a/z']);
    expect(await store.list('runs')).toHaveLength(8);
    expect(await store.list('runs/a/z')).toEqual(['runs/a/z']);
    expect(await store.list('nowhere/')).toEqual([]);
  });

  it.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', 'a/', 'a/./b', 'a\\b', 'a/.hidden', 'a\u0000b', 'a\nb'])(
    'refuses %j as a key',
    async (key) => {
      const store = await newStore();
      await expect(store.putOnce(key, 'x')).rejects.toThrow('is not a key');
      await expect(store.get(key)).rejects.toThrow('is not a key');
      expect(await store.list('')).toEqual([]);
    },
  );

  it('refuses to list above itself', async () => {
    const store = await newStore();
    await expect(store.list('../')).rejects.toThrow('is not a key');
    await expect(store.list('/')).rejects.toThrow('is not a key');
  });
});
