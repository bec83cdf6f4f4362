// What the owners would read: a queue that hears the topic of alerts beside their addresses.
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { eventually } from './eventually.ts';
import type { Stand } from './stand.ts';

/** `next` answers the oldest alert that was not read yet, subject and text. */
export type Owners = { next(): Promise<string> };

export async function listenAsOwners({ emulator, root, app }: Stand): Promise<Owners> {
  const Principal = { Service: 'sns.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: '*' }];
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  const { QueueUrl } = await emulator.call('sqs', 'create_queue', { QueueName: 'owners', Attributes });
  const Endpoint = `arn:aws:sqs:${emulator.region}:${emulator.account}:owners`;
  await root.sns.send(new SubscribeCommand({ TopicArn: app.AlertsTopic, Protocol: 'sqs', Endpoint }));
  return {
    async next() {
      const [message] = await eventually(async () => {
        const asked = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 1 };
        const { Messages = [] } = await emulator.call('sqs', 'receive_message', asked);
        return Messages as { Body: string; ReceiptHandle: string }[];
      });
      if (!message) return 'no alert';
      await emulator.call('sqs', 'delete_message', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
      const { Subject, Message } = JSON.parse(message.Body) as { Subject: string; Message: string };
      return `${Subject}\n${Message}`;
    },
  };
}
