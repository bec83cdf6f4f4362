// Whether what a browser shows can be read: the colour of each text against what is behind it (WCAG 2.2, 1.4.3).

/** Asked in the browser: whatever holds text, with its colour and what is behind it; of a drawing its fill. */
const CONTRASTS = `
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!text || element.closest('style, title, desc')) return [];
    let back = element;
    while (back && getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
    const own = getComputedStyle(element);
    const color = element.closest('svg') ? own.fill : own.color;
    return [[element.textContent.slice(0, 30), color, back && getComputedStyle(back).backgroundColor]];
  })`;

type Asked = { evaluate(program: string): Promise<unknown> };

/** Of each text the first letters and its contrast. */
export async function contrastsOf(page: Asked): Promise<[text: string, contrast: number][]> {
  const pairs = (await page.evaluate(CONTRASTS)) as [string, string, string][];
  return pairs.map(([text, color, back]) => [text, contrast(color, back)]);
}

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
