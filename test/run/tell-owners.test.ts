// Owners are told in their language how a run ended where that needs one of them: once for the same, and nobody else.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOTICE_LAYOUT } from '../../functions/definitions/report-layouts.ts';
import type { RunContext } from '../../functions/run/request.ts';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';
import { compileLayouts, RECIPIENTS } from '../support/story.ts';

const definitions = mustLoad();
const OWNERS = `${RECIPIENTS}dora,dora@shop.test,Dora,en,owner,monthly-executive,,
wei,wei@shop.test,魏,zh-CN,owner,monthly-executive,,
other,other@shop.test,Other,en,owner,employee-review,,E1
sf,sf@carrier.test,Of one slice,en,owner,monthly-executive,carrier=SF,
`;
const RUN = 'monthly-executive-2026-06';

let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

/** Writes a line of a table once more. */
const twice = (id: string) => (text: string) =>
  `${text.trimEnd()}\n${text.split('\n').find((line) => line.startsWith(id))}\n`;

const run = (recipients = OWNERS, templates?: RunContext['templates']) =>
  runLake(lake.folder, out, definitions, {
    recipients,
    decideBy: { release: ' --lake lake', hold: '', resend: '' },
    ...(templates ? { templates } : {}),
  });

describe('a run that is held by its data', () => {
  test('tells each of its owners once and nobody else: what, where, the remedy and the commands', async () => {
    lake.change('orders', twice('O08'));
    const { result, mails } = await run();
    expect(result).toMatchObject({
      outcome: 'held',
      owners: {
        deliveries: [
          { recipient: 'dora', outcome: 'sent' },
          { recipient: 'wei', outcome: 'sent' },
        ],
        problems: [],
      },
    });
    const [english = '', chinese = '', ...others] = await mails();
    expect(others).toEqual([]);
    expect(english).toMatch(new RegExp(`^outbox/${RUN}\\.held-[0-9a-f]{16}/dora\\.eml$`));
    const read = (key: string, kind: string) => readFileSync(path.join(out, key.replace(/eml$/, kind)), 'utf8');
    const text = read(english, 'txt');
    expect(text).toContain('Held: its data is not complete or not right. No reader was mailed this\ntime.');
    expect(text).toContain(
      '\n[Wrong] Orders: unique keys\n  1 row stands more than once, e.g. order_id, row_version = O08, 1.\n',
    );
    expect(text).toContain('Give each version of a row its own row_version');
    expect(text).toContain('This mail goes to the 2 owners of the report alone.');
    const commands = text.split('\n').filter((line) => line.startsWith('npx '));
    const same = '--lake lake --report monthly-executive --period 2026-06';
    expect(commands).toEqual([
      `npx scorecard check ${same}`,
      `npx scorecard run ${same}`,
      `npx scorecard run ${same} --accept orders.keys_unique --by <you> --reason <why>`,
    ]);
    expect(read(chinese, 'txt')).toContain('【有误】订单：键值唯一\n  1 行重复，例如 order_id, row_version = O08, 1。');
    expect(read(chinese, 'txt')).toContain('后续处理\n--------\n系统不会自动重试');
    expect(read(english, 'html')).toContain('<html lang="en"');
    expect(read(chinese, 'html')).toContain(
      '<title>电商月度计分卡（2026年6月）暂停发布：数据有 1 处问题——Lanternwood Trading</title>',
    );
  });

  test('says the same to the same owner once, and other findings anew', async () => {
    lake.change('orders', twice('O08'));
    const first = await run();
    const again = await run();
    expect(again.result.owners).toEqual({
      ...first.result.owners,
      deliveries: [
        { recipient: 'dora', outcome: 'already_sent' },
        { recipient: 'wei', outcome: 'already_sent' },
      ],
    });
    lake.change('orders', twice('O09'));
    const other = await run();
    expect(other.result.owners?.run).not.toBe(first.result.owners?.run);
    expect(await other.mails()).toHaveLength(4);
  });

  test('tells of a wrong line of the list of readers by its place, and of no address in it', async () => {
    const { result, mails } = await run(`${OWNERS}eve,eve.shop.test,Eve,en,executive,monthly-executive,,\n`);
    expect(result).toMatchObject({ outcome: 'held', owners: { problems: [] } });
    const [english = ''] = await mails();
    const text = readFileSync(path.join(out, english.replace(/eml$/, 'txt')), 'utf8');
    expect(text).toContain(
      '[Wrong] List of readers: recipients/readers.csv:9:5\n  This line has a mistake (INVALID_RECIPIENT).',
    );
    expect(text).not.toContain('eve.shop');
    expect(text).not.toContain('--accept');
  });

  test('is held all the same where the notice breaks, and says why nobody has it', async () => {
    lake.change('orders', twice('O08'));
    const { [NOTICE_LAYOUT]: _, ...templates } = await compileLayouts(definitions);
    const { result, mails } = await run(OWNERS, templates);
    expect(result).toMatchObject({ outcome: 'held', owners: { deliveries: [], problems: [{ code: 'INTERNAL' }] } });
    expect(await mails()).toEqual([]);
  });

  test('tells nobody of a backfill, or where the report has no owner', async () => {
    lake.change('orders', twice('O08'));
    for (const options of [{ recipients: OWNERS, kind: 'backfill', from: '2026-06' } as const, {}]) {
      const { result, mails } = await runLake(lake.folder, out, definitions, options);
      expect(result).toMatchObject({ outcome: 'held' });
      expect(result.owners).toBeUndefined();
      expect(await mails()).toEqual([]);
    }
  });
});
