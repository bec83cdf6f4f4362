// What infra/stages.ts may say. Every mistake ends at synthesis, named with its stage and remedy, and not as a failed
// deployment or as a mail to somebody whom this stage must not write to.
import type { Stage } from './stages.ts';

/** A stage with what its shop says where the stage is silent. */
export type NamedStage = Stage & { sender: string };

/** Without what is a separator in the environment of a function, or a wildcard in its role. */
const ADDRESS = /^[^\s<>"@;*?]+@[^\s<>"@;*?]+$/;
const DOMAIN = /^@[^\s<>"@;*?]+$/;

/** What is known to be missing where. A region that is not listed is taken as it is. */
const LACKING: readonly { regions: RegExp; what: string }[] = [
  { regions: /^cn-/, what: 'Amazon SES, by which mail is sent, and Lambda Function URLs' },
  { regions: /^us-iso/, what: 'Amazon SES, by which mail is sent' },
  {
    regions: /^(ap-south-2|ap-southeast-4|ap-southeast-5|ca-west-1|eu-south-2|eu-central-2|il-central-1|me-central-1)$/,
    what: 'Lambda Function URLs, behind which readers find pages and files',
  },
];

type Rule = (stage: NamedStage, all: readonly NamedStage[]) => { message: string; remedy: string }[];

const RULES: readonly Rule[] = [
  ({ name }) =>
    refuse(
      !/^[a-z][a-z0-9-]{0,19}$/.test(name),
      'The name is not one that AWS takes everywhere.',
      'Write 1 to 20 small letters, digits and hyphens, a letter first.',
    ),
  ({ name }, all) =>
    refuse(all.filter((other) => other.name === name).length > 1, 'The name occurs twice.', 'Rename one of them.'),
  ({ account }) =>
    refuse(
      account !== undefined && !/^\d{12}$/.test(account),
      `The account ${account} does not have 12 digits.`,
      'Write the account id as text, with leading zeros, or leave it out.',
    ),
  ({ region }) =>
    LACKING.filter(({ regions }) => region !== undefined && regions.test(region)).map(({ what }) => ({
      message: `The region ${region} has no ${what}.`,
      remedy: 'Choose a region that has, such as ap-southeast-1 or eu-central-1; the lake may stay where it is.',
    })),
  ({ name, mails, production }) =>
    refuse(
      mails === 'everyone' && production !== true,
      'It mails everyone, but does not say that it is production.',
      `List who may get mail of ${name}, or write \`production: true\`.`,
    ),
  ({ mails }) =>
    refuse(
      mails.length === 0,
      'It may mail nobody, so no run could show what it mails.',
      "List who may get mail; '@simulator.amazonses.com' is nobody's mailbox and takes every mail.",
    ),
  ({ mails }) =>
    (mails === 'everyone' ? [] : mails).flatMap((entry) =>
      refuse(
        !ADDRESS.test(entry) && !DOMAIN.test(entry),
        `Mail is allowed to ${JSON.stringify(entry)}, which is neither an address nor a domain.`,
        'Write `ann@shop.example`, or `@shop.example` for everybody there.',
      ),
    ),
  ({ sender }) =>
    refuse(
      !ADDRESS.test(sender),
      `The sender ${JSON.stringify(sender)} is no address.`,
      'Write `reports@shop.example`.',
    ),
  ({ alertsTo }) =>
    refuse(
      alertsTo.length === 0 || !alertsTo.every((address) => ADDRESS.test(address)),
      'Alarms would reach nobody.',
      'Name at least one e-mail address in alertsTo.',
    ),
  ({ scanLimitGigabytes: statement, runScanLimitGigabytes: run }) =>
    refuse(
      !(statement > 0 && run >= statement),
      `The limits of ${statement} GB a statement and ${run} GB a run do not hold together.`,
      'Both are above 0, and a run may scan at least what one statement may.',
    ),
  (stage, all) =>
    refuse(
      makesIdentity(stage) && all.some((other) => other !== stage && makesIdentity(other) && samePlace(stage, other)),
      `It makes the SES identity ${domainOf(stage.sender)}, and so does another stage of the same account and region.`,
      "Give one of them `identity: 'existing'`, or a sender of another domain.",
    ),
];

export function checkStages(stages: readonly NamedStage[]): void {
  const lines = stages.flatMap((stage) =>
    RULES.flatMap((rule) => rule(stage, stages)).map(
      ({ message, remedy }) => `infra/stages.ts, stage ${stage.name}\n  ${message}\n  ${remedy}`,
    ),
  );
  if (lines.length > 0) throw new Error(`The stages do not hold.\n\n${lines.join('\n\n')}`);
}

export function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1).toLowerCase();
}

function refuse(isWrong: boolean, message: string, remedy: string): { message: string; remedy: string }[] {
  return isWrong ? [{ message, remedy }] : [];
}

function makesIdentity({ identity }: NamedStage): boolean {
  return identity !== 'existing';
}

function samePlace(a: NamedStage, b: NamedStage): boolean {
  return a.account === b.account && a.region === b.region && domainOf(a.sender) === domainOf(b.sender);
}
