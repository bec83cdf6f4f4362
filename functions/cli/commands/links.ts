// `scorecard links`: personal links of readers on an owner's word: a new one, taking back, and new keys. Each is kept with
// who asked and why.
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { findReader } from '../../access/find-reader.ts';
import { issueLink } from '../../access/issue-link.ts';
import { rotateKeys } from '../../access/link-keys.ts';
import { readerPath } from '../../access/paths.ts';
import { revokeLinks } from '../../access/revocations.ts';
import { LINK_DAYS } from '../../access/token.ts';
import { suggestName } from '../../definitions/nearest.ts';
import { readRecipients } from '../../delivery/recipients.ts';
import { storedRecipients } from '../../delivery/stored-recipients.ts';
import { ProblemError } from '../../problem.ts';
import { exitWith } from '../exit-with.ts';
import { linkMaker } from '../link-maker.ts';
import { findReport, openDefinitions, readRecipientFiles } from '../open-shop.ts';
import { openStore } from '../open-store.ts';
import { DEFAULT_CONFIG, DEFAULT_REPORT, outOption, outputOptions, pagesOption, stageOptions } from '../options.ts';
import { print } from '../streams.ts';

type Where = { config: string; out: string; stage?: string; region?: string; json?: boolean; debug?: boolean };
type Said = { by: string; reason: string };
type IssueOptions = Where & { report: string; pages?: string };
type RotateOptions = Where & Said & { retire?: boolean };

export function linksCommand(): Command {
  return new Command('links')
    .description('personal links of readers: make one, take them back, change the keys')
    .addCommand(issueCommand())
    .addCommand(revokeCommand())
    .addCommand(rotateCommand());
}

function issueCommand(): Command {
  const command = new Command('issue')
    .description(`make a link for a reader; it works for ${LINK_DAYS} days`)
    .argument('<recipient>', 'their recipient_id')
    .addOption(new Option('--report <id>', 'which report').default(DEFAULT_REPORT))
    .addOption(pagesOption('where the pages are, as `scorecard serve` prints it').conflicts('stage'));
  return inPlaces(command).action((recipient: string, options: IssueOptions) =>
    exitWith(options, () => issue(recipient, options)),
  );
}

function revokeCommand(): Command {
  const command = saying(
    new Command('revoke')
      .description('take back all links of a reader that were made until now; the next mail brings a new one')
      .argument('<recipient>', 'their recipient_id'),
  );
  return inPlaces(command).action((recipient: string, options: Where & Said) =>
    exitWith(options, () => revoke(recipient, options)),
  );
}

function rotateCommand(): Command {
  const command = saying(
    new Command('rotate')
      .description('sign links by a new key from now on')
      .option('--retire', 'and take back all links of everybody that were made until now'),
  );
  return inPlaces(command).action((options: RotateOptions) => exitWith(options, () => rotate(options)));
}

function saying(command: Command): Command {
  return command
    .addOption(new Option('--by <name>', 'who asks').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why; kept').makeOptionMandatory());
}

function inPlaces(command: Command): Command {
  command.addOption(new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'));
  for (const option of stageOptions(['out'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command;
}

async function issue(recipient: string, options: IssueOptions): Promise<number> {
  const definitions = openDefinitions(options.config);
  const report = findReport(definitions, options.report);
  const store = await openStore(options);
  const files = options.stage === undefined ? await readRecipientFiles(options.config) : await storedRecipients(store);
  const reader = findReader({ recipient, report: report.id }, files, definitions);
  if (reader === null) throw noReader(recipient, report.id, readRecipients(files, definitions).recipients);
  const path = readerPath(await issueLink(linkMaker(store), recipient, report.id), reader.locale);
  const link = `${(await baseOf(options)).replace(/\/$/, '')}${path}`;
  print(options.json ? JSON.stringify({ outcome: 'done', recipient, report: report.id, link }, null, 1) : link);
  return 0;
}

async function baseOf({ stage, region, pages }: IssueOptions): Promise<string> {
  if (stage === undefined) return pages ?? 'http://127.0.0.1:8765/';
  const { openStage } = await import('../stage/open-stage.ts');
  return (await openStage({ stage, ...(region === undefined ? {} : { region }) })).outputs.PagesUrl;
}

function noReader(
  recipient: string,
  report: string,
  known: readonly { id: string; reports: string[] }[],
): ProblemError {
  const readers = known.filter(({ reports }) => reports.includes(report)).map(({ id }) => id);
  return new ProblemError({
    code: 'USAGE',
    message: `${recipient} is no reader of ${report}.`,
    remedy: suggestName(recipient, readers),
  });
}

async function revoke(recipient: string, options: Where & Said): Promise<number> {
  const said = mustSay(options);
  const at = linkMaker(await openStore(options)).now();
  await revokeLinks(await openStore(options), recipient, { at, ...said });
  const text = `Links of ${recipient} that were made until ${at} open nothing any more.`;
  print(options.json ? JSON.stringify({ outcome: 'done', recipient, at, ...said }, null, 1) : text);
  return 0;
}

async function rotate(options: RotateOptions): Promise<number> {
  const retire = options.retire ?? false;
  const key = await rotateKeys(linkMaker(await openStore(options)), { retire, ...mustSay(options) });
  const rest = retire ? 'links of earlier keys open nothing any more.' : 'earlier links go on until they expire.';
  print(
    options.json
      ? JSON.stringify({ outcome: 'done', key, retired: retire }, null, 1)
      : `${pc.bold(`Key ${key} signs links from now on`)}; ${rest}`,
  );
  return 0;
}

function mustSay({ by, reason }: Said): Said {
  if (by.trim() !== '' && reason.trim() !== '') return { by: by.trim(), reason: reason.trim() };
  throw new ProblemError({
    code: 'USAGE',
    message: 'Who asks, and why, must be said.',
    remedy: 'Write --by <name> and --reason <text>.',
  });
}
