// More readers than one execution can remember: they are split over executions of their own, and each is mailed once.
import { describe, expect, it } from 'vitest';
import { answerPart, durableSteps } from '../../functions/aws/durable.ts';
import { reportJob } from '../../functions/handlers/report-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Json, Message } from '../../functions/ports.ts';
import type { RunResult } from '../../functions/run/request.ts';
import { EVENT, openSmallShop, RUN, recipientsOf } from '../faults/small-shop.ts';
import { durableService } from '../support/durable-service.ts';
import { deliverParts } from '../support/parts.ts';
import { recordedEngine } from '../support/recorded-engine.ts';

const READERS = 1203;

describe('a run with more readers than one execution can remember', () => {
  it('hands them over in parts, one after the other, and mails each once', { timeout: 300_000 }, async () => {
    const { shop, recording } = await openSmallShop();
    const store = memoryStore();
    await store.putOnce('recipients/readers.csv', recipientsOf(READERS));
    const sent: Message[] = [];
    const mailer = {
      quota: async () => null,
      look: async () => 'unknown' as const,
      send: async (message: Message) => ({ outcome: 'sent' as const, messageId: String(sent.push(message)) }),
    };
    const recipientFiles = async () => [{ file: 'readers.csv', text: recipientsOf(READERS) }];
    const part = deliverParts({ store, mailer, recipientFiles }, shop.definitions);
    const partOperations: number[] = [];
    let beside = 0;
    const deliver = async (input: unknown) => {
      beside += 1;
      expect(beside).toBe(1);
      const service = durableService({ arn: `arn:test:part-${partOperations.length}` });
      const ending = await service.run((own) => answerPart(() => part(input as Json, durableSteps(own))));
      partOperations.push(service.operations().length);
      beside -= 1;
      return ending;
    };
    const now = () => '2026-07-01T00:00:00Z';
    const announcer = { stage: 'test', shop: 's', alerts: { publish: async () => undefined }, count: () => undefined };
    const job = { shop, store, engine: () => recordedEngine(recording), announcer, scanLimitGigabytes: 1000, now };
    const service = durableService({ callees: { deliver } });
    const ending = await service.run((own) => reportJob(durableSteps(own, { partFunction: 'deliver' }), EVENT, job));

    expect(ending).toEqual({ outcome: 'ended', value: { outcome: 'done', run: RUN } });
    expect(partOperations).toHaveLength(3);
    expect(Math.max(...partOperations, service.operations().length)).toBeLessThan(3000);
    const sizes = service.operations().map((operation) => Buffer.byteLength(JSON.stringify(operation)));
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(READERS);
    expect(sent).toHaveLength(READERS);
    const record = await store.get(`runs/${RUN}/attempt-1/run.json`);
    const { deliveries } = JSON.parse(new TextDecoder().decode(record ?? undefined)) as RunResult & { deliveries: [] };
    expect(deliveries).toHaveLength(READERS);
  });
});
