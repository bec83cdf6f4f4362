// What is done with an event of SES. Events of mails that are not this product's are passed over; one that is ours and
// cannot be read is an error, so that it is tried again and then lies in the dead-letter queue.
import * as z from 'zod';
import { type MailEvent, recordEvent } from '../delivery/record-event.ts';
import type { Alerts, Store } from '../ports.ts';

const addresses = z.array(z.object({ emailAddress: z.string() }));
const tag = z.tuple([z.string()]).rest(z.string());

const sesEvent = z.object({
  time: z.string(),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), tag).optional() }),
    bounce: z
      .object({ bounceType: z.string(), bounceSubType: z.string().optional(), bouncedRecipients: addresses })
      .optional(),
    complaint: z.object({ complainedRecipients: addresses, complaintFeedbackType: z.string().nullish() }).optional(),
    reject: z.object({ reason: z.string() }).optional(),
    deliveryDelay: z.object({ delayType: z.string() }).optional(),
  }),
});

type SesDetail = z.infer<typeof sesEvent>['detail'];

export type EventsJob = {
  store: Store;
  alerts: Alerts;
  stage: string;
  count(counts: Record<string, number>): void;
};

export async function deliveryEventsJob(event: unknown, job: EventsJob): Promise<{ outcome: 'recorded' | 'foreign' }> {
  const { time, detail } = sesEvent.parse(event);
  const mailEvent = eventOf(time, detail);
  if (mailEvent === null) return { outcome: 'foreign' };
  const { isNew } = await recordEvent(job.store, mailEvent);
  if (isNew) await tellOwners(mailEvent, job);
  return { outcome: 'recorded' };
}

function eventOf(at: string, detail: SesDetail): MailEvent | null {
  const { tags = {}, messageId } = detail.mail;
  const [run, recipient, attempt] = ['run', 'recipient', 'try'].map((name) => tags[name]?.[0]);
  if (run === undefined || recipient === undefined || attempt === undefined) return null;
  return {
    run,
    recipient: Buffer.from(recipient, 'base64url').toString(),
    attempt: Number(attempt),
    // The type becomes part of a key.
    type: detail.eventType.replaceAll(/[^A-Za-z0-9]/g, '') || 'Unknown',
    at,
    lost: lostIn(detail),
    detail: [messageId, ...wordsOf(detail)].join(' '),
  };
}

/** A transient bounce (a full mailbox) is no reason to leave somebody out next month. */
function lostIn({ bounce, complaint }: SesDetail): MailEvent['lost'] {
  const bounced = bounce?.bounceType === 'Permanent' ? bounce.bouncedRecipients : [];
  return [
    ...bounced.map(({ emailAddress }) => ({ address: emailAddress, because: 'bounce' as const })),
    ...(complaint?.complainedRecipients ?? []).map(({ emailAddress }) => ({
      address: emailAddress,
      because: 'complaint' as const,
    })),
  ];
}

function wordsOf({ bounce, complaint, reject, deliveryDelay }: SesDetail): string[] {
  return [
    bounce?.bounceType,
    bounce?.bounceSubType,
    complaint?.complaintFeedbackType,
    reject?.reason,
    deliveryDelay?.delayType,
  ].filter((word) => typeof word === 'string');
}

async function tellOwners({ run, recipient, type, lost, detail }: MailEvent, job: EventsJob): Promise<void> {
  if (type !== 'Bounce' && type !== 'Complaint' && type !== 'Reject') return;
  job.count({ Bounces: type === 'Complaint' ? 0 : 1, Complaints: type === 'Complaint' ? 1 : 0 });
  const next =
    lost.length > 0
      ? `The address is not mailed any more. Correct it in recipients/*.csv, or lift this by \`scorecard resend ${run} --recipient ${recipient} --lift\` once its owner agrees.`
      : 'Nothing was taken off the list; look whether it happens again.';
  const subject = `[${job.stage}] ${type} of ${run} for ${recipient}`;
  await job.alerts.publish({ subject, text: `${detail}\n\n${next}` });
}
