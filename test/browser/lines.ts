// Where each line of text of a page lies, as a browser has laid it out.
import type { Page } from 'playwright-core';

export type Box = { text: string; left: number; right: number; top: number; bottom: number };

/** The boxes of all lines of text that are seen, and whether their element cuts them off. */
const LINES = `
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.opacity === '0' || element.closest('style,script')) return [];
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== 3 || node.textContent.replace(/[\\s\\u00a0\\u200c\\u200b\\u034f]/g, '') === '') return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({
        text: node.textContent.trim().slice(0, 40), left, right, top: top + scrollY, bottom: bottom + scrollY,
      })).filter((box) => box.right - box.left > 1 && box.bottom - box.top > 4);
    });
  })`;

export async function linesOf(page: Page): Promise<Box[]> {
  return (await page.evaluate(LINES)) as Box[];
}

/** Two lines are one on the other where they share a third of the smaller one: a font's box is higher than its letters. */
export function overlapping(lines: readonly Box[]): string[] {
  const sorted = [...lines].sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [at, one] of sorted.entries()) {
    for (const other of sorted.slice(at + 1)) {
      if (other.top > one.bottom) break;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (wide > 2 && high > least / 3 && one.text !== other.text) found.push(`${one.text} | ${other.text}`);
    }
  }
  return found;
}
