// Looking at runs and sending again, on the out folder of a real run.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimTry, endTry, readTries } from '../../functions/delivery/ledger.ts';
import { addSuppression, isSuppressed } from '../../functions/delivery/suppressions.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { scorecard } from '../support/command.ts';
import { exampleLake, type Lake } from '../support/lake.ts';
import { ROOT, writeRulesOfSmallLakes } from '../support/shop.ts';
import { RECIPIENTS } from '../support/story.ts';

const RUN = 'monthly-executive-2026-06';
let lake: Lake;
let folder = '';
let out = '';
let config = '';

beforeAll(async () => {
  lake = exampleLake();
  folder = mkdtempSync(path.join(tmpdir(), 'runs-'));
  out = path.join(folder, 'out');
  config = path.join(folder, 'shop');
  mkdirSync(path.join(config, 'recipients'), { recursive: true });
  cpSync(path.join(ROOT, 'examples/sample/shop.yaml'), path.join(config, 'shop.yaml'));
  writeRulesOfSmallLakes(config);
  writeFileSync(path.join(config, 'recipients/readers.csv'), RECIPIENTS);
  const made = await run('2026-06');
  expect(made.stderr).not.toMatch(/^[A-Z_]+$/m);
  expect(made.code).toBe(0);
});

afterAll(() => {
  lake.remove();
  rmSync(folder, { recursive: true, force: true });
});

const run = (period: string) =>
  scorecard(['run', '--config', config, '--lake', lake.folder, '--out', out, '--period', period]);
const runs = (...more: string[]) => scorecard(['runs', '--out', out, ...more]);
const resend = (...more: string[]) =>
  scorecard(['resend', RUN, '--config', config, '--out', out, '--by', 'Li Na', '--reason', 'she has none', ...more]);
const outbox = () => readdirSync(path.join(out, 'outbox', RUN)).filter((name) => name.endsWith('.eml'));

describe('runs', () => {
  test('shows what ran, who has the mail, and no cost where nothing is paid for', async () => {
    const { stdout, code } = await runs();
    expect(stdout).toMatch(/^run +outcome +attempts +scheduled \(UTC\) +mails +scanned +cost$/m);
    expect(stdout).toMatch(/^monthly-executive-2026-06 +done +1 +2026-07-01 00:00 +2 sent +– +–$/m);
    expect(code).toBe(0);
  });

  test('shows a held run with its problem and the command that goes on', async () => {
    const held = await run('2026-12');
    expect(held.code).toBe(3);
    const { stdout } = await runs('monthly-executive-2026-12');
    expect(stdout).toMatch(/attempt 1 {2}held/);
    expect(stdout).toMatch(/NO_ROWS/);
    expect(stdout).toContain(`npx scorecard run --period 2026-12 --out ${out}`);
  });

  test('says how to go on with a backfill that died', async () => {
    const claim = 'runs/monthly-executive-backfill-2026-01-2026-03/attempt-1/claim.json';
    await folderStore(out).putOnce(claim, '{"executionId":"e"}');
    const { stdout } = await runs('monthly-executive-backfill-2026-01-2026-03');
    expect(stdout).toContain(`go on: npx scorecard backfill --from 2026-01 --to 2026-03 --out ${out}`);
  });

  test('prints one document for machines', async () => {
    const list = JSON.parse((await runs('--json')).stdout) as { runs: { run: string; mails: unknown }[] };
    expect(list.runs.find((one) => one.run === RUN)).toMatchObject({
      outcome: 'done',
      mails: { sent: 2, unsettled: 0, notMailed: 0 },
    });
    const one = JSON.parse((await runs(RUN, '--json')).stdout);
    expect(one).toMatchObject({ attempts: [{ attempt: 1 }], deliveries: [{ recipient: 'ann' }, { recipient: 'bo' }] });
  });

  test('names the nearest run where there is none of that name, and says how to begin where there is none at all', async () => {
    const near = await runs('monthly-executive-2026-60');
    expect(near.stderr).toMatch(/USAGE[\s\S]*Did you mean `monthly-executive-2026-06`/);
    expect(near.code).toBe(2);
    const none = await scorecard(['runs', '--out', path.join(folder, 'nothing')]);
    expect(none.stdout).toMatch(/no runs yet[\s\S]*npx scorecard run --period/);
    expect(none.code).toBe(0);
  });
});

describe('resend', () => {
  test('sends again to whom a person names, says so before, and keeps who asked and why', async () => {
    const before = outbox().length;
    const { stdout, stderr, code } = await resend('--recipient', 'ann');
    expect(stderr).toMatch(
      /asked by Li Na: she has none[\s\S]*to ann: try 2, after one that was sent: it will be there twice/,
    );
    expect(stdout).toBe('ann: sent\n');
    expect(code).toBe(0);
    expect(outbox()).toHaveLength(before + 1);
    expect((await runs(RUN)).stdout).toMatch(/^ +try 2 +sent +asked by Li Na: she has none$/m);
  });

  test('sends once to who is named twice', async () => {
    const before = outbox().length;
    expect((await resend('--recipient', 'bo', 'bo')).stdout).toBe('bo: sent\n');
    expect(outbox()).toHaveLength(before + 1);
  });

  test('sends to nobody who has it by --unsent', async () => {
    const before = outbox().length;
    const { stdout, code } = await resend('--unsent');
    expect(stdout).toMatch(/nobody to send it to/);
    expect(code).toBe(0);
    expect(outbox()).toHaveLength(before);
  });

  test('mails an address that bounced only with --lift, and each time that it is lifted', async () => {
    const store = folderStore(out);
    for (const at of ['2026-07-02', '2026-07-03']) {
      const bounce = { suppressed: true, because: 'bounce', run: RUN, recipient: 'bo', at } as const;
      await addSuppression(store, 'bo@shop.test', bounce);
      const refused = await resend('--recipient', 'bo');
      expect(refused.stdout).toMatch(/bo: suppressed[\s\S]*--lift/);
      expect(refused.code).toBe(1);
      const lifted = await resend('--recipient', 'bo', '--lift');
      expect(lifted.stdout).toBe('bo: sent\n');
      expect(lifted.stderr).toMatch(/mailed again/);
      expect(await isSuppressed(store, 'bo@shop.test')).toBe(false);
    }
    const bodies = await Promise.all((await store.list('suppressions/')).map((key) => store.get(key)));
    const entries = bodies.map((body) => JSON.parse(Buffer.from(body ?? []).toString()));
    const lift = { suppressed: false, by: 'Li Na', reason: 'she has none' };
    expect(entries).toEqual([expect.objectContaining({ suppressed: true }), lift, expect.anything(), lift]);
  });

  test('is what `runs` proposes for a mail of which nobody knows', async () => {
    const store = folderStore(out);
    const ask = { by: 'Li Na', reason: 'once more' };
    const late = 'monthly-executive-2026-05';
    await store.putOnce(`runs/${late}/attempt-1/claim.json`, '{"executionId":"e"}\n');
    const record = {
      report: 'monthly-executive',
      kind: 'run',
      from: '2026-05',
      to: '2026-05',
      asOf: '2026-06-01T00:00:00Z',
    };
    const deliveries = [{ recipient: 'ann', outcome: 'unknown', attempt: 1 }];
    await store.putOnce(
      `runs/${late}/attempt-1/run.json`,
      JSON.stringify({ ...record, outcome: 'done', run: late, deliveries, published: [] }),
    );
    await claimTry(store, { run: late, recipient: 'ann', executionId: 'e', ask });
    await endTry(store, late, 'ann', 1, { outcome: 'unknown' });
    expect((await runs()).stdout).toMatch(/2026-05 +done +1 +2026-06-01 00:00 +1 unsettled/);
    expect((await runs(late)).stdout).toContain(`npx scorecard resend ${late} --recipient ann`);
    expect(await readTries(store, late, 'ann')).toHaveLength(1);
  });

  test.each([
    ['to nobody', ['--by', 'Li', '--reason', 'x'], /USAGE[\s\S]*--recipient <id> or --unsent/],
    ['without a reason', ['--recipient', 'ann', '--by', 'Li'], /--reason/],
    ['to a stranger', ['--recipient', 'zoe', '--by', 'Li', '--reason', 'x'], /zoe is no recipient[\s\S]*ann, bo/],
  ])('ends with 2 %s', async (_, args, text) => {
    const before = outbox().length;
    const ended = await scorecard(['resend', RUN, '--config', config, '--out', out, ...args]);
    expect(ended.stderr).toMatch(text);
    expect(ended.code).toBe(2);
    expect(outbox()).toHaveLength(before);
  });
});
