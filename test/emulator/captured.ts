// Mails that the emulator's SES took, as it keeps them.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import type { Trust } from './clients.ts';
import { readBody } from './relay.ts';

export type CapturedMail = {
  MessageId: string;
  Source: string;
  To: string[];
  Subject: string;
  BodyText: string | null;
  BodyHtml: string | null;
};

export async function capturedMails(trust: Trust): Promise<CapturedMail[]> {
  const { body } = await fetchFrom(trust, `${trust.url}/_ministack/ses/messages`);
  const { messages } = JSON.parse(body) as { messages: Record<string, CapturedMail[]> };
  return Object.values(messages).flat();
}

/** As a browser would ask that trusts the emulator's certificate. */
export async function fetchFrom({ certificate }: Trust, url: string): Promise<{ status: number; body: string }> {
  const asked = get(url, { agent: new Agent({ ca: certificate }) });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: (await readBody(answer)).toString() };
}
