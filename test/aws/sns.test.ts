import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CLIENT } from '../../functions/aws/client-config.ts';
import { type Alerts, snsAlerts } from '../../functions/aws/sns.ts';
import { queryError, type SnsWire, snsWire } from '../support/aws/query-wire.ts';
import { clientOf, noWait, startWire, type Wire } from '../support/aws/wire.ts';

const topic = 'arn:aws:sns:eu-central-1:111122223333:alerts';
let service: SnsWire;
let wire: Wire;
let client: SNSClient;
let alerts: Alerts;
let pauses: number[];

beforeEach(async () => {
  service = snsWire();
  wire = await startWire(service);
  client = new SNSClient({ ...CLIENT, ...clientOf(wire.url) });
  const waiting = noWait();
  pauses = waiting.pauses;
  alerts = snsAlerts({ client, topic, wait: waiting.wait });
});
afterEach(async () => {
  client.destroy();
  await wire.close();
});

it('publishes what happened', async () => {
  await alerts.publish({ subject: 'October is held', text: 'orders: no rows.\nRelease it by …' });
  expect(service.published).toEqual([{ topic, subject: 'October is held', text: 'orders: no rows.\nRelease it by …' }]);
});

it.each([
  ['Café – held\r\nBcc: x', 'Cafe - held Bcc: x'],
  ['月度报告', '????'],
  ['x'.repeat(200), `${'x'.repeat(96)}...`],
  ['\n', 'Alert'],
])('makes %j a subject that SNS takes', async (subject, expected) => {
  await alerts.publish({ subject, text: 'x' });
  expect(service.published.map((one) => one.subject)).toEqual([expected]);
});

it('cuts a text that SNS would refuse, between characters', async () => {
  await alerts.publish({ subject: 's', text: '€'.repeat(100_000) });
  expect(Buffer.byteLength(service.published[0]?.text ?? '')).toBeLessThan(262_144);
  expect(service.published[0]?.text).toMatch(/^€+\n…$/);
});

it('tries again what may pass, also where the answer was lost: twice is better than not at all', async () => {
  wire.plan(
    'Publish',
    { answer: queryError(500, 'InternalError') },
    { answer: queryError(400, 'Throttled') },
    { lost: 'answer' },
  );
  await alerts.publish({ subject: 's', text: 't' });
  expect(service.published).toHaveLength(2);
  expect(pauses).toEqual([100, 300, 1000]);
});

it.each([
  [403, 'AuthorizationError', `Allow sns:Publish on ${topic}`],
  [404, 'NotFound', 'Deploy the reporting stack'],
  [400, 'KMSAccessDenied', 'kms:GenerateDataKey'],
  [400, 'KMSDisabled', 'Enable the KMS key'],
  [400, 'InvalidParameter', 'ALERTS_TOPIC'],
])('names the remedy of %i %s', async (status, code, remedy) => {
  wire.plan('Publish', { answer: queryError(status, code) });
  await expect(alerts.publish({ subject: 's', text: 't' })).rejects.toMatchObject({
    problems: [{ code: 'MAILER_FAILED', place: { file: topic }, remedy: expect.stringContaining(remedy) }],
  });
});
