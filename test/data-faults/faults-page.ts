// docs/faults.md, made from what the product said to each fault of the catalogue.
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import type { Fault } from './fault.ts';
import { countChanged, figuresOf, printFigures } from './figures.ts';
import type { Told, World } from './world.ts';

type Right = Pick<World, 'clean' | 'definitions'>;

const HEAD = `# How data goes wrong, and what is said to it

Most wrong figures that a chief executive reads come from the data. This page does them on purpose. Each line is a way in which the data
of real shops go wrong, done to the lake of the sample shop after its months up to September were mailed; then the report of October
is run, twice: by the shop's rules, and with all checks only reporting. \`npm run test:data-faults\` does it again and fails where anything
else is said than here; the lines of code that do the harm are in [test/data-faults/faults](../test/data-faults/faults).

- **held**: no report was made and nobody was mailed. The owners are told what is shown here, whom to ask, and how to go on.
- **refused**: the same, since the data could not even be read.
- **excluded**: the rows were left out and counted; the report went out and says so. The figure that it has is given.
- **provisional**: the report went out with a † beside the figures concerned, and the day on which they are final.
- **without checks** is what executives would have read instead of the right figure, and how many of the KPIs would have been wrong.
`;

export function faultsPage(families: Record<string, Told[]>, right: Right): string {
  const all = Object.values(families).flat();
  const harmful = all.filter(({ fault }) => !fault.harmless);
  const missed = harmful.filter((told) => !isCaught(told));
  return [
    HEAD,
    ...summary(harmful, right),
    ...Object.entries(families).flatMap(([name, told]) =>
      family(
        name,
        told.filter(({ fault }) => isListed(fault)),
        right,
      ),
    ),
    ...unnoticed(missed, right),
    ...harmless(all.filter(({ fault }) => fault.harmless)),
  ].join('\n');
}

export function isCaught({ outcome }: Pick<Told, 'outcome'>): boolean {
  return outcome !== 'passed';
}

/** In the tables of what is caught. */
export function isListed(fault: Fault): boolean {
  return !fault.harmless && fault.unnoticed === undefined;
}

function summary(harmful: Told[], right: Right): string[] {
  const caught = harmful.filter(isCaught);
  const counts = (['held', 'failed', 'excluded', 'provisional'] as const)
    .map((outcome) => ({ outcome, n: caught.filter((told) => told.outcome === outcome).length }))
    .filter(({ n }) => n > 0)
    .map(({ outcome, n }) => `${n} ${wordOf(outcome)}`);
  const mailed = caught.filter(
    ({ unchecked }) => unchecked !== null && figuresOf(unchecked) !== figuresOf(right.clean),
  );
  const first = harmful.filter(({ fault }) => fault.firstRun).length;
  return [
    '| | |',
    '|---|---|',
    `| ways in which data goes wrong | ${harmful.length} |`,
    `| caught before anything is sent | **${caught.length}** (${counts.join(', ')}) |`,
    `| of these, would have been mailed as wrong figures without checks | ${mailed.length} |`,
    `| in the first run of a shop, which knows no history | ${first} |`,
    `| that no check of the data alone can tell from business | ${harmful.length - caught.length} |`,
    '',
  ];
}

function family(name: string, told: Told[], right: Right): string[] {
  const rows = told.map((one) => {
    const { fault } = one;
    const when = fault.firstRun ? ' *(first run)*' : '';
    return `| ${fault.what}${when} | ${answer(one, right)} | ${without(one, right)} |`;
  });
  return [`## ${name}`, '', '| what happened | what is said | without checks |', '|---|---|---|', ...rows, ''];
}

function answer(told: Told, right: Right): string {
  const { fault, outcome, said, mailed } = told;
  const [first = '', ...more] = said;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const figure = mailed === null ? '' : `; mailed: ${change(fault, mailed, right)}`;
  return `**${wordOf(outcome)}** ${cell(first)}${rest}${figure}`;
}

function wordOf(outcome: Told['outcome']): string {
  return outcome === 'failed' ? 'refused' : outcome;
}

function without({ fault, unchecked }: Told, right: Right): string {
  if (unchecked === null) return 'no report either';
  const { changed, all } = countChanged(right.clean, unchecked);
  const count = changed === 0 ? '' : `; ${changed} of ${all} wrong`;
  return `${change(fault, unchecked, right)}${count}`;
}

/** `sales ¥759.2K → ¥1.52M` */
function change({ figure }: Fault, other: Snapshot, { clean, definitions }: Right): string {
  const [right, wrong] = printFigures(figure, [clean, other], definitions);
  const name = figure === 'score' ? 'score' : (definitions.kpis[figure]?.name.en ?? figure);
  return right === wrong ? `${name} ${right} as it is` : `${name} ${right ?? 'n/a'} → **${wrong ?? 'n/a'}**`;
}

function unnoticed(told: Told[], right: Right): string[] {
  const rows = told.map((one) => `| ${one.fault.what} | ${one.fault.unnoticed ?? ''} | ${without(one, right)} |`);
  return [
    '## What no check can tell from business',
    '',
    '| what happened | why, and what helps | what is mailed |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

function harmless(told: Told[]): string[] {
  return [
    '## What changes nothing',
    '',
    'These pass, and every figure stays as it was to the last digit:',
    '',
    ...told.map(({ fault }) => `- ${fault.what}`),
    '',
  ];
}

/** Folders of the machine are no part of what is said. */
function cell(text: string): string {
  return text
    .replaceAll(/"?\/[^\s"]*\/lake\//g, '')
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ');
}
