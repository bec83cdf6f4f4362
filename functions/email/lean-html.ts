// What MJML writes on each table and says nothing by: what every client does anyway, or what a wrapper says once. A mail has
// 90,000 bytes.

/** Of tables a frame, which none has; of cells in them a way of layout, which is the usual one, and their width once more. */
const USUAL = / border="0"(?=[^<>]*>)|(?<=style="[^"]*)(?:table-layout:auto;|;border:none|text-align:left;)/g;
const WIDTH_TWICE = /( width="100%" style="[^"]*);width:100%"/g;
/** A tag that prints nothing, and one that does. */
const SILENT = String.raw`<%(?!=)(?:(?!%>)[\s\S])*%>`;
const PRINTING = String.raw`<%=(?:(?!%>)[\s\S])*%>`;
/** The end of a line that prints nothing; the line break before it stays for what is printed next. */
const SILENT_LINE = new RegExp(`(?<=^|\\n)((?:${SILENT})+)\\n`, 'g');
/** Between a cell and what stands in it or beside it a line break is nothing; rows begin a line for whoever reads it. */
const OPENED = new RegExp(String.raw`(<t[dhr]\b(?:${SILENT}|${PRINTING}|[^<>])*>)\n`, 'g');
const TABLE = '</?t[dh]\\b|</tr>|</?tbody>|</?thead>|</table>';
const BEFORE = new RegExp(`\\n(?=<br>|${TABLE})`, 'g');
/** A loop may go on with text, so that what follows its end counts only where a part of a table stands before, too. */
const BETWEEN = new RegExp(`(?<=</(?:t[dhr]|tbody|thead|table)>)\\n(?=(?:${SILENT})+(?:${TABLE}))`, 'g');
/** Around everything that is seen. */
const WRAPPER = /\brole="article"[^>]*\bstyle="/;

/** A compiled template without what is usual; `font` and `color` are those of its text, which the wrapper says. */
export function dropUsual(html: string, { font, color }: { font: string; color: string }): string {
  const said = [`font-family:${font}`, `color:${color}`];
  const lean = html.replace(USUAL, '').replace(WIDTH_TWICE, '$1"').replaceAll('font-size:0px', 'font-size:0');
  if (!WRAPPER.test(lean)) throw new Error('MJML wrote no element around the mail');
  return said.reduce(dropDeclaration, lean).replace(WRAPPER, (start) => `${start}${said.join(';')};`);
}

function dropDeclaration(html: string, declaration: string): string {
  const [first, later] = [`style="${declaration}`, `;${declaration}`];
  return html
    .replaceAll(`${first};`, 'style="')
    .replaceAll(` ${first}"`, '')
    .replaceAll(`${later};`, ';')
    .replaceAll(`${later}"`, '"');
}

/** A compiled template without line breaks that nobody sees, so that filling it has nothing to tidy. */
export function joinCells(template: string): string {
  return template.replace(SILENT_LINE, '$1').replace(BEFORE, '').replace(BETWEEN, '').replace(OPENED, '$1');
}
