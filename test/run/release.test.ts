// A report that its owner releases: what owners are shown, whose word counts, and that nobody else is mailed before.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decide } from '../../functions/run/decide.ts';
import { readRelease } from '../../functions/run/release-record.ts';
import { openSmallShop, RUN, recipientsOf, type SmallShop } from '../faults/small-shop.ts';
import { OWNER, type ReleaseWorld, releaseWorld, SET_TIME } from '../support/release-world.ts';

const READERS = ['dora', 'reader-0', 'reader-1'];
const PREVIEW = `${RUN}.preview-r1`;

let small: SmallShop;
let world: ReleaseWorld;

beforeAll(async () => {
  small = await openSmallShop();
});
beforeEach(async () => {
  world = await releaseWorld(small);
});
afterEach(() => world.close());

const mailed = (run: string) => world.sent.filter((message) => message.run === run).map(({ recipient }) => recipient);
const onStage = () => world.onStage();
const said = (reason = 'looks right') => ({ by: 'Dora', reason, at: SET_TIME });
const release = (reason?: string) => decide(world.store, RUN, { decision: 'release', ...said(reason) });
const hold = (reason?: string) => decide(world.store, RUN, { decision: 'hold', ...said(reason) });

describe('on a stage', () => {
  test('owners see the mail first; without a word it goes out by itself at the set time, and the record says so', async () => {
    world.clock.minutes = 110;
    expect(await onStage()).toEqual({ outcome: 'done', run: RUN });
    expect(world.sent[0]).toMatchObject({ run: PREVIEW, recipient: 'dora' });
    expect(mailed(PREVIEW)).toEqual(['dora']);
    expect(mailed(RUN).sort()).toEqual(READERS);
    const record = await world.record();
    expect(record).toMatchObject({ release: { by: null, reason: null } });
    const at = Date.parse(('release' in record && record.release?.at) || '');
    expect(at).toBeGreaterThanOrEqual(Date.parse(SET_TIME));
    expect(at).toBeLessThan(Date.parse(SET_TIME) + 5 * 60_000);
    expect(world.alerts).toEqual([]);
  });

  test('the owner’s mail holds the readers’ mail to the byte, below what to look at and the two commands', async () => {
    world.say(5, 'release');
    await onStage();
    const [preview, own] = [PREVIEW, RUN].map((run) =>
      world.sent.find((message) => message.run === run && message.recipient === 'dora'),
    );
    expect(preview?.subject).toBe(`To release by 11:00: ${own?.subject}`);
    const [, below = ''] = preview?.text.split('Below is the mail as readers get it.\n\n') ?? [];
    expect(below).toBe(own?.text);
    // From the sheet's first table on, which is the header.
    const sheetOf = (html = '') => html.slice(html.lastIndexOf('<h1'));
    expect(sheetOf(preview?.html)).toBe(sheetOf(own?.html));
    expect(preview?.text).toContain(`\nnpx scorecard release ${RUN} --stage test --by <you> --reason <why>\n`);
    expect(preview?.text).toContain(`\nnpx scorecard hold ${RUN} --stage test --by <you> --reason <why>\n`);
    expect(preview?.text).toContain('3 readers get the mail below');
    expect(preview?.text.replace(/\n/g, ' ')).toContain('it goes out by itself: 1 Jul 2026, 11:00 UTC+8 (Shanghai).');
  });

  test('a release lets it go at once, and who and why stand in the record', async () => {
    world.say(9, 'release', 'as expected');
    expect(await onStage()).toMatchObject({ outcome: 'done' });
    expect(world.clock.minutes).toBeLessThan(20);
    expect(await world.record()).toMatchObject({ release: { by: 'Dora', reason: 'as expected' } });
    expect(mailed(RUN).sort()).toEqual(READERS);
  });

  test('a hold ends it held: no reader is mailed, owners get one alert with both ways on', async () => {
    world.say(9, 'hold', 'sales look doubled');
    expect(await onStage()).toMatchObject({ outcome: 'held' });
    expect(mailed(RUN)).toEqual([]);
    expect(await world.record()).toMatchObject({
      outcome: 'held',
      problems: [{ code: 'NOT_RELEASED', message: `Dora holds ${RUN}: sales look doubled` }],
    });
    expect(world.alerts).toHaveLength(1);
    expect(world.alerts[0]?.subject).toBe(`[test] shop: ${RUN} is not released`);
    expect(world.alerts[0]?.text).toContain(`npx scorecard release --stage test ${RUN} --by <you> --reason <why>`);
    expect(world.alerts[0]?.text).not.toContain('not complete');
  });

  test('the last word counts where somebody thinks better of it', async () => {
    world.say(9, 'release');
    world.say(9, 'hold');
    expect(await onStage()).toMatchObject({ outcome: 'held' });
  });

  test('held, it stays held by another start, and goes out by one after a release; nobody has anything twice', async () => {
    world.say(9, 'hold');
    await onStage();
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'held' });
    await release('checked with finance');
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'done' });
    expect(mailed(PREVIEW)).toEqual(['dora']);
    expect(mailed(RUN).sort()).toEqual(READERS);
    expect(await world.record()).toMatchObject({ release: { by: 'Dora', reason: 'checked with finance' } });
  });

  test('a release of other figures counts for those alone: new ones are shown anew', async () => {
    world.say(9, 'hold');
    await onStage();
    await release();
    world.changeFigures();
    world.say(world.clock.minutes + 20, 'hold', 'now they are wrong');
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'held' });
    expect(mailed(`${RUN}.preview-r2`)).toEqual(['dora']);
    expect(mailed(RUN)).toEqual([]);
    expect(await readRelease(world.store, RUN)).toMatchObject({ revision: 2, entries: [{ decision: 'hold' }] });
  });

  test('a hold after it was let go is refused and says since when', async () => {
    world.say(5, 'release');
    await onStage();
    await expect(hold()).rejects.toThrow(/on its way already: it went as Dora released it/);
    await expect(release()).resolves.toMatchObject({ entry: { decision: 'let_go' } });
  });

  test('one that is late leaves its owners an hour all the same', async () => {
    world.clock.minutes = 6 * 60;
    await onStage();
    expect(world.clock.minutes).toBeGreaterThanOrEqual(7 * 60);
    expect(world.clock.minutes).toBeLessThan(7 * 60 + 10);
    expect(world.sent[0]?.subject).toMatch(/^To release by 15:0\d: /);
  });

  test('does not go out where no owner could be shown it, and says to whom it was to go', async () => {
    world.refusing.add('dora@shop.test');
    expect(await onStage()).toMatchObject({ outcome: 'held' });
    expect(world.sent).toEqual([]);
    expect(await world.record()).toMatchObject({
      problems: [{ code: 'NOT_RELEASED', message: expect.stringContaining('dora: dropped') }],
    });
    world.refusing.clear();
    world.say(world.clock.minutes + 5, 'release');
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'done' });
    expect(mailed(PREVIEW)).toEqual(['dora']);
  });

  test('is held before anything is published where the report has no owner', async () => {
    world.recipients.text = recipientsOf(2);
    expect(await onStage()).toMatchObject({ outcome: 'held' });
    expect(await world.record()).toMatchObject({ problems: [{ code: 'INVALID_RECIPIENT' }] });
    expect(await world.store.list('snapshots/monthly-executive/2026-06/')).toEqual([]);
    world.recipients.text += OWNER;
    world.say(5, 'release');
    expect(await world.onStage({ isAgain: true })).toMatchObject({ outcome: 'done' });
  });

  test('shown once, let go once and mailed once, whenever its Lambda dies', { timeout: 120_000 }, async () => {
    let killed = 0;
    for (let checkpoint = 1, isOver = false; !isOver; checkpoint++) {
      isOver = true;
      for (const when of ['before', 'after'] as const) {
        const own = await releaseWorld(small);
        own.say(5, 'release');
        expect(await own.onStage({ kill: { checkpoint, when } }), `${checkpoint} ${when}`).toMatchObject({
          outcome: 'done',
        });
        const mails = own.sent.map(({ run, recipient }) => `${run} ${recipient}`).sort();
        expect(mails, `${checkpoint} ${when}`).toEqual(
          [...READERS.map((reader) => `${RUN} ${reader}`), `${PREVIEW} dora`].sort(),
        );
        const entries = (await readRelease(own.store, RUN))?.entries.map(({ decision }) => decision);
        expect(entries, `${checkpoint} ${when}`).toEqual(['release', 'let_go']);
        if (own.deaths.count > 0) isOver = false;
        killed += own.deaths.count;
        await own.close();
      }
    }
    expect(killed).toBeGreaterThan(40);
  });
});

describe('on a laptop', () => {
  test('it ends unreleased once its owners have the mail, and a release sends it', async () => {
    expect(await world.onLaptop()).toMatchObject({ outcome: 'unreleased', run: RUN, goesOutAt: SET_TIME });
    expect(mailed(PREVIEW)).toEqual(['dora']);
    expect(mailed(RUN)).toEqual([]);
    await release('fine');
    expect(await world.onLaptop()).toMatchObject({ outcome: 'done', release: { by: 'Dora', reason: 'fine' } });
    expect(mailed(RUN).sort()).toEqual(READERS);
    expect(await world.onLaptop()).toMatchObject({ outcome: 'duplicate' });
  });

  test('the same command sends it from the set time on, never before, and shows it to owners once', async () => {
    await world.onLaptop();
    expect(await world.onLaptop()).toMatchObject({ outcome: 'unreleased' });
    world.clock.minutes = 180;
    expect(await world.onLaptop()).toMatchObject({ outcome: 'done', release: { by: null } });
    expect(mailed(PREVIEW)).toEqual(['dora']);
    expect(mailed(RUN).sort()).toEqual(READERS);
  });

  test('long after the set time it is shown before it goes out, too', async () => {
    world.clock.minutes = 10_000;
    expect(await world.onLaptop()).toMatchObject({ outcome: 'unreleased' });
    expect(mailed(RUN)).toEqual([]);
    expect(await world.onLaptop()).toMatchObject({ outcome: 'done' });
  });

  test('held, it stays held also after the set time', async () => {
    await world.onLaptop();
    await hold('wrong month');
    world.clock.minutes = 10_000;
    expect(await world.onLaptop()).toMatchObject({ outcome: 'held', problems: [{ code: 'NOT_RELEASED' }] });
    expect(mailed(RUN)).toEqual([]);
    await release();
    expect(await world.onLaptop()).toMatchObject({ outcome: 'done' });
  });
});

describe('a word', () => {
  test('on a run that asked nobody is refused with the way to find one', async () => {
    await expect(release()).rejects.toMatchObject({
      problems: [{ code: 'USAGE', message: expect.stringContaining('waits for nobody') }],
    });
  });

  test('that two say at the same moment is kept in an order in which the last one counts', async () => {
    await world.onLaptop();
    await Promise.all([hold('a'), release('b'), hold('c')]);
    const { entries = [] } = (await readRelease(world.store, RUN)) ?? {};
    expect(entries.map((entry) => ('reason' in entry ? entry.reason : '')).sort()).toEqual(['a', 'b', 'c']);
    const last = entries.at(-1);
    expect((await world.onLaptop()).outcome).toBe(last?.decision === 'hold' ? 'held' : 'done');
  });
});
