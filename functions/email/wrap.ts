// Lines of plain text of at most 72 columns, where a Chinese character takes two. No line begins with a mark that
// closes, and sign, number and unit stay together.

const COLUMNS = 72;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stay with what stands before, and with what follows. */
const CLOSING = /^[、。，．：；！？）》」』】〕”’％)\],.:;!?%]/u;
const OPENING = /[（《「『【〔“‘([]$/u;
/** Ten thousands and hundred millions belong to their number. */
const SCALE = /^[万亿]/u;

export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** Lines after the first are indented. */
export function wrapText(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of splitPieces(text)) {
    if (line.trim() !== '' && columnsOf((line + piece).trimEnd()) > COLUMNS) {
      lines.push(line.trimEnd());
      line = indent + piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** Between pieces a line may break: after a space, and around a wide character. */
function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    if (last === undefined || mayBreak(last, character)) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces;
}

function mayBreak(before: string, character: string): boolean {
  if (character === ' ' || CLOSING.test(character) || OPENING.test(before)) return false;
  if (SCALE.test(character) && /\d$/.test(before)) return false;
  if (before.endsWith('\u00a0') || character === '\u00a0') return false;
  const last = [...before].at(-1) ?? '';
  return last === ' ' || WIDE.test(last) || WIDE.test(character);
}
