// Two pictures of a page, held against each other inside the browser: block by block, since the edges of letters differ
// from one machine to another and the look of a page does not.
import type { Page } from 'playwright-core';

/** Shares of the whole: how far the heights lie apart, and how many blocks look otherwise. */
export type Difference = { height: number; blocks: number };

/** Pixels of a block's side, and how far apart (0 to 255) the mean of a block may be. */
const BLOCK = 8;
const APART = 20;

/** `page` is any page; both pictures are data URLs. */
export async function compareImages(page: Page, golden: string, found: string): Promise<Difference> {
  return (await page.evaluate(
    `(${compareInPage.toString()})(${JSON.stringify([golden, found, BLOCK, APART])})`,
  )) as Difference;
}

/** PNG → WebP, a fraction of its size. */
export async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const source = `data:image/png;base64,${png.toString('base64')}`;
  const url = (await page.evaluate(`(${encodeInPage.toString()})(${JSON.stringify(source)})`)) as string;
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/* Both run in the browser: they know nothing of this file. */

declare const document: { createElement(name: 'canvas'): Canvas };
declare const Image: new () => { src: string; width: number; height: number; decode(): Promise<void> };
type Canvas = {
  width: number;
  height: number;
  toDataURL(type: string, quality: number): string;
  getContext(kind: '2d'): {
    drawImage(image: unknown, x: number, y: number, width?: number, height?: number): void;
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
};

async function encodeInPage(source: string): Promise<string> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.7);
}

async function compareInPage([one, other, block, apart]: [string, string, number, number]): Promise<Difference> {
  const load = async (source: string) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
  const [golden, found] = await Promise.all([load(one), load(other)]);
  const height = Math.abs(golden.height - found.height) / golden.height;
  const across = Math.ceil(golden.width / block);
  const down = Math.ceil(golden.height / block);
  // Drawn to the same size, each pixel is the mean of a block.
  const meansOf = (image: unknown) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [across, down];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, across, down);
    return context.getImageData(0, 0, across, down).data;
  };
  const [a, b] = [meansOf(golden), meansOf(found)];
  let others = 0;
  for (let at = 0; at < a.length; at += 4) {
    const far = Math.max(...[0, 1, 2].map((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0))));
    if (far > apart) others++;
  }
  return { height, blocks: others / (a.length / 4) };
}
