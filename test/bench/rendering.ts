// `npm run bench:rendering`: how fast a mail is rendered, as ratios to MJML at run time and to React Email, all measured in
// one process and in turn. Writes docs/benchmarks-rendering.md; ends with 1 where a goal is missed.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import mjml2html from 'mjml';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { assembleTemplate } from '../../functions/email/assemble.ts';
import { fillConstants } from '../../functions/email/compile.ts';
import { countBytes } from '../../functions/email/degrade.ts';
import { fillHtml } from '../../functions/email/html.ts';
import { renderEmail } from '../../functions/email/render.ts';
import { renderText } from '../../functions/email/text.ts';
import { buildView } from '../../functions/email/view.ts';
import { wholeDepartment } from '../support/department.ts';
import { compileLocale, LAYOUT, LINKS, type LocaleName, readLocale, readTemplates } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';
import { describeMachine, loadNow } from './machine.ts';
import { count, table } from './markdown.ts';
import { reactMail } from './react-mail.ts';
import { type Spread, spreadOf } from './results.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROUNDS = 9;
/** Of one way in one round; the slowest renders a few mails in it. */
const MILLISECONDS = 400;
const FASTER = 10;
const PER_SECOND = 1000;

const HTML = 'HTML of a view, by the compiled layout';
const BOTH = 'HTML and text of a view';
const WHOLE = 'the whole mail from its snapshot, which makes the view and its words';
const MJML = 'MJML at run time: the layout filled, then compiled';
const REACT = 'React Email: HTML of the same elements';
const REACT_BOTH = 'React Email: HTML, and text made of it';

type Way = { says: string; render: () => unknown };

const mails = await Promise.all((['en', 'zh-CN'] as const).map(waysOf));
const rates = new Map<string, number[]>();
const loads = [loadNow()];
for (let round = 0; round < ROUNDS; round++) {
  for (const { ways } of mails) {
    for (const { says, render } of ways) rates.set(says, [...(rates.get(says) ?? []), await rateOf(render)]);
  }
  loads.push(loadNow());
  process.stderr.write(`round ${round + 1} of ${ROUNDS}\n`);
}

const spread = (says: string): Spread => spreadOf(rates.get(says) ?? []);
const perSecond = (says: string) => spread(says).median;

const over = (ours: string, theirs: string) => perSecond(ours) / perSecond(theirs);
const ratios: [string, number, number | null][] = [
  ['HTML: ours ÷ MJML at run time', over(HTML, MJML), FASTER],
  ['HTML: ours ÷ React Email', over(HTML, REACT), FASTER],
  ['HTML and text: ours ÷ React Email', over(BOTH, REACT_BOTH), FASTER],
  ['the whole mail from its snapshot ÷ MJML at run time, which gets a view', over(WHOLE, MJML), null],
  ['the whole mail from its snapshot ÷ React Email, which gets texts', over(WHOLE, REACT_BOTH), null],
];
const missed = [
  ...ratios.filter(([, ratio, goal]) => goal !== null && ratio < goal).map(([says]) => says),
  ...[HTML, BOTH].filter((says) => perSecond(says) < PER_SECOND),
];

writeFileSync(path.join(ROOT, 'docs/benchmarks-rendering.md'), page());
console.log(missed.length === 0 ? 'all goals reached' : `missed: ${missed.join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function page(): string {
  const machine = describeMachine();
  const [english, chinese] = mails.map(({ bytes }) => count(bytes));
  return `# Rendering: what a mail takes

Written by \`npm run bench:rendering\`, all of it measured in one process and in turn, ${ROUNDS} rounds of ${MILLISECONDS} ms each, half of the mails in English
and half in Chinese. The mail is the one of a whole department: 18 scored KPIs, 19 shown, every section; ${english} and ${chinese} bytes of HTML.
On ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.

## Ratios

${table(
  ['mails a second', 'ratio', 'goal'],
  ratios.map(([says, ratio, goal]) => [says, ratio.toFixed(1), goal === null ? '' : `≥ ${goal}`]),
)}

## The figures behind them

${table(
  ['', 'mails a second: median (least–most)', 'goal'],
  [HTML, BOTH, WHOLE, MJML, REACT, REACT_BOTH].map((says) => [says, rateText(spread(says)), goalOf(says)]),
)}

## How they are compared

- A layout is compiled once, when the stacks are synthesised or the command starts; a run only fills it. MJML at run time is what filling the
  same layout first and compiling it for each mail would take, without its validation.
- React Email gets the elements, attributes and texts of the finished mail and makes its elements of them for each mail. It does not decide,
  format or translate anything, and has no conditional comments for Outlook: real components would take longer.
- The text part here is written from the view; React Email makes it from the HTML.
- All three make the same text, which is checked before anything is measured.
`;
}

function goalOf(says: string): string {
  return says === HTML || says === BOTH ? `≥ ${count(PER_SECOND)}` : '';
}

function rateText({ least, median, most }: Spread): string {
  const print = (rate: number) => count(Number(rate.toPrecision(3)));
  return `${print(median)} (${print(least)}–${print(most)})`;
}

async function waysOf(name: LocaleName): Promise<{ bytes: number; ways: Way[] }> {
  const locale = readLocale(name);
  const template = await compileLocale(name);
  const input = { snapshot: buildSnapshot(wholeDepartment), locale, sections: SECTIONS, links: LINKS };
  const view = buildView(input);
  const mjml = fillConstants(assembleTemplate(readTemplates(), LAYOUT).text, locale);
  const html = fillHtml(template, view);
  const byMjml = async () =>
    (await mjml2html(fillHtml(mjml, view), { validationLevel: 'skip', fonts: {}, keepComments: false })).html;
  const react = reactMail(html);
  for (const other of [await byMjml(), await react.html()]) {
    if (wordsOf(other) !== wordsOf(html)) throw new Error(`the renderers disagree about the mail in ${name}`);
  }
  return {
    bytes: countBytes(html),
    ways: [
      { says: HTML, render: () => fillHtml(template, view) },
      { says: BOTH, render: () => [fillHtml(template, view), renderText(view, locale)] },
      { says: WHOLE, render: () => renderEmail({ ...input, template }) },
      { says: MJML, render: byMjml },
      { says: REACT, render: react.html },
      { says: REACT_BOTH, render: react.both },
    ],
  };
}

/** Everything that a reader sees, without markup. */
function wordsOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/&(#\d+|#x[0-9a-f]+|\w+);|[\u034f\u200c]/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

async function rateOf(render: () => unknown): Promise<number> {
  const begin = performance.now();
  let mails = 0;
  do {
    await render();
    mails++;
  } while (performance.now() - begin < MILLISECONDS);
  return (mails / (performance.now() - begin)) * 1000;
}
