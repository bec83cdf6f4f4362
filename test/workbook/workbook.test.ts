import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Locale } from '../../functions/definitions/locale.ts';
import type { Snapshot, SnapshotKpi, SnapshotMember } from '../../functions/snapshot/shape.ts';
import { workbookOf } from '../../functions/workbook/workbook.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { keptDigits, readSheets, recordsOf } from '../support/workbook.ts';

const definitions = mustLoad();
const meanings = new Map(Object.entries(definitions.kpis));
const en = definitions.locales.en as Locale;
const zh = definitions.locales['zh-CN'] as Locale;

async function open(snapshot: Snapshot, locale = en, mostRows?: number) {
  return readSheets(await workbookOf(snapshot, locale, meanings, mostRows));
}

function memberOf(name: string, value = '1.5'): SnapshotMember {
  return {
    member: name,
    name: null,
    value,
    numerator: value,
    denominator: null,
    sample: '3',
    notes: [],
    previous: null,
  };
}

/** The month with members of the first KPI, sales. */
function withMembers(members: SnapshotMember[]): Snapshot {
  const snapshot = buildSnapshot();
  const [first, ...others] = snapshot.kpis as [SnapshotKpi, ...SnapshotKpi[]];
  return {
    ...snapshot,
    kpis: [{ ...first, members: { channel: members } }, ...others.map((kpi) => ({ ...kpi, members: {} }))],
  };
}

describe('the workbook of a snapshot', () => {
  test('says of every KPI what the JSON says, to the digit', async () => {
    const snapshot = buildSnapshot();
    const lines = recordsOf(await open(snapshot), 'Summary', 'Family').filter(({ Family }) => Family !== 'Scorecard');
    expect(lines).toHaveLength(snapshot.kpis.length);
    for (const { name, notes, value, target, previous, yearAgo } of snapshot.kpis) {
      const line = lines.find(({ KPI }) => KPI === name.en + (notes.includes('provisional') ? ' †' : ''));
      expect(line?.Value, name.en).toBe(keptDigits(value));
      if (target?.value) expect(line?.Target).toBe(keptDigits(target.value));
      expect(line?.['Sep 2026']).toBe(keptDigits(previous?.value));
      expect(line?.['Change vs Sep 2026']).toBe(keptDigits(previous?.change));
      expect(line?.['Oct 2025']).toBe(keptDigits(yearAgo?.value));
    }
  });

  test('has a sheet for each family, and what each figure means', async () => {
    const snapshot = buildSnapshot();
    const sheets = await open(snapshot);
    for (const { id, family, numerator } of snapshot.kpis) {
      const line = recordsOf(sheets, en.families[family] ?? family, 'KPI').find(({ Id }) => Id === id);
      expect(line?.Numerator ?? '', id).toBe(keptDigits(numerator));
    }
    const sales = recordsOf(sheets, 'Definitions', 'Family').find(({ Id }) => Id === 'sales');
    expect(sales?.Meaning).toBe(definitions.kpis.sales?.definition.en);
  });

  test('speaks the language of its reader throughout', async () => {
    const sheets = await open(buildSnapshot(), zh);
    expect(sheets.map(({ name }) => name).join('')).toMatch(/^[^a-zA-Z]+$/);
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

  test('says no hour but that of the snapshot', async () => {
    const parts = unzipSync(await workbookOf(buildSnapshot(), en, meanings));
    const core = strFromU8(parts['docProps/core.xml'] as Uint8Array);
    const stamp = buildSnapshot().asOf.replace(/\.\d+Z$/, 'Z');
    expect(core.match(/\d{4}-\d\d-\d\dT[^<]+/g)).toEqual([stamp, stamp]);
  });
});

describe('members in the workbook', () => {
  test.each(['=cmd|" /C calc"!A0', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', "'=1", '<b>&amp;', '_x0041_'])(
    'are text where they look like %j',
    async (name) => {
      const bytes = await workbookOf(withMembers([memberOf(name)]), en, meanings);
      const [line] = recordsOf(await readSheets(bytes), 'Members', 'Family');
      // The escape is the format's; this reader leaves it as it is, a spreadsheet does not.
      expect(line?.Member?.replaceAll('_x005F_', '_')).toBe(name);
      const parts = Object.entries(unzipSync(bytes)).filter(([part]) => part.startsWith('xl/worksheets/'));
      const formulas = parts.flatMap(([, part]) => strFromU8(part).match(/<f>[^<]*/g) ?? []);
      for (const formula of formulas) expect(formula).toMatch(/^<f>ROUND\(/);
    },
  );

  test('go on in another sheet where one is full, and are added over both', async () => {
    const members = Array.from({ length: 40 }, (_, at) => memberOf(`m${at}`, `${at}.25`));
    const sheets = await open(withMembers(members), en, 24);
    const parts = sheets.filter(({ name }) => /^Members/.test(name)).map(({ name }) => name);
    expect(parts).toEqual(['Members', 'Members (2)']);
    const all = parts.flatMap((name) => recordsOf(sheets, name, 'Family').map(({ Member }) => Member));
    expect(all.filter(Boolean)).toEqual(members.map(({ member }) => member));
    const bytes = await workbookOf(withMembers(members), en, meanings, 24);
    const xml = Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('');
    expect(xml).toContain("SUM('Members'!H2:H22,'Members (2)'!H2:H20)");
    expect(recordsOf(sheets, 'Sums of members', 'Family')[0]?.['All members']).toBe('790');
  });

  test('whose name no cell can hold say so', async () => {
    const sheets = await open(withMembers([memberOf('x'.repeat(32_768))]));
    expect(recordsOf(sheets, 'Members', 'Family')[0]?.Member).toMatch(/^32768 letters, more than a cell can hold/);
  });

  test('with an amount of more than fifteen digits keep it as text, and are added without the spreadsheet', async () => {
    const long = '1234567890123456.78';
    const bytes = await workbookOf(withMembers([memberOf('a', long), memberOf('b', '0.22')]), en, meanings);
    const sheets = await readSheets(bytes);
    expect(recordsOf(sheets, 'Members', 'Family')[0]).toMatchObject({ Value: long, Numerator: long });
    expect(
      sheets
        .find(({ name }) => name === 'Members')
        ?.rows.flat()
        .join(),
    ).toContain('amounts have more than 15 digits');
    expect(recordsOf(sheets, 'Sums of members', 'Family')[0]?.['All members']).toBe('1234567890123457');
    const sums = strFromU8(
      Object.values(unzipSync(bytes)).find((part) => strFromU8(part).includes('<f>ROUND(F')) ?? new Uint8Array(),
    );
    expect(sums).toBe('');
  });

  test('with a quotient of more digits keep fifteen of them', async () => {
    const sheets = await open(withMembers([memberOf('a', '12345.678901234567')]));
    expect(recordsOf(sheets, 'Members', 'Family')[0]?.Value).toBe('12345.6789012346');
  });
});

test('a family that is called like another sheet gives way', async () => {
  const snapshot = buildSnapshot();
  const [first, ...others] = snapshot.kpis as [SnapshotKpi, ...SnapshotKpi[]];
  const kpis = [{ ...first, family: 'members' }, ...others.map((kpi) => ({ ...kpi, family: 'a/b:c[d]*?' }))];
  const names = (await open({ ...snapshot, kpis })).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['members 2', 'Members', 'a b c d']));
});
