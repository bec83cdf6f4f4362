// `scorecard close`: finance closes the books on a period. Written once, with who, when and why; what the data says
// afterwards is told as adjustments in the period that is open.

import { Command, Option } from 'commander';
import pc from 'picocolors';
import { Temporal } from 'temporal-polyfill';
import { openEdition } from '../../email/edition.ts';
import { printedKpis } from '../../email/quality-items.ts';
import { joinSome } from '../../email/words.ts';
import { ProblemError } from '../../problem.ts';
import { type Closing, closePeriod } from '../../run/closing.ts';
import { snapshotFolder } from '../../run/keys.ts';
import { readSnapshotAt } from '../../run/read-snapshot.ts';
import type { Snapshot } from '../../snapshot/shape.ts';
import { englishOf } from '../diff-text.ts';
import { exitWith } from '../exit-with.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { DEFAULT_REPORT, outOption, outputOptions, stageOptions } from '../options.ts';
import { print } from '../streams.ts';

type CloseOptions = StoreOptions & { report: string; by: string; reason: string; json?: boolean; debug?: boolean };

const MOST_NAMES = 8;

export function closeCommand(): Command {
  const command = new Command('close')
    .description('close the books on a published period: it gets no other revision, later differences are adjustments')
    .argument('<period>', 'e.g. 2026-10')
    .addOption(new Option('--report <id>', 'which report').default(DEFAULT_REPORT))
    .addOption(new Option('--by <name>', 'who closes it').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why; kept with it').default('the books of the period are closed'));
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command.action((period: string, options: CloseOptions) => exitWith(options, () => close(period, options)));
}

async function close(period: string, options: CloseOptions): Promise<number> {
  const { report } = options;
  const [by, reason] = [options.by.trim(), options.reason.trim()];
  if (!/^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$/.test(period)) {
    const message = `\`${period}\` is no month or quarter.`;
    throw new ProblemError({ code: 'INVALID_PERIOD', message, remedy: 'Write it as 2026-10 or 2026-Q4.' });
  }
  if (by === '' || reason === '') {
    const remedy = 'Write --by <name>, and --reason <text> where there is more to say.';
    throw new ProblemError({ code: 'USAGE', message: 'Who closes a period must be said.', remedy });
  }
  const store = await openStore(options);
  const at = Temporal.Now.instant().round('second').toString();
  const closing = await closePeriod(store, { report, period, by, reason, at });
  const snapshot = await readSnapshotAt(store, `${snapshotFolder(report, period, closing.revision)}/snapshot.json`);
  if (options.json) print(JSON.stringify({ outcome: 'closed', ...closing }, null, 1));
  else print(closedText(closing, snapshot));
  return 0;
}

function closedText({ report, period, revision, manifest, by, at }: Closing, snapshot: Snapshot | null): string {
  return [
    pc.bold(`${period} of ${report} is closed.`),
    '',
    `  revision  r${revision}, by ${by}, ${at.slice(0, 16).replace('T', ' ')} UTC`,
    `  manifest  ${manifest}`,
    ...openFigures(snapshot),
    '',
    'What the data says of it later is told as adjustments in the month that is open, and enters no figure of this one.',
  ].join('\n');
}

/** Figures whose outcomes were still arriving: they stay as they are, too. */
function openFigures(snapshot: Snapshot | null): string[] {
  if (snapshot === null || snapshot.scorecards.length === 0) return [];
  const locale = englishOf();
  const open = printedKpis(openEdition(snapshot, locale)).filter(({ notes }) => notes.includes('provisional'));
  if (open.length === 0) return [];
  const names = open.map(({ id, name }) => name.en ?? id);
  return [`  †         provisional, and closed as they are: ${joinSome(names, MOST_NAMES, locale)}`];
}
