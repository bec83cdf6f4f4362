// The worked example of docs/add-a-kpi.md, taken out of that page and run: what a reader copies from there works.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { type Ended, scorecard } from '../support/command.ts';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { ROOT, writeRulesOfSmallLakes } from '../support/shop.ts';

const page = readFileSync(path.join(ROOT, 'docs/add-a-kpi.md'), 'utf8');

/** The blocks of the page that name a file in their first line. */
const blocks = [...page.matchAll(/^```(?:yaml|csv)\n# (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => ({
  file,
  text,
}));

const DAY = '2026-06';
let work = '';
let lake: Lake;
let ran: Ended;

beforeAll(async () => {
  work = scratchFolder();
  lake = exampleLake();
  cpSync(path.join(ROOT, 'examples/sample'), path.join(work, 'my-shop'), { recursive: true });
  // A lake of a dozen rows has neither all days nor a history.
  writeRulesOfSmallLakes(path.join(work, 'my-shop'));
  for (const { file, text } of blocks) {
    const [root = '', ...rest] = file.split('/');
    if (root === 'my-lake') write(path.join(lake.folder, ...rest), text);
    // Of a language the page shows the added words only; a shop that does not change templates/ copies the file.
    else if (root === 'templates') write(path.join(work, 'my-shop', ...rest), withWords(file, text));
    else write(path.join(work, file), text);
  }
  ran = await run('run', '--period', DAY, '--out', path.join(work, 'out'));
}, 60_000);

afterAll(() => {
  lake.remove();
  rmSync(work, { recursive: true, force: true });
});

function run(command: string, ...more: string[]): Promise<Ended> {
  return scorecard([command, '--config', path.join(work, 'my-shop'), '--lake', lake.folder, ...more]);
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function withWords(file: string, added: string): string {
  const words = parse(readFileSync(path.join(ROOT, file), 'utf8')) as Record<string, object>;
  for (const [group, texts] of Object.entries(parse(added) as Record<string, object>))
    Object.assign(words[group] ?? {}, texts);
  return stringify(words);
}

const out = (file: string) => readFileSync(path.join(work, 'out', file), 'utf8');
const mail = (reader: string, kind: 'html' | 'txt') =>
  out(`outbox/monthly-executive-${DAY}/${reader}.${kind}`).replaceAll(/&nbsp;|\u00a0/g, ' ');

describe('the example of docs/add-a-kpi.md', () => {
  test('has a table, its rows, a fact, a KPI, a card and the words of two languages', () => {
    expect(blocks.map(({ file }) => file)).toEqual([
      'my-shop/facts/tables/hotline.yaml',
      'my-lake/calls.csv',
      'my-shop/facts/calls.yaml',
      'my-shop/kpis/hotline.yaml',
      'my-shop/scorecards/department.yaml',
      'templates/locales/en.yaml',
      'templates/locales/zh-CN.yaml',
    ]);
  });

  test('is a report that runs', () => {
    expect(ran.stderr).not.toContain('  ^');
    expect(ran.code, ran.stderr).toBe(0);
  });

  test('is in the snapshot, to the fraction that the page works out', () => {
    const snapshot = JSON.parse(out(`snapshots/monthly-executive/${DAY}/r1/snapshot.json`)) as Snapshot;
    const kpi = snapshot.kpis.find(({ id }) => id === 'call_answer_rate');
    expect(kpi).toMatchObject({ family: 'hotline', numerator: '5', denominator: '7', sample: '7', status: 'red' });
    expect(kpi?.members.channel?.map(({ member, numerator, denominator }) => [member, numerator, denominator])).toEqual(
      [
        ['web', '3', '4'],
        ['tmall', '2', '3'],
      ],
    );
    const card = snapshot.scorecards.find(({ id }) => id === 'department');
    expect(card?.lines.find((line) => line.kpi === 'call_answer_rate')?.score).toBe('45.71');
  });

  test('is in kpis.csv by its names in both languages', () => {
    const lines: Record<string, string>[] = parseCsv(out(`snapshots/monthly-executive/${DAY}/r1/kpis.csv`), {
      bom: true,
      columns: true,
    });
    expect(lines.filter(({ kpi }) => kpi === 'call_answer_rate').map(({ member, value }) => [member, value])).toEqual([
      ['', '0.714285714286'],
      ['web', '0.75'],
      ['tmall', '0.666666666667'],
    ]);
    expect(lines.find(({ kpi }) => kpi === 'call_answer_rate')).toMatchObject({
      name_en: 'Calls answered within a minute',
      'name_zh-CN': '一分钟接通率',
    });
  });

  test.each([
    ['ceo', ['Hotline', 'Calls answered within a minute', '71.4%', '5 of 7 calls']],
    ['coo', ['客服热线', '一分钟接通率', '71.4%', '7 通来电中 5 通']],
  ])('is in the mail of %s, as HTML and as text', (reader, [family = '', name = '', value = '', sums = '']) => {
    for (const kind of ['html', 'txt'] as const) {
      const text = mail(reader, kind);
      expect(text, kind).toContain(name);
      expect(text, kind).toContain(value);
    }
    expect(mail(reader, 'html')).toContain(family);
    expect(mail(reader, 'html')).toContain(sums);
  });

  test('is found by the two commands that the page names', async () => {
    const { stdout: kpi } = await run('kpis', 'call_answer_rate', '--locale', 'en');
    expect(kpi).toContain('Calls to the hotline that somebody answered within 60 seconds');
    expect(kpi).toMatch(/source +Service agreement of the hotline/);
    expect(kpi).toMatch(/department +20 of 100/);
    expect(kpi).toMatch(/calls +8 rows/);
    const { stdout: explained } = await run('explain', 'call_answer_rate', '--period', DAY);
    expect(explained).toContain('5 / 7 = 0.714285714286  (exactly 5/7)');
  });
});
