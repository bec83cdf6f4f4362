// What readers are told of the ledger: only what does not tie, in the mail; all of it on the page of figures.
import { describe, expect, it } from 'vitest';
import { ledgerText } from '../../functions/cli/ledger-text.ts';
import { figuresPage } from '../../functions/pages/figures-page.ts';
import { reconciliationCsv } from '../../functions/snapshot/reconciliation-csv.ts';
import type { Reconciliation } from '../../functions/snapshot/reconciliation-shape.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { LOCALES, readLocale, renderMail, viewMail } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const APART: Reconciliation = {
  rule: 'net_sales',
  name: { en: 'Net sales', 'zh-CN': '净销售额' },
  accounts: ['6001'],
  currency: 'CNY',
  ledger: '1251500.5',
  measured: '1200000',
  difference: '51500.5',
  reasons: [
    { id: 'tax', name: { en: 'Tax', 'zh-CN': '税款' }, amount: '1500.5' },
    { id: 'shipping', name: { en: 'Shipping', 'zh-CN': '运费' }, amount: null },
  ],
  unexplained: '50000',
  tolerance: '1251.5005',
  within: false,
  note: null,
  missing: [],
};
const PLAIN: Reconciliation = { ...APART, rule: 'plain', name: { en: 'Plain', 'zh-CN': '无因' }, reasons: [] };
const TIED: Reconciliation = {
  ...APART,
  rule: 'freight',
  name: { en: 'Freight', 'zh-CN': '运费' },
  unexplained: '0.25',
  within: true,
};
const WITHOUT_ROW: Reconciliation = {
  ...APART,
  rule: 'marketing',
  name: { en: 'Marketing', 'zh-CN': '营销' },
  ledger: null,
  difference: null,
  unexplained: null,
  tolerance: null,
  within: null,
  note: 'no_ledger_rows',
  missing: [{ account: '660101', month: '2026-10', currency: null }],
};

function snapshotWith(...reconciliation: Reconciliation[]): Snapshot {
  return { ...buildSnapshot(), reconciliation };
}

const ledgerItems = (snapshot: Snapshot, name: (typeof LOCALES)[number] = 'en') =>
  viewMail(snapshot, name).quality.items.filter(({ head }) => /ledger|总账/.test(head));

describe('the mail', () => {
  it('says what is apart and how far the known reasons go, to the cent', () => {
    expect(ledgerItems(snapshotWith(TIED, APART, WITHOUT_ROW))).toEqual([
      {
        head: 'Does not tie to the ledger: Net sales.',
        body: 'The ledger has ¥1,251,500.50, measured is ¥1,200,000.00. Known reasons explain ¥1,500.50; ¥50,000.00 stays unexplained, more than the ¥1,251.50 allowed.',
      },
    ]);
    expect(ledgerItems(snapshotWith(APART), 'zh-CN')).toEqual([
      {
        head: '与总账不符：净销售额。',
        body: '总账为 ¥1,251,500.50，统计为 ¥1,200,000.00。已知原因可解释 ¥1,500.50，仍有 ¥50,000.00 无法解释，超出允许的 ¥1,251.50。',
      },
    ]);
  });

  it('speaks of no reasons where there are none, and of no more than four rules', () => {
    const [plain] = ledgerItems(snapshotWith(PLAIN));
    expect(plain?.body).toBe(
      'The ledger has ¥1,251,500.50, measured is ¥1,200,000.00: ¥50,000.00 is unexplained, more than the ¥1,251.50 allowed.',
    );
    const many = ledgerItems(snapshotWith(...Array.from({ length: 6 }, () => PLAIN)));
    expect(many).toHaveLength(4);
    expect(many[3]?.body).toMatch(/2 more$/);
  });

  it.each(LOCALES)('has it in its HTML and its text (%s)', async (name) => {
    const { html, text } = await renderMail(snapshotWith(APART), name);
    const flat = (part: string) => part.replaceAll(/\s+/g, '');
    expect(flat(html)).toContain('¥50,000.00');
    expect(flat(text)).toContain('¥50,000.00');
  });

  it('is silent where all ties or nothing is held', () => {
    expect(ledgerItems(snapshotWith(TIED, WITHOUT_ROW))).toEqual([]);
    expect(ledgerItems(buildSnapshot())).toEqual([]);
  });
});

describe('the page of figures', () => {
  it('has a line for a rule that ties or is not held, and all parts of one that is apart', () => {
    const page = figuresPage(snapshotWith(TIED, APART, WITHOUT_ROW), readLocale('en'));
    expect(page).toContain('Freight ties to the ledger: ¥0.25 unexplained, ¥1,251.50 allowed.');
    expect(page).toContain('Marketing is not held against the ledger, which has no row of 660101 2026-10.');
    const section = page.slice(page.indexOf('id="ledger"')).split('</section>')[0] ?? '';
    const cells = [...section.matchAll(/<th scope="row">(.*?)<\/th><td class="n">(.*?)<\/td>/g)];
    expect(cells.map(([, name, amount]) => [name, amount])).toEqual([
      ['Ledger, account 6001', '¥1,251,500.50'],
      ['Measured', '¥1,200,000.00'],
      ['Difference', '¥51,500.50'],
      ['Tax', '¥1,500.50'],
      ['Shipping', 'not known'],
      ['Unexplained', '¥50,000.00'],
    ]);
  });

  it('says nothing of a ledger that is not kept', () => {
    expect(figuresPage(buildSnapshot(), readLocale('en'))).not.toContain('id="ledger"');
  });
});

describe('the terminal', () => {
  it('counts what ties and names the rest', () => {
    expect(ledgerText(snapshotWith(TIED, APART, WITHOUT_ROW))).toEqual([
      'Against the ledger',
      '  1 of 3 rules tie within their tolerance',
      '  net_sales  50000.00 CNY unexplained, 1251.50 allowed',
      '  marketing  not held: the ledger has no row of 660101 2026-10',
      '',
    ]);
    expect(ledgerText(buildSnapshot())).toEqual([]);
  });

  it.each([
    [{ note: 'other_currency' as const }, 'not held: the ledger has 660101 2026-10 in another currency than CNY'],
    [{ note: 'unavailable' as const }, 'not held: what it needs is not measured'],
  ])('says why a rule could not be held (%o)', (change, said) => {
    expect(ledgerText(snapshotWith({ ...WITHOUT_ROW, ...change }))[1]).toBe(`  marketing  ${said}`);
  });
});

describe('reconciliation.csv', () => {
  it('never lets a name be read as a formula', () => {
    const hostile = { ...APART, name: { en: '=1+1' }, accounts: ['@SUM(A1)'], reasons: [] };
    const csv = reconciliationCsv(snapshotWith(hostile), [readLocale('en')]) ?? '';
    expect(csv).toContain(",'=1+1,'@SUM(A1),");
  });

  it('is not there where nothing is held', () => {
    expect(reconciliationCsv(buildSnapshot(), [readLocale('en')])).toBeNull();
  });
});
