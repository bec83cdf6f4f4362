// Light or dark as a mail program shows it, whatever the screen at hand is set to. Programs that follow the reader's
// choice answer the media feature prefers-color-scheme and, where a mail says that it can be both, colour what it does
// not; the same two things are written into the mail that is looked at, and nothing else.
export type ColorScheme = 'light' | 'dark';

const STYLE = /(<style\b[^>]*>)([\s\S]*?)(<\/style>)/gi;
const MEDIA = /@media\b[^{]*\{/gi;
const PREFERS = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;
const DECLARED = /(\bcolor-scheme\s*:\s*)light\s+dark\b/gi;
const META = /<meta\b[^>]*\bname="(?:supported-)?color-scheme"[^>]*>/gi;

/** Features that hold on every screen and on none; unlike `all` and `not all`, they stand where a feature may. */
const ALWAYS = '(min-width:0px)';
const NEVER = '(max-width:0px)';

export function showInScheme(html: string, scheme: ColorScheme): string {
  const answer = (_: string, asked: string) => (asked.toLowerCase() === scheme ? ALWAYS : NEVER);
  return html
    .replace(META, (tag) => tag.replace(/content="light dark"/i, `content="${scheme}"`))
    .replace(STYLE, (_, open: string, css: string, close: string) => {
      const asked = css.replace(MEDIA, (media) => media.replace(PREFERS, answer));
      return open + asked.replace(DECLARED, `$1${scheme}`) + close;
    });
}
