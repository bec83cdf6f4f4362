// The style of a page: one block, no font or picture from elsewhere, light or dark as the reader's screen is, and on paper.
import { Markup } from './markup.ts';

export const PAGE_STYLE = new Markup(`
:root{color-scheme:light dark;--paper:#faf9f6;--sheet:#fff;--ink:#17202b;--mut:#596573;--line:#e6e3dc;--strong:#c9c6bf;
--link:#1d4f91;--ok:#1f6b3f;--watch:#8a5a00;--off:#b3261e;--code:#f3f1ec}
@media screen and (prefers-color-scheme:dark){:root{--paper:#0e1216;--sheet:#161b21;--ink:#e8ebef;--mut:#a3adb9;--line:#2b333c;
--strong:#46505b;--link:#8db8f5;--ok:#6cc990;--watch:#e3b04b;--off:#ff8d84;--code:#1d242b}}
*{box-sizing:border-box}
html{background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:860px;padding:32px 28px 64px;background:var(--sheet);color:var(--ink);line-height:1.5;
font-size:15px;overflow-wrap:anywhere}
h1{margin:0 0 8px;font-size:28px;line-height:1.2}
h2{margin:48px 0 4px;padding-bottom:6px;font-size:20px;border-bottom:1px solid var(--ink)}
h3{margin:0;font-size:17px;line-height:1.3}
h4{margin:14px 0 2px;font-size:12px;font-weight:600;color:var(--mut)}
p{margin:2px 0}
a{color:var(--link)}
ul{margin:0;padding:0;list-style:none}
li{margin:2px 0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
.mut{color:var(--mut)}
.small{font-size:13px}
.ok{color:var(--ok)}.watch{color:var(--watch)}.off{color:var(--off)}.na{color:var(--mut)}
.index{columns:3 200px;column-gap:28px;margin-top:8px;font-size:14px}
.index div{break-inside:avoid;margin-bottom:14px}
.index b{font-size:12px;color:var(--mut)}
section{padding:20px 0 18px;border-bottom:1px solid var(--line)}
section:target,details:target{outline:2px solid var(--link);outline-offset:6px}
.head{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;align-items:baseline}
.value{font-size:24px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:3px 0;vertical-align:top;text-align:left;font-weight:400;border-bottom:1px solid var(--line)}
th{padding-right:16px;width:30%}
td.n{text-align:right;font-variant-numeric:tabular-nums;padding-left:16px}
details{padding:10px 0;border-bottom:1px solid var(--line)}
td details{padding:0;border:0;text-align:left}
summary{cursor:pointer}
pre{margin:8px 0;padding:12px;background:var(--code);white-space:pre-wrap}
.top{float:right;font-size:13px}
@media (max-width:480px){body{padding:22px 16px 48px}h1{font-size:24px}.index{columns:1}th{width:38%}}
@page{margin:14mm}
@media print{:root{color-scheme:light}html,body{background:#fff}body{max-width:none;padding:0;font-size:11pt}
section{break-inside:avoid}h1,h2,h3,h4,.head,.value,.value+p{break-after:avoid}
.top{display:none}a{color:inherit;text-decoration:none}::details-content{content-visibility:visible;block-size:auto}}
`);
