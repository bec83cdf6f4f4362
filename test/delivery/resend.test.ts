// Sending again: only on a person's word, which is kept; in doubt nothing is guessed.
import { describe, expect, it } from 'vitest';
import { durableSteps } from '../../functions/aws/durable.ts';
import { deliverBatch } from '../../functions/delivery/deliver-batch.ts';
import { readTries } from '../../functions/delivery/ledger.ts';
import { type ResendRequest, resend } from '../../functions/delivery/resend.ts';
import { addSuppression, isSuppressed } from '../../functions/delivery/suppressions.ts';
import type { Message, Sent } from '../../functions/ports.ts';
import { ProblemError } from '../../functions/problem.ts';
import { durableService, type Kill } from '../support/durable-service.ts';
import { batchFor, context, type Desk, openDesk, RUN } from './mail-service.ts';

const ask = { by: 'ann', reason: 'she deleted it' };

/** A run that has mailed its readers, with its record. */
async function mailed(
  readers: string[],
  answer?: (message: Message) => Promise<Sent>,
  listed = readers,
): Promise<Desk> {
  const desk = openDesk(listed, answer ? { answer } : {});
  const input = await batchFor(desk, readers);
  const service = durableService({ arn: 'arn:test:run' });
  const hours = { ...context, reconcileHours: 0 };
  const ending = await service.run((own) => deliverBatch(durableSteps(own), desk, input, hours));
  const deliveries = ending.outcome === 'ended' ? ending.value : [];
  const record = { report: input.report, asOf: input.asOf, readers: [input.readers], deliveries };
  await desk.store.putOnce(`runs/${RUN}/attempt-1/run.json`, JSON.stringify(record));
  return desk;
}

async function again(desk: Desk, request: Partial<ResendRequest>, arn = 'arn:test:again', kill?: Kill) {
  const service = durableService({ arn, ...(kill ? { kill } : {}) });
  const play = () =>
    service.run(async (own) => {
      try {
        return await resend(
          durableSteps(own),
          desk,
          { run: RUN, recipients: ['bob'], ask, ...request },
          {
            ...context,
            reconcileHours: 0,
          },
        );
      } catch (error) {
        return error instanceof ProblemError ? error.problems.map(({ message }) => message) : String(error);
      }
    });
  const first = await play();
  const ending = first.outcome === 'died' ? await play() : first;
  if (ending.outcome !== 'ended') throw new Error(ending.outcome);
  return ending.value;
}

describe('sending again', () => {
  it('is another try with an id of its own, and keeps who asked and why', async () => {
    const desk = await mailed(['ann', 'bob']);
    expect(await again(desk, {})).toMatchObject([{ recipient: 'bob', outcome: 'sent', attempt: 2 }]);
    const tries = await readTries(desk.store, RUN, 'bob');
    expect(tries[1]?.claim).toEqual({ executionId: 'arn:test:again', ...ask });
    const ids = desk.sent
      .filter(({ recipient }) => recipient === 'bob')
      .map(({ mime }) => /Message-ID: (\S+)/i.exec(String(Buffer.from(mime)))?.[1]);
    expect(new Set(ids).size).toBe(2);
  });

  it('happens once for one word, wherever the function dies', async () => {
    for (const checkpoint of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const desk = await mailed(['bob']);
      await again(desk, {}, 'arn:test:again', { checkpoint, when: checkpoint % 2 === 0 ? 'after' : 'before' });
      expect(desk.sent.length, `checkpoint ${checkpoint}`).toBeLessThanOrEqual(2);
    }
  });

  it('to all who certainly have nothing leaves out whoever has it or may have it', async () => {
    const answer = async ({ recipient, attempt }: Message): Promise<Sent> => {
      if (recipient === 'bob') return { outcome: 'unknown' };
      if (recipient !== 'cid' || attempt > 1) return { outcome: 'sent', messageId: 'm' };
      throw new ProblemError({ code: 'MAILER_FAILED', message: 'refused', remedy: 'none' });
    };
    const desk = await mailed(['ann', 'bob', 'cid'], answer);
    expect(await again(desk, { recipients: 'unsent' })).toMatchObject([{ recipient: 'cid', outcome: 'sent' }]);
  });

  it('reaches somebody who became a reader after the run, and nobody who is none', async () => {
    const desk = await mailed(['ann'], undefined, ['ann', 'new']);
    expect(await again(desk, { recipients: ['new'] })).toMatchObject([
      { recipient: 'new', outcome: 'sent', attempt: 1 },
    ]);
    expect(await again(desk, { recipients: ['eve'] }, 'arn:test:eve')).toEqual([`eve is no recipient of run ${RUN}.`]);
  });

  it('does not mail a suppressed address unless that is lifted, and keeps who lifted it', async () => {
    const desk = await mailed(['bob']);
    const bounced = {
      suppressed: true,
      because: 'bounce',
      run: RUN,
      recipient: 'bob',
      at: '2026-07-01T00:00:00Z',
    } as const;
    await addSuppression(desk.store, 'bob@shop.test', bounced);
    expect(await again(desk, {})).toMatchObject([{ outcome: 'suppressed' }]);
    expect(await again(desk, { lift: true }, 'arn:test:lift')).toMatchObject([{ outcome: 'sent', attempt: 3 }]);
    expect(await isSuppressed(desk.store, 'bob@shop.test')).toBe(false);
  });

  it('of a run that never mailed anyone is refused', async () => {
    expect(await again(openDesk(['bob']), {})).toEqual([`There is no run ${RUN} that has mailed anyone.`]);
  });
});
