// Events of SES as EventBridge brings them: late, twice, of other mails, and of ours.
import { describe, expect, it } from 'vitest';
import { readTries, settledOf } from '../../functions/delivery/ledger.ts';
import { isSuppressed } from '../../functions/delivery/suppressions.ts';
import { deliveryEventsJob } from '../../functions/handlers/delivery-events-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Alert } from '../../functions/ports.ts';

const RUN = 'monthly-executive-2026-06';
const tags = { run: [RUN], recipient: [Buffer.from('总裁 1').toString('base64url')], try: ['2'], other: ['x', 'y'] };
const event = (eventType: string, more: object = {}, over: object = { tags }) => ({
  version: '0',
  source: 'aws.ses',
  time: '2026-07-01T00:00:10Z',
  detail: { eventType, mail: { messageId: 'ses-1', destination: ['ceo@shop.test'], ...over }, ...more },
});
const bounce = (bounceType: string) =>
  event('Bounce', {
    bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: 'CEO@shop.test' }] },
  });

function openJob() {
  const alerts: Alert[] = [];
  const counts: Record<string, number>[] = [];
  const store = memoryStore();
  const publish = async (alert: Alert): Promise<void> => {
    alerts.push(alert);
  };
  const job = { store, alerts: { publish }, stage: 'dev', count: (by: Record<string, number>) => void counts.push(by) };
  return { alerts, counts, store, take: (one: unknown) => deliveryEventsJob(one, job) };
}

describe('an event of the mail service', () => {
  it('lies beside the try that it is about, and proves the send', async () => {
    const { take, store } = openJob();
    await store.putOnce(`deliveries/${RUN}/${encodeURIComponent('总裁 1')}/try-2/claim.json`, '{"executionId":"x"}');
    expect(await take(event('Send'))).toEqual({ outcome: 'recorded' });
    const [second] = await readTries(store, RUN, '总裁 1');
    expect(second).toMatchObject({ attempt: 2, end: null, hasEvents: true });
    expect(second && settledOf(second)).toBe('sent');
  });

  it('that comes twice is one', async () => {
    const { take, store, alerts } = openJob();
    for (const _ of [1, 2, 3]) await take(bounce('Permanent'));
    expect(await store.list('deliveries/')).toHaveLength(1);
    expect(await store.list('suppressions/')).toHaveLength(1);
    expect(alerts).toHaveLength(1);
  });

  it('takes an address off after a permanent bounce and tells the owners how to go on', async () => {
    const { take, store, alerts, counts } = openJob();
    await take(bounce('Permanent'));
    expect(await isSuppressed(store, 'ceo@shop.test')).toBe(true);
    expect(alerts[0]?.text).toContain(`scorecard resend ${RUN}`);
    expect(counts).toEqual([{ Bounces: 1, Complaints: 0 }]);
  });

  it('leaves an address on the list after a transient bounce', async () => {
    const { take, store, alerts } = openJob();
    await take(bounce('Transient'));
    expect(await isSuppressed(store, 'ceo@shop.test')).toBe(false);
    expect(alerts).toHaveLength(1);
  });

  it('takes an address off after a complaint', async () => {
    const { take, store, counts } = openJob();
    const complainedRecipients = [{ emailAddress: 'ceo@shop.test' }];
    await take(event('Complaint', { complaint: { complainedRecipients, complaintFeedbackType: 'abuse' } }));
    expect(await isSuppressed(store, 'ceo@shop.test')).toBe(true);
    expect(counts).toEqual([{ Bounces: 0, Complaints: 1 }]);
  });

  it('says nothing to the owners of a mail that was delivered', async () => {
    const { take, alerts } = openJob();
    for (const type of ['Send', 'Delivery', 'DeliveryDelay', 'Open']) await take(event(type));
    expect(alerts).toEqual([]);
  });

  it('of another product’s mail is passed over', async () => {
    const { take, store } = openJob();
    expect(await take(event('Send', {}, { tags: { run: ['x'] } }))).toEqual({ outcome: 'foreign' });
    expect(await take(event('Send', {}, {}))).toEqual({ outcome: 'foreign' });
    expect(await store.list('')).toEqual([]);
  });

  it('that cannot be read fails, so that it is tried again and then kept as a dead letter', async () => {
    await expect(openJob().take({ detail: {} })).rejects.toThrow();
  });

  it('never makes a key out of what its fields say', async () => {
    const { take, store } = openJob();
    await take(event('../../Send'));
    expect(
      (await store.list('deliveries/')).every((key) => /\/try-2\/events\/Send-[0-9a-f]{16}\.json$/.test(key)),
    ).toBe(true);
  });
});
