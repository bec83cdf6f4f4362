// Contrast of the mail's colours in both modes (WCAG 2.2): text 4.5:1, bars 3:1. The colours are read from the templates.
import { describe, expect, it } from 'vitest';
import { readTemplates } from '../support/email.ts';

const files = readTemplates();
const part = (name: string) => files[`templates/email/parts/${name}.mjml`] ?? '';

function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Every colour that `property` takes in a text. */
function colors(text: string, property: string): string[] {
  return [
    ...new Set(
      [...text.matchAll(new RegExp(`(?<![-\\w])${property}:\\s*(#[0-9a-f]{6})`, 'g'))].map(
        (match) => match[1] as string,
      ),
    ),
  ];
}

const statuses = [...part('pieces').matchAll(/const (INK|BAR|FILL) = ({.*});/g)].map((match) => match[2] ?? '');
const inks = (statuses[0] ?? '').match(/#[0-9a-f]{6}/g) ?? [];

describe('text', () => {
  const light = [
    ...inks,
    ...Object.entries(files)
      .filter(([path]) => !path.includes('dark'))
      .flatMap(([, text]) => colors(text, 'color')),
  ];

  it.each([...new Set(light)])('%s is readable on the light sheet', (ink) => {
    expect(contrast(ink, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(colors(part('style-dark'), 'color'))('%s is readable on the dark sheet and page', (ink) => {
    expect(contrast(ink, '#161b21')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, '#0e1216')).toBeGreaterThanOrEqual(4.5);
  });

  it('is readable below the sheet, where the page shows', () => {
    for (const ink of [...colors(part('footer'), 'color'), '#596573', '#1d4f91']) {
      expect(contrast(ink, '#f3f1ec')).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('bars', () => {
  it('stand out in light and dark', () => {
    for (const bar of ['#8795a7', '#1d4f91', '#596573', '#1b6e3f', '#b7770d', '#b3261e']) {
      expect(part('pieces') + part('movement')).toContain(bar);
      expect(contrast(bar, '#ffffff'), bar).toBeGreaterThanOrEqual(3);
    }
    for (const bar of ['#66727f', '#8db8f5', '#77838f', '#6cc990', '#e3b04b', '#ff8d84']) {
      expect(part('style-dark')).toContain(bar);
      expect(contrast(bar, '#161b21'), bar).toBeGreaterThanOrEqual(3);
    }
  });
});
