// The sample lake in a stage's bucket: whole, no more than needed, and never over the tables of a real shop.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { environmentOf, type StageModel, stageModel, stageWire } from '../support/aws/stage-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { scorecard } from '../support/command.ts';
import { ROOT } from '../support/shop.ts';

let model: StageModel;
let wire: Wire;

const sample = (...more: string[]) =>
  scorecard(['sample', '--stage', 'dev', '--orders', '100', '--json', ...more], ROOT, environmentOf(wire.url));
const keysOf = (bucket: string) => [...model.objects.keys()].filter((key) => key.startsWith(`${bucket}/`)).sort();

// Ten thousand small files are written and sent.
describe('a bucket that the stage made', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    model = stageModel();
    wire = await startWire(stageWire(model));
  });
  afterAll(() => wire.close());

  test('is filled, with one reader a language', async () => {
    const { stdout, code } = await sample('--mail-to', 'me@company.com');
    expect(code).toBe(0);
    const told = JSON.parse(stdout) as { uploaded: number };
    expect(keysOf('lake')).toHaveLength(told.uploaded + 1);
    expect(keysOf('lake')).toContain('lake/employees/data_0.parquet');
    expect(keysOf('lake').some((key) => /^lake\/orders\/dt=2026-10-\d\d\/data_0\.parquet$/.test(key))).toBe(true);
    const list = model.objects.get('reports/recipients/sample.csv')?.toString();
    expect(list).toMatch(/^sample-en,me@company\.com,.*,en,executive,monthly-executive,,$/m);
    expect(list).toMatch(/^sample-zh-CN,me@company\.com,/m);
  });

  test('keeps what is there already; of another sample nothing stays, and recipients are left alone', async () => {
    const before = keysOf('lake');
    model.objects.set('lake/orders/dt=2031-01-01/data_0.parquet', Buffer.from('of a later sample'));
    model.objects.set('lake/notes/readme.txt', Buffer.from('of somebody else'));
    const { stdout } = await sample('--mail-to', 'you@company.com');
    expect(JSON.parse(stdout)).toMatchObject({
      uploaded: 0,
      unchanged: before.length - 1,
      deleted: 1,
      recipients: null,
    });
    expect(keysOf('lake')).toEqual([...before, 'lake/notes/readme.txt'].sort());
    expect(model.objects.get('reports/recipients/sample.csv')?.toString()).toContain('me@company.com');
  });
});

describe('a bucket of somebody else', () => {
  beforeEach(async () => {
    model = stageModel();
    wire = await startWire(stageWire(model));
    return () => wire.close();
  });

  test('with tables that this command did not make is refused, also with --force', async () => {
    model.objects.set('lake/orders/dt=2026-01-01/real.parquet', Buffer.from('real'));
    const { stdout, code } = await sample('--force');
    expect(stdout).toMatch(/USAGE[\s\S]*s3:\/\/lake already has orders, not made by this command/);
    expect(code).toBe(2);
    expect([...model.objects.keys()]).toEqual(['lake/orders/dt=2026-01-01/real.parquet']);
  });

  test('is refused without --force', async () => {
    for (const stack of Object.values(model.stacks)) stack.resources = [];
    const { stdout, code } = await sample();
    expect(stdout).toMatch(/USAGE[\s\S]*which it did not make[\s\S]*--force/);
    expect(code).toBe(2);
    expect(model.objects.size).toBe(0);
  });

  test('is no place for mail to an address that is none', async () => {
    const { stdout, code } = await sample('--mail-to', 'me');
    expect(stdout).toMatch(/USAGE[\s\S]*`me` is no e-mail address/);
    expect(code).toBe(2);
  });
});
