import { describe, expect, it } from 'vitest';
import { buildMime, type MimeInput } from '../../functions/email/mime.ts';

const INPUT: MimeInput = {
  from: 'Northbay Scorecard <scorecard@northbay.example>',
  to: '张伟 <wei@northbay.example>',
  subject: '2026年10月计分卡：71.48 分（C），环比下降 3.24 分',
  html: '<p lang="zh-CN">销售额 ¥901.8万</p>',
  text: '销售额 ¥901.8万\n',
  messageId: '<monthly-executive.2026-10.r1.wei@northbay.example>',
  date: new Date('2026-11-02T00:00:00Z'),
  boundarySeed: 'monthly-executive-2026-10-r1-wei',
};

async function compose(change: Partial<MimeInput> = {}): Promise<string> {
  return new TextDecoder().decode(await buildMime({ ...INPUT, ...change }));
}

describe('a mail as bytes', () => {
  it('is the same for the same input', async () => {
    expect(await compose()).toBe(await compose());
    expect(await compose({ boundarySeed: 'other' })).not.toBe(await compose());
  });

  it('has the date and message id that were given', async () => {
    const mail = await compose();
    expect(mail).toMatch(/^Date: Mon, 02 Nov 2026 00:00:00 \+0000\r$/m);
    expect(mail).toContain('Message-ID: <monthly-executive.2026-10.r1.wei@northbay.example>');
  });

  it('offers text first and HTML as the better alternative', async () => {
    const mail = await compose();
    expect(mail).toContain('multipart/alternative');
    expect(mail.indexOf('text/plain; charset=utf-8')).toBeGreaterThan(0);
    expect(mail.indexOf('text/html; charset=utf-8')).toBeGreaterThan(mail.indexOf('text/plain; charset=utf-8'));
  });

  it('writes a Chinese subject as encoded words and keeps every line short', async () => {
    const mail = await compose({ html: `<p>${'长'.repeat(5000)}</p>` });
    expect(mail).toMatch(/^Subject: =\?UTF-8\?[BQ]\?/m);
    for (const line of mail.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('names one-click unsubscription only where there is one', async () => {
    expect(await compose()).not.toContain('List-Unsubscribe');
    const mail = await compose({ listUnsubscribe: 'https://northbay.example/u/1' });
    expect(mail).toContain('List-Unsubscribe: <https://northbay.example/u/1>');
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it('refuses a boundary seed that could end a header', async () => {
    await expect(compose({ boundarySeed: 'a\r\nb' })).rejects.toThrow('boundary seed');
  });
});
