// How lines of the text part are marked before they are wrapped.

export const INDENT = '  ';
/** Before a line of a list, whose further lines are indented. No name holds a tab, since names are cleaned. */
export const ROW = '\t';
