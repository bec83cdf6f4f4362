// The style of the page around the mail, light or dark as the screen is; the mail in its frame has its own.
import { Markup } from '../../pages/markup.ts';

export const PREVIEW_STYLE = new Markup(`
:root{color-scheme:light dark;--paper:#f3f1ec;--sheet:#fff;--ink:#17202b;--mut:#525d69;--line:#d8d4cb;--link:#1d4f91;
--off:#b3261e;--code:#f3f1ec}
@media (prefers-color-scheme:dark){:root{--paper:#0e1216;--sheet:#161b21;--ink:#e8ebef;--mut:#a3adb9;--line:#39424c;
--link:#8db8f5;--off:#ff8d84;--code:#1d242b}}
*{box-sizing:border-box}
html,body{height:100%}
body{margin:0;display:grid;grid-template-columns:300px minmax(0,1fr);background:var(--paper);color:var(--ink);
font:14px/1.45 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,pre:focus-visible,iframe:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.skip{position:absolute;left:-999em}.skip:focus{left:8px;top:8px;background:var(--sheet);padding:8px;z-index:1}
#mails{padding:16px;background:var(--sheet);border-right:1px solid var(--line);overflow:auto}
#mails h1{margin:0 0 4px;font-size:18px}
#mails h2{margin:20px 0 4px;font-size:14px}
#mails ul{margin:0;padding:0;list-style:none}
#mails li a{display:block;padding:4px 8px;border-left:3px solid transparent;text-decoration:none}
#mails li a[aria-current]{border-left-color:var(--link);background:var(--code);font-weight:600}
summary{padding:4px 8px;cursor:pointer}
summary:focus-visible{outline:3px solid var(--ink)}
.mut{color:var(--mut);font-size:13px}
p{margin:2px 0}
#mail{display:flex;flex-direction:column;min-height:100vh;padding:16px;overflow:auto}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:2px 12px;margin:0 0 12px}
dt{color:var(--mut)}dd{margin:0}
.switches{display:flex;flex-wrap:wrap;gap:8px 24px;margin:0 0 12px}
.switch{display:flex;flex-wrap:wrap;gap:4px;align-items:center}
.switch a{padding:4px 10px;border:1px solid var(--line);border-radius:4px;background:var(--sheet);text-decoration:none}
.switch a[aria-current]{background:var(--ink);color:var(--sheet);border-color:var(--ink)}
iframe{display:block;flex:1;min-height:560px;margin:0 auto;border:1px solid var(--line);background:#fff}
.scheme-light{color-scheme:light}.scheme-dark{color-scheme:dark;background:#000}
.width-320{width:322px}.width-375{width:377px}.width-640{width:642px}.width-full{width:100%}
pre{flex:1;margin:0;padding:16px;background:var(--sheet);border:1px solid var(--line);overflow:auto;
font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap}
.problem{margin:0 0 16px;padding:12px 16px;background:var(--sheet);border:1px solid var(--line);border-left:4px solid var(--off)}
.problem h2{margin:0 0 4px;font-size:14px;color:var(--off)}
.problem pre{flex:none;padding:8px;background:var(--code);border:0;white-space:pre}
#told{position:fixed;right:16px;bottom:8px;margin:0;padding:2px 8px;background:var(--sheet);color:var(--mut);font-size:13px}
#told:empty{display:none}
@media (max-width:760px){body{display:block}#mails{border-right:0;border-bottom:1px solid var(--line);max-height:40vh}
#mail{min-height:60vh}}
`);
