// Readers of a part of the shop: what they may see is cut out before anything is rendered, and lies in the store alone.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const HEADER = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
const RUN = 'monthly-executive-2026-06';
let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const listOf = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');
const read = (key: string) => readFileSync(path.join(out, key), 'utf8');

describe('a reader of a slice', () => {
  const recipients = listOf(
    'ann,ann@shop.test,Ann,en,executive,monthly-executive,,E1',
    'yto,yto@shop.test,YTO,en,manager,monthly-executive,carrier=YTO,',
    'web,web@shop.test,网店,zh-CN,manager,monthly-executive,channel=web,',
  );

  test('gets a mail of that slice, with its card where one is about it', async () => {
    const { result } = await runLake(lake.folder, out, definitions, { recipients, whole: true });
    expect(result).toMatchObject({ outcome: 'done', deliveries: [{}, { outcome: 'sent' }, { outcome: 'sent' }] });
    const text = read(`outbox/${RUN}/yto.txt`);
    expect(text).toContain('Only carrier YTO');
    expect(text).not.toContain('2,154');
    expect(read(`outbox/${RUN}/web.txt`)).toContain('仅含渠道“web”的数据');
    expect(read(`outbox/${RUN}/ann.txt`)).toContain('2,154');
  });

  test('has the file of the slice beside the whole, with a manifest of its own', async () => {
    await runLake(lake.folder, out, definitions, { recipients });
    const folder = 'snapshots/monthly-executive/2026-06/r1/slices/carrier=YTO';
    const slice = JSON.parse(read(`${folder}/snapshot.json`)) as Snapshot;
    expect(slice.slice).toEqual({ dimension: 'carrier', member: 'YTO' });
    expect(slice.scorecards.map(({ subject }) => subject.id)).toEqual(['YTO']);
    expect(read(`${folder}/kpis.csv`)).toContain(',carrier,YTO,');
    expect(read(`${folder}/kpis.csv`)).not.toContain('SF');
    const page = read(`${folder}/figures.en.html`);
    const onTime = slice.kpis.find(({ id }) => id === 'on_time_delivery_rate');
    expect(page).toContain(`${onTime?.numerator} ÷ ${onTime?.denominator} = ${onTime?.value}`);
    expect(page).toContain(slice.statements.find(({ fact }) => fact === 'parcels')?.hash);
    expect(page).toContain('Only carrier YTO');
    expect(page).not.toContain('id="sales"');
    expect(page).not.toMatch(/SELECT|\bSF\b/);
    const charts = read(`${folder}/report.en.html`);
    expect(charts).toContain('Only carrier YTO');
    expect(charts).toContain('<section id="on_time_delivery_rate">');
    expect(charts).not.toMatch(/<section id="sales"|\bSF\b|class="compared"/);
    expect(slice.kpis.find(({ id }) => id === 'sales')).toMatchObject({ value: null, notes: ['not_in_slice'] });
    expect(JSON.parse(read(`${folder}/manifest.json`))).toMatchObject({
      files: [
        'kpis.csv',
        ...['en', 'zh-CN'].flatMap((name) => [`figures.${name}.html`, `report.${name}.html`]),
        ...['en', 'zh-CN'].map((name) => `workbook.${name}.xlsx`),
        'snapshot.json',
      ].map((name) => ({ key: `${folder}/${name}`, size: statSync(path.join(out, folder, name)).size })),
    });
  });

  test('shares one rendered mail with whoever sees the same in the same language', async () => {
    const two = listOf(
      ...['a', 'b'].map((id) => `${id},${id}@shop.test,${id},en,manager,monthly-executive,carrier=YTO,`),
      'c,c@shop.test,c,zh-CN,manager,monthly-executive,carrier=YTO,',
    );
    const { result } = await runLake(lake.folder, out, definitions, { recipients: two });
    const [key = ''] = result.outcome === 'done' ? result.readers : [];
    const [a, b, c] = JSON.parse(read(key)) as { mail: string }[];
    expect(a?.mail).toBe(b?.mail);
    expect(a?.mail).not.toBe(c?.mail);
  });

  test('of something that the month does not have holds the run with the place of the line', async () => {
    const wrong = listOf('yto,yto@shop.test,YTO,en,manager,monthly-executive,carrier=YT0,');
    const { result, mails } = await runLake(lake.folder, out, definitions, { recipients: wrong });
    expect(result).toMatchObject({
      outcome: 'held',
      problems: [
        {
          code: 'INVALID_RECIPIENT',
          place: { file: 'recipients/readers.csv', line: 2 },
          message: 'yto may see carrier=YT0 only, of which monthly-executive knows nothing in 2026-06.',
          remedy: 'Did you mean `YTO`?',
        },
      ],
    });
    expect(await mails()).toEqual([]);
  });
});
