// The page says what the snapshot says, in words of its language, and lets no markup from data through.
import { describe, expect, it } from 'vitest';
import { figuresPage } from '../../functions/pages/figures-page.ts';
import { ACCEPTED, BLOCKED, LATE, LEFT_OUT } from '../support/doubts.ts';
import { readLocale } from '../support/email.ts';
import { buildSnapshot, findKpi } from '../support/snapshot.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'&';

describe('the page of figures', () => {
  it('escapes whatever comes from data', () => {
    const snapshot = buildSnapshot((month) => {
      month.shop = HOSTILE;
      const check = { ...ACCEPTED.check, subject: HOSTILE, accepted: { by: HOSTILE, reason: HOSTILE } };
      month.found = [{ ...ACCEPTED, check }];
    });
    const [kpi] = snapshot.kpis;
    if (!kpi) throw new Error('no KPI');
    kpi.name = { en: HOSTILE };
    kpi.lineage = {
      definition: [['numerator', HOSTILE]],
      sums: [{ measure: HOSTILE, period: '2026-10', value: '1' }],
      facts: ['parcels'],
    };
    snapshot.statements = [{ fact: 'parcels', sql: HOSTILE, hash: '0'.repeat(64), tables: [HOSTILE] }];
    const page = figuresPage(snapshot, readLocale('en'));
    expect(page).not.toContain('<img');
    expect(page.match(/&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/g)?.length).toBeGreaterThan(6);
  });

  it.each([
    ['en', 'Accepted', 'Provisional until 5 Nov 2026.', 'Rows left out: '],
    ['zh-CN', '已认可', '暂估，2026年11月5日定稿。', '已剔除 '],
  ])('says in %s what is accepted, provisional and left out', (name, ...words) => {
    const snapshot = buildSnapshot((month) => {
      month.found = [ACCEPTED, LATE, LEFT_OUT];
    });
    const page = figuresPage(snapshot, readLocale(name));
    for (const word of words) expect(page).toContain(word);
  });

  it('says why there is no figure, and hides no sums behind a zero', () => {
    const blocked = buildSnapshot((month) => {
      month.found = [BLOCKED];
    });
    const kpi = blocked.kpis.find(({ id }) => id === BLOCKED.kpis[0]);
    if (!kpi) throw new Error('no KPI');
    kpi.lineage = { definition: [['value', 'sales.amount']], sums: [], facts: ['sales'] };
    const locale = readLocale('en');
    const page = figuresPage(blocked, locale);
    const section = page.slice(page.indexOf(`id="${kpi.id}"`)).split('</section>')[0];
    expect(section).toContain(locale.figures.blocked);
    expect(section).toContain(locale.figures.no_sums);
    expect(section).toContain(`<p class="value">${locale.not_available}</p>`);
  });

  it('gives no example of a row, which could name a person', () => {
    const snapshot = buildSnapshot((month) => {
      const found = { rows: '1', example: 'employee_id = E77' };
      month.found = [{ ...BLOCKED, check: { ...BLOCKED.check, found } }];
      findKpi(month, 'on_time_delivery_rate').notes = [];
    });
    expect(JSON.stringify(snapshot)).toContain('E77');
    expect(figuresPage(snapshot, readLocale('en'))).not.toContain('E77');
  });
});
