// Links on an owner's word, and the pages that they lead to, as a person runs both.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';
import { scorecard } from '../support/command.ts';
import { scratchFolder } from '../support/lake.ts';
import { type Served, startServing } from '../support/served.ts';

let out = '';
let served: Served;

beforeEach(async () => {
  out = scratchFolder();
  await folderStore(out).putOnce('snapshots/monthly-executive/2026-10/r1/kpis.csv', 'kpi,value\n');
  const files = [{ key: 'snapshots/monthly-executive/2026-10/r1/kpis.csv', size: 10, sha256: 'a'.repeat(64) }];
  await folderStore(out).putOnce('snapshots/monthly-executive/2026-10/r1/manifest.json', JSON.stringify({ files }));
  served = await startServing(['serve', '--port', '0', '--out', out]);
});

afterEach(() => served.end());

const owner = ['--by', 'ann', '--reason', 'forwarded outside', '--json'];
const read = (text: string) => JSON.parse(text) as Record<string, string>;

it('a link is made, opens the pages of the out folder, and is taken back', async () => {
  expect(served.base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await (await fetch(served.base)).text()).toContain('Reports on this machine');

  const issued = await scorecard(['links', 'issue', 'finance', '--out', out, '--pages', served.base, '--json']);
  const { link = '' } = read(issued.stdout);
  expect(link.startsWith(`${served.base}l1.1.`)).toBe(true);
  const opened = await fetch(link, { method: 'POST' });
  expect(await opened.text()).toContain('kpis.csv');

  const file = await fetch(`${link}/file/2026-10/r1/kpis.csv`, { method: 'POST' });
  expect(await file.text()).toBe('kpi,value\n');

  const revoked = await scorecard(['links', 'revoke', 'finance', '--out', out, ...owner]);
  expect(read(revoked.stdout)).toMatchObject({ recipient: 'finance', by: 'ann', reason: 'forwarded outside' });
  expect((await fetch(link, { method: 'POST' })).status).toBe(404);
});

it('new keys leave earlier links alone, unless they are to be retired', async () => {
  const issue = async () =>
    read((await scorecard(['links', 'issue', 'finance', '--out', out, '--pages', served.base, '--json'])).stdout).link;
  const first = (await issue()) as string;
  const rotated = await scorecard(['links', 'rotate', '--out', out, ...owner]);
  expect(read(rotated.stdout)).toMatchObject({ key: 2, retired: false });
  expect((await fetch(first)).status).toBe(200);
  const retired = await scorecard([
    'links',
    'rotate',
    '--retire',
    '--out',
    out,
    '--by',
    'ann',
    '--reason',
    'a key was seen',
  ]);
  expect(retired.stdout).toBe('Key 3 signs links from now on; links of earlier keys open nothing any more.\n');
  expect((await fetch(first)).status).toBe(404);
  expect((await fetch((await issue()) as string)).status).toBe(200);
});

it('wrong usage is said with the nearest right name, and nothing is written', async () => {
  const wrong = await scorecard(['links', 'issue', 'finanze', '--out', out]);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/USAGE\n {2}finanze is no reader of monthly-executive\.\n {2}Did you mean `finance`\?/),
  ]);
  expect((await scorecard(['links', 'revoke', 'finance', '--out', out, '--by', ' ', '--reason', 'x'])).code).toBe(2);
  expect((await scorecard(['serve', '--port', '70000', '--out', out])).code).toBe(2);
  const { port } = new URL(served.base);
  const taken = await scorecard(['serve', '--port', port, '--out', out]);
  expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining(`Port ${port} is taken by another program.`)]);
  const nowhere = await scorecard(['run', '--pages', 'javascript:alert(1)', '--out', out]);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('Write what `scorecard serve` prints')]);
  expect(await folderStore(out).list('access/')).toEqual([]);
});
