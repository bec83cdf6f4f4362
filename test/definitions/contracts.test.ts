import { describe, expect, test } from 'vitest';
import { mustLoad, shopFiles } from '../support/shop.ts';
import { card, type Files, printedLines, report } from './mistakes.ts';

/** A table `clicks`, and nothing that reads another one. */
function table(...lines: string[]): Files {
  const text = ['clicks:', ...lines.map((line) => `  ${line}`), ''].join('\n');
  const others = Object.keys(shopFiles()).filter((file) =>
    /^(facts|kpis|playbooks|scorecards|reports|reconciliation)\//.test(file),
  );
  const shop = 'name: Lanternwood\nsender: scorecard@lanternwood.example\nlocales: [en, zh-CN]\n';
  return { ...Object.fromEntries(others.map((file) => [file, null])), 'facts/tables.yaml': text, 'shop.yaml': shop };
}

describe('a table contract', () => {
  test('has its key among its columns', () => {
    expect(printedLines(table('key: [click]', 'partition: none', 'columns: { click_id: varchar }'))).toEqual([
      'facts/tables.yaml:2:9  UNKNOWN_COLUMN',
      '  Table clicks has no column `click`.',
      '  2 |   key: [click]',
      '              ^^^^^',
      '  Allowed: click_id.',
    ]);
  });

  test('may lack only columns that it has and that may be NULL', () => {
    const lines = printedLines(
      table('key: [id]', 'partition: none', 'may_lack: [id, notes]', 'columns: { id: varchar, note: varchar? }'),
    );
    expect(lines).toContain('  Table clicks may lack `id`, which is never NULL.');
    expect(lines).toContain('  Table clicks has no column `notes`.');
  });

  test('that is read by day has a column dt', () => {
    expect(printedLines(table('key: [id]', 'partition: daily', 'columns: { id: varchar }'))).toEqual([
      'facts/tables.yaml:4:3  UNKNOWN_COLUMN',
      '  Table clicks is read by day, but has no column dt of type varchar.',
      '  4 |   columns: { id: varchar }',
      '        ^^^^^^^',
      '  Add dt: varchar, or set partition: none.',
    ]);
  });
});

describe('a table of the shop’s own', () => {
  const visits = 'visits:\n  key: [id]\n  partition: none\n  columns: { id: varchar }\n';

  test('has a file beside the canonical ones, which stay as they are', () => {
    const { tables } = mustLoad({ 'facts/tables/web.yaml': visits });
    expect(Object.keys(tables)).toEqual([...Object.keys(mustLoad().tables), 'visits']);
  });

  test('cannot take the name of another', () => {
    expect(printedLines({ 'facts/tables/web.yaml': visits.replace('visits', 'orders') })).toEqual([
      'facts/tables/web.yaml:1:1  DUPLICATE_ID',
      '  Table orders is already defined in templates/facts/tables.yaml.',
      '  1 | orders:',
      '      ^^^^^^',
      '  Rename or remove one of the two; a table has one contract.',
    ]);
  });
});

describe('a file name is an id', () => {
  test('in snake_case for a scorecard, since it becomes a column', () => {
    const [text] = Object.values(card('company', 'kpi: sales, weight: 100'));
    expect(printedLines({ 'scorecards/Spring-2026.yaml': text ?? null })[1]).toBe(
      '  The file name `Spring-2026` is no name in snake_case.',
    );
  });

  test('in kebab-case for a report, since it becomes a path of the store', () => {
    const [text] = Object.values(report());
    const lines = printedLines({ 'reports/Weekly Report.yaml': text ?? null });
    expect(lines[0]).toBe('reports/Weekly Report.yaml:1:1  INVALID_VALUE');
    expect(lines.at(-1)).toBe('  Rename the file in kebab-case: it becomes an id.');
  });
});
