// Alerts to the owners, through a topic. An alert may come twice, which is better than not at all.
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Call, call, pause, type Wait } from './call.ts';

/** SNS takes subjects of fewer than 100 characters, and messages of 256 KB. */
const SUBJECT_LENGTH = 99;
const TEXT_BYTES = 250_000;

export type Alert = { subject: string; text: string };

export type Alerts = { publish(alert: Alert): Promise<void> };

/** `topic` is the topic's ARN. */
export function snsAlerts({ client, topic, wait = pause }: { client: SNSClient; topic: string; wait?: Wait }): Alerts {
  const doing = 'Publishing an alert';
  const about: Call = { service: 'sns', doing, action: 'sns:Publish', resource: topic, place: topic };
  return {
    async publish({ subject, text }) {
      const command = new PublishCommand({ TopicArn: topic, Subject: plain(subject), Message: cut(text) });
      await call(about, () => client.send(command), wait);
    },
  };
}

/** The subject of an e-mail of SNS is one short line of ASCII; the text says it all. */
function plain(subject: string): string {
  const ascii = subject
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\x20-\x7e]/gu, '?')
    .trim();
  return ascii.length > SUBJECT_LENGTH ? `${ascii.slice(0, SUBJECT_LENGTH - 3)}...` : ascii || 'Alert';
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= TEXT_BYTES) return text || 'No text.';
  return `${bytes
    .subarray(0, TEXT_BYTES)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}\n…`;
}
