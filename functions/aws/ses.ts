// The mailer on AWS. SES cannot be asked whether a message was sent, so a send is never repeated unless SES itself said
// that it refused: what ends in silence is `unknown`, and only an event of SES may settle it.
import { GetSendQuotaCommand, type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Mailer, Message, Sent } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { type Call, call, failed, mayPass, sleep, statusOf, type Wait } from './call.ts';

export type SesOptions = {
  /** Made with MAIL_CLIENT: a client that retries by itself could send twice. */
  client: SESClient;
  configurationSet: string;
  /** `*` for everyone, or addresses and `@domains` separated by `;`: others are dropped. */
  allow: string;
  /** Told why a send ended as `unknown`. */
  onUnknown?: (problem: Problem, message: Pick<Message, 'run' | 'recipient' | 'attempt'>) => void;
  wait?: Wait;
  now?: () => number;
};

/** Pauses where a message certainly did not go and the next try may do better: too fast, or no connection. */
const RATE_PAUSES = [1000, 2000, 4000, 8000, 15_000];
/** What SES gives to every account, also in the sandbox. */
const LOWEST_RATE = 1;

export function sesMailer({
  client,
  configurationSet,
  allow,
  onUnknown,
  wait = sleep,
  now = Date.now,
}: SesOptions): Mailer {
  const isAllowed = allowing(allow);
  let rate: number | undefined;
  let reading: Promise<unknown> | undefined;
  let nextSlot = 0;

  const readQuota = async () => {
    const quota = await call(ABOUT_QUOTA, () => client.send(new GetSendQuotaCommand({})), wait);
    rate = quota.MaxSendRate;
    return quota;
  };

  /** Takes the next moment at which a message may leave, and waits for it. */
  const pace = async () => {
    if (rate === undefined) {
      // Without the permission to read it, mail leaves slowly rather than not at all.
      reading ??= readQuota().catch(() => (rate = LOWEST_RATE));
      await reading;
    }
    const slot = Math.max(now(), nextSlot);
    nextSlot = slot + 1000 / Math.max(rate ?? LOWEST_RATE, LOWEST_RATE);
    const ahead = slot - now();
    if (ahead > 0) await wait(ahead);
  };

  return {
    async quota() {
      const { Max24HourSend = 0, SentLast24Hours = 0 } = await readQuota();
      return Max24HourSend < 0 ? null : Math.max(0, Math.floor(Max24HourSend - SentLast24Hours));
    },

    async send(message) {
      if ((await client.config.maxAttempts()) !== 1) throw new Error('The client of SES must not retry: MAIL_CLIENT.');
      if (!isAllowed(message.to)) return { outcome: 'dropped' };
      for (const pauseAfter of [...RATE_PAUSES, null]) {
        await pace();
        const { answer, error, isCertain } = await hand(client, configurationSet, message);
        if (answer) return answer;
        if (isCertain && pauseAfter !== null && mayPass('ses', error)) {
          await wait(pauseAfter);
          continue;
        }
        const failure = failed(aboutSend(configurationSet, message), error);
        if (isCertain) throw failure;
        if (failure instanceof ProblemError) for (const problem of failure.problems) onUnknown?.(problem, message);
        break;
      }
      return { outcome: 'unknown' };
    },

    // SES has nothing that could be asked; its events settle what is unknown.
    look: async () => 'unknown',
  };
}

type Handed = { answer?: Sent; error?: unknown; isCertain: boolean };

/** Hands a message over once. `isCertain`: where there is no answer, nothing was sent. */
async function hand(client: SESClient, configurationSet: string, message: Message): Promise<Handed> {
  const command = new SendRawEmailCommand({
    Source: message.from,
    Destinations: [message.to],
    RawMessage: { Data: message.mime },
    ConfigurationSetName: configurationSet,
    Tags: Object.entries(tagsOf(message)).map(([Name, Value]) => ({ Name, Value })),
  });
  // Everything before the last step happens on this side: credentials, region, signature.
  let hasLeft = false;
  command.middlewareStack.add(
    (next) => (args) => {
      hasLeft = true;
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'noteThatItLeft' },
  );
  try {
    const { MessageId } = await client.send(command);
    if (MessageId) return { answer: { outcome: 'sent', messageId: MessageId }, isCertain: true };
    return { error: new Error('SES answered without a message id.'), isCertain: false };
  } catch (error) {
    return { error, isCertain: !hasLeft || isRefusal(error) || hasNoConnection(error) };
  }
}

/** Tag values take letters, digits and `_ - . @` only, so the recipient's id travels as base64url. */
function tagsOf({ run, recipient, attempt }: Message): Record<string, string> {
  return {
    product: 'scorecard-reports',
    run,
    recipient: Buffer.from(recipient).toString('base64url'),
    try: String(attempt),
  };
}

/** 408 says that the service gave up waiting, which is not a refusal of what it had read. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500 && status !== 408;
}

/** No byte leaves before there is a connection. */
function hasNoConnection(error: unknown): boolean {
  const { syscall, errors, message } = error as { syscall?: string; errors?: unknown[]; message?: string };
  if (Array.isArray(errors) && errors.length > 0) return errors.every(hasNoConnection);
  return syscall === 'connect' || syscall === 'getaddrinfo' || /did not establish a connection/.test(message ?? '');
}

/** `*` alone is everyone; an address must be one plain address to be compared at all. */
function allowing(allow: string): (address: string) => boolean {
  if (allow.trim() === '*') return () => true;
  const entries = allow
    .toLowerCase()
    .split(';')
    .map((entry) => entry.trim());
  return (address) => {
    const lower = address.toLowerCase();
    if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(lower)) return false;
    return entries.some((entry) => (entry.startsWith('@') ? lower.endsWith(entry) : lower === entry));
  };
}

const ABOUT_QUOTA: Call = {
  service: 'ses',
  doing: 'Reading the sending quota of SES',
  action: 'ses:GetSendQuota',
  resource: '*',
};

/** No name of the recipient: what many mails fail of is told once. */
function aboutSend(configurationSet: string, { to }: Message): Call {
  const resource = `configuration set ${configurationSet}`;
  return { service: 'ses', doing: 'Handing a mail to SES', action: 'ses:SendRawEmail', resource, hide: to };
}
