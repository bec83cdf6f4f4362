// `scorecard release` and `scorecard hold`: a person's word on a finished report, with who says it and why.
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { Temporal } from 'temporal-polyfill';
import { ProblemError } from '../../problem.ts';
import { decide } from '../../run/decide.ts';
import type { Decision, Question } from '../../run/release-record.ts';
import { isRestatement } from '../../run/request.ts';
import { askAgain } from '../../run/restate.ts';
import { exitWith } from '../exit-with.ts';
import { calendarOf, findPeriod, findReport, openDefinitions } from '../open-shop.ts';
import { openStore } from '../open-store.ts';
import { outOption, outputOptions, type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { entryText } from '../release-text.ts';
import { runAndPrint, runRequest } from '../run-and-print.ts';
import { print, startProgress } from '../streams.ts';

type Said = { by: string; reason: string };
type ReleaseOptions = ShopOptions & Said & { stage?: string; region?: string };
type HoldOptions = Said & { out: string; stage?: string; region?: string; json?: boolean; debug?: boolean };

export function releaseCommand(): Command {
  const command = deciding('release', 'let a report go out that its owners were shown');
  for (const option of stageOptions()) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((run: string, options: ReleaseOptions) => exitWith(options, () => release(run, options)));
}

export function holdCommand(): Command {
  const command = deciding('hold', 'keep a report back that its owners were shown');
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command.action((run: string, options: HoldOptions) => exitWith(options, () => hold(run, options)));
}

function deciding(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<run>', 'e.g. monthly-executive-2026-10')
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why; kept with the run').makeOptionMandatory());
}

async function release(run: string, options: ReleaseOptions): Promise<number> {
  const { stage } = options;
  const said = decisionOf('release', options);
  if (stage !== undefined) {
    const { releaseOnStage } = await import('../stage/release-on-stage.ts');
    return releaseOnStage(run, said, { ...options, stage });
  }
  const { release: asked, entry } = await decide(await openStore(options), run, said);
  if (!options.json) process.stderr.write(`${run}: ${entryText(entry)}\n`);
  return goOn(run, asked.question, options);
}

/** The run itself, from the start: figures that have changed since are not what was released. */
async function goOn(run: string, { report: id, period }: Question, options: ReleaseOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, id);
  const to = findPeriod(period, report, definitions);
  if (isRestatement(run)) {
    const context = { definitions, calendar: calendarOf(definitions) };
    const request = await askAgain(await openStore(options), { report, to, takeOver: true }, context);
    return runRequest(request, options, { definitions, progress });
  }
  return runAndPrint('run', options, { definitions, report, progress }, async () => ({
    from: to,
    to,
    accepted: [],
    waits: false,
  }));
}

async function hold(run: string, options: HoldOptions): Promise<number> {
  const { entry } = await decide(await openStore(options), run, decisionOf('hold', options));
  if (options.json) print(JSON.stringify({ outcome: 'held', run, decision: entry }, null, 1));
  else print(`${pc.bold(pc.yellow(`${run}: ${entryText(entry)}`))}\nNo reader is mailed until it is released.`);
  return 0;
}

function decisionOf(decision: Decision['decision'], { by, reason }: Said): Decision {
  if (by.trim() !== '' && reason.trim() !== '') {
    return { decision, by: by.trim(), reason: reason.trim(), at: Temporal.Now.instant().round('second').toString() };
  }
  throw new ProblemError({
    code: 'USAGE',
    message: 'Who decides, and why, must be said.',
    remedy: 'Write --by <name> and --reason <text>.',
  });
}
