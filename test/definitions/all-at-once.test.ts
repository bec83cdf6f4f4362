import { describe, expect, test } from 'vitest';
import { formatPlace } from '../../functions/problem.ts';
import { load, mustLoad, shopFiles } from '../support/shop.ts';
import { before, card, fact, kpi, printedLines, report, shop } from './mistakes.ts';

function found(files: Record<string, string | null>): string[] {
  return load(files).problems.map(({ code, place }) => `${place ? formatPlace(place) : ''} ${code}`);
}

describe('several mistakes', () => {
  test('are all listed at once, by file, line and column', () => {
    const files = {
      ...report({ scorecards: '[department, carriers]', email: 'weekly' }),
      ...card('company', 'kpi: sale, weight: 60', 'kpi: aov, weight: 30'),
      ...kpi('value: sales.amont', 'factor: 1 /', 'by: [chanel, planet]', 'target: 0'),
      ...fact({ clock: 'dy', measures: ['day:', '  n: sum(x / 2) where y', '  m: median(dt)'] }),
    };
    expect(found(files)).toEqual([
      'facts/clicks.yaml:3:8 UNKNOWN_COLUMN',
      'facts/clicks.yaml:7:12 UNKNOWN_COLUMN',
      'facts/clicks.yaml:7:14 FORBIDDEN_SQL',
      'facts/clicks.yaml:7:25 UNKNOWN_COLUMN',
      'facts/clicks.yaml:8:8 FORBIDDEN_SQL',
      'facts/clicks.yaml:8:8 INVALID_MEASURE',
      'kpis/own.yaml:5:16 UNKNOWN_MEASURE',
      'kpis/own.yaml:6:11 INVALID_EXPRESSION',
      'kpis/own.yaml:7:8 UNKNOWN_DIMENSION',
      'kpis/own.yaml:7:16 UNKNOWN_DIMENSION',
      'kpis/own.yaml:8:11 INVALID_TARGET',
      'reports/weekly.yaml:4:26 UNKNOWN_SCORECARD',
      'reports/weekly.yaml:5:8 MISSING_FILE',
      'scorecards/spring.yaml:3:1 INVALID_WEIGHTS',
      'scorecards/spring.yaml:4:12 UNKNOWN_KPI',
    ]);
  });

  test('of shape are listed together over all files, before names are looked up', () => {
    const files = {
      ...kpi('values: sales.amount', 'min_sample: many'),
      ...card('company', 'kpi: sale'),
      'facts/clicks.yaml': 'rows: [',
    };
    expect(found(files)).toEqual([
      'facts/clicks.yaml:1:7 YAML_SYNTAX',
      'kpis/own.yaml:5:3 UNKNOWN_KEY',
      'kpis/own.yaml:6:15 INVALID_VALUE',
      'scorecards/spring.yaml:4:5 MISSING_KEY',
    ]);
  });

  test('in a text of several lines are found in their own line', () => {
    const rows =
      '|\n  SELECT o.dt, o.channel, o.region\n  FROM orders o\n  JOIN order_line l ON l.order_id = o.order_id';
    expect(printedLines(fact({ rows }))).toEqual([
      'facts/clicks.yaml:4:8  UNKNOWN_TABLE',
      '  clicks reads `order_line`, which is neither a table nor a view.',
      '  4 |   JOIN order_line l ON l.order_id = o.order_id',
      '             ^^^^^^^^^^',
      '  Did you mean `order_lines`?',
    ]);
  });

  test('give no definitions at all', () => {
    expect(load(kpi('value: sales.amont')).definitions).toBeNull();
  });
});

describe('a circle of views', () => {
  test('is printed once with its whole path, from the view whose name comes first', () => {
    const files = before(
      'facts/views.yaml',
      'zebra: SELECT * FROM loop_b',
      'loop_c: SELECT * FROM loop_a',
      'loop_b: SELECT * FROM orders o, loop_c c',
      'loop_a: SELECT * FROM (SELECT * FROM loop_b) inner_part',
    );
    expect(printedLines(files)).toEqual([
      'facts/views.yaml:4:1  CYCLE',
      '  Views run in a circle: loop_a → loop_b → loop_c → loop_a.',
      '  4 | loop_a: SELECT * FROM (SELECT * FROM loop_b) inner_part',
      '      ^^^^^^',
      '  Break the circle.',
    ]);
  });
});

describe('a language', () => {
  const path = 'locales/zh-CN.yaml';
  const text = shopFiles()[path]?.text ?? '';
  const lineOf = (key: string) => text.split('\n').findIndex((line) => line.startsWith(key)) + 1;

  test('that lacks the name of a family is refused where its families stand', () => {
    const { problems } = load({
      'kpis/odd.yaml': (kpi('value: sales.amount')['kpis/own.yaml'] ?? '').replace('family: web', ''),
    });
    expect(problems.map(({ code, message, remedy }) => ({ code, message, remedy }))).toEqual([
      { code: 'UNKNOWN_TEXT', message: 'Family odd has no name in en.', remedy: 'Add odd here.' },
      { code: 'UNKNOWN_TEXT', message: 'Family odd has no name in zh-CN.', remedy: 'Add odd here.' },
    ]);
    expect(problems[1]?.place).toMatchObject({ file: `templates/${path}`, line: lineOf('families:'), column: 1 });
  });

  test('that misspells a word is refused for the word that is missing and for the one that is there', () => {
    const { problems } = load({ [path]: text.replace('not_available:', 'not_availble:') });
    expect(problems.map(({ code, message, remedy }) => ({ code, message, remedy }))).toEqual([
      { code: 'MISSING_KEY', message: '`not_available` is missing in the file.', remedy: 'Add it: a string.' },
      {
        code: 'UNKNOWN_KEY',
        message: '`not_availble` is not known in the file.',
        remedy: 'Did you mean `not_available`?',
      },
    ]);
    expect(problems[1]?.place).toMatchObject({ file: path, line: lineOf('not_available:'), column: 1 });
  });

  test('that is spoken must have a file', () => {
    const { problems } = load(shop('locales: [en, zh-CN, zh-HK]'));
    expect(problems[0]).toMatchObject({
      code: 'UNKNOWN_TEXT',
      message: 'There is no locales/zh-HK.yaml.',
      place: { file: 'shop.yaml', line: 3, column: 22 },
      remedy: 'Did you mean `zh-CN`?',
    });
  });
});

describe('right definitions', () => {
  test('keep the digits of a number, which a float cannot hold', () => {
    const { kpis } = mustLoad(kpi('value: sales.amount', 'target: 12345678901234567890.12', 'floor: 0.0000001'));
    expect(kpis.x?.target).toMatchObject({ target: '12345678901234567890.12', floor: '0.0000001' });
  });

  test('are frozen, so that no formula can change them for the next one', () => {
    const definitions = mustLoad();
    expect(() => Object.assign(definitions.kpis.sales ?? {}, { minSample: 99 })).toThrow(TypeError);
  });

  test('have a hash that tells two texts apart and does not depend on the order of files', () => {
    const files = shopFiles();
    const reversed = Object.fromEntries(
      Object.entries(files)
        .reverse()
        .map(([name, { text }]) => [name, text]),
    );
    expect(mustLoad(reversed).hash).toBe(mustLoad().hash);
    expect(mustLoad(kpi('value: sales.amount')).hash).not.toBe(mustLoad().hash);
  });

  test('may put CTEs into a view and compare with IS DISTINCT FROM', () => {
    const files = before(
      'facts/views.yaml',
      'paid: WITH late AS (SELECT * FROM orders) SELECT l.* FROM late l WHERE l.region IS DISTINCT FROM channel',
    );
    expect(mustLoad(files).views.paid).toContain('late');
  });

  test('take a target of 0 with its limits', () => {
    expect(mustLoad(kpi('value: sales.amount', 'floor: -1', 'target: 0', 'stretch: 1')).kpis.x?.target.target).toBe(
      '0',
    );
  });
});
