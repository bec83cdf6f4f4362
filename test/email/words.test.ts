import { describe, expect, it } from 'vitest';
import { cleanName, fill, insideSentence, joinNames, joinSome, placeholders } from '../../functions/email/words.ts';
import { columnsOf, wrapText } from '../../functions/email/wrap.ts';
import { readLocale } from '../support/email.ts';

const en = readLocale('en');
const zh = readLocale('zh-CN');

describe('sentences', () => {
  it('refuse a placeholder without a value', () => {
    expect(() => fill('{kpi} at {value}', { kpi: 'Sales' })).toThrow('no value for {value}');
    expect(placeholders('{kpi} at {value}')).toEqual(['kpi', 'value']);
  });

  it('do not fill what a value brings along', () => {
    expect(fill('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x');
  });

  it('join names as the language does', () => {
    expect(joinNames(['A', 'B', 'C'], en)).toBe('A, B and C');
    expect(joinNames(['甲', '乙', '丙'], zh)).toBe('甲、乙、丙');
    expect(joinSome(['A', 'B', 'C'], 1, en)).toBe('A and 2 more');
  });

  it('write a name small inside a sentence, but not an abbreviation', () => {
    expect(insideSentence('On-time delivery', en)).toBe('on-time delivery');
    expect(insideSentence('AOV', en)).toBe('AOV');
    expect(insideSentence('Sales', zh)).toBe('Sales');
  });
});

describe('names from data', () => {
  it('are one line without marks that turn the reading direction', () => {
    expect(cleanName('Swift\r\nLine\u202egnp.exe\u0000')).toBe('Swift Line gnp.exe');
    expect(cleanName('شحن سريع')).toBe('شحن سريع');
    expect(cleanName('📦 Box')).toBe('📦 Box');
  });

  it('end with an ellipsis where they would run on', () => {
    expect([...cleanName('长'.repeat(500))]).toHaveLength(80);
  });
});

describe('wrapped text', () => {
  it('keeps 72 columns, of which a Chinese character takes two', () => {
    const lines = wrapText('准时送达率使总分降至 83.40 分，'.repeat(12));
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(72);
    expect(lines.join('').replaceAll(' ', '')).toBe('准时送达率使总分降至83.40分，'.repeat(12));
  });

  it('breaks a word that alone is longer than a line, and none that is not', () => {
    const lines = wrapText(`On ${'W'.repeat(200)} end ${'長'.repeat(60)}`, '  ');
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(72);
    expect(lines.join('').replaceAll(' ', '')).toBe(`On${'W'.repeat(200)}end${'長'.repeat(60)}`);
    expect(wrapText(`${'a'.repeat(40)} ${'b'.repeat(60)}`)).toEqual(['a'.repeat(40), 'b'.repeat(60)]);
  });

  it('never takes apart what joiners hold together', () => {
    const family = '👩\u200d👩\u200d👧\u200d👦';
    for (const line of wrapText(family.repeat(30))) expect(line.replaceAll(family, '')).toBe('');
  });

  it('never begins a line with a closing mark', () => {
    for (const line of wrapText('达标，'.repeat(60))) expect(line).not.toMatch(/^，/);
  });

  it('never parts a number from its ten thousands', () => {
    for (let indent = 0; indent < 12; indent++) {
      for (const line of wrapText(`${'长'.repeat(30 + indent)}¥1.05亿，¥901.8万`)) expect(line).not.toMatch(/^[万亿]/);
    }
  });

  it('never parts sign, number and unit', () => {
    const lines = wrapText('change −2.40\u00a0pp, '.repeat(30));
    expect(lines.join('\n')).not.toMatch(/−2\.40\n/);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(72);
  });
});
