// `scorecard resend`: sends the mail of a run again to those whom a person names, and keeps who asked and why.
import { Command, Option } from 'commander';
import pc from 'picocolors';
import type { Delivery } from '../../delivery/deliver.ts';
import { readTries, settledOf, type Try } from '../../delivery/ledger.ts';
import type { ResendRequest } from '../../delivery/resend.ts';
import type { Store } from '../../ports.ts';
import { ProblemError } from '../../problem.ts';
import { exitWith } from '../exit-with.ts';
import { openStore } from '../open-store.ts';
import { DEFAULT_CONFIG, outOption, outputOptions, stageOptions } from '../options.ts';
import { resendOnFolder } from '../resend-on-folder.ts';
import { print } from '../streams.ts';

export type ResendOptions = {
  recipient?: string[];
  unsent?: boolean;
  by: string;
  reason: string;
  lift?: boolean;
  config: string;
  out: string;
  stage?: string;
  region?: string;
  json?: boolean;
  debug?: boolean;
};

export function resendCommand(): Command {
  const command = new Command('resend')
    .description('send the mail of a run again, on the word of a person')
    .argument('<run>', 'e.g. monthly-executive-2026-10')
    .addOption(new Option('--recipient <id...>', 'to these, whether they have it or not').conflicts('unsent'))
    .option('--unsent', 'to everyone of the run to whom nothing was sent for certain')
    .requiredOption('--by <name>', 'who asks')
    .requiredOption('--reason <text>', 'why; kept beside the send')
    .option('--lift', 'mail addresses again that bounced or complained')
    .addOption(new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'));
  for (const option of stageOptions(['out', 'config'])) command.addOption(option);
  command.addOption(outOption());
  for (const option of outputOptions()) command.addOption(option);
  return command.action((run: string, options: ResendOptions) => exitWith(options, () => resendRun(run, options)));
}

async function resendRun(run: string, options: ResendOptions): Promise<number> {
  const request = requestOf(run, options);
  if (!options.json) process.stderr.write(`${await announcement(request, options)}\n`);
  const { stage } = options;
  if (stage === undefined) return printDeliveries(await resendOnFolder(request, options), request, options);
  const { resendOnStage } = await import('../stage/resend-on-stage.ts');
  return printDeliveries(await resendOnStage(request, { ...options, stage }), request, options);
}

function requestOf(run: string, { recipient, unsent, by, reason, lift }: ResendOptions): ResendRequest {
  const recipients = unsent ? 'unsent' : recipient && [...new Set(recipient)];
  if (recipients !== undefined && by.trim() !== '' && reason.trim() !== '') {
    return { run, recipients, ask: { by, reason }, ...(lift ? { lift } : {}) };
  }
  throw new ProblemError({
    code: 'USAGE',
    message: recipients === undefined ? 'Nobody is named to whom it should go.' : 'Who asks, and why, must be said.',
    remedy: 'Write --recipient <id> or --unsent, with --by <name> and --reason <text>.',
  });
}

/** What will happen, before it does. */
async function announcement({ run, recipients, ask, lift }: ResendRequest, options: ResendOptions): Promise<string> {
  const what = `${run} is sent again, asked by ${ask.by}: ${ask.reason}`;
  if (recipients === 'unsent') return `${what}\n  to everyone to whom nothing was sent for certain`;
  const store = await openStore(options);
  const lines = await Promise.all(recipients.map((id) => soFarText(store, run, id)));
  const lifted = lift ? ['  addresses that bounced or complained are mailed again'] : [];
  return [what, ...lines, ...lifted].join('\n');
}

async function soFarText(store: Store, run: string, recipient: string): Promise<string> {
  const tries = await readTries(store, run, recipient);
  const last = tries.at(-1);
  return `  to ${recipient}: ${last ? `try ${last.attempt + 1}, after ${lastText(last)}` : 'try 1'}`;
}

function lastText(last: Try): string {
  const settled = settledOf(last);
  if (settled === 'sent') return 'one that was sent: it will be there twice';
  return settled === 'unknown' ? 'one of which nobody knows' : `one that was ${last.end?.outcome.replace('_', ' ')}`;
}

/** Null: the stage has not answered yet. */
function printDeliveries(
  deliveries: Delivery[] | null,
  { run }: ResendRequest,
  { stage, region, json }: ResendOptions,
): number {
  const where = stage === undefined ? '' : ` --stage ${stage}${region === undefined ? '' : ` --region ${region}`}`;
  const look = `npx scorecard runs ${run}${where}`;
  if (json) print(JSON.stringify({ outcome: deliveries === null ? 'working' : 'done', run, deliveries }, null, 1));
  else if (deliveries === null)
    print(`Still under way: events of the mail service are waited for.\n  look      ${look}`);
  else if (deliveries.length === 0) print('There was nobody to send it to.');
  else print(deliveries.map(deliveryText).join('\n'));
  return (deliveries ?? []).every(({ outcome }) => outcome === 'sent') ? 0 : 1;
}

const REMEDIES: Partial<Record<Delivery['outcome'], string>> = {
  suppressed: 'The address bounced or its owner complained. If it is right now: the same command with --lift.',
  unsubscribed:
    'They asked for no more mails of this report; only they can take that back, by the link of an earlier mail.',
  dropped: 'This stage mails only its allow-list: `mails` in infra/stages.ts.',
  over_quota: 'The mail service lets no more be sent today: the same command tomorrow.',
  unknown: 'Nobody can tell whether it went. Ask the reader before it is sent once more.',
};

function deliveryText({ recipient, outcome, problems = [] }: Delivery): string {
  const remedies = [...problems.map(({ message, remedy }) => `${message} ${remedy}`), REMEDIES[outcome] ?? ''];
  const said = remedies.filter(Boolean).map((text) => `\n  ${text}`);
  const paint = outcome === 'sent' ? (text: string) => text : pc.yellow;
  return `${paint(`${recipient}: ${outcome.replace('_', ' ')}`)}${said.join('')}`;
}
