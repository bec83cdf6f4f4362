// Every figure leads back: from the page and the CSV to sums that divide to it, the statement that made these, the tables
// that it read and what their checks said; and an explanation of today says the same as the run did.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { evaluateExpression, parseExpression } from '../../functions/definitions/expression.ts';
import { formatExpression } from '../../functions/definitions/format-expression.ts';
import { Fraction, formatDecimal, parseDecimal } from '../../functions/exact.ts';
import { percentileOf } from '../../functions/kpis/percentile.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { explainKpi } from '../../functions/run/explain-kpi.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar, juneRequest } from '../support/story.ts';

const definitions = mustLoad({ 'checks/own.yaml': 'orders.clean_text: { action: exclude }\n' });
const out = scratchFolder();
const revision = path.join(out, 'snapshots/monthly-executive/2026-06/r1');
let lake: Lake;
let june: Snapshot;

beforeAll(async () => {
  lake = exampleLake();
  // A row that is left out, so that sums with and without it differ.
  lake.change('orders', (text) => text.replace(/^(O08,[^,]*,[^,]*),([^,]*),/m, '$1, $2,'));
  const { result, snapshot } = await runLake(lake.folder, out, definitions, { whole: true });
  if (result.outcome !== 'done') throw new Error(JSON.stringify(result).slice(0, 2000));
  june = snapshot('2026-06');
}, 60_000);

afterAll(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

const lineageOf = ({ id, lineage }: SnapshotKpi) => {
  if (!lineage) throw new Error(`${id} leads nowhere`);
  return lineage;
};

describe.each(['en', 'zh-CN'])('the page of figures in %s', (locale) => {
  const page = () => readFileSync(path.join(revision, `figures.${locale}.html`), 'utf8');

  test('leads every figure of the CSV to its statement, tables, fingerprints and checks', () => {
    const text = page();
    const anchors = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const csv = readFileSync(path.join(revision, 'kpis.csv'), 'utf8').trim().split('\n');
    const column = csv[0]?.split(',').indexOf('kpi') ?? -1;
    const ids = new Set(csv.slice(1).map((line) => line.split(',')[column]));
    expect(ids.size).toBe(june.kpis.length);
    for (const id of ids) expect(anchors, id).toContain(id);
    for (const kpi of june.kpis.filter(({ value }) => value !== null)) {
      const section = text.slice(text.indexOf(`<section id="${kpi.id}">`)).split('</section>')[0] ?? '';
      const { facts, sums } = lineageOf(kpi);
      expect(sums.length, kpi.id).toBeGreaterThan(0);
      for (const { measure } of sums) expect(section).toContain(measure);
      for (const fact of facts) {
        const statement = june.statements.find((one) => one.fact === fact);
        expect(statement, `${kpi.id} asks ${fact}`).toBeDefined();
        expect(section).toContain(`href="#sql-${fact}"`);
        expect(
          createHash('sha256')
            .update(statement?.sql ?? '')
            .digest('hex'),
        ).toBe(statement?.hash);
        expect(statement?.tables?.length).toBeGreaterThan(0);
        for (const table of statement?.tables ?? []) {
          const source = june.sources.find((one) => one.table === table);
          expect(source, `${fact} reads ${table}`).toBeDefined();
          expect(section).toContain(`href="#table-${table}"`);
          if (source?.status === 'absent') continue;
          expect(source?.files).toBeGreaterThan(0);
          expect(text).toContain(source?.fingerprint);
          expect(june.checks.some((check) => check.table === table)).toBe(true);
        }
      }
    }
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(anchors, target).toContain(target);
  });

  test('loads nothing, runs nothing and names no person', () => {
    const text = page();
    expect(text).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\son\w+=/i);
    expect(text.replaceAll(/<pre>[\s\S]*?<\/pre>/g, '')).not.toMatch(/\bE\d\b/);
  });
});

test('every figure is what its listed sums divide to by its listed definition', () => {
  const figures = june.kpis.filter(({ value }) => value !== null);
  expect(figures.length).toBeGreaterThan(40);
  for (const kpi of figures) expect(recompute(kpi), kpi.id).toBe(kpi.value);
});

/** From what the snapshot lists alone. */
function recompute(kpi: SnapshotKpi): string | null {
  const { definition, sums } = lineageOf(kpi);
  const parts = Object.fromEntries(definition);
  const read = (text: string) => {
    const expression = parseExpression(text.replaceAll('[year_ago]', ''));
    if ('wrong' in expression) throw new Error(`${kpi.id}: ${text}`);
    // Operands in the order in which they are written, each with its own period.
    const marks = [...text.matchAll(/[a-z_]+\.[a-z_0-9]+(\[year_ago\])?/g)].map(([name]) => name);
    let at = 0;
    return evaluateExpression(expression, (operand) => {
      const name = formatExpression(operand);
      const isYearAgo = marks[at++]?.endsWith('[year_ago]') ?? false;
      const sum = sums.find(({ measure, period }) => measure === name && (period === june.period.id) !== isYearAgo);
      return sum?.value == null ? null : parseDecimal(sum.value);
    });
  };
  const factor = parts.factor === undefined ? new Fraction(1) : read(parts.factor);
  const percentile = definition.find(([part]) => part.startsWith('percentile'));
  const core = percentile
    ? percentileFrom(percentile, parts, sums, read)
    : parts.value !== undefined
      ? read(parts.value)
      : read(`(${parts.numerator}) / (${parts.denominator})`);
  return core === null || factor === null ? null : formatDecimal(core.mul(factor));
}

function percentileFrom(
  [part, text]: [string, string],
  parts: Record<string, string>,
  sums: { measure: string; value: string | null }[],
  read: (text: string) => Fraction | null,
): Fraction | null {
  const listed = JSON.parse(sums.find(({ measure }) => measure === text)?.value ?? '{}') as Record<string, number>;
  const histogram = Object.entries(listed)
    .map(([edge, count]) => ({ edge: parseDecimal(edge), count: new Fraction(count) }))
    .sort((one, other) => one.edge.compare(other.edge));
  const [fact = '', measure = ''] = text.split('.');
  const width = definitions.facts[fact]?.measures[measure]?.width ?? 1;
  const counted = histogram.reduce((sum, { count }) => sum.add(count), new Fraction(0));
  const sample = parts.sample === undefined ? counted : (read(parts.sample) as Fraction);
  const excluded = parts.sample === undefined || parts.excluded === undefined ? null : read(parts.excluded);
  return percentileOf({ histogram, width }, new Fraction(part.split(' ')[1] as string), sample.sub(excluded ?? 0));
}

describe('an explanation', () => {
  const explain = (id: string, folder: string, store: string, shop: Definitions = definitions) =>
    withEngine(folder, shop, (engine) => {
      const { report, to: period, asOf } = juneRequest(shop);
      const kpi = shop.kpis[id] as Definitions['kpis'][string];
      const checked = { report, store: folderStore(store) };
      const input = { definitions: shop, calendar, kpi, subject: WHOLE_SHOP, period, asOf, checked };
      return explainKpi(input, { engine, store: memoryStore() });
    });

  test('has the sums of the run, also where rows were left out, and says so', async () => {
    for (const id of ['order_count', 'aov', 'sales_growth_yoy', 'processing_hours_p50']) {
      const kpi = june.kpis.find((one) => one.id === id) as SnapshotKpi;
      const explained = await explain(id, lake.folder, out);
      const sums = explained.sums.map(({ definition: _, ...sum }) => sum);
      expect({ value: explained.value, sums }).toEqual({ value: kpi.value, sums: lineageOf(kpi).sums });
      expect(explained.published).toMatchObject({ revision: 1, isSame: true, changedTables: [] });
      expect(explained.doubts.excluded).toEqual(kpi.excluded);
    }
    const { doubts, tables, checks } = await explain('order_count', lake.folder, out);
    expect(doubts.excluded).toMatchObject([{ check: 'clean_text', table: 'orders', rows: '1' }]);
    const orders = june.sources.find(({ table }) => table === 'orders');
    expect(tables.find(({ table }) => table === 'orders')).toMatchObject({
      fingerprint: orders?.fingerprint,
      files: orders?.files,
      partitions: [[expect.stringMatching(/^2026/), expect.stringMatching(/^2026-0[67]/)]],
    });
    expect(checks).toContainEqual(expect.objectContaining({ id: 'clean_text', table: 'orders', outcome: 'excluded' }));
  });

  test('says what is no longer as it was published, and whose files have changed', async () => {
    const changed = exampleLake();
    try {
      const explained = await explain('order_count', changed.folder, out);
      const before = june.kpis.find(({ id }) => id === 'order_count')?.value;
      expect(explained.published).toMatchObject({ value: before, isSame: false });
      expect(explained.published?.changedTables).toContain('orders');
      expect(Number(explained.value)).toBe(Number(before) + 1);
    } finally {
      changed.remove();
    }
  });

  test('of rows that stand twice, which somebody accepted, has no figure and no sums either', async () => {
    const doubled = exampleLake();
    const own = scratchFolder();
    try {
      doubled.change(
        'orders',
        (text) => `${text.trimEnd()}\n${text.split('\n').find((line) => line.startsWith('O08'))}\n`,
      );
      const accepted = [{ check: 'orders.keys_unique', by: 'ann', reason: 'known' }];
      const { snapshot } = await runLake(doubled.folder, own, definitions, { accepted });
      const explained = await explain('order_count', doubled.folder, own);
      expect(explained).toMatchObject({ value: null, notes: ['blocked'], sums: [] });
      expect(explained.checks).toContainEqual(
        expect.objectContaining({ id: 'keys_unique', outcome: 'accepted', accepted: { by: 'ann', reason: 'known' } }),
      );
      const kpi = snapshot('2026-06').kpis.find(({ id }) => id === 'order_count') as SnapshotKpi;
      expect(lineageOf(kpi).sums).toEqual([]);
      expect(explained.published).toMatchObject({ value: null, isSame: true });
    } finally {
      doubled.remove();
      rmSync(own, { recursive: true, force: true });
    }
  });
});

async function withEngine<T>(
  folder: string,
  shop: Definitions,
  run: (engine: Awaited<ReturnType<typeof openEngine>>) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({ lake: folder, config: '', out: '', engine: 'duckdb' }, shop);
  try {
    return await run(engine);
  } finally {
    await engine.close();
  }
}
