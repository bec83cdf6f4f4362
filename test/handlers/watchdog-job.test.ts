import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchdogJob } from '../../functions/handlers/watchdog-job.ts';
import { mustLoad } from '../support/shop.ts';
import { attempt, DEADLINE, type Kennel, LIST, openKennel } from '../watchdog/late.ts';

let kennel: Kennel;
let counted: { ReportOnTime: 0 | 1 }[];

beforeEach(async () => {
  kennel = openKennel(mustLoad());
  counted = [];
  await kennel.put({ 'recipients/readers.csv': LIST });
});

afterEach(() => kennel.remove());

const fire = (event: unknown, readFile = () => kennel.file) =>
  watchdogJob(event, {
    ports: kennel.ports,
    stage: 'prod',
    sender: 'scorecard@shop.test',
    executionId: 'one',
    readFile,
    count: (counts) => counted.push(counts),
  });

const event = { report: 'monthly-executive', scheduledTime: DEADLINE };

test('a report that is out counts 1', async () => {
  await kennel.put(attempt(1, 'done'));
  expect(await fire(event)).toMatchObject([{ onTime: true }]);
  expect(counted).toEqual([{ ReportOnTime: 1 }]);
});

test('a report that is late counts 0, on its day and on every later one', async () => {
  await fire(event);
  await fire({ ...event, scheduledTime: '2026-11-20T04:00:00Z' });
  expect(counted).toEqual([{ ReportOnTime: 0 }, { ReportOnTime: 0 }]);
});

test('a day on which nothing was due lately counts too: the heartbeat', async () => {
  await kennel.put(attempt(1, 'done'));
  await fire({ ...event, scheduledTime: '2026-11-21T04:00:00Z' });
  expect(counted).toEqual([{ ReportOnTime: 1 }]);
});

test('all reports are looked at where the event names none', async () => {
  const looked = (await fire({ scheduledTime: DEADLINE })).map(({ report }) => report);
  expect(looked).toEqual(Object.keys(mustLoad().reports));
});

test('an alert that reached nobody counts 0 and fails the function, after the readers were told', async () => {
  kennel.ports.alerts.publish = () => Promise.reject(new Error('no topic'));
  await expect(fire(event)).rejects.toThrow('An alert of the watchdog reached nobody.');
  expect(counted).toEqual([{ ReportOnTime: 0 }]);
  expect(Object.keys(await kennel.notices())).toEqual(['ann', 'bo']);
});

test.each([
  ['an event without its time', { report: 'monthly-executive' }],
  ['a time that was not filled in', { ...event, scheduledTime: '<aws.scheduler.scheduled-time>' }],
  ['a report that is not there', { ...event, report: 'weekly' }],
])('%s counts 0 and fails the function', async (_, wrong) => {
  await expect(fire(wrong)).rejects.toThrow();
  expect(counted).toEqual([{ ReportOnTime: 0 }]);
});

test('a file that cannot be read counts 0 and fails the function', async () => {
  const missing = () => {
    throw new Error('no watch.json');
  };
  await expect(fire(event, missing)).rejects.toThrow('no watch.json');
  expect(counted).toEqual([{ ReportOnTime: 0 }]);
});
