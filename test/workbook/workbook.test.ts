import { describe, expect, test } from 'vitest';
import type { Locale } from '../../functions/definitions/locale.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { workbookOf } from '../../functions/workbook/workbook.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { readSheets, recordsOf } from '../support/workbook.ts';

const definitions = mustLoad();
const meanings = new Map(Object.entries(definitions.kpis));
const en = definitions.locales.en as Locale;
const zh = definitions.locales['zh-CN'] as Locale;

async function open(snapshot: Snapshot, locale = en) {
  return readSheets(await workbookOf(snapshot, locale, meanings));
}

/** Without the zeros that a number in a file does not have. */
function plain(decimal: string | null | undefined): string {
  return (decimal ?? '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

describe('the workbook of a snapshot', () => {
  test('says of every KPI what the JSON says, to the digit', async () => {
    const snapshot = buildSnapshot();
    const lines = recordsOf(await open(snapshot), 'Summary', 'Family').filter(({ Family }) => Family !== 'Scorecard');
    expect(lines).toHaveLength(snapshot.kpis.length);
    for (const { name, notes, value, target, previous, yearAgo } of snapshot.kpis) {
      const line = lines.find(({ KPI }) => KPI === name.en + (notes.includes('provisional') ? ' †' : ''));
      expect(line?.Value, name.en).toBe(plain(value));
      if (target?.value) expect(line?.Target).toBe(plain(target.value));
      expect(line?.['Sep 2026']).toBe(plain(previous?.value));
      expect(line?.['Change vs Sep 2026']).toBe(plain(previous?.change));
      expect(line?.['Oct 2025']).toBe(plain(yearAgo?.value));
    }
  });

  test('speaks the language of its reader throughout', async () => {
    const sheets = await open(buildSnapshot(), zh);
    expect(sheets[0]?.name).toBe('概览');
    expect(recordsOf(sheets, '概览', '类别')[0]).toMatchObject({ 类别: '记分卡' });
  });

  test('is the same bytes for the same snapshot, whatever the time zone', async () => {
    const snapshot = buildSnapshot();
    const { TZ } = process.env;
    const made: Uint8Array[] = [];
    for (const zone of ['UTC', 'America/St_Johns', 'Pacific/Apia']) {
      process.env.TZ = zone;
      made.push(await workbookOf(snapshot, en, meanings));
    }
    process.env.TZ = TZ;
    expect(made.every((bytes) => Buffer.compare(bytes, made[0] as Uint8Array) === 0)).toBe(true);
  });
});
