import { describe, expect, it } from 'vitest';
import { printPoints, printScore, printSignedPoints } from '../../functions/email/short-score.ts';
import { parseDecimal } from '../../functions/exact.ts';
import { readLocale } from '../support/email.ts';

const bands = [
  { grade: 'A', from: '90' },
  { grade: 'B', from: '80' },
  { grade: 'C', from: '0' },
];
const en = readLocale('en');
const score = (text: string, grade: string | null) => printScore(parseDecimal(text), { grade, bands }, en);
const signed = (text: string) => printSignedPoints(parseDecimal(text), en);

describe('a score in panel and headline', () => {
  it('has one decimal, rounded half up', () => {
    expect(score('83.44', 'B')).toBe('83.4');
    expect(score('83.45', 'B')).toBe('83.5');
    expect(score('100', 'A')).toBe('100.0');
    expect(score('0', 'C')).toBe('0.0');
  });

  it('has two where one would show another grade', () => {
    expect(score('79.95', 'C')).toBe('79.95');
    expect(score('79.94', 'C')).toBe('79.9');
    expect(score('89.96', 'B')).toBe('89.96');
    expect(score('90.04', 'A')).toBe('90.0');
  });

  it('has two where nobody can say which grade one would show', () => {
    expect(printScore(parseDecimal('83.44'), { grade: 'B' }, en)).toBe('83.44');
  });
});

describe('points beside it', () => {
  it('have one decimal, and two where one would show no change', () => {
    expect(['-2.64', '2.65', '-0.04', '0.04', '0.05', '0'].map(signed)).toEqual([
      '−2.6',
      '+2.7',
      '−0.04',
      '+0.04',
      '+0.1',
      '±0.0',
    ]);
    expect(printPoints(parseDecimal('-0.04'), en)).toBe('0.04');
    expect(printPoints(parseDecimal('-2.64'), en)).toBe('2.6');
  });
});
