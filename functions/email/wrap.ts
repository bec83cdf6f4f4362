// Lines of plain text of at most 72 columns, where a Chinese character takes two. No line begins with a mark that
// closes, and sign, number and unit stay together.

const COLUMNS = 72;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stay with what stands before, and with what follows. */
const CLOSING = /^[、。，．：；！？）》」』】〕”’％)\],.:;!?%]/u;
const OPENING = /^[（《「『【〔“‘([]/u;
/** Ten thousands and hundred millions belong to their number. */
const SCALE = /^[万亿]/u;

/** Ends with a mark of the character before, or follows a joiner. */
const JOINED = /[\s\p{M}\u200d]$|\u200d.$/u;

/** Nothing in it takes two columns or two code units, as in most lines of Latin letters. */
const NARROW = /^[^\u1100-\u115f\u2e80-\uffff]*$/;

/** Where a line of narrow characters may break, by the same rules. */
const NARROW_BREAK = /(?<= )(?![ \u00a0’”)\],.:;!?%])/;

export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

/** Lines after the first are indented. */
export function wrapText(text: string, indent = ''): string[] {
  const whole = text.trimEnd();
  if (columnsOf(whole) <= COLUMNS) return whole === '' ? [] : [whole];
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  const most = COLUMNS - columnsOf(indent);
  for (const piece of splitPieces(whole).flatMap((one) => breakLong(one, most))) {
    const shown = piece.trimEnd();
    const added = columnsOf(shown);
    if (columns + added > COLUMNS && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = indent + piece.trimStart();
      columns = columnsOf(line);
    } else {
      line += piece;
      columns += added + piece.length - shown.length;
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** A word that alone is longer than a line, in parts that are not; what joins characters stays with both. */
function breakLong(piece: string, most: number): string[] {
  if (piece.length * 2 <= most || columnsOf(piece.trimEnd()) <= most) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (columnsOf(part + character) > most && !JOINED.test(part + character)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** Between pieces a line may break: after a space, and around a wide character. */
function splitPieces(text: string): string[] {
  if (NARROW.test(text)) return text.split(NARROW_BREAK);
  const pieces: string[] = [];
  let piece = '';
  let last = '';
  let afterWide = false;
  for (const character of text) {
    const isWide = WIDE.test(character);
    const mayBreak = (last === ' ' || afterWide || isWide) && !holds(last, character);
    if (piece !== '' && mayBreak) {
      pieces.push(piece);
      piece = character;
    } else piece += character;
    last = character;
    afterWide = isWide;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

/** Whether two characters stay on one line although a space or a wide character would let it break between them. */
function holds(last: string, next: string): boolean {
  if (next === ' ' || next === '\u00a0' || last === '\u00a0' || JOINED.test(last + next)) return true;
  if (CLOSING.test(next) || OPENING.test(last)) return true;
  return SCALE.test(next) && /\d/.test(last);
}
