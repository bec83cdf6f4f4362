// The page of a later revision names each figure that moved, as it was and as it is, and no other.
import { describe, expect, it } from 'vitest';
import { changesPage } from '../../functions/pages/changes-page.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import { materialOf } from '../../functions/snapshot/material.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { readLocale } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const BACK = { href: '/back', label: 'back' };
const before = buildSnapshot();

const pageOf = (after: Snapshot, name: string) => {
  const diff = diffSnapshots(before, after);
  return changesPage(
    { before, after, diff, isAnnounced: materialOf(diff, after) !== null, back: BACK },
    readLocale(name),
  );
};

function revised(change: (kpis: Snapshot['kpis'], snapshot: Snapshot) => void): Snapshot {
  const after = structuredClone(before);
  after.revision = before.revision + 1;
  change(after.kpis, after);
  return after;
}

/** The rows of the table: name, was, is. */
function rowsOf(after: Snapshot, name = 'en'): string[][] {
  const { html } = pageOf(after, name);
  const rows = [...html.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map((found) => found[1] as string);
  return rows.map((row) =>
    row
      .split(/<\/th>|<\/td>/)
      .map((cell) => cell.replaceAll(/<[^>]+>/g, ' ').trim())
      .filter(Boolean),
  );
}

function kpi(kpis: Snapshot['kpis'], id: string): Snapshot['kpis'][number] {
  const found = kpis.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

describe('what a revision changed', () => {
  it('is every figure of another value, status or mark', () => {
    const after = revised((kpis) => {
      kpi(kpis, 'return_rate').value = '0.0655';
      kpi(kpis, 'sales').status = 'red';
    });
    const rows = rowsOf(after);
    expect(rows.map(([name]) => name?.split('  ')[0]).sort()).toEqual(['Return rate', 'Sales']);
    expect(rows.find(([name]) => name?.startsWith('Return rate'))?.[2]).toContain('6.6%');
  });

  it('is told to the digit where what is printed is the same', () => {
    const { value } = kpi(before.kpis, 'return_rate');
    const moved = `${value}0001`;
    const after = revised((kpis) => {
      kpi(kpis, 'return_rate').value = moved;
    });
    const [row] = rowsOf(after);
    expect(row?.[1]).toContain(value);
    expect(row?.[2]).toContain(moved);
  });

  it('is the score of a card too', () => {
    const after = revised((_, { scorecards }) => {
      if (scorecards[0]) scorecards[0].score = '12.34';
    });
    expect(rowsOf(after)[0]?.[2]).toContain('12.34');
  });

  it('is nothing where only time has passed, and that is said in both languages', () => {
    const after = revised((_, snapshot) => {
      snapshot.asOf = '2027-01-01T00:00:00Z';
    });
    for (const name of ['en', 'zh-CN']) {
      const locale = readLocale(name);
      expect(rowsOf(after, name)).toEqual([]);
      expect(pageOf(after, locale.locale).html).toContain(locale.access.changes_page.none);
    }
  });

  it('says where definitions changed in between', () => {
    const after = revised((_, snapshot) => {
      snapshot.definitionsHash = 'f'.repeat(64);
    });
    const locale = readLocale('en');
    expect(pageOf(after, locale.locale).html).toContain(locale.access.changes_page.definitions);
  });

  it('lets no markup of data through', () => {
    const after = revised((kpis) => {
      kpi(kpis, 'sales').name = { en: '<script>alert(1)</script>' };
      kpi(kpis, 'sales').value = '1';
    });
    expect(pageOf(after, 'en').html).not.toContain('<script');
  });
});
