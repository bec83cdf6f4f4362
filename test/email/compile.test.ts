import { describe, expect, it } from 'vitest';
import { compileEmail } from '../../functions/email/compile.ts';
import { countBytes, MOST_STYLE_BYTES } from '../../functions/email/degrade.ts';
import type { Problem } from '../../functions/problem.ts';
import { compileLocale, LAYOUT, LOCALES, readLocale, readTemplates } from '../support/email.ts';

const HEADER = 'templates/email/parts/header.mjml';

/** Problems of the layout after one part of it was changed. */
async function problemsOf(change: (text: string) => string, part = HEADER): Promise<Problem[]> {
  const files = readTemplates();
  const result = await compileEmail({ ...files, [part]: change(files[part] ?? '') }, LAYOUT, readLocale('en'));
  return result.ok ? [] : result.problems;
}

function lineOf(part: string, text: string): number {
  return (readTemplates()[part] ?? '').split('\n').findIndex((line) => line.includes(text)) + 1;
}

describe.each(LOCALES)('the layout in %s', (name) => {
  it('passes strict validation and keeps its tags', async () => {
    const html = await compileLocale(name);
    expect(html).toContain(`lang="${name}"`);
    expect(html).toContain('<%= it.header.headline %>');
    expect(html).toContain('href="<%= link.href %>"');
    expect(html).not.toContain('{{');
    expect(html).not.toContain('JUICE');
  });

  it('loads no font and no picture, and has no script or form', async () => {
    expect(await compileLocale(name)).not.toMatch(
      /fonts\.googleapis|@import|<img|<script|<form|url\(|display:\s*(flex|grid)/i,
    );
  });

  it('spends no byte on spaces inside styles, nor on names of spaces', async () => {
    const html = await compileLocale(name);
    for (const [, style = ''] of html.matchAll(/ style="([^"<]*)"/g)) expect(style).not.toMatch(/[:;] |;$/);
    expect(html).not.toContain('&nbsp;');
  });

  it('keeps every style block under the size at which clients drop it', async () => {
    const blocks = [...(await compileLocale(name)).matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
      (match) => match[1] ?? '',
    );
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(countBytes(block)).toBeLessThan(MOST_STYLE_BYTES);
  });
});

describe('a mistake in a template', () => {
  it('is refused where it writes a value unescaped', async () => {
    const line = lineOf(HEADER, 'it.header.headline');
    const [problem] = await problemsOf((text) => text.replace('<%= it.header.headline', '<%~ it.header.headline'));
    expect(problem).toMatchObject({ code: 'INVALID_TEMPLATE', place: { file: HEADER, line } });
    expect(problem?.remedy).toContain('<%= %>');
    const [output] = await problemsOf((text) => text.replace('<%= note %>', '<% output(note) %>'));
    expect(output).toMatchObject({
      code: 'INVALID_TEMPLATE',
      place: { file: HEADER, line: lineOf(HEADER, '<%= note %>') },
    });
  });

  it('is named by the file and line of its part, not of the assembled mail', async () => {
    const [problem] = await problemsOf((text) => text.replace('<mj-text css-class="px tx"', '<mj-text colour="red"'));
    expect(problem).toMatchObject({ place: { file: HEADER, line: lineOf(HEADER, '<mj-text') } });
    expect(problem?.message).toContain('colour');
  });

  it('is found where a tag is not MJML', async () => {
    const problems = await problemsOf((text) => `${text}\n<mj-texts>x</mj-texts>`);
    expect(problems[0]).toMatchObject({ code: 'INVALID_TEMPLATE', place: { file: HEADER } });
  });

  it('is found where a block is not closed in its own part', async () => {
    const [problem] = await problemsOf((text) => text.replace(/<% } %>(?![\s\S]*<% } %>)/, ''));
    expect(problem).toMatchObject({
      message: 'This block is not closed.',
      place: { line: lineOf(HEADER, 'for (const note') },
    });
  });

  it('is found where a tag has no end or an expression no meaning', async () => {
    expect((await problemsOf((text) => text.replace('<%= it.header.shop %>', '<%= it.header.shop')))[0]?.code).toBe(
      'INVALID_TEMPLATE',
    );
    const [problem] = await problemsOf((text) => text.replace('it.header.shop %>', 'it.header..shop %>'));
    expect(problem).toMatchObject({ place: { file: HEADER, line: lineOf(HEADER, 'it.header.shop') } });
  });

  it('is found where an include names no part, or itself', async () => {
    const [missing] = await problemsOf((text) => text.replace('parts/header.mjml', 'parts/haeder.mjml'), LAYOUT);
    expect(missing).toMatchObject({ place: { file: LAYOUT, line: lineOf(LAYOUT, 'parts/header.mjml') } });
    expect(missing?.remedy).toContain('parts/header.mjml');
    const [cycle] = await problemsOf((text) => `${text}<mj-include path="./header.mjml" />`);
    expect(cycle?.message).toContain('includes itself');
  });

  it('is found where a constant is not one of those a language has', async () => {
    const [problem] = await problemsOf((text) => text.replace('{{heading_font}}', '{{headings}}'));
    expect(problem?.remedy).toContain('heading_font');
  });

  it('comes with all the others, not alone', async () => {
    const twice = await problemsOf((text) =>
      text.replace('<%= it.header.shop', '<%~ it.header.shop').replace('{{font}}', '{{fonts}}'),
    );
    expect(twice).toHaveLength(2);
  });

  it('is found where a style block grows too long', async () => {
    const style = 'templates/email/parts/style.mjml';
    const [problem] = await problemsOf(
      (text) => text.replace('</mj-style>', `${'.x{color:red}\n'.repeat(600)}</mj-style>`),
      style,
    );
    expect(problem?.message).toContain('style block');
  });
});

it('says which layouts there are not', async () => {
  const result = await compileEmail({}, 'templates/email/weekly.mjml', readLocale('en'));
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'INVALID_TEMPLATE' }] });
});
