// What the deliver function does with an event: a part of a run, or a person's ask to send again.
import * as z from 'zod';
import type { Definitions } from '../definitions/definitions.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { type DeliveryContext, type DeliveryPorts, deliverBatch } from '../delivery/deliver-batch.ts';
import { resend } from '../delivery/resend.ts';
import type { Steps } from '../ports.ts';
import type { Announcer } from './announce.ts';

const name = z.string().min(1);

export const deliverEvent = z.union([
  z.strictObject({
    run: name,
    report: name,
    asOf: name,
    readers: name,
    ask: z.null(),
    reconcileHours: z.number().min(0).optional(),
  }),
  z.strictObject({
    resend: z.strictObject({
      run: name,
      recipients: z.union([z.literal('unsent'), z.array(name).min(1).max(500)]),
      ask: z.strictObject({ by: name, reason: name }),
      lift: z.boolean().optional(),
    }),
  }),
]);

export type DeliverEvent = z.infer<typeof deliverEvent>;

export type DeliverJob = {
  definitions: Definitions;
  ports: DeliveryPorts;
  sender: string;
  announcer: Announcer;
  /** How long events are waited for before a person is asked. */
  reconcileHours: number;
  linkOf: NonNullable<DeliveryContext['linkOf']>;
};

export async function deliverJob(steps: Steps, event: DeliverEvent, job: DeliverJob): Promise<Delivery[]> {
  const { definitions, ports, sender, announcer, reconcileHours, linkOf } = job;
  const context = { definitions, sender, reconcileHours, linkOf };
  if (!('resend' in event)) return deliverBatch(steps, ports, event, context);
  const { run, ask } = event.resend;
  const deliveries = await resend(steps, ports, event.resend, context);
  const said = deliveries.map(({ recipient, outcome }) => `${recipient}: ${outcome}`).join('\n');
  await steps.step('announce', async () => {
    const subject = `[${announcer.stage}] ${announcer.shop}: ${run} was sent again by ${ask.by}`;
    await announcer.alerts.publish({ subject, text: `Reason: ${ask.reason}\n\n${said}` });
    return null;
  });
  return deliveries;
}
