// docs/faults.md, made from what the product said to each fault of the catalogue.
import type { Told } from './world.ts';

const HEAD = `# How data goes wrong, and what is said to it

Made by \`npm run test:data-faults\`, which does each of these to the lake of the sample shop after the months before were
published, and asks the checks of a run of October 2026. **held** and **refused** (the data could not even be read) mean that no
report was made and nobody was mailed; **excluded** that the rows were left out, counted, and named in the mail. The last column is
the figure that executives would have read without the checks.
`;

export function faultsPage(families: Record<string, Told[]>): string {
  const all = Object.values(families).flat();
  const harmful = all.filter(({ fault }) => !fault.harmless);
  const caught = harmful.filter(isCaught);
  const wrong = caught.filter(isWrong);
  return [
    HEAD,
    `${harmful.length} ways in which data goes wrong: ${caught.length} caught before anything is sent, of which ${wrong.length} would have`,
    `changed the figure of the last column; ${harmful.length - caught.length} that no check of the shop's data alone can tell from business.`,
    '',
    ...Object.entries(families).flatMap(([name, told]) =>
      family(
        name,
        told.filter(({ fault }) => isListed({ fault })),
      ),
    ),
    ...unnoticed(harmful.filter((told) => !isCaught(told))),
    ...harmless(all.filter(({ fault }) => fault.harmless)),
  ].join('\n');
}

export function isCaught({ outcome }: Pick<Told, 'outcome'>): boolean {
  return outcome !== 'passed';
}

function isListed({ fault }: Pick<Told, 'fault'>): boolean {
  return !fault.harmless && fault.unnoticed === undefined;
}

function isWrong({ right, wrong }: Told): boolean {
  return wrong !== null && wrong !== right;
}

function family(name: string, told: Told[]): string[] {
  const rows = told.map(({ fault, outcome, said, ...figures }) => {
    const [first = '', ...more] = said;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return `| ${fault.what} | **${outcome}** ${cell(first)}${rest} | ${figure(fault.figure, figures)} |`;
  });
  return [`## ${name}`, '', '| what happened | what is said | without the checks |', '|---|---|---|', ...rows, ''];
}

function unnoticed(told: Told[]): string[] {
  const rows = told.map(
    ({ fault, ...figures }) => `| ${fault.what} | ${fault.unnoticed ?? ''} | ${figure(fault.figure, figures)} |`,
  );
  return [
    '## Not told from business',
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
    'These pass, and every figure stays as it was:',
    '',
    ...told.map(({ fault }) => `- ${fault.what}`),
    '',
  ];
}

function figure(kpi: string, { right, wrong }: Pick<Told, 'right' | 'wrong'>): string {
  if (wrong === null) return `\`${kpi}\`: none`;
  return right === wrong ? `\`${kpi}\` as it was` : `\`${kpi}\` ${shown(right)} → ${shown(wrong)}`;
}

function shown(value: string | null): string {
  if (value === null) return 'none';
  return Number(value).toLocaleString('en-US', { maximumSignificantDigits: 6 });
}

/** Folders of the machine are no part of what is said. */
function cell(text: string): string {
  return text
    .replaceAll(/"?\/[^\s"]*\/lake\//g, '')
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 220);
}
