// Two thousand people in one review: written one by one, rendered and delivered in parts of 500, each person their own.
import { describe, expect, it } from 'vitest';
import { answerPart, durableSteps } from '../../functions/aws/durable.ts';
import { reportJob } from '../../functions/handlers/report-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Json, Message, Store } from '../../functions/ports.ts';
import type { RunResult } from '../../functions/run/request.ts';
import type { OpenReviews } from '../../functions/run/review-people.ts';
import { durableService } from '../support/durable-service.ts';
import { deliverParts } from '../support/parts.ts';
import { buildPerson, reviewsOf } from '../support/person.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar, compileLayouts, openExamples } from '../support/story.ts';

const PEOPLE = 2000;
const ids = Array.from({ length: PEOPLE }, (_, at) => `E${String(at).padStart(4, '0')}`);
const RUN = 'employee-review-2026-06';

function recipients(): string {
  const lines = ids.map((id, at) => {
    const locale = at % 2 === 0 ? 'en' : 'zh-CN';
    return `r${id},${id}@shop.test,${id},${locale},employee,employee-review,,${id}`;
  });
  return ['recipient_id,email,name,locale,role,reports,slice,employee_id', ...lines, ''].join('\n');
}

/** A store that counts cards which were reviewed and are not yet written. */
function watched(store: Store): { store: Store; openReviews: OpenReviews; most: () => number } {
  const sample = buildPerson((one) => Object.assign(one, { period: '2026-06' }));
  let held = 0;
  let most = 0;
  const openReviews: OpenReviews = (input) => {
    const reviews = reviewsOf(() => [sample])(input);
    return {
      ...reviews,
      ids,
      improvements: () => [],
      review(id, previous) {
        held += 1;
        most = Math.max(most, held);
        const reviewed = reviews.review(sample.person.id, previous);
        return { ...reviewed, person: { ...reviewed.person, id } };
      },
    };
  };
  return {
    openReviews,
    most: () => most,
    store: {
      ...store,
      async putOnce(key, body) {
        const put = await store.putOnce(key, body);
        if (put === 'different') throw new Error(`${key} was written twice with other bytes`);
        if (key.includes('/cards/')) held -= 1;
        return put;
      },
    },
  };
}

describe('a review of two thousand people', () => {
  it('holds few cards at a time, and mails each person theirs in parts', { timeout: 600_000 }, async () => {
    const definitions = mustLoad();
    const { store, openReviews, most } = watched(memoryStore());
    const templates = await compileLayouts(definitions, 'employee-review');
    const shop = { definitions, templates, calendar, links: {}, openReviews };
    await store.putOnce('recipients/readers.csv', recipients());
    const sent: Message[] = [];
    const mailer = {
      quota: async () => null,
      look: async () => 'unknown' as const,
      send: async (message: Message) => ({ outcome: 'sent' as const, messageId: String(sent.push(message)) }),
    };
    const recipientFiles = async () => [{ file: 'readers.csv', text: recipients() }];
    const part = deliverParts({ store, mailer, recipientFiles }, definitions);
    const partOperations: number[] = [];
    const deliver = async (input: unknown) => {
      const service = durableService({ arn: `arn:test:part-${partOperations.length}` });
      const ending = await service.run((own) => answerPart(() => part(input as Json, durableSteps(own))));
      partOperations.push(service.operations().length);
      return ending;
    };
    const engine = await openExamples(definitions);
    const now = () => '2026-07-01T00:00:00Z';
    const announcer = { stage: 'test', shop: 's', alerts: { publish: async () => undefined }, count: () => undefined };
    const job = { shop, store, engine: () => engine, announcer, scanLimitGigabytes: 1000, now };
    const event = { report: 'employee-review', period: '2026-06', requestedBy: 'test', resume: true };
    const service = durableService({ callees: { deliver } });
    const ending = await service.run((own) => reportJob(durableSteps(own, { partFunction: 'deliver' }), event, job));
    await engine.close();

    expect(ending).toEqual({ outcome: 'ended', value: { outcome: 'done', run: RUN } });
    expect(most()).toBeLessThanOrEqual(16);
    expect(partOperations).toHaveLength(4);
    expect(Math.max(...partOperations, service.operations().length)).toBeLessThan(3000);
    const operations = service.operations().map((operation) => JSON.stringify(operation));
    expect(Math.max(...operations.map((text) => Buffer.byteLength(text)))).toBeLessThan(256 * 1024);
    // Of people only keys travel, apart from who was mailed.
    for (const text of operations) expect(text).not.toMatch(/"person"|parcels_per_hour|@shop/);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(PEOPLE);
    expect(await store.list('people/employee-review/2026-06/r1/cards/')).toHaveLength(PEOPLE);
    const record = await store.get(`runs/${RUN}/attempt-1/run.json`);
    const { deliveries } = JSON.parse(new TextDecoder().decode(record ?? undefined)) as RunResult & { deliveries: [] };
    expect(deliveries).toHaveLength(PEOPLE);
  });
});
