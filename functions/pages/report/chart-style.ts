// How drawings look: colours of the page's own, so that they follow the reader's screen, and on paper they are black.
import { Markup } from '../markup.ts';

export const CHART_STYLE = new Markup(`
:root{--mark:#1d4f91;--range:#e9eff7;--few:#fff}
@media screen and (prefers-color-scheme:dark){:root{--mark:#8db8f5;--range:#1c2a3b;--few:#161b21}}
body.report{max-width:1120px}#score{padding-top:0}#score h2{margin-top:28px}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:20px 28px;margin-top:12px;
align-items:start}
figure{margin:0;min-width:0}
figcaption{font-size:14px;line-height:1.35}figcaption span{display:block}
.keys{display:flex;flex-wrap:wrap;gap:2px 14px;margin:4px 0}
.key{display:inline-flex;align-items:center;gap:6px}
.mark{width:22px;height:12px;flex:none}
.chart{display:block;width:100%;max-width:416px;height:auto;margin:6px 0 2px}
.chart text{font-size:12px;fill:var(--mut);font-variant-numeric:tabular-nums}
.chart .name,.chart .figure{fill:var(--ink)}.chart .figure{font-weight:600}
.grid{stroke:var(--line)}
.range{fill:var(--range)}.limit{stroke:var(--mark);stroke-dasharray:1 3}.mean{stroke:var(--mut);stroke-dasharray:5 3}
.target{fill:none;stroke:var(--ok);stroke-width:1.75;stroke-dasharray:8 3}
.line{fill:none;stroke:var(--mark);stroke-width:1.75;stroke-linejoin:round}
.dot{fill:var(--mark);stroke:var(--mark);stroke-width:1.5}.signal{fill:var(--off);stroke:var(--off);stroke-width:1.5}
.dot.open,.signal.open{fill:var(--sheet)}
.bar.total{fill:var(--mut)}.bar.plain{fill:var(--mark)}.bar.good{fill:var(--ok)}.bar.bad{fill:var(--off)}
.bar.few{fill:var(--few);stroke:var(--mark);stroke-dasharray:2 2}
.zero{stroke:var(--ink)}.reference{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 2}
.link{stroke:var(--mut)}.cut{stroke:var(--sheet);stroke-width:2.5}
details.compared{margin-top:14px;padding:6px 0;border:0}details.compared>summary{font-size:14px;color:var(--link)}
figure details{padding:2px 0;border:0}
.data{font-size:13px}.data th{width:auto;padding-right:8px}.data thead th{color:var(--mut)}.data th.n{text-align:right;padding:3px 0 3px 12px}
.data td.n{padding-left:12px}
.tally span{margin-right:14px}.score .small,.score .grade{font-size:15px;font-weight:400}
a:focus-visible,summary:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
@media print{.charts{grid-template-columns:repeat(2,1fr)}figure{break-inside:avoid}body.report section{break-inside:auto}
.index{display:none}figure details{display:none}}
`);
