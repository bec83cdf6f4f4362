// How wide a text is in a drawing, guessed from above: without a browser nobody knows the font, and a label that is cut
// a letter early is better than two that lie on each other.

/** Of the size of the font. */
const WIDE = 1.02;
const CAPITAL = 0.84;
const NARROW = 0.4;
const ORDINARY = 0.65;
/** A bold letter against the same one. */
export const BOLD = 1.1;

const WIDE_LETTER =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff00-\uff60¥%@mwMW—…₩]/u;
const CAPITAL_LETTER = /\p{Lu}|[&+<>=~≥≤±−†]/u;
const NARROW_LETTER = /[ijl.,:;'’|!\u00a0 ()·]/u;
/** Lies on the letter before it. */
const MARK = /\p{M}|\u200d/u;

export function textWidth(text: string, fontSize: number): number {
  return [...text].reduce((width, letter) => width + letterWidth(letter), 0) * fontSize;
}

function letterWidth(letter: string): number {
  if (MARK.test(letter)) return 0;
  if (WIDE_LETTER.test(letter)) return WIDE;
  if (CAPITAL_LETTER.test(letter)) return CAPITAL;
  return NARROW_LETTER.test(letter) ? NARROW : ORDINARY;
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, fontSize: number, room: number): string {
  if (textWidth(text, fontSize) <= room) return text;
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  while (letters.length > 0 && textWidth(`${letters.join('').trimEnd()}…`, fontSize) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
