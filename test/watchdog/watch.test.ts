import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Mailer, Message } from '../../functions/ports.ts';
import { ProblemError } from '../../functions/problem.ts';
import { watch } from '../../functions/watchdog/watch.ts';
import { mustLoad, onlyReport } from '../support/shop.ts';
import { attempt, DEADLINE, type Kennel, LIST, openKennel, RUN, tried } from './late.ts';

const ONE = onlyReport('monthly-executive');
const definitions = mustLoad(ONE);
let kennel: Kennel;

beforeEach(async () => {
  kennel = openKennel(definitions);
  await kennel.put({ 'recipients/readers.csv': LIST });
});

afterEach(() => kennel.remove());

const ADDRESS = 'Lanternwood Trading Co., 88 Wharf Road, Shanghai';

const outcomes = (notices: { recipient: string; outcome: string }[]) =>
  Object.fromEntries(notices.map(({ recipient, outcome }) => [recipient, outcome]));

describe('at the deadline of a report’s day', () => {
  test('where nothing ran, each reader is told once in their language, and the owners how to start it', async () => {
    const watched = await kennel.look();
    expect(watched).toMatchObject({ onTime: false, period: '2026-10', reason: 'not_started' });
    expect(outcomes(watched.notices)).toEqual({ ann: 'sent', bo: 'sent' });
    expect(await kennel.notices()).toEqual({
      ann: [
        'Lanternwood Trading',
        'Monthly scorecard, October 2026\nMonthly scorecard for October 2026 is late.',
        'The work on it has not begun.',
        'We expect to send it by November 3, 2026, 12:00 (UTC+08:00).',
        'The people in charge of it have been told. You need not do anything, and\nthis notice comes once.',
        `You receive this because you are on the list for this report of\nLanternwood Trading: Monthly scorecard.\n${ADDRESS}\n`,
      ].join('\n\n'),
      bo: [
        'Lanternwood Trading',
        '电商月度计分卡，2026年10月\n2026年10月“电商月度计分卡”未能按时发出。',
        '制作尚未开始。',
        '预计最迟于2026年11月3日 12:00（UTC+08:00）发出。',
        '负责人已收到通知，您无需任何操作。本通知只发送一次。',
        `您在 Lanternwood Trading 这份报告（电商月度计分卡）的收件名单中，因此收\n到本邮件。\n${ADDRESS}\n`,
      ].join('\n\n'),
    });
    expect(kennel.alerts).toHaveLength(1);
    expect(kennel.alerts[0]?.subject).toBe('[prod] monthly-executive 2026-10 is late: not started');
    expect(kennel.alerts[0]?.text).toContain(
      'Start it by\n  npx scorecard run --stage prod --report monthly-executive --period 2026-10\n',
    );
    expect(kennel.alerts[0]?.text).toContain('0 of 2 readers certainly have the mail, 2 certainly do not.');
  });

  test('where the run was claimed and has not ended, it is still being made', async () => {
    await kennel.put(attempt(1));
    expect(await kennel.look()).toMatchObject({ onTime: false, reason: 'working' });
    expect((await kennel.notices()).ann).toContain('It is still being made.');
    expect(kennel.alerts[0]?.text).toContain('npx scorecard runs --stage prod');
    expect(kennel.alerts[0]?.text).toContain('--period 2026-10 --resume');
  });

  test('where it is held, readers hear no technical detail and owners all of it', async () => {
    const problem = {
      code: 'NO_ROWS' as const,
      message: 'shipments has no rows from 2026-10-05 on.',
      remedy: 'Load it.',
    };
    await kennel.put(attempt(1, 'held', [problem]));
    expect(await kennel.look()).toMatchObject({ onTime: false, reason: 'held' });
    const { ann } = await kennel.notices();
    expect(ann).toContain('The data that it needs is not complete');
    expect(ann).not.toMatch(/shipments|NO_ROWS/);
    expect(kennel.alerts[0]?.text).toContain('NO_ROWS\n  shipments has no rows from 2026-10-05 on.\n  Load it.');
    expect(kennel.alerts[0]?.text).toContain('go on by\n  npx scorecard run --stage prod');
  });

  test('where somebody held it back, readers hear that it is made, and owners who said so and how to release it', async () => {
    const problem = { code: 'NOT_RELEASED' as const, message: `Dora holds ${RUN}: doubled`, remedy: 'Release it.' };
    await kennel.put(attempt(1, 'held', [problem]));
    expect(await kennel.look()).toMatchObject({ onTime: false, reason: 'unreleased' });
    const { ann, bo } = await kennel.notices();
    expect(ann).toContain('It is made, and its owners have not let it go out yet.');
    expect(ann).not.toMatch(/Dora|not complete/);
    expect(bo).toContain('负责人尚未放行');
    expect(kennel.alerts[0]?.subject).toBe('[prod] monthly-executive 2026-10 is late: unreleased');
    expect(kennel.alerts[0]?.text).toContain(`Dora holds ${RUN}: doubled`);
    expect(kennel.alerts[0]?.text).toContain(`npx scorecard release ${RUN} --stage prod --by <you> --reason <why>`);
  });

  test.each([
    ['was asked and not answered', {}, 'unreleased'],
    ['was answered by a hold', { '1': 'hold' }, 'unreleased'],
    ['was let go', { '1': 'release', '2': 'let_go' }, 'working'],
  ])(
    'where a run is under way that %s, the reason is the last word on its newest figures',
    async (_, words, reason) => {
      const entries = Object.entries(words).map(([name, decision]) => [
        `releases/${RUN}/r10/${name}.json`,
        { decision },
      ]);
      await kennel.put({
        ...attempt(1),
        [`releases/${RUN}/r9/asked.json`]: {},
        [`releases/${RUN}/r9/1.json`]: { decision: 'let_go' },
        [`releases/${RUN}/r10/asked.json`]: {},
        ...Object.fromEntries(entries),
      });
      expect(await kennel.look()).toMatchObject({ onTime: false, reason });
    },
  );

  test('where it failed, that is said; a later attempt counts more than an earlier one', async () => {
    await kennel.put({ ...attempt(1, 'held'), ...attempt(2, 'failed') });
    expect(await kennel.look()).toMatchObject({ reason: 'failed' });
    expect((await kennel.notices()).bo).toContain('制作过程中出现故障。');
  });

  test('where the tenth attempt is done, the second is not taken for the newest', async () => {
    await kennel.put({ ...attempt(2, 'failed'), ...attempt(10, 'done') });
    expect(await kennel.look()).toMatchObject({ onTime: true });
  });

  test('where it is done nobody hears anything, also if nobody knows of one delivery', async () => {
    await kennel.put({ ...attempt(1, 'done'), ...tried('ann', 'sent'), ...tried('bo', 'unknown') });
    expect(await kennel.look()).toEqual({
      report: 'monthly-executive',
      onTime: true,
      period: '2026-10',
      reason: null,
      notices: [],
      alerts: [],
      unheard: [],
    });
    expect(await kennel.notices()).toEqual({});
  });

  test('where it was delivered in part, only who certainly has nothing is told', async () => {
    const list = `${LIST}cy,cy@shop.test,Cy,en,finance,monthly-executive,,\ndi,di@shop.test,Di,en,finance,monthly-executive,,\n`;
    await kennel.put({
      'recipients/more.csv': list,
      ...attempt(1, 'failed'),
      ...tried('ann', 'sent'),
      ...tried('bo', 'unknown'),
      ...tried('cy', 'failed'),
    });
    const watched = await kennel.look();
    expect(watched.reason).toBe('partly');
    expect(outcomes(watched.notices)).toEqual({ cy: 'sent', di: 'sent' });
    expect((await kennel.notices()).cy).toContain('Some readers have it already');
    expect(kennel.alerts[0]?.text).toContain('1 of 4 readers certainly have the mail, 2 certainly do not.');
  });

  test.each([
    ['was claimed and not ended: perhaps it is just being sent', tried('ann'), ['bo']],
    [
      'is proven by an event, whatever was written',
      { ...tried('ann', 'failed'), [`deliveries/${RUN}/ann/try-1/events/Send-0.json`]: {} },
      ['bo'],
    ],
    ['this stage may not make', tried('ann', 'dropped'), ['bo']],
    ['failed', tried('ann', 'failed'), ['ann', 'bo']],
    ['was beyond the quota', tried('ann', 'over_quota'), ['ann', 'bo']],
    ['failed before another one was made', { ...tried('ann', 'failed'), ...tried('ann', 'sent', 2) }, ['bo']],
  ])('a delivery that %s decides about the notice', async (_, objects, told) => {
    await kennel.put({ ...attempt(1, 'failed'), ...objects });
    expect(Object.keys(outcomes((await kennel.look()).notices)).sort()).toEqual(told);
  });

  test('where all mails are out and the run only waits for events, it is on time; the next day it is not', async () => {
    await kennel.put({ ...attempt(1), ...tried('ann', 'sent'), ...tried('bo') });
    expect(await kennel.look()).toMatchObject({ onTime: true, notices: [], alerts: [] });
    const next = await kennel.look({ scheduledTime: '2026-11-03T04:00:00Z' });
    expect(next).toMatchObject({ onTime: false, notices: [] });
    expect(next.alerts).toHaveLength(1);
  });

  test('where the list has no reader of it, that is said and it is not on time', async () => {
    const empty = openKennel(definitions);
    expect(await empty.look()).toMatchObject({ onTime: false, notices: [] });
    expect(empty.alerts[0]?.text).toContain('No reader of it was found in recipients/*.csv');
    empty.remove();
  });

  test('a second look sends nothing again, also where the first broke off in the middle of a send', async () => {
    await kennel.put({ [`deliveries/${RUN}.late/bo/try-1/claim.json`]: { executionId: 'broken' } });
    expect(outcomes((await kennel.look()).notices)).toEqual({ ann: 'sent', bo: 'claimed_before' });
    expect(outcomes((await kennel.look()).notices)).toEqual({ ann: 'claimed_before', bo: 'claimed_before' });
    expect(Object.keys(await kennel.notices())).toEqual(['ann']);
    expect(await kennel.read(`deliveries/${RUN}.late/ann/try-1/end.json`)).toMatchObject({ outcome: 'sent' });
    expect(await kennel.read(`deliveries/${RUN}.late/bo/try-1/end.json`)).toBeNull();
  });

  test('a suppressed address is not mailed; one whose suppression was taken back is', async () => {
    const entry = (address: string, number: number, suppressed: boolean) => ({
      [`suppressions/${createHash('sha256').update(address).digest('hex')}/${number}.json`]: { suppressed },
    });
    await kennel.put({
      ...entry('ann@shop.test', 9, false),
      ...entry('ann@shop.test', 10, true),
      ...entry('bo@shop.test', 1, true),
      ...entry('bo@shop.test', 2, false),
    });
    expect(outcomes((await kennel.look()).notices)).toEqual({ ann: 'suppressed', bo: 'sent' });
  });
});

describe('a reader who unsubscribed', () => {
  test('gets no notice that what they do not want is late; one who came back does', async () => {
    await kennel.put({
      'access/unsubscribed/monthly-executive/ann/1.json': { unsubscribed: true },
      'access/unsubscribed/monthly-executive/bo/1.json': { unsubscribed: true },
      'access/unsubscribed/monthly-executive/bo/2.json': { unsubscribed: false },
    });
    expect(outcomes((await kennel.look()).notices)).toEqual({ bo: 'sent' });
  });
});

describe('on other days', () => {
  test('a period that is out is no news', async () => {
    await kennel.put(attempt(1, 'done'));
    for (const day of ['2026-11-03', '2026-11-14', '2026-11-30', '2026-12-01T03:00:00Z']) {
      const scheduledTime = day.includes('T') ? day : `${day}T04:00:00Z`;
      expect(await kennel.look({ scheduledTime })).toMatchObject({ onTime: true, period: '2026-10', alerts: [] });
    }
  });

  test('a period that is not out repeats the alert and tells no reader again', async () => {
    await kennel.look();
    const later = await kennel.look({ scheduledTime: '2026-11-05T04:00:00Z' });
    expect(later).toMatchObject({ onTime: false, period: '2026-10', notices: [] });
    expect(later.alerts[0]?.text).toContain('No reader is told again; this alert comes every day');
  });

  test('in a holiday nothing is due yet: the report of September is not late before the 8th', async () => {
    await kennel.put({
      'runs/monthly-executive-2026-08/attempt-1/claim.json': {},
      'runs/monthly-executive-2026-08/attempt-1/run.json': { outcome: 'done' },
    });
    for (const day of ['01', '02', '05', '07']) {
      const watched = await kennel.look({ scheduledTime: `2026-10-${day}T04:00:00Z` });
      expect(watched).toMatchObject({ onTime: true, period: '2026-08', notices: [] });
    }
    const watched = await kennel.look({ scheduledTime: '2026-10-08T04:00:00Z' });
    expect(watched).toMatchObject({ onTime: false, period: '2026-09' });
    expect(watched.notices).toHaveLength(2);
  });

  test('the report is expected on the next business day: a make-up Saturday is one, an ordinary one is not', async () => {
    const expectedAfter = async (scheduledTime: string) => {
      const own = openKennel(
        mustLoad({ ...ONE, 'reports/monthly-executive.yaml': MONTHLY.replace(FIRST, 'day 9 08:00') }),
      );
      await own.put({ 'recipients/readers.csv': LIST });
      await own.look({ scheduledTime });
      const text = await own.store.list('outbox/').then((keys) => keys.find((key) => key.endsWith('ann.txt')));
      const body = new TextDecoder().decode((await own.store.get(text ?? '')) ?? undefined);
      own.remove();
      return /by (.*)\.\n/.exec(body)?.[1];
    };
    expect(await expectedAfter('2026-10-09T04:00:00Z')).toBe('October 10, 2026, 12:00 (UTC+08:00)');
    expect(await expectedAfter('2026-09-09T04:00:00Z')).toBe('September 10, 2026, 12:00 (UTC+08:00)');
    expect(await expectedAfter('2027-04-09T04:00:00Z')).toBe('April 12, 2027, 12:00 (UTC+08:00)');
  });
});

const FIRST = 'first business day 08:00';
const MONTHLY = `title: { en: Monthly scorecard, zh-CN: 电商月度计分卡 }
grain: month
schedule: ${FIRST}
scorecards: [department]
email: monthly-executive
sections: [score, attention, scorecard, data_quality]
`;

describe('a list of recipients', () => {
  test('with broken lines loses those lines alone, and they are named', async () => {
    const broken = openKennel(definitions);
    await broken.put({
      'recipients/a.csv': [
        '\ufeffrecipient_id,email,name,locale,role,reports,slice,employee_id',
        'ann,ann@shop.test,Ann,en,executive,monthly-executive,,',
        'bad,"bad@shop.test,Bad,en,executive,monthly-executive,,',
        'bo,bo at shop,Bo,en,executive,monthly-executive,,',
        '',
        ',cy@shop.test,Cy,en,executive,monthly-executive,,',
        'short,short@shop.test',
        'di,di@shop.test,"Di, the second",fr,executive,other;monthly-executive,,',
        'ann,twice@shop.test,Ann again,en,executive,monthly-executive,,',
      ].join('\r\n'),
      'recipients/b.csv': 'name;mail\nEve;eve@shop.test\n',
      'recipients/notes.txt': 'no list',
    });
    const watched = await broken.look();
    expect(outcomes(watched.notices)).toEqual({ ann: 'sent', di: 'sent' });
    expect(broken.alerts[0]?.text).toContain(
      'told nothing:\n  recipients/a.csv:3\n  recipients/a.csv:4\n  recipients/a.csv:6\n  recipients/a.csv:7\n  recipients/b.csv:1',
    );
    expect(broken.alerts[0]?.text).not.toContain('@');
    // A language that the shop does not write: its first one.
    expect((await broken.notices()).di).toContain('Monthly scorecard for October 2026 is late.');
    broken.remove();
  });

  test('with an id that no key can hold costs that reader alone', async () => {
    const odd = openKennel(definitions);
    await odd.put({ 'recipients/a.csv': `${LIST}..,dots@shop.test,Dots,en,executive,monthly-executive,,\n` });
    const { notices } = await odd.look();
    expect(outcomes(notices)).toEqual({ ann: 'sent', bo: 'sent', '..': 'failed' });
    expect(odd.alerts[1]?.subject).toBe(`[prod] ${RUN}.late: notices that did not go out: 1`);
    odd.remove();
  });
});

describe('when the watchdog itself is in trouble', () => {
  const mailerThat = (send: Mailer['send']): Mailer => ({
    quota: async () => null,
    send,
    look: async () => 'unknown',
  });

  test('a send that is refused keeps the notice from nobody else, and the owners are told', async () => {
    const problem = { code: 'MAILER_FAILED' as const, message: 'SES refused.', remedy: 'Verify the identity.' };
    const sent: string[] = [];
    const refusing = openKennel(definitions, {
      mailer: mailerThat(async ({ recipient }: Message) => {
        if (recipient === 'ann') throw new ProblemError(problem);
        sent.push(recipient);
        return { outcome: 'sent', messageId: '1' };
      }),
    });
    await refusing.put({ 'recipients/readers.csv': LIST });
    expect(outcomes((await refusing.look()).notices)).toEqual({ ann: 'failed', bo: 'sent' });
    expect(sent).toEqual(['bo']);
    expect(await refusing.read(`deliveries/${RUN}.late/ann/try-1/end.json`)).toEqual({
      outcome: 'failed',
      problems: [problem],
    });
    expect(refusing.alerts[1]?.text).toContain('ann: failed: SES refused.');
    expect(outcomes((await refusing.look()).notices)).toEqual({ ann: 'claimed_before', bo: 'claimed_before' });
    refusing.remove();
  });

  test('a send of which nobody knows is written down as that, and told', async () => {
    const unsure = openKennel(definitions, { mailer: mailerThat(async () => ({ outcome: 'unknown' })) });
    await unsure.put({ 'recipients/readers.csv': LIST });
    await unsure.look();
    expect(await unsure.read(`deliveries/${RUN}.late/ann/try-1/end.json`)).toEqual({ outcome: 'unknown' });
    expect(unsure.alerts[1]?.text).toContain('  ann: unknown\n  bo: unknown');
    unsure.remove();
  });

  test('a store that cannot be read is an alert, not silence', async () => {
    const list = () => Promise.reject(new Error('Access Denied'));
    const blind = openKennel(definitions, { store: { ...memoryStore(), list } });
    expect(await blind.look()).toMatchObject({ onTime: false, period: null, reason: null, notices: [] });
    expect(blind.alerts[0]).toMatchObject({
      subject: '[prod] monthly-executive: nobody knows whether it is late',
      text: expect.stringContaining('Access Denied'),
    });
    blind.remove();
  });

  test('an alert that reaches nobody does not keep readers from their notice', async () => {
    const broken = new Error('no topic');
    kennel.ports.alerts.publish = () => Promise.reject(broken);
    const watched = await kennel.look();
    expect(watched.unheard).toEqual([broken]);
    expect(outcomes(watched.notices)).toEqual({ ann: 'sent', bo: 'sent' });
  });

  test('a report that it does not know is a mistake of the deployment', async () => {
    await expect(kennel.look({ report: 'weekly' })).rejects.toThrow('watch.json has no report weekly');
  });
});

test('several reports are looked at each by itself, one where one is named', async () => {
  const two = openKennel(
    mustLoad({
      ...ONE,
      'reports/quarterly.yaml': MONTHLY.replace('month\n', 'quarter\n').replace(FIRST, 'day 5 08:00'),
    }),
  );
  await two.put({ 'recipients/readers.csv': LIST, ...attempt(1, 'done') });
  const request = { stage: 'dev', sender: 'scorecard@shop.test', executionId: 'a', scheduledTime: DEADLINE };
  const both = await watch(two.ports, request, two.file);
  expect(both.map(({ report, period, onTime }) => [report, period, onTime])).toEqual([
    ['monthly-executive', '2026-10', true],
    ['quarterly', '2026-Q3', false],
  ]);
  const one = await watch(two.ports, { ...request, report: 'quarterly' }, two.file);
  expect(one.map(({ report }) => report)).toEqual(['quarterly']);
  two.remove();
});
