// A part of a run: at most one mail a recipient, whatever is not certain is looked up and else left to a person.
import { describe, expect, it } from 'vitest';
import { durableSteps } from '../../functions/aws/durable.ts';
import { deliverBatch, RECIPIENTS_PER_PART } from '../../functions/delivery/deliver-batch.ts';
import { readTries, settledOf } from '../../functions/delivery/ledger.ts';
import { recordEvent } from '../../functions/delivery/record-event.ts';
import { addSuppression } from '../../functions/delivery/suppressions.ts';
import type { Message, Sent } from '../../functions/ports.ts';
import { ProblemError } from '../../functions/problem.ts';
import { durableService } from '../support/durable-service.ts';
import { batchFor, context, type Desk, openDesk, RUN } from './mail-service.ts';

/** Runs the part as a durable execution; answers what it delivered and its operations. */
async function play(desk: Desk, readers: string[], arn = 'arn:test:first', reconcileHours = 24) {
  const input = await batchFor(desk, readers);
  const service = durableService({ arn });
  const ending = await service.run((own) =>
    deliverBatch(durableSteps(own), desk, input, { ...context, reconcileHours }),
  );
  if (ending.outcome !== 'ended') throw new Error(`ended ${JSON.stringify(ending)}`);
  return { deliveries: ending.value as { recipient: string; outcome: string }[], operations: service.operations() };
}

const outcomes = (deliveries: { recipient: string; outcome: string }[]) =>
  Object.fromEntries(deliveries.map(({ recipient, outcome }) => [recipient, outcome]));
const unknown = async (): Promise<Sent> => ({ outcome: 'unknown' });

describe('a part of a run', () => {
  it('mails each recipient and writes down claim and end', async () => {
    const desk = openDesk(['ann', 'bob']);
    const { deliveries } = await play(desk, ['ann', 'bob']);
    expect(outcomes(deliveries)).toEqual({ ann: 'sent', bob: 'sent' });
    expect(desk.sent.map(({ to }) => to)).toEqual(['ann@shop.test', 'bob@shop.test']);
    const [first] = await readTries(desk.store, RUN, 'ann');
    expect(first).toMatchObject({ attempt: 1, claim: { executionId: 'arn:test:first' }, end: { outcome: 'sent' } });
  });

  it('mails nobody again in another execution', async () => {
    const desk = openDesk(['ann']);
    await play(desk, ['ann']);
    const { deliveries } = await play(desk, ['ann'], 'arn:test:second');
    expect(outcomes(deliveries)).toEqual({ ann: 'already_sent' });
    expect(desk.sent).toHaveLength(1);
  });

  it('leaves to a person what nobody can tell after a day, and does not send it again in the next run', async () => {
    const desk = openDesk(['ann'], { answer: unknown });
    const { deliveries } = await play(desk, ['ann']);
    expect(outcomes(deliveries)).toEqual({ ann: 'unknown' });
    expect((await readTries(desk.store, RUN, 'ann'))[0]?.end).toEqual({ outcome: 'unknown' });
    expect(outcomes((await play(desk, ['ann'], 'arn:test:second')).deliveries)).toEqual({ ann: 'unknown' });
    expect(desk.sent).toHaveLength(1);
  });

  it('takes an event as proof of a send, also one that comes hours later', async () => {
    let polls = 0;
    const desk = openDesk(['ann'], { answer: unknown });
    const list = desk.store.list;
    desk.store.list = async (prefix) => {
      polls += 1;
      if (polls === 20) await recordEvent(desk.store, sendEvent('ann'));
      return list(prefix);
    };
    const { deliveries } = await play(desk, ['ann']);
    expect(polls).toBeGreaterThan(20);
    expect(outcomes(deliveries)).toEqual({ ann: 'sent' });
    expect((await readTries(desk.store, RUN, 'ann')).map(settledOf)).toEqual(['sent']);
  });

  it('lets an event outweigh what was written before it came', async () => {
    const desk = openDesk(['ann'], { answer: unknown });
    await play(desk, ['ann']);
    await recordEvent(desk.store, sendEvent('ann'));
    expect((await readTries(desk.store, RUN, 'ann')).map(settledOf)).toEqual(['sent']);
  });

  it('keeps the trouble of one recipient from the others, and tries that one again in the next run', async () => {
    let isBroken = true;
    const refuse = async ({ recipient }: Message): Promise<Sent> => {
      if (recipient !== 'bob' || !isBroken) return { outcome: 'sent', messageId: 'm' };
      throw new ProblemError({ code: 'MAILER_FAILED', message: 'The address was refused.', remedy: 'Correct it.' });
    };
    const desk = openDesk(['ann', 'bob', 'cid'], { answer: refuse });
    const { deliveries } = await play(desk, ['ann', 'bob', 'cid']);
    expect(outcomes(deliveries)).toEqual({ ann: 'sent', bob: 'failed', cid: 'sent' });
    expect(deliveries[1]).toMatchObject({ problems: [{ message: 'The address was refused.' }] });
    isBroken = false;
    const again = await play(desk, ['ann', 'bob', 'cid'], 'arn:test:second');
    expect(outcomes(again.deliveries)).toEqual({ ann: 'already_sent', bob: 'sent', cid: 'already_sent' });
  });

  it('holds whoever is beyond the quota of the day, and counts nobody who has the mail', async () => {
    const readers = ['ann', 'bob', 'cid', 'dan'];
    const desk = openDesk(readers, { quota: async () => 2 });
    const { deliveries } = await play(desk, readers);
    expect(outcomes(deliveries)).toEqual({ ann: 'sent', bob: 'sent', cid: 'over_quota', dan: 'over_quota' });
    const again = await play(desk, readers, 'arn:test:tomorrow');
    expect(outcomes(again.deliveries)).toEqual({
      ann: 'already_sent',
      bob: 'already_sent',
      cid: 'sent',
      dan: 'sent',
    });
    expect(desk.sent).toHaveLength(4);
  });

  it('does not mail an address that bounced, however it is written, until that is lifted', async () => {
    const desk = openDesk(['ann']);
    const at = '2026-06-01T00:00:00Z';
    await addSuppression(desk.store, ' Ann@Shop.test', {
      suppressed: true,
      because: 'bounce',
      run: 'r',
      recipient: 'ann',
      at,
    });
    expect(outcomes((await play(desk, ['ann'])).deliveries)).toEqual({ ann: 'suppressed' });
    await addSuppression(desk.store, 'ann@shop.test', { suppressed: false, by: 'me', reason: 'a new mailbox' });
    expect(outcomes((await play(desk, ['ann'], 'arn:test:second')).deliveries)).toEqual({ ann: 'sent' });
  });

  it('says who was taken off the list while the run was under way', async () => {
    const desk = openDesk(['ann']);
    const { deliveries } = await play(desk, ['ann', 'gone']);
    expect(outcomes(deliveries)).toEqual({ ann: 'sent', gone: 'failed' });
    expect(deliveries[1]).toMatchObject({ problems: [{ code: 'INVALID_RECIPIENT' }] });
  });
});

describe('what an execution may remember', () => {
  it('holds for 500 recipients of whom nobody can tell anything', { timeout: 120_000 }, async () => {
    const readers = Array.from({ length: RECIPIENTS_PER_PART }, (_, at) => `employee-${String(at).padStart(6, '0')}`);
    const desk = openDesk(readers, { answer: unknown });
    const { operations, deliveries } = await play(desk, readers, 'arn:test:first', 0.5);
    expect(deliveries.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(500);
    expect(operations.length).toBeLessThan(3000);
    // Five a recipient at most, and a few for the part itself.
    expect(operations.length).toBeLessThanOrEqual(500 * 5 + 6);
    const sizes = operations.map((operation) => Buffer.byteLength(JSON.stringify(operation)));
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });

  it('holds for 500 recipients with long ids of whom each fails of something else', { timeout: 120_000 }, async () => {
    const readers = Array.from({ length: RECIPIENTS_PER_PART }, (_, at) => `${'x'.repeat(145)}-${at}`);
    const refuse = async ({ recipient }: Message): Promise<Sent> => {
      const message = `${recipient} ${'is refused '.repeat(50)}`;
      throw new ProblemError({ code: 'MAILER_FAILED', message, remedy: 'Correct it. '.repeat(20) });
    };
    const { deliveries } = await play(openDesk(readers, { answer: refuse }), readers);
    expect(deliveries.every(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(deliveries))).toBeLessThan(200_000);
    expect(deliveries.filter((delivery) => 'problems' in delivery)).toHaveLength(20);
  });

  it('keeps no address and no word of a mail', async () => {
    const desk = openDesk(['ann', 'bob']);
    const { operations } = await play(desk, ['ann', 'bob']);
    expect(JSON.stringify(operations)).not.toMatch(/@shop|June/);
  });
});

function sendEvent(recipient: string) {
  return { run: RUN, recipient, attempt: 1, type: 'Send', at: '2026-07-01T00:00:01Z', lost: [], detail: 'ses-1' };
}
