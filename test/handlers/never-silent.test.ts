// A report function that does not even start: nobody is left in silence. Its own alarm is a line of the template
// (test/infra/alarms.test.ts); what readers and owners get comes from the watchdog, which shares no code path with it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundles, openBundles, READERS } from './bundled-world.ts';

type Watchdog = { handler(event: unknown): Promise<{ onTime: boolean; notices: unknown[] }[]> };

let bundles: Bundles;
beforeAll(async () => {
  bundles = await openBundles();
});
afterAll(() => bundles.close());

it('throws at import where its environment is not whole, before it has touched anything', async () => {
  const world = bundles.renew();
  await expect(bundles.load('report', { DATABASE: undefined })).rejects.toThrow(/DATABASE/);
  expect([...world.objects.objects.keys()].filter((key) => key.startsWith('reports/runs/'))).toEqual([]);
});

it('leads, by the deadline, to one notice a reader and an alert to the owners', async () => {
  const world = bundles.renew();
  const { handler } = await bundles.load<Watchdog>('watchdog');
  // The report of June was due on 1 July 2026 at 08:00 in Shanghai, its mail by 12:00.
  const event = { report: 'monthly-executive', scheduledTime: '2026-07-01T04:00:00Z' };
  const [watched] = await handler(event);
  expect(watched).toMatchObject({ onTime: false });
  expect(world.ses.mails.map(({ destinations }) => destinations[0]).sort()).toEqual(
    Array.from({ length: READERS }, (_, at) => `reader-${at}@shop.test`),
  );
  expect(world.ses.mails[0]?.mime).toMatch(/June 2026.*late/);
  expect(world.sns.published[0]?.text).toContain('npx scorecard run --stage test');
  expect(JSON.parse(bundles.metrics.at(-1) ?? '{}')).toMatchObject({ ReportOnTime: 0, report: 'monthly-executive' });

  await handler(event);
  expect(world.ses.mails).toHaveLength(READERS);
});

it('is not missed on a day on which nothing is due: the heartbeat is there', async () => {
  const world = bundles.renew();
  const { handler } = await bundles.load<Watchdog>('watchdog');
  await handler({ report: 'monthly-executive', scheduledTime: '2026-07-15T04:00:00Z' });
  expect(world.ses.mails).toEqual([]);
  expect(JSON.parse(bundles.metrics.at(-1) ?? '{}')).toHaveProperty('ReportOnTime');
});
