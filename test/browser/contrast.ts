// How well each text of a page stands out from what is behind it, by the formula of WCAG 2.
import type { Page } from 'playwright-core';

export type Contrast = { text: string; ratio: number };

/** Of whatever holds text that is seen. */
export async function contrastsOf(page: Page): Promise<Contrast[]> {
  const pairs = (await page.evaluate(CONTRASTS)) as [string, string, string][];
  return pairs.map(([text, color, back]) => ({ text, ratio: contrast(color, back) }));
}

/** Whatever holds text, with its colour, in a drawing its fill, and what is behind it. */
const CONTRASTS = `
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    const style = getComputedStyle(element);
    const seen = style.display !== 'none' && style.visibility !== 'hidden' && style.opacity !== '0' && element.getClientRects().length > 0;
    if (!text || !seen || element.closest('style')) return [];
    let back = element;
    while (back && getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
    const color = element.closest('svg') ? style.fill : style.color;
    return [[element.textContent.slice(0, 30), color, back && getComputedStyle(back).backgroundColor]];
  })`;

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
