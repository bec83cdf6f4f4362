// What MJML writes on each table and says nothing by: what every client does anyway, or what a wrapper says once. A mail has
// 90,000 bytes.

/** Of tables a frame, which none has; of cells in them a way of layout, which is the usual one, and their width once more. */
const USUAL = / border="0"(?=[^<>]*>)|(?<=style="[^"]*)(?:table-layout:auto;|;border:none|text-align:left;)/g;
const WIDTH_TWICE = /( width="100%" style="[^"]*);width:100%"/g;
/** Between a cell and what stands in it or beside it a line break is nothing; rows begin a line for whoever reads it. */
const OPENED = /(<t[dhr]\b[^>]*>)\n/g;
const BEFORE = /\n(?=<\/?t[dh]\b|<\/tr>|<\/?tbody>|<\/?thead>|<\/table>|<br>)/g;
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

/** A filled template without line breaks that nobody sees. */
export function joinCells(html: string): string {
  return html.replace(BEFORE, '').replace(OPENED, '$1');
}
