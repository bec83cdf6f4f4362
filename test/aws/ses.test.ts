// The mailer against SES v1 on the wire: what is certain rejects, what nobody can tell is unknown, and nothing that may
// have been sent is ever handed over again.
import type { LookupFunction } from 'node:net';
import { SESClient, type SESClientConfig } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT, MAIL_CLIENT } from '../../functions/aws/client-config.ts';
import { type SesOptions, sesMailer } from '../../functions/aws/ses.ts';
import type { Mailer, Message } from '../../functions/ports.ts';
import type { Problem } from '../../functions/problem.ts';
import { queryError, type SesWire, sesWire } from '../support/aws/query-wire.ts';
import { clientOf, type Fault, startWire, type Wire } from '../support/aws/wire.ts';

let service: SesWire;
let wire: Wire;
let clock: number;
let pauses: number[];
let unknown: Problem[];
const clients: SESClient[] = [];

beforeEach(async () => {
  service = sesWire();
  wire = await startWire(service);
  clock = 1_000_000;
  pauses = [];
  unknown = [];
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await wire.close();
});

/** A clock that moves only while somebody waits. */
function mailerOf(options: Partial<SesOptions> = {}, config: SESClientConfig = {}): Mailer {
  const requestHandler = { ...MAIL_CLIENT.requestHandler, requestTimeout: 300 };
  const client = new SESClient({ ...MAIL_CLIENT, ...clientOf(wire.url), requestHandler, ...config });
  clients.push(client);
  return sesMailer({
    client,
    configurationSet: 'scorecard-dev',
    allow: '*',
    onUnknown: (problem) => unknown.push(problem),
    now: () => clock,
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
      clock += milliseconds;
    },
    ...options,
  });
}

function messageTo(to: string, recipient = 'ann'): Message {
  const mime = Buffer.from(`To: ${to}\r\nSubject: October\r\n\r\nHello € 销售额\r\n`);
  const run = 'monthly-executive-2026-10';
  return { run, recipient, attempt: 2, from: 'reports@shop.example', to, subject: 'October', mime, html: '', text: '' };
}

/** As Node's own resolver says it. */
function notFound(hostname: string): NodeJS.ErrnoException {
  const more = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname };
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), more);
}

const ann = messageTo('ann@shop.example');
const refused = (status: number, code: string, message = code): Fault => ({
  answer: queryError(status, code, message),
});
const sends = () => wire.calls.filter((call) => call === 'SendRawEmail').length;

describe('a mail', () => {
  it('goes out with its envelope, its configuration set and the tags by which events find it', async () => {
    const message = messageTo('ann@shop.example', 'ann@hr/münchen');
    expect(await mailerOf().send(message)).toEqual({ outcome: 'sent', messageId: 'm-1' });
    expect(service.mails).toEqual([
      {
        source: 'reports@shop.example',
        destinations: ['ann@shop.example'],
        mime: Buffer.from(message.mime).toString(),
        configurationSet: 'scorecard-dev',
        tags: {
          product: 'scorecard-reports',
          run: 'monthly-executive-2026-10',
          recipient: Buffer.from('ann@hr/münchen').toString('base64url'),
          try: '2',
        },
      },
    ]);
    for (const value of Object.values(service.mails[0]?.tags ?? {})) expect(value).toMatch(/^[\w.@-]{1,256}$/);
  });

  it.each<[string, Fault]>([
    ['the line is cut after SES took it', { lost: 'answer' }],
    ['the line is cut before SES took it', { lost: 'request' }],
    ['SES never answers', { silent: true }],
    ['the answer breaks off', { lost: 'half' }],
    ['SES is out of order', refused(500, 'InternalFailure')],
    ['SES is not available', refused(503, 'ServiceUnavailable')],
    ['a gateway answers in HTML', { answer: { status: 502, body: '<html>Bad Gateway</html>' } }],
    ['SES gave up reading', refused(408, 'RequestTimeout')],
    ['the answer holds no id', { answer: { status: 200, body: '<SendRawEmailResponse/>' } }],
  ])('is unknown where %s, and is not handed over again', async (_case, fault) => {
    wire.plan('SendRawEmail', fault);
    expect(await mailerOf().send(ann)).toEqual({ outcome: 'unknown' });
    expect(sends()).toBe(1);
    expect(unknown).toMatchObject([{ code: 'MAILER_FAILED' }]);
  });

  it.each([
    [400, 'MessageRejected', 'Email address is not verified.', 'Verify the sender’s domain'],
    [400, 'MessageRejected', 'Sending suspended for this account.', 'ses:UpdateAccountSendingEnabled'],
    [400, 'MessageRejected', 'Illegal content', 'Correct what it names'],
    [400, 'AccountSendingPausedException', 'Email sending is paused', 'ses:UpdateAccountSendingEnabled'],
    [400, 'MailFromDomainNotVerifiedException', 'no MX', 'MX and SPF records'],
    [400, 'ConfigurationSetDoesNotExist', 'no set', 'makes configuration set scorecard-dev'],
    [400, 'ConfigurationSetSendingPausedException', 'paused', 'ses:UpdateConfigurationSetSendingEnabled'],
    [400, 'InvalidParameterValue', 'Domain contains control or whitespace', 'Correct the address in recipients/*.csv'],
    [403, 'AccessDenied', 'not authorized to perform ses:SendRawEmail', 'Allow ses:SendRawEmail on the identity'],
    [403, 'ExpiredToken', 'expired', 'Sign in again'],
    [403, 'InvalidClientTokenId', 'invalid', 'aws sts get-caller-identity'],
    [403, 'SignatureDoesNotMatch', 'signature', 'aws sts get-caller-identity'],
    [400, 'RequestExpired', 'expired', 'Sign in again'],
    [400, 'OptInRequired', 'opt in', 'Enable the region'],
    [400, 'SomethingNew', 'new', 'Look up SomethingNew in the documentation of SES'],
  ])('that SES refuses with %i %s (%s) rejects with the remedy', async (status, code, message, remedy) => {
    wire.plan('SendRawEmail', refused(status, code, message));
    await expect(mailerOf().send(ann)).rejects.toMatchObject({
      problems: [
        { code: 'MAILER_FAILED', message: expect.stringContaining(code), remedy: expect.stringContaining(remedy) },
      ],
    });
    expect(service.mails).toEqual([]);
    expect(sends()).toBe(1);
  });

  it('leaves no address in the problem', async () => {
    wire.plan('SendRawEmail', refused(400, 'MessageRejected', 'not verified: ANN@shop.example, reports@shop.example'));
    await expect(mailerOf().send(ann)).rejects.toMatchObject({
      problems: [{ message: expect.stringMatching(/^(?!.*ann@shop).*not verified: …, reports@shop\.example\)\.$/i) }],
    });
  });

  it('rejects where there is no connection, after trying for a while', async () => {
    await wire.close();
    await expect(mailerOf().send(ann)).rejects.toMatchObject({
      problems: [{ code: 'MAILER_FAILED', message: expect.stringContaining('ECONNREFUSED') }],
    });
    expect(unknown).toEqual([]);
  });

  it.each<[string, LookupFunction, RegExp]>([
    ['the name of the service is not known', (host, _options, done) => done(notFound(host), '', 4), /ENOTFOUND/],
    ['nobody takes the connection', () => {}, /did not establish a connection/],
  ])('rejects where %s', async (_case, lookup, message) => {
    const httpAgent = { ...MAIL_CLIENT.requestHandler.httpAgent, lookup };
    const requestHandler = { ...MAIL_CLIENT.requestHandler, connectionTimeout: 20, httpAgent };
    const mailer = mailerOf({}, { endpoint: 'http://email.example', requestHandler });
    await expect(mailer.send(ann)).rejects.toMatchObject({
      problems: [{ code: 'MAILER_FAILED', message: expect.stringMatching(message) }],
    });
    expect(unknown).toEqual([]);
  });

  it('rejects where there are no credentials, since nothing left', async () => {
    const credentials = async () => {
      throw Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });
    };
    await expect(mailerOf({}, { credentials }).send(ann)).rejects.toMatchObject({
      problems: [{ code: 'MAILER_FAILED', remedy: expect.stringContaining('aws sso login') }],
    });
    expect(wire.calls).toEqual([]);
  });

  it('is never handed to a client that retries by itself', async () => {
    await expect(mailerOf({}, { maxAttempts: 3 }).send(ann)).rejects.toThrow('must not retry');
    expect(wire.calls).toEqual([]);
    expect(CLIENT.maxAttempts).toBe(1);
  });
});

describe('throttling', () => {
  const tooFast = refused(400, 'Throttling', 'Maximum sending rate exceeded.');

  it('is certain not to have sent, so the mail goes out after a pause', async () => {
    wire.plan('SendRawEmail', tooFast, tooFast);
    expect(await mailerOf().send(ann)).toEqual({ outcome: 'sent', messageId: 'm-1' });
    expect(service.mails).toHaveLength(1);
    expect(pauses).toEqual([1000, 2000]);
  });

  it('that does not end rejects', async () => {
    wire.plan('SendRawEmail', ...Array.from({ length: 20 }, () => tooFast));
    await expect(mailerOf().send(ann)).rejects.toMatchObject({
      problems: [{ code: 'MAILER_FAILED', message: expect.stringContaining('Maximum sending rate exceeded') }],
    });
    expect(service.mails).toEqual([]);
  });

  it.each(['Throttling', 'ThrottlingException', 'LimitExceededException'])(
    'by the day’s quota (%s) says so at once',
    async (code) => {
      wire.plan('SendRawEmail', refused(400, code, 'Daily message quota exceeded.'));
      await expect(mailerOf().send(ann)).rejects.toMatchObject({ problems: [{ code: 'OVER_QUOTA' }] });
      expect(sends()).toBe(1);
    },
  );
});

describe('pacing', () => {
  it('lets no more messages out a second than the account may send, also side by side', async () => {
    service.quota.maxSendRate = 4;
    const mailer = mailerOf();
    const starts: number[] = [];
    await mailer.send(ann);
    for (let nth = 0; nth < 8; nth += 1) {
      await mailer.send(ann);
      starts.push(clock);
    }
    expect(starts.map((start) => start - 1_000_000)).toEqual([250, 500, 750, 1000, 1250, 1500, 1750, 2000]);
    expect(wire.calls.filter((call) => call === 'GetSendQuota')).toHaveLength(1);
  });

  it('gives each of several at once a slot of its own', async () => {
    service.quota.maxSendRate = 2;
    const waited: number[] = [];
    const mailer = mailerOf({ wait: async (milliseconds) => void waited.push(milliseconds) });
    await Promise.all([1, 2, 3, 4].map(() => mailer.send(ann)));
    expect(waited).toEqual([500, 1000, 1500]);
    expect(wire.calls.filter((call) => call === 'GetSendQuota')).toHaveLength(1);
  });

  it('sends slowly where the rate cannot be read', async () => {
    wire.plan('GetSendQuota', refused(403, 'AccessDenied'));
    const mailer = mailerOf();
    await mailer.send(ann);
    await mailer.send(ann);
    expect(service.mails).toHaveLength(2);
    expect(pauses).toEqual([1000]);
  });
});

describe('the quota', () => {
  it.each([
    [200, 0, 200],
    [200, 199.5, 0],
    [50_000, 12_345, 37_655],
    [200, 250, 0],
    [-1, 10, null],
  ])('of %d with %d sent leaves %s', async (max24HourSend, sentLast24Hours, left) => {
    Object.assign(service.quota, { max24HourSend, sentLast24Hours });
    expect(await mailerOf().quota()).toBe(left);
  });

  it('is asked again where SES is busy, and names its permission where it is missing', async () => {
    wire.plan('GetSendQuota', refused(400, 'Throttling', 'Rate exceeded'), { lost: 'answer' });
    expect(await mailerOf().quota()).toBe(200);
    wire.plan('GetSendQuota', refused(403, 'AccessDenied'));
    await expect(mailerOf().quota()).rejects.toMatchObject({
      problems: [{ code: 'MAILER_FAILED', remedy: expect.stringContaining('ses:GetSendQuota') }],
    });
  });
});

describe('the allow-list', () => {
  it.each([
    ['*', 'ann@shop.example', true],
    ['ann@shop.example; bob@shop.example', 'ANN@shop.example', true],
    ['Ann@Shop.example', 'ann@shop.example', true],
    ['@shop.example', 'anyone@Shop.Example', true],
    ['@shop.example', 'ann@sub.shop.example', false],
    ['@shop.example', 'ann@notshop.example', false],
    ['@shop.example', 'ann@shop.example.evil', false],
    ['@shop.example', 'eve@evil.example, x@shop.example', false],
    ['@shop.example', 'eve@evil.example@shop.example', false],
    ['ann@shop.example', 'joann@shop.example', false],
    ['ann@shop.example;*', 'eve@evil.example', false],
    ['', 'ann@shop.example', false],
  ])('%j with %s: %s', async (allow, to, isSent) => {
    const sent = await mailerOf({ allow }).send(messageTo(to));
    expect(sent.outcome).toBe(isSent ? 'sent' : 'dropped');
    expect(service.mails).toHaveLength(isSent ? 1 : 0);
  });
});

it('cannot look up a mail: only events tell', async () => {
  expect(await mailerOf().look('r', 'ann', 1)).toBe('unknown');
});
