// From a lake in which something is wrong to the mails: what checks find stands beside the figures that it concerns, and
// every number and name of it is in the snapshot.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { derivedNumbers } from '../support/derived-numbers.ts';
import { LINKS, readLocale } from '../support/email.ts';
import { exampleLake, keepLines, type Lake, scratchFolder } from '../support/lake.ts';
import { findForeign, visibleText } from '../support/provenance.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad({
  'checks/own.yaml': `
shipments.rows_present: { action: provisional, final_after_days: 5 }
orders.clean_text: { action: exclude }
`,
});
const accepted = [{ check: 'returns.keys_unique', by: 'Ann <Lee>', reason: 'known & "mended" on Thursdays' }];

let lake: Lake;
let out = '';
let june: Snapshot;

const mail = (reader: string, kind: string) =>
  readFileSync(path.join(out, `outbox/monthly-executive-2026-06/${reader}.${kind}`), 'utf8');

beforeAll(async () => {
  [lake, out] = [exampleLake(), scratchFolder()];
  lake.change(
    'shipments',
    keepLines((line) => !line.includes('2026-06')),
  );
  lake.change('orders', (text) => text.replace(/^(O08,[^,]*,[^,]*),([^,]*),/m, '$1, $2,'));
  lake.change('returns', (text) => `${text.trimEnd()}\n${text.trimEnd().split('\n').at(-1)}\n`);
  const { result, snapshot } = await runLake(lake.folder, out, definitions, { accepted });
  expect(result.outcome).toBe('done');
  june = snapshot('2026-06');
}, 120_000);

afterAll(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

describe.each([
  ['ann', 'en'],
  ['bo', 'zh-CN'],
] as const)('the mail to %s, in %s', (reader, name) => {
  const words = readLocale(name).mail;

  test('tells of each what it is, why and until when', () => {
    const text = mail(reader, 'txt').replace(/\s+/g, name === 'en' ? ' ' : '');
    const told =
      name === 'en'
        ? [
            'Released with 1 accepted finding; see Data quality.',
            'Accepted by Ann <Lee>: unique keys. Returns: 1 row stands more than once, e.g. ',
            'Reason: “known & "mended" on Thursdays”',
            '† Provisional until 6 Jul 2026: ',
            'Shipments: no rows from 1 Jun 2026 to 30 Jun 2026; the newest are of ',
            'Rows left out of ',
            'Orders: region is empty, padded, unreadable or a word for NULL in 1 of ',
          ]
        : [
            '有1项检查异常经人认可后发布',
            '异常由Ann<Lee>认可：键值唯一。',
            '理由：“known&"mended"onThursdays”',
            '†暂估，2026年7月6日定稿：',
            '包裹：2026年6月1日至2026年6月30日没有数据；最新的数据为',
            '已剔除异常数据行：',
          ];
    for (const one of told) expect(text).toContain(one);
    expect(mail(reader, 'html')).toContain('Ann &lt;Lee&gt;');
    expect(mail(reader, 'html')).not.toContain('<Lee>');
    expect(text).not.toContain(words.quality.complete);
  });

  test('has no number and no name that is not in its snapshot', () => {
    const source = { document: june, locale: readLocale(name), derived: derivedNumbers(june), besides: [] };
    const besides = [LINKS.address ?? ''];
    expect(findForeign(mail(reader, 'txt'), { ...source, besides })).toEqual([]);
    expect(findForeign(visibleText(mail(reader, 'html')), { ...source, besides })).toEqual([]);
  });
});

test('kpis.csv says the same of each figure', () => {
  const text = readFileSync(path.join(out, 'snapshots/monthly-executive/2026-06/r1/kpis.csv'), 'utf8');
  const lines = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  const line = (kpi: string) => lines.find((one) => one.kpi === kpi && one.scope === 'total');
  expect(line('return_rate')).toMatchObject({
    data_outcome: 'blocked',
    blocked_by: 'returns.keys_unique(return_id, row_version)',
    accepted_checks: 'returns.keys_unique(return_id, row_version)',
  });
  expect(line('ship_on_time_rate')).toMatchObject({
    data_outcome: 'provisional',
    provisional_by: 'shipments.rows_present',
    final_on: '2026-07-06',
    excluded_rows: 'orders.clean_text(region): 1',
  });
  expect(line('csat')).toMatchObject({ data_outcome: 'ok', provisional_by: '', final_on: '', excluded_rows: '' });
});
