import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { issueLink } from '../../functions/access/issue-link.ts';
import { currentKey, findKey, rotateKeys } from '../../functions/access/link-keys.ts';
import { type Claim, readToken, type SigningKey, writeToken } from '../../functions/access/token.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';

const KEY: SigningKey = { id: '3', secret: Buffer.alloc(32, 7) };
const NOW = Date.parse('2026-11-03T01:00:00Z');
const CLAIM: Claim = {
  kind: 'link',
  recipient: '徐静/../"',
  report: 'monthly-executive',
  issued: NOW,
  expires: NOW + 1000,
  object: '',
};
const find = async (id: string) => (id === KEY.id ? KEY : null);

describe('a link', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it('says what was sealed in it', async () => {
    expect(await readToken(writeToken(CLAIM, KEY), find, NOW)).toEqual({ is: 'valid', claim: CLAIM });
  });

  it('has expired at the instant that it names', async () => {
    const token = writeToken(CLAIM, KEY);
    expect((await readToken(token, find, NOW + 999)).is).toBe('valid');
    expect((await readToken(token, find, NOW + 1000)).is).toBe('expired');
  });

  it('is made of letters that no mail program breaks', () => {
    expect(writeToken(CLAIM, KEY)).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('says nothing once a single letter of it is another, is gone or is new', async () => {
    const token = writeToken(CLAIM, KEY);
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/%= '];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom(...letters),
        fc.constantFrom('replace', 'insert', 'remove'),
        async (at, letter, how) => {
          const kept = token.slice(0, at) + (how === 'remove' ? '' : letter);
          const changed = kept + token.slice(how === 'insert' ? at : at + 1);
          fc.pre(changed !== token);
          expect(await readToken(changed, find, NOW)).toEqual({ is: 'unknown' });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('cannot be put together from two others', async () => {
    const one = writeToken(CLAIM, KEY).split('.');
    const other = writeToken({ ...CLAIM, recipient: 'ceo' }, { id: '3', secret: KEY.secret }).split('.');
    for (let mask = 1; mask < 15; mask += 1) {
      const mixed = one.map((part, at) => (mask & (1 << at) ? other[at] : part)).join('.');
      if (mixed === one.join('.') || mixed === other.join('.')) continue;
      expect(await readToken(mixed, find, NOW)).toEqual({ is: 'unknown' });
    }
  });

  it('of a file is none of a mail, though all else is the same', async () => {
    const [, ...rest] = writeToken({ ...CLAIM, kind: 'file', object: 'snapshots/a' }, KEY).split('.');
    expect(await readToken(['l1', ...rest].join('.'), find, NOW)).toEqual({ is: 'unknown' });
  });

  it('is compared as a whole wherever it differs, so that no time tells how much of it is right', async () => {
    const compare = vi.spyOn(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    const token = writeToken(CLAIM, KEY);
    const seal = token.slice(-43);
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
    const first = other(seal.charAt(0)) + seal.slice(1);
    const last = seal.slice(0, -1) + other(seal.charAt(42));
    for (const wrong of [first, last, 'B'.repeat(43)]) {
      expect(await readToken(token.slice(0, -43) + wrong, find, NOW)).toEqual({ is: 'unknown' });
      const [expected, given] = compare.mock.lastCall ?? [];
      expect([String(expected), String(given)]).toEqual([seal, wrong]);
    }
    expect(compare).toHaveBeenCalledTimes(3);
  });
});

describe('the keys of links', () => {
  const maker = () => {
    let made = 0;
    const random = (bytes: number) => {
      made += 1;
      return Buffer.alloc(bytes, made);
    };
    return { store: memoryStore(), random, now: () => '2026-11-03T01:00:00.000Z' };
  };
  const why = { by: 'Ann', reason: 'a laptop was lost' };

  it('are made once, also by two that need one at the same time', async () => {
    const own = maker();
    const [one, two] = await Promise.all([currentKey(own), currentKey(own)]);
    expect(one).toEqual(two);
    expect(one.secret).toHaveLength(32);
  });

  it('are followed by a new one, and earlier links go on', async () => {
    const own = maker();
    const before = await issueLink(own, 'ceo', 'monthly-executive');
    await rotateKeys(own, { retire: false, ...why });
    const after = await issueLink(own, 'ceo', 'monthly-executive');
    expect([before.split('.')[1], after.split('.')[1]]).toEqual(['1', '2']);
    const read = (token: string) => readToken(token, (id) => findKey(own.store, id), NOW);
    expect([(await read(before)).is, (await read(after)).is]).toEqual(['valid', 'valid']);
  });

  it('are retired, and all their links open nothing', async () => {
    const own = maker();
    const before = await issueLink(own, 'ceo', 'monthly-executive');
    expect(await rotateKeys(own, { retire: true, ...why })).toBe(2);
    expect(await readToken(before, (id) => findKey(own.store, id), NOW)).toEqual({ is: 'unknown' });
    expect((await currentKey(own)).id).toBe('2');
  });
});
