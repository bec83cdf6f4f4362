// docs/checks.md says of every check what it looks at, and shows the default rules as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../functions/definitions/checks.ts';
import { mustLoad, REAL_RULES, ROOT, shopFiles } from '../support/shop.ts';

const FILE = path.join(ROOT, 'docs/checks.md');
const page = readFileSync(FILE, 'utf8');
const { checkRules } = mustLoad(REAL_RULES);

const COLUMNS = ['action', 'upTo', 'waitHours', 'finalAfterDays', 'z', 'change', 'leastRows'] as const;

/** Hours of waiting are 0 where none are written. */
function rulesTable(): string {
  const rows = Object.entries(checkRules).map(([name, rule]) => {
    const cells = COLUMNS.map((column) => rule[column]).map((value) => (value === 0 ? '' : String(value ?? '')));
    return `| \`${name}\` | ${cells.join(' | ')} |`.replaceAll(/ +\|/g, ' |');
  });
  const head = ['rule', 'action', 'up_to', 'wait_hours', 'final_after_days', 'z', 'change', 'least_rows'];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

describe('docs/checks.md', () => {
  test('says of every check what it looks at, and of no other', () => {
    const sections = [...page.matchAll(/^### (\w+)\n(.+)$/gm)];
    expect(sections.map(([, check]) => check)).toEqual([...CHECKS]);
    expect(sections.filter(([, , text = '']) => text.length < 40).map(([, check]) => check)).toEqual([]);
  });

  test('shows the default rules', () => {
    const [, before = '', , after = ''] =
      /^([\s\S]*<!-- rules: .*-->\n)([\s\S]*?)(<!-- end of rules -->[\s\S]*)$/.exec(page) ?? [];
    const expected = `${before}${rulesTable()}\n${after}`;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, expected);
    else expect(page).toBe(expected);
  });

  test('names every part of a contract', () => {
    const parts = Object.keys(mustLoad().tables.orders?.contract ?? {}).map((part) =>
      part === 'freshDays' ? 'fresh_days' : part,
    );
    expect(parts.filter((part) => !page.includes(`\`${part}:\``) && !page.includes(`\`${part}\``))).toEqual([]);
  });

  test.each(
    [...page.matchAll(/^```yaml\n# my-shop\/(\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => [file, text]),
  )('shows a file %s that is right', (file, text) => {
    expect(() => mustLoad({ [file]: text })).not.toThrow();
    expect(Object.keys(shopFiles())).not.toContain(file);
  });
});
