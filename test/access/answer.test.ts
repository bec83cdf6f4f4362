import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotateKeys } from '../../functions/access/link-keys.ts';
import { revokeLinks } from '../../functions/access/revocations.ts';
import { addSuppression } from '../../functions/delivery/suppressions.ts';
import { isUnsubscribed } from '../../functions/delivery/unsubscribed.ts';
import { mustLoad, ROOT } from '../support/shop.ts';
import { type AccessWorld, figureKeys, openWorld, wordsOf } from './access-world.ts';

const REPORT = 'monthly-executive';
const WHOLE = 'snapshots/monthly-executive/';

const readTemplate = (file: string) => readFileSync(path.join(ROOT, 'templates', file), 'utf8');

/** Keys whose words stand in an answer. */
function reachedBy(text: string): string[] {
  return figureKeys().filter((key) => text.includes(wordsOf(key)));
}

/** Opens a file as the button does: the answer leads to it. */
async function download(world: AccessWorld, path: string) {
  const { status, headers } = await world.ask('POST', path);
  return status === 303 ? world.ask('GET', headers.location as string) : world.ask('POST', path);
}

/** The files that the page of a link lists, by their paths. */
async function listedFiles(world: AccessWorld, link: string): Promise<string[]> {
  const { text } = await world.ask('POST', link);
  return [...text.matchAll(/action="([^"]+\/file\/[^"]+)"/g)].map((found) => found[1] as string);
}

async function reach(world: AccessWorld, recipient: string, report: string): Promise<string[]> {
  const link = await world.link(recipient, report);
  const files = await listedFiles(world, link);
  const texts = await Promise.all(files.map(async (path) => (await download(world, path)).text));
  return texts.flatMap(reachedBy).sort();
}

describe('a reader reaches', () => {
  it('of the whole shop every revision, and neither slices nor people', async () => {
    const world = await openWorld();
    const found = await reach(world, 'finance', REPORT);
    expect(found).toEqual(
      ['2026-09/r1', '2026-10/r1', '2026-10/r2'].flatMap((revision) => [
        `${WHOLE}${revision}/kpis.csv`,
        `${WHOLE}${revision}/snapshot.json`,
      ]),
    );
  });

  it('of a slice that slice alone', async () => {
    const found = await reach(await openWorld(), 'web-shop', REPORT);
    expect(found).toHaveLength(6);
    expect(found.every((key) => key.includes('/slices/channel=web/'))).toBe(true);
  });

  it('of their carrier that carrier alone', async () => {
    const found = await reach(await openWorld(), 'carrier-sf', 'carrier-review');
    expect(found.map((key) => key.replace(/^.*slices/, ''))).toEqual([
      '/carrier=SF/kpis.csv',
      '/carrier=SF/snapshot.json',
    ]);
  });

  it('as an employee their own review alone', async () => {
    const found = await reach(await openWorld(), 'E012', 'employee-review');
    expect(found).toEqual(['people/employee-review/2026-10/r1/cards/E012.json']);
  });

  it('as a manager those of the team, as HR those of everybody', async () => {
    const world = await openWorld();
    const cards = async (id: string) =>
      (await reach(world, id, 'manager-review')).map((key) => key.replace(/^.*cards\//, ''));
    expect(await cards('lead-E003')).toEqual(['E012.json', 'E036.json']);
    expect(await cards('hr')).toEqual(['E012.json', 'E036.json', 'E074.json']);
  });

  it('nothing once they are off the list, or the report is off their line', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    const [file] = await listedFiles(world, link);
    const presigned = (await world.ask('POST', file as string)).headers.location as string;
    world.recipients.text = world.recipients.text.replace(/^finance,.*$/m, '');
    for (const path of [link, file as string]) {
      for (const method of ['GET', 'POST']) expect((await world.ask(method, path)).status).toBe(404);
    }
    expect((await world.ask('GET', presigned)).status).toBe(404);
    const other = await openWorld();
    other.recipients.text = other.recipients.text.replace('finance,monthly-executive', 'finance,carrier-review');
    expect((await other.ask('POST', await other.link('finance', REPORT))).status).toBe(404);
  });

  it('the slice that they have today, not the one that they had when the link was made', async () => {
    const world = await openWorld();
    const link = await world.link('web-shop', REPORT);
    const before = await listedFiles(world, link);
    world.recipients.text = world.recipients.text.replace('channel=web', 'channel=app');
    const texts = await Promise.all(before.map(async (path) => (await download(world, path)).text));
    expect(texts.flatMap(reachedBy).every((key) => key.includes('/slices/channel=app/'))).toBe(true);
  });

  it('nothing by a link that was taken back, and again by one that is made later', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    await revokeLinks(world.store, 'finance', { at: world.clock.now, by: 'Ann', reason: 'forwarded' });
    expect((await world.ask('POST', link)).status).toBe(404);
    world.clock.now = '2026-11-03T01:00:00.001Z';
    expect((await world.ask('POST', await world.link('finance', REPORT))).status).toBe(200);
    expect((await world.ask('POST', await world.link('ceo', REPORT))).status).toBe(200);
  });

  it('nothing by a link whose key is retired', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    await rotateKeys(world.ports, { retire: true, by: 'Ann', reason: 'a key was seen' });
    expect((await world.ask('POST', link)).status).toBe(404);
  });
});

describe('a report that its owners release', () => {
  const reports = {
    'reports/monthly-executive.yaml': `${readTemplate('reports/monthly-executive.yaml')}release: { at: "11:00" }\n`,
  };
  const OWNER = 'dora,dora@lanternwood.example,Dora,en,owner,monthly-executive,,,\n';
  const shown = async (world: AccessWorld, id: string) =>
    [...new Set((await reach(world, id, REPORT)).map((key) => /\d{4}-\d\d\/r\d/.exec(key)?.[0]))].sort();

  it('shows readers what was let out, and its owners all of it', async () => {
    const world = await openWorld({ definitions: mustLoad(reports) });
    world.recipients.text += OWNER;
    const put = (key: string, body: object) => world.store.putOnce(`releases/${REPORT}-${key}`, JSON.stringify(body));
    await put('2026-09/r1/asked.json', {});
    await put('2026-09/r1/1.json', { decision: 'let_go' });
    await put('2026-10/r1/asked.json', {});
    await put('2026-10/r1/1.json', { decision: 'hold' });
    await put('2026-10/r2/asked.json', {});
    expect(await shown(world, 'finance')).toEqual(['2026-09/r1']);
    expect(await shown(world, 'dora')).toEqual(['2026-09/r1', '2026-10/r1', '2026-10/r2']);
    await put('2026-10/r2/1.json', { decision: 'release' });
    expect(await shown(world, 'finance')).toEqual(['2026-09/r1', '2026-10/r2']);
  });

  it('keeps back what nobody was asked about yet', async () => {
    expect(await shown(await openWorld({ definitions: mustLoad(reports) }), 'finance')).toEqual([]);
  });
});

describe('a program that only follows links', () => {
  it('sees no figure, file name or size', async () => {
    const world = await openWorld();
    for (const [recipient, report] of [
      ['finance', REPORT],
      ['E012', 'employee-review'],
    ] as const) {
      const link = await world.link(recipient, report);
      const places = [
        '',
        '/en/mail/2026-10/r1',
        '/en/figures/2026-10/r1',
        '/en/file/2026-10/r1/kpis.csv',
        '/en/definitions',
        '/en/unsubscribe',
      ];
      for (const place of places) {
        for (const method of ['GET', 'HEAD']) {
          const { status, text, headers } = await world.ask(method, `${link}${place}`);
          expect(status).toBe(200);
          expect(headers.location).toBeUndefined();
          expect(reachedBy(text)).toEqual([]);
          expect(text).not.toMatch(/snapshot\.json|kB<|canary/);
        }
      }
    }
    expect(await isUnsubscribed(world.store, 'finance', REPORT)).toBe(false);
    expect(world.read.filter((key) => /^(snapshots|people)\//.test(key))).toEqual([]);
  });
});

const NASTY = [
  '..',
  '.',
  '../..',
  '..%2f..',
  '%2e%2e%2f',
  '....//',
  '..\\..',
  '%00',
  'kpis.csv%00.html',
  'r1',
  'r-1',
  'r1e9',
  'r0',
  'r999999999',
  '2026-10/..',
  '2026-13',
  '__proto__',
  'constructor',
  'toString',
  '*',
  '~',
  'slices',
  'slices%2fchannel%3dapp%2fkpis.csv',
  'manifest.json',
  'people.json',
  '../../slices/channel=app/kpis.csv',
  'snapshots%2fmonthly-executive%2f2026-10%2fr1%2fkpis.csv',
  '%E0%A4%A',
  '%ff',
  '\u202e',
  'a'.repeat(4000),
  '%0d%0aSet-Cookie:%20a=b',
  '<script>alert(1)</script>',
  '%3Cscript%3E',
  "';--",
  '{{7*7}}',
  '$%7B7*7%7D',
  'en',
  'file',
  'mail',
];

describe('whatever stands in a path', () => {
  it('of the right form or of none, nobody reaches what is not theirs, and nothing of it comes back as markup', async () => {
    const world = await openWorld();
    const link = await world.link('web-shop', REPORT);
    const part = fc.oneof(
      fc.constantFrom(...NASTY),
      fc.constantFrom(
        'en',
        'zh-CN',
        'file',
        'mail',
        'figures',
        'changes',
        'files',
        '2026-10',
        '2026-09',
        'r1',
        'r2',
        'kpis.csv',
      ),
      fc.string({ maxLength: 40, unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), fc.constantFrom('GET', 'POST'), async (parts, method) => {
        const { status, text, headers } = await world.ask(method, [link, ...parts].join('/'));
        const end = status === 303 ? await world.ask('GET', headers.location as string) : { text };
        expect([200, 303, 404]).toContain(status);
        expect(reachedBy(end.text).filter((key) => !key.includes('/slices/channel=web/'))).toEqual([]);
        expect(text).not.toContain('<script');
        for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
      }),
      { numRuns: 1500 },
    );
    const foreign = world.read.filter(
      (key) => /^(snapshots|people)\//.test(key) && !key.includes('/slices/channel=web/'),
    );
    expect(foreign.filter((key) => !/\/r\d\/manifest\.json$/.test(key))).toEqual([]);
  });

  it('a link with any one letter changed opens nothing', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    await fc.assert(
      fc.asyncProperty(fc.nat(link.length - 2), fc.string({ minLength: 1, maxLength: 1 }), async (at, letter) => {
        const changed = `${link.slice(0, at + 1)}${letter}${link.slice(at + 2)}`;
        fc.pre(changed !== link);
        const { status, text, headers } = await world.ask('POST', changed);
        expect([status, headers.location, reachedBy(text)]).toEqual([404, undefined, []]);
      }),
      { numRuns: 1000 },
    );
    expect(world.read.filter((key) => /^(snapshots|people)\//.test(key))).toEqual([]);
  });

  it('every way to be refused shows the same page', async () => {
    const world = await openWorld();
    const gone = await world.link('finance', REPORT);
    const revoked = await world.link('ceo', REPORT);
    const strange = await world.link('nobody', REPORT);
    const foreign = await world.link('E012', REPORT);
    const unknownReport = await world.link('ceo', 'constructor');
    world.recipients.text = world.recipients.text.replace(/^finance,.*$/m, '');
    await revokeLinks(world.store, 'ceo', { at: world.clock.now, by: 'Ann', reason: 'x' });
    const paths = [
      gone,
      revoked,
      strange,
      foreign,
      unknownReport,
      '/',
      '/x',
      `${revoked}x`,
      '/l1.1.a.b',
      `//${'a'.repeat(10_000)}`,
    ];
    const pages = await Promise.all(paths.map((path) => world.ask('POST', path)));
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(pages[0]?.status).toBe(404);
    expect(pages[0]?.text).toContain('Open the link of the newest mail');
  });

  it('too long a body, another method and other files of servers are turned away', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    expect((await world.ask('POST', link, { body: 'a'.repeat(4097) })).status).toBe(413);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', '', 'get']) {
      expect((await world.ask(method, link)).status).toBe(405);
    }
    expect((await world.ask('GET', '/robots.txt')).text).toContain('Disallow: /');
  });
});

describe('every answer', () => {
  it('forbids what it does not need', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    const [file] = await listedFiles(world, link);
    const answers = [
      await world.ask('GET', link),
      await world.ask('POST', link),
      await world.ask('POST', file as string),
      await download(world, file as string),
      await world.ask('GET', '/'),
      await world.ask('PUT', '/'),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none';.*frame-ancestors 'none'; base-uri 'none'/,
      );
      expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe-eval|\*/);
    }
  });

  it('that is a file is kept and never shown', async () => {
    const world = await openWorld();
    const [file] = await listedFiles(world, await world.link('finance', REPORT));
    const { headers } = await download(world, file as string);
    expect(headers['content-disposition']).toBe(`attachment; filename="kpis.csv"; filename*=UTF-8''kpis.csv`);
    expect(headers['content-type']).toBe('application/octet-stream');
  });
});

describe('the way to a file', () => {
  it('is five minutes long', async () => {
    const world = await openWorld();
    const [file] = await listedFiles(world, await world.link('finance', REPORT));
    const { headers } = await world.ask('POST', file as string);
    world.clock.now = '2026-11-03T01:04:59.999Z';
    expect((await world.ask('GET', headers.location as string)).status).toBe(200);
    world.clock.now = '2026-11-03T01:05:00.000Z';
    expect((await world.ask('GET', headers.location as string)).status).toBe(404);
  });

  it('is an address of the store where that signs its own, and of no file but the listed', async () => {
    const asked: string[] = [];
    const presign = async (key: string, name: string) => {
      asked.push(`${name} ${key}`);
      return `https://bucket.example/${key}?signed`;
    };
    const world = await openWorld({ presign });
    const link = await world.link('finance', REPORT);
    const { status, headers } = await world.ask('POST', `${link}/en/file/2026-10/r2/kpis.csv`);
    expect([status, headers.location]).toEqual([303, `https://bucket.example/${WHOLE}2026-10/r2/kpis.csv?signed`]);
    for (const name of ['people.json', 'manifest.json', '..%2fr1%2fkpis.csv', 'slices%2fchannel=web%2fkpis.csv']) {
      expect((await world.ask('POST', `${link}/en/file/2026-10/r2/${name}`)).status).toBe(404);
    }
    expect(asked).toEqual([`kpis.csv ${WHOLE}2026-10/r2/kpis.csv`]);
  });
});

describe('an expired link', () => {
  const LATER = '2026-12-10T01:00:00.000Z';

  it('opens nothing and offers a fresh one', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    world.clock.now = LATER;
    const { status, text } = await world.ask('POST', `${link}/en/file/2026-10/r1/kpis.csv`);
    expect(status).toBe(410);
    expect(text).toContain(`action="${link}/en/fresh"`);
    expect(world.sent).toEqual([]);
  });

  it('brings a fresh one to the registered address, three times a day and with one answer', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    const gone = await world.link('nobody', REPORT);
    const bounced = await world.link('ceo', REPORT);
    await addSuppression(world.store, 'ceo@lanternwood.example', {
      ...{ suppressed: true, because: 'bounce', run: 'r', recipient: 'ceo', at: LATER },
    });
    world.clock.now = LATER;
    const answers = [];
    for (const asked of [link, gone, bounced, link, link, link]) {
      answers.push(await world.ask('POST', `${asked}/en/fresh`, { body: 'email=thief@evil.example' }));
    }
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(world.sent.map(({ to }) => to)).toEqual(Array(3).fill('finance@lanternwood.example'));
    const fresh = /https:\/\/pages\.example(\/\S+)/.exec(world.sent[0]?.text ?? '')?.[1] as string;
    expect((await world.ask('POST', fresh)).status).toBe(200);
    world.clock.now = '2026-12-11T00:00:00.000Z';
    await world.ask('POST', `${link}/en/fresh`);
    expect(world.sent).toHaveLength(4);
  });

  it('is not freshened by following it, nor where it was taken back', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    world.clock.now = LATER;
    await world.ask('GET', `${link}/en/fresh`);
    await revokeLinks(world.store, 'finance', { at: LATER, by: 'Ann', reason: 'x' });
    expect((await world.ask('POST', `${link}/en/fresh`)).status).toBe(404);
    expect(world.sent).toEqual([]);
  });
});

describe('unsubscribing', () => {
  it('is one post of a mail program, told to the owners once, and can be taken back', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    const body = 'List-Unsubscribe=One-Click';
    expect((await world.ask('POST', `${link}/en/unsubscribe`, { body })).status).toBe(200);
    await world.ask('POST', `${link}/en/unsubscribe`);
    expect(await isUnsubscribed(world.store, 'finance', REPORT)).toBe(true);
    expect(await isUnsubscribed(world.store, 'finance', 'carrier-review')).toBe(false);
    expect(world.alerts.map(({ subject }) => subject)).toEqual([`[test] A reader unsubscribed from ${REPORT}`]);
    await world.ask('POST', `${link}/en/subscribe`);
    expect(await isUnsubscribed(world.store, 'finance', REPORT)).toBe(false);
  });

  it('works by a link that has expired, and not by one that is made up', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    world.clock.now = '2027-06-01T00:00:00.000Z';
    expect((await world.ask('POST', `${link}x/en/unsubscribe`)).status).toBe(404);
    expect(await isUnsubscribed(world.store, 'finance', REPORT)).toBe(false);
    expect((await world.ask('POST', `${link}/en/unsubscribe`)).status).toBe(200);
    expect(await isUnsubscribed(world.store, 'finance', REPORT)).toBe(true);
  });

  it('is not for what is said of oneself', async () => {
    const world = await openWorld();
    const link = await world.link('E012', 'employee-review');
    const { text } = await world.ask('POST', `${link}/en/unsubscribe`);
    expect(text).toContain('This mail cannot be unsubscribed');
    expect(await isUnsubscribed(world.store, 'E012', 'employee-review')).toBe(false);
  });
});

describe('what was opened', () => {
  it('is written down with who, what and when, and without the link', async () => {
    const world = await openWorld();
    const link = await world.link('finance', REPORT);
    await world.ask('GET', link, { headers: { 'x-forwarded-for': '198.51.100.7' } });
    await world.ask('POST', `${link}/en/file/2026-10/r1/kpis.csv`);
    await world.ask('POST', `${link}/en/file/2026-10/r9/kpis.csv`);
    await world.ask('GET', `${link}x`);
    const keys = await world.store.list('access/log/2026-11-03/');
    const entries = await Promise.all(
      keys.map(async (key) => new TextDecoder().decode((await world.store.get(key)) ?? undefined)),
    );
    const said = entries.map((text) => JSON.parse(text) as Record<string, string>);
    expect(said.map(({ recipient, what, outcome }) => `${recipient}: ${what}, ${outcome}`).sort()).toEqual([
      'finance: look at files, landing',
      'finance: open file 2026-10 1 kpis.csv, shown',
      'finance: open file 2026-10 9 kpis.csv, missing',
    ]);
    expect(entries.join('')).not.toContain(link.slice(-43));
    expect(entries.join('')).not.toContain('198.51.100.7');
  });
});

describe('on a machine of one’s own', () => {
  it('the first page leads to everything, and to what each reader sees', async () => {
    const world = await openWorld({ isLocal: true });
    const { text } = await world.ask('GET', '/');
    expect(text).toContain('As YTO key accounts');
    const links = [...text.matchAll(/href="([^"]+)"/g)].map((found) => found[1] as string);
    for (const link of links) expect((await world.ask('GET', link)).status).toBe(200);
  });

  it('such a link of its own opens nothing elsewhere', async () => {
    const world = await openWorld({ isLocal: true });
    const link = await world.link('.', REPORT);
    expect((await world.ask('GET', link)).text).toContain('kpis.csv');
    const { ports } = world;
    const elsewhere = { ...world.context, isLocal: false };
    const { answer } = await import('../../functions/access/answer.ts');
    expect(
      (await answer({ method: 'POST', path: link, headers: {}, body: '', id: '1' }, ports, elsewhere)).status,
    ).toBe(404);
  });
});
