// A label is never wider than its room, and is cut between letters as a reader sees them.
import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from '../../../functions/pages/charts/fit-text.ts';

describe('a label', () => {
  it('that fits stays as it is', () => {
    expect(fitText('Orders', 12, 320)).toBe('Orders');
    expect(fitText('订单数', 12, 320)).toBe('订单数');
  });

  it.each([
    ['Latin', 'Warehouse of the eastern provinces '.repeat(6)],
    ['Chinese', '华东仓库'.repeat(50)],
    ['right to left', 'مستودع الشحن الشرقي '.repeat(10)],
    ['one word', 'x'.repeat(200)],
  ])('of 200 letters is cut to its room (%s)', (_, name) => {
    const fitted = fitText(name, 12, 150);
    expect(textWidth(fitted, 12)).toBeLessThanOrEqual(150);
    expect(fitted).toMatch(/[^\s]…$/);
    expect([...fitted].length).toBeGreaterThan(8);
  });

  it('is not cut inside of a letter of several code points', () => {
    const family = '👨‍👩‍👧';
    const fitted = fitText(family.repeat(20), 12, 80).slice(0, -1);
    expect(fitted.length % family.length).toBe(0);
  });

  it('without any room is an ellipsis', () => {
    expect(fitText('Orders', 12, 0)).toBe('…');
  });
});
