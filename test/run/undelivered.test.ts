// On a stage, owners are told once deliveries are over that somebody has no mail or nobody knows: by the same ledger, beside
// the alerts, and never in a way that the run could end otherwise for it.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, RUN, type SmallShop } from '../faults/small-shop.ts';
import { type ReleaseWorld, releaseWorld } from '../support/release-world.ts';

const WEI = 'wei,wei@shop.test,魏,zh-CN,owner,monthly-executive,,\n';

/** Of the run's own execution; what comes before is told of in the tests of a release. */
const FIRST_AFTER_MAILS = 30;

let small: SmallShop;
let world: ReleaseWorld;

beforeAll(async () => {
  small = await openSmallShop();
});
beforeEach(async () => {
  world = await releaseWorld(small);
  world.recipients.text += WEI;
  world.say(5, 'release');
});
afterEach(() => world.close());

const notices = () => world.sent.filter((message) => message.run.startsWith(`${RUN}.undelivered-`));
const told = () => notices().map(({ recipient }) => recipient);
const lines = (text = '') => text.split('\n').filter((line) => line.startsWith('npx '));

describe('the owners of a run', () => {
  test('hear in their language who has no mail, why, and by which commands it goes on', async () => {
    world.failing.set('reader-0@shop.test', 'failed').set('reader-1@shop.test', 'unknown');
    expect(await world.onStage()).toEqual({ outcome: 'failed', run: RUN });
    expect(told().sort()).toEqual(['dora', 'wei']);
    const [english, chinese] = ['dora', 'wei'].map((id) => notices().find(({ recipient }) => recipient === id));
    expect(english?.subject).toMatch(/^Monthly scorecard, June 2026: 1 reader has no mail — /);
    expect(english?.text.replaceAll('\n', ' ')).toContain(
      '2 of 4 readers have the mail. Certainly without it: 1. Unknown: 1.',
    );
    expect(english?.text).toContain('[Not sent] reader-0\n  Sending failed (MAILER_FAILED).');
    expect(english?.text).toContain('[Unknown] reader-1\n  Nobody can tell');
    expect(lines(english?.text)).toEqual([
      `npx scorecard runs --stage test ${RUN}`,
      'npx scorecard run --stage test --report monthly-executive --period 2026-06',
      `npx scorecard resend --stage test ${RUN} --recipient <id> --by <you> --reason <why>`,
    ]);
    expect(chinese?.text).toContain('4 位收件人中 2 位已发送，1 位未发出，1 位无法确认。');
    expect(lines(chinese?.text)).toEqual(lines(english?.text));
    expect(english?.html).not.toContain('shop.test');
    const alert = world.alerts.find(({ subject }) => subject.endsWith(`${RUN} failed`));
    expect(alert?.text).toContain('Mail about this to its owners: dora sent, wei sent.');
  });

  test('hear it once, wherever a Lambda dies after the readers’ mails', { timeout: 60_000 }, async () => {
    let killed = 0;
    for (let checkpoint = FIRST_AFTER_MAILS, isOver = false; !isOver; checkpoint++) {
      isOver = true;
      for (const when of ['before', 'after'] as const) {
        const own = await releaseWorld(small);
        own.say(5, 'release');
        own.failing.set('reader-0@shop.test', 'failed');
        const ended = await own.onStage({ kill: { checkpoint, when } });
        expect(ended, `${checkpoint} ${when}`).toMatchObject({ outcome: 'failed' });
        const told = own.sent.filter(({ run }) => run.startsWith(`${RUN}.undelivered-`));
        expect(
          told.map(({ recipient }) => recipient),
          `${checkpoint} ${when}`,
        ).toEqual(['dora']);
        if (own.deaths.count > 0) isOver = false;
        killed += own.deaths.count;
        await own.close();
      }
    }
    expect(killed).toBeGreaterThan(12);
  });

  test('say nothing to the one address that failed, and nothing where all have it', async () => {
    world.failing.set('dora@shop.test', 'failed');
    expect(await world.onStage()).toMatchObject({ outcome: 'failed' });
    expect(told()).toEqual(['wei']);
    world.failing.clear();
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'done' });
    expect(told()).toEqual(['wei']);
  });

  test('are not told of themselves as missing again, and the run ends as it ended, where their mail fails too', async () => {
    world.failing.set('dora@shop.test', 'failed').set('reader-0@shop.test', 'failed');
    expect(await world.onStage()).toMatchObject({ outcome: 'failed' });
    expect(told()).toEqual(['wei']);
    const [alert] = world.alerts;
    expect(alert?.text).toContain('Mail about this to its owners: dora failed, wei sent. SES refuses the message.');
  });
});
