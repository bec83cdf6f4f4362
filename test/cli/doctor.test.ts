// The doctor finds what was broken, says how to mend it, and lets one denied permission hide nothing else.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { examineStage } from '../../functions/cli/doctor/examine-stage.ts';
import type { Finding } from '../../functions/cli/doctor/finding.ts';
import { environmentOf, PAGES, type StageModel, stageModel, stageWire } from '../support/aws/stage-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';
import { scorecard } from '../support/command.ts';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { mustLoad, ROOT } from '../support/shop.ts';
import { RECIPIENTS } from '../support/story.ts';

const about = (findings: Finding[], check: string) => findings.filter((finding) => finding.check === check);

describe('on a laptop', () => {
  let lake: Lake;
  let config = '';
  beforeEach(() => {
    lake = exampleLake();
    config = scratchFolder();
    mkdirSync(path.join(config, 'recipients'));
    cpSync(path.join(ROOT, 'examples/sample/shop.yaml'), path.join(config, 'shop.yaml'));
    writeFileSync(path.join(config, 'recipients/readers.csv'), RECIPIENTS);
  });
  afterEach(() => {
    lake.remove();
    rmSync(config, { recursive: true, force: true });
  });
  const doctor = (...more: string[]) => scorecard(['doctor', '--config', config, '--lake', lake.folder, ...more]);

  test('says what is well, and how far the tables reach', async () => {
    const { stdout } = await doctor();
    expect(stdout).toMatch(
      /^ok +definitions +Lanternwood Trading: \d+ KPIs, reports [a-z, -]*monthly-executive, in en and zh-CN\.$/m,
    );
    expect(stdout).toMatch(/^ok +recipients +2 of 3 read monthly-executive\.$/m);
    expect(stdout).toMatch(/^ok +lake +/m);
    // The example tables end in the middle of 2026: a report of a later month would be held.
    expect(stdout).toMatch(/^fail +freshness +orders ends on 2026-[\s\S]*→ Load the missing days/m);
  });

  test('finds a wrong recipient, a missing lake and wrong definitions, with places', async () => {
    writeFileSync(path.join(config, 'recipients/readers.csv'), RECIPIENTS.replace('ann@shop.test', 'ann'));
    const wrong = await doctor('--lake', '/nowhere');
    expect(wrong.stdout).toMatch(/^fail +recipients +\S*readers\.csv:2: `ann` is no e-mail address\.$/m);
    expect(wrong.stdout).toMatch(/^fail +lake +There is no lake folder \/nowhere\.$/m);
    expect(wrong.code).toBe(1);
    writeFileSync(path.join(config, 'shop.yaml'), 'name: X\n');
    const broken = await doctor();
    expect(broken.stdout).toMatch(/^fail +definitions/m);
    expect(broken.code).toBe(1);
  });
});

describe('of a stage', () => {
  let model: StageModel;
  let wire: Wire;
  beforeEach(async () => {
    model = stageModel();
    wire = await startWire(stageWire(model));
    const { outputs } = model.stacks['scorecard-dev'] as StageModel['stacks'][string];
    outputs.PagesUrl = `${wire.url}${PAGES}`;
    for (const table of ['orders', 'order_lines', 'shipments', 'shipment_lines', 'returns', 'employee_time']) {
      model.objects.set(`lake/${table}/dt=2026-01-01/data_0.parquet`, Buffer.from('x'));
      model.objects.set(`lake/${table}/dt=2026-10-31/data_0.parquet`, Buffer.from('x'));
    }
    model.objects.set('reports/recipients/readers.csv', Buffer.from(RECIPIENTS));
  });
  afterEach(async () => {
    await wire.close();
    vi.unstubAllEnvs();
  });

  const definitions = mustLoad();
  const doctor = (): Promise<Finding[]> => {
    for (const [name, value] of Object.entries(environmentOf(wire.url))) vi.stubEnv(name, value);
    return examineStage({ stage: 'dev' }, definitions, '2026-11-24T00:00:00Z');
  };

  test('finds nothing to mend in one that is well', async () => {
    const told = await doctor();
    // These readers read one report; that nobody reads the others may be meant.
    const open = told.filter(({ state, text }) => state !== 'ok' && !text.startsWith('Nobody reads '));
    expect(open).toEqual([]);
    const [report, watchdog] = about(told, 'schedules').filter(({ text }) => text.includes('monthly-executive'));
    expect(report?.text).toMatch(/monthly-executive: 2026-11 comes 2026-12-01 08:00 Asia\/Shanghai\.$/);
    expect(watchdog?.text).toMatch(/daily at 12:00 Asia\/Shanghai\.$/);
  });

  test.each<[string, (model: StageModel) => void, string, string, RegExp]>([
    [
      'an identity that is not verified, with the records to write',
      (it) => (it.identities = { 'dev.lanternwood.example': { verified: 'Pending', dkim: 'Pending' } }),
      'sender',
      'fail',
      /not verified[\s\S]*tok1\._domainkey\.dev\.lanternwood\.example CNAME tok1\.dkim\.amazonses\.com/,
    ],
    [
      'a sender without DKIM',
      (it) => (it.identities = { 'dev.lanternwood.example': { verified: 'Success', dkim: 'Failed' } }),
      'sender',
      'warn',
      /DKIM is Failed[\s\S]*CNAME/,
    ],
    ['the sandbox', (it) => (it.quota.max = 200), 'sandbox', 'warn', /SES sandbox[\s\S]*production access/],
    [
      'pages that a policy forbids',
      (it) => (it.pages = { status: 403, headers: {} }),
      'pages',
      'fail',
      /answers 403[\s\S]*a policy of the organisation may forbid it/,
    ],
    ['pages that fail', (it) => (it.pages = { status: 502, headers: {} }), 'pages', 'fail', /answers 502[\s\S]*log/],
    [
      'pages that are nowhere',
      (it) => Object.assign(it.stacks['scorecard-dev']?.outputs ?? {}, { PagesUrl: 'http://127.0.0.1:1/' }),
      'pages',
      'fail',
      /does not answer[\s\S]*reaches the internet/,
    ],
    [
      'a quota below the readers',
      (it) => (it.quota.sent = 49_999),
      'quota',
      'fail',
      /1 of 50000 mails left[\s\S]*Service Quotas/,
    ],
    [
      'sending that is paused',
      (it) => (it.isSending = false),
      'sending',
      'fail',
      /switched off[\s\S]*update-account-sending/,
    ],
    [
      'a schedule that is switched off',
      (it) => Object.assign(it.schedules['scorecard-dev-monthly-executive'] ?? {}, { State: 'DISABLED' }),
      'schedules',
      'fail',
      /is DISABLED[\s\S]*Enable/,
    ],
    [
      'a schedule that is gone',
      (it) => delete it.schedules['scorecard-dev-monthly-executive-watchdog'],
      'schedules',
      'fail',
      /no such schedule[\s\S]*npm run deploy/,
    ],
    [
      'a schedule of another time than the definitions say',
      (it) =>
        Object.assign(it.schedules['scorecard-dev-monthly-executive'] ?? {}, { ScheduleExpressionTimezone: 'UTC' }),
      'schedules',
      'warn',
      /these definitions say 08:00 Asia\/Shanghai[\s\S]*Deploy/,
    ],
    [
      'a table that is not loaded',
      (it) => it.objects.delete('lake/orders/dt=2026-10-31/data_0.parquet'),
      'freshness',
      'fail',
      /orders ends on 2026-01-01[\s\S]*is held[\s\S]*Load/,
    ],
    [
      'recipients that are missing',
      (it) => it.objects.delete('reports/recipients/readers.csv'),
      'recipients',
      'fail',
      /--mail-to/,
    ],
    [
      'an alert that nobody has confirmed',
      (it) => (it.subscriptions = [{ arn: 'PendingConfirmation', endpoint: 'owners@lanternwood.example' }]),
      'alerts',
      'fail',
      /Nobody gets alerts: 0 of 1[\s\S]*Confirmation/,
    ],
    [
      'a function that is not active',
      (it) => (it.functionState = 'Failed'),
      'functions',
      'fail',
      /report is Failed[\s\S]*deploy/,
    ],
    [
      'a stack that is missing',
      (it) => delete it.stacks['scorecard-dev'],
      'stage',
      'fail',
      /no stack scorecard-dev[\s\S]*--all/,
    ],
  ])('finds %s', async (_, breakIt, check, state, text) => {
    breakIt(model);
    const told = await doctor();
    const found = about(told, check).find((finding) => finding.state === state);
    expect(`${found?.text}\n${found?.remedy}`).toMatch(text);
  });

  test('names each permission that is missing, and looks at everything else', async () => {
    for (const action of ['GetSchedule', 'GetSendQuota', 'ListSubscriptionsByTopic', 'ListObjectsV2']) {
      model.denied.add(action);
    }
    const told = await doctor();
    const remedies = told.flatMap(({ remedy }) => remedy ?? []).join('\n');
    for (const action of [
      'scheduler:GetSchedule',
      'ses:GetSendQuota',
      'sns:ListSubscriptionsByTopic',
      's3:ListBucket',
    ]) {
      expect(remedies).toContain(`Allow ${action} on `);
    }
    expect(about(told, 'sender')).toMatchObject([{ state: 'ok' }]);
    expect(about(told, 'functions')).toMatchObject([{ state: 'ok' }]);
  });

  test('prints what it finds and ends with 1 where something is to be mended', async () => {
    model.isSending = false;
    const { stdout, code } = await scorecard(['doctor', '--stage', 'dev'], ROOT, environmentOf(wire.url));
    expect(stdout).toMatch(/^ok +stage +dev in eu-central-1 of account 123456789012/m);
    expect(stdout).toMatch(/^fail +sending +Sending is switched off[^\n]*\n +→ Read in the SES console/m);
    expect(stdout).toMatch(/\d to mend/);
    expect(code).toBe(1);
  });
});
