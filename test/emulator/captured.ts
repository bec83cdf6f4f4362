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

export async function capturedMails({ url, certificate }: Trust): Promise<CapturedMail[]> {
  const asked = get(`${url}/_ministack/ses/messages`, { agent: new Agent({ ca: certificate }) });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { messages } = JSON.parse((await readBody(answer)).toString()) as { messages: Record<string, CapturedMail[]> };
  return Object.values(messages).flat();
}
