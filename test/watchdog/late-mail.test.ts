import { describe, expect, test } from 'vitest';
import { type WatchedReport, watchFileOf } from '../../functions/definitions/watch-file.ts';
import { composeNotice, type LateNotice, writeNotice } from '../../functions/watchdog/late-mail.ts';
import { periodOf } from '../support/calendars.ts';
import { compileNotices } from '../support/notices.ts';
import { mustLoad, onlyReport } from '../support/shop.ts';

const file = watchFileOf(mustLoad(onlyReport('monthly-executive')), await compileNotices());

function notice(change: Partial<LateNotice> = {}): LateNotice {
  return {
    file,
    report: file.reports[0] as WatchedReport,
    period: periodOf('2026-10'),
    reason: 'failed',
    expected: '2026-11-03T04:00:00Z',
    sender: 'scorecard@shop.test',
    scheduledTime: '2026-11-02T04:00:00Z',
    ...change,
  };
}

const ann = { id: 'ann', email: 'ann@shop.test', locale: 'en' };

describe('a late notice', () => {
  test('says what, why and by when in its subject and first sentences', () => {
    const { subject, text } = writeNotice(notice(), 'en');
    expect(subject).toBe('Monthly scorecard, October 2026: late');
    expect(text.split('\n\n').slice(0, 4)).toEqual([
      'Lanternwood Trading',
      'Monthly scorecard, October 2026\nMonthly scorecard for October 2026 is late.',
      'Something went wrong while it was being made.',
      'We expect to send it by November 3, 2026, 12:00 (UTC+08:00).',
    ]);
    expect(writeNotice(notice(), 'zh-CN').subject).toBe('电商月度计分卡（2026年10月）延迟');
  });

  test.each(['not_started', 'working', 'held', 'unreleased', 'failed', 'partly'] as const)(
    'gives its reason: %s',
    (reason) => {
      for (const locale of ['en', 'zh-CN']) {
        const { text, html } = writeNotice(notice({ reason }), locale);
        expect(html).toContain(file.words[locale]?.because[reason]);
        expect(text.replaceAll('\n', ' ')).toContain(file.words[locale]?.because[reason]);
      }
    },
  );

  test('names a quarter as a quarter, and the time of a zone with the offset that it has then', () => {
    const period = periodOf('2026-Q3', 'America/New_York');
    const summer = writeNotice(notice({ period, expected: '2026-10-09T16:00:00Z' }), 'en');
    expect(summer.subject).toBe('Monthly scorecard, Q3 2026: late');
    expect(summer.text).toContain('October 9, 2026, 12:00 (UTC-04:00)');
    const winter = writeNotice(notice({ period, expected: '2026-11-09T17:00:00Z' }), 'zh-CN');
    expect(winter.text).toContain('2026年11月9日 12:00（UTC-05:00）');
  });

  test('to a language that the shop does not write is in its first one', () => {
    expect(writeNotice(notice(), 'fr')).toEqual(writeNotice(notice(), 'en'));
    const chinese = { ...file, shop: { ...file.shop, locales: ['zh-CN', 'en'] } };
    expect(writeNotice(notice({ file: chinese }), 'fr')).toEqual(writeNotice(notice(), 'zh-CN'));
  });

  test('holds the same sentences in its page, and nothing of a name becomes markup', () => {
    const shop = { ...file.shop, name: '<b>"Tom" & Söhne</b>\r\nBcc: eve@shop.test' };
    const { text, html, subject } = writeNotice(notice({ file: { ...file, shop } }), 'en');
    expect(html).toMatch(/<html lang="en"/);
    expect(html).toContain('&lt;b&gt;&quot;Tom&quot; &amp; Söhne&lt;/b&gt;');
    expect(html).not.toContain('<b>&quot;Tom');
    expect(text).toContain('<b>"Tom" & Söhne</b> Bcc: eve@shop.test\n');
    expect(subject).not.toMatch(/[\r\n]/);
    for (const sentence of text.split('\n\n').slice(2, 5)) expect(html).toContain(sentence.replaceAll('\n', ' '));
    expect(html.length).toBeLessThan(20_000);
  });

  test('is the same bytes each time, with an id and a date that no clock gave', async () => {
    const bytes = async (reader = ann) =>
      new TextDecoder().decode((await composeNotice('r-2026-10.late', notice(), reader)).mime);
    const mime = await bytes();
    expect(mime).toBe(await bytes());
    expect(mime).toContain('Date: Mon, 02 Nov 2026 04:00:00 +0000');
    expect(mime).toContain('Subject: Monthly scorecard, October 2026: late');
    const idOf = (text: string) => /^Message-ID: (<[0-9a-f]{32}@shop\.test>)/im.exec(text)?.[1];
    expect(idOf(mime)).toBeDefined();
    expect(idOf(await bytes({ ...ann, id: 'bo' }))).not.toBe(idOf(mime));
  });

  test('goes to one reader under the run of late notices', async () => {
    const message = await composeNotice('r-2026-10.late', notice(), ann);
    expect(message).toMatchObject({
      run: 'r-2026-10.late',
      recipient: 'ann',
      attempt: 1,
      from: 'scorecard@shop.test',
      to: 'ann@shop.test',
    });
  });
});

test('what the watchdog knows of a shop is plain data: its reports, its days off, and the words of its languages', () => {
  expect(JSON.parse(JSON.stringify(file))).toEqual(file);
  expect(file.shop).toEqual({
    name: 'Lanternwood Trading',
    timeZone: 'Asia/Shanghai',
    sender: 'scorecard@lanternwood.example',
    locales: ['en', 'zh-CN'],
    address: 'Lanternwood Trading Co., 88 Wharf Road, Shanghai',
  });
  expect(file.reports).toEqual([
    {
      id: 'monthly-executive',
      title: { en: 'Monthly scorecard', 'zh-CN': '电商月度计分卡' },
      grain: 'month',
      schedule: { on: 'first_business_day', time: '08:00' },
      deadline: '12:00',
    },
  ]);
  expect(file.calendars?.id).toBe('cn');
  expect(Object.keys(file.words)).toEqual(['en', 'zh-CN']);
  expect(Object.keys(file.layouts)).toEqual(['en', 'zh-CN']);
});
