// May mail leave? The sender's identity and its DKIM, the sandbox, the quota against the readers, and whether sending is on.
import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { type Call, call, pause } from '../../aws/call.ts';
import type { Stage } from '../stage/open-stage.ts';
import { examine, type Finding, fail, ok, warn } from './finding.ts';

/** What SES lets a sandbox send in 24 hours. */
const SANDBOX_QUOTA = 200;

export async function examineMail({ client, outputs }: Stage, readers: number): Promise<Finding[]> {
  const ses = new SESClient(client);
  const findings = await Promise.all([
    examine('sender', () => examineSender(ses, outputs.Sender)),
    examine('quota', () => examineQuota(ses, readers)),
    examine('sending', () => examineSending(ses)),
  ]);
  return findings.flat();
}

/** The address or its domain: one of them must be verified. */
async function examineSender(ses: SESClient, sender: string): Promise<Finding[]> {
  const domain = sender.slice(sender.indexOf('@') + 1);
  const Identities = [domain, sender];
  const verified = await call(
    about('Looking at the identity of the sender', 'ses:GetIdentityVerificationAttributes'),
    () => ses.send(new GetIdentityVerificationAttributesCommand({ Identities })),
    pause,
  );
  const statusOf = (identity: string) => verified.VerificationAttributes?.[identity]?.VerificationStatus;
  const identity = Identities.find((one) => statusOf(one) === 'Success');
  const dkim = await call(
    about('Looking at DKIM of the sender', 'ses:GetIdentityDkimAttributes'),
    () => ses.send(new GetIdentityDkimAttributesCommand({ Identities })),
    pause,
  );
  const attributes = dkim.DkimAttributes?.[identity ?? domain];
  if (identity === undefined) {
    const records = (attributes?.DkimTokens ?? []).map(
      (token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`,
    );
    const how =
      records.length > 0
        ? [
            'Write these records into the DNS of the domain; SES sees them within minutes, at most 72 hours:',
            ...records,
          ]
        : ['Verify the domain in the SES console of this region, or set identity: new in infra/stages.ts and deploy.'];
    return [
      fail('sender', `${sender} is not verified (${domain}: ${statusOf(domain) ?? 'no identity'}).`, how.join('\n')),
    ];
  }
  const isSigned = attributes?.DkimEnabled === true && attributes.DkimVerificationStatus === 'Success';
  const text = `${sender} is verified by ${identity}`;
  if (isSigned) return [ok('sender', `${text}, signed by DKIM.`)];
  const remedy =
    'Switch on Easy DKIM for it in SES and write its three CNAME records into DNS; unsigned mail lands in spam.';
  return [warn('sender', `${text}, but DKIM is ${attributes?.DkimVerificationStatus ?? 'not set up'}.`, remedy)];
}

async function examineQuota(ses: SESClient, readers: number): Promise<Finding[]> {
  const about24 = about('Reading the sending quota', 'ses:GetSendQuota');
  const quota = await call(about24, () => ses.send(new GetSendQuotaCommand({})), pause);
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0, MaxSendRate: rate = 0 } = quota;
  const left = most < 0 ? Number.POSITIVE_INFINITY : Math.max(0, most - sent);
  const said = most < 0 ? 'no limit' : `${left} of ${most} mails left today`;
  const text = `${said}, ${rate} a second, ${readers} readers.`;
  const findings =
    left < readers
      ? [
          fail(
            'quota',
            text,
            'Ask Service Quotas for a higher SES sending quota; who is beyond it waits for the next day.',
          ),
        ]
      : [ok('quota', text)];
  if (most !== SANDBOX_QUOTA) return findings;
  const remedy =
    'In the sandbox SES mails verified addresses and its simulator only: ask for production access in the SES console.';
  return [
    ...findings,
    warn('sandbox', `A quota of ${SANDBOX_QUOTA} a day: the account is in the SES sandbox.`, remedy),
  ];
}

async function examineSending(ses: SESClient): Promise<Finding[]> {
  const asking = about('Looking whether sending is on', 'ses:GetAccountSendingEnabled');
  const { Enabled } = await call(asking, () => ses.send(new GetAccountSendingEnabledCommand({})), pause);
  if (Enabled) return [ok('sending', 'Sending is on for the account.')];
  const remedy =
    'Read in the SES console why (bounces, complaints), then: aws ses update-account-sending-enabled --enabled.';
  return [fail('sending', 'Sending is switched off for the account in this region.', remedy)];
}

function about(doing: string, action: string): Call {
  return { service: 'sesAccount', doing, action, resource: '*' };
}
