// What SES and SNS say when they refuse.
import type { Failure } from './failure.ts';

export const SES_FAILURES: readonly Failure[] = [
  {
    says: /daily (message|sending) quota/i,
    cause: 'the quota of messages in 24 hours is used up',
    remedy:
      'Run the same command tomorrow; who had the mail does not get it twice. Ask Service Quotas for a higher SES sending quota.',
    code: 'OVER_QUOTA',
  },
  {
    codes: ['Throttling'],
    cause: 'more messages a second than the account may send',
    remedy: 'Ask Service Quotas for a higher SES sending rate, or schedule the reports apart.',
    passes: true,
  },
  {
    codes: ['MessageRejected'],
    says: /not verified/i,
    cause: 'an address is not verified',
    remedy:
      'Verify the sender’s domain in SES (its DKIM records in DNS). An account in the sandbox mails verified addresses only: ask for production access.',
  },
  {
    codes: ['MessageRejected', 'AccountSendingPaused'],
    says: /paused|suspended|disabled|shut down/i,
    cause: 'SES has paused sending for this account',
    remedy:
      'Read why in the SES console (bounces, complaints), answer AWS there, then enable it by ses:UpdateAccountSendingEnabled.',
  },
  {
    codes: ['MessageRejected'],
    cause: 'SES refuses the message',
    remedy: 'Correct what it names; the message lies under runs/ in the bucket of reports.',
  },
  {
    codes: ['MailFromDomainNotVerified'],
    cause: 'the MAIL FROM domain of the sender has no MX record that SES can read',
    remedy: 'Repair the MX and SPF records of the MAIL FROM domain, or let it fall back to amazonses.com.',
  },
  {
    codes: ['ConfigurationSetDoesNotExist'],
    cause: 'the configuration set does not exist',
    remedy: 'Deploy the reporting stack of this stage, which makes {resource}.',
  },
  {
    codes: ['ConfigurationSetSendingPaused'],
    cause: 'sending is paused for the configuration set',
    remedy: 'Find out why, then enable it by ses:UpdateConfigurationSetSendingEnabled.',
  },
  {
    codes: ['InvalidParameterValue', 'ValidationError', 'InvalidParameterCombination', 'MissingParameter'],
    cause: 'an address or a tag is not valid',
    remedy:
      'Correct the address in recipients/*.csv: one ASCII address, the domain in punycode; ids of 190 characters at most.',
  },
  {
    codes: ['AccessDenied'],
    cause: 'access is denied',
    remedy:
      'Allow {action} on the identity of the sender and on {resource}; a condition on ses:FromAddress must name the sender of the shop.',
  },
];

export const SNS_FAILURES: readonly Failure[] = [
  {
    codes: ['NotFound'],
    cause: 'the topic does not exist',
    remedy: 'Deploy the reporting stack of this stage.',
  },
  {
    codes: ['KMSAccessDenied', 'KMSDisabled', 'KMSInvalidState', 'KMSNotFound', 'KMSOptInRequired'],
    cause: 'the key that encrypts the topic cannot be used',
    remedy: 'Enable the KMS key, and allow kms:Decrypt and kms:GenerateDataKey on it to the role that calls.',
  },
  {
    codes: ['InvalidParameter', 'InvalidParameterValue', 'Validation'],
    cause: 'the topic or the text is not valid',
    remedy: 'Check ALERTS_TOPIC: it is the ARN of an SNS topic in this region.',
  },
];
