// Nothing in a mail comes from anywhere but its snapshot: numbers and names of fifty months of different shops, and of
// mails that runs over other lakes have sent, in both languages.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { derivedNumbers } from '../support/derived-numbers.ts';
import { ACCEPTED, LATE, LEFT_OUT } from '../support/doubts.ts';
import { LINKS, LOCALES, type LocaleName, readLocale, renderMail, viewMail } from '../support/email.ts';
import { copies, growLake, writeTables } from '../support/grown-lake.ts';
import { scratchFolder } from '../support/lake.ts';
import { findForeign, type Source, visibleText } from '../support/provenance.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot, findKpi } from '../support/snapshot.ts';
import { variedSnapshots } from '../support/varied-month.ts';

const SEEDS = 50;
const BESIDES = [LINKS.address ?? '', ...(LINKS.languages ?? []).map(({ label }) => label)];

function sourceOf(snapshot: Snapshot, name: LocaleName): Source {
  return { document: snapshot, locale: readLocale(name), derived: derivedNumbers(snapshot), besides: BESIDES };
}

describe.each(LOCALES)('in %s', (name) => {
  test.each(variedSnapshots(SEEDS))('every number and name of month %i stands in its snapshot', async (_, snapshot) => {
    const { subject, preheader, text, html } = await renderMail(snapshot, name);
    const source = sourceOf(snapshot, name);
    expect(findForeign(`${subject}\n${preheader}\n${text}`, source), 'text').toEqual([]);
    expect(findForeign(visibleText(html), source), 'html').toEqual([]);
  });

  test.each([
    ['a figure that is off by one digit', '83.3%', '83.4%'],
    [
      'an amount that is off by one digit',
      /9\.02M|901\.8万/,
      (shown: string) => shown.replace('1', '2').replace('.02', '.03'),
    ],
    ['a sum of another month', '2,745', '2,754'],
    ['a name of another shop', 'SwiftLine', 'SwiftLime'],
    ['another count than a check found', '31,400', '31,401'],
    ['somebody who accepted nothing', 'Li Wei', 'Li Wai'],
    ['a word in no file', /Return rate|退货率/, (shown: string) => (shown === '退货率' ? '退款率' : 'Refund rate')],
  ])('%s would be found', async (_, printed, wrong) => {
    const snapshot = buildSnapshot((month) => (month.found = [ACCEPTED, LATE, LEFT_OUT]));
    const { text } = await renderMail(snapshot, name);
    const changed = text.replace(printed, wrong as string);
    expect(changed).not.toBe(text);
    expect(findForeign(text, sourceOf(snapshot, name))).toEqual([]);
    expect(findForeign(changed, sourceOf(snapshot, name))).toHaveLength(1);
  });
});

test('so it is with the mails that runs over grown lakes have sent', async () => {
  const definitions = mustLoad();
  for (const added of fc.sample(copies, { numRuns: 3, seed: 7 })) {
    const [lake, out] = [writeTables(growLake(added)), scratchFolder()];
    const { snapshot } = await runLake(lake, out, definitions);
    for (const [reader, name] of [
      ['ann', 'en'],
      ['bo', 'zh-CN'],
    ] as const) {
      const mail = (kind: string) =>
        readFileSync(path.join(out, `outbox/monthly-executive-2026-06/${reader}.${kind}`), 'utf8');
      const source = sourceOf(snapshot('2026-06'), name);
      expect(findForeign(mail('txt'), source), `${reader}.txt`).toEqual([]);
      expect(findForeign(visibleText(mail('html')), source), `${reader}.html`).toEqual([]);
    }
    for (const folder of [lake, out]) rmSync(folder, { recursive: true });
  }
}, 120_000);

describe('the headline tells the story of the month', () => {
  const headline = (change?: Parameters<typeof buildSnapshot>[0]) => viewMail(buildSnapshot(change)).header.headline;

  test('and changes with what met its target, with what moved the score, and with where it went', () => {
    const told = new Set([
      headline(),
      headline((month) => {
        findKpi(month, 'sales').sums = ['8017568.00', null];
      }),
      headline((month) => {
        Object.assign(findKpi(month, 'on_time_delivery_rate'), { sums: ['14900', '15000'], carriers: [] });
      }),
      headline((month) => {
        Object.assign(findKpi(month, 'on_time_delivery_rate'), { sums: ['13729', '14575'], carriers: [] });
        findKpi(month, 'return_rate').sums = ['2434', '23510'];
      }),
      headline((month) => {
        month.history = false;
      }),
    ]);
    expect(told.size).toBe(5);
  });

  test('and stays the same where only what it does not tell has changed', () => {
    const other = headline((month) => {
      findKpi(month, 'ship_cost_per_order').previous = ['1.00', '15000'];
      month.revision = 3;
    });
    expect(other).toBe(headline());
  });
});
