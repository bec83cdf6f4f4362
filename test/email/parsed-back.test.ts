// Every mail as a program of another author reads it: two parts that say what was rendered, headers that a mail service
// asks for, links that lead where they say.
import PostalMime, { type Email as Parsed } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../functions/delivery/deliver.ts';
import type { Recipient } from '../../functions/delivery/recipients.ts';
import { LOCALES } from '../support/email.ts';
import { everyMail, MAIL_KINDS } from '../support/every-mail.ts';

const SENDER = 'scorecard@reports.northbay.example';
const UNSUBSCRIBE = 'https://reports.northbay.example/l/l1.1.claim.seal/unsubscribe';
const READER: Recipient = {
  id: 'ann',
  email: 'ann@northbay.example',
  name: 'Ann',
  locale: 'en',
  role: 'executive',
  reports: ['monthly-executive'],
  slice: null,
  form: 'full',
  employee: null,
  place: { file: 'recipients/readers.csv' },
};

async function parseBack(mail: { subject: string; html: string; text: string }): Promise<Parsed & { raw: string }> {
  const run = { run: 'monthly-executive-2026-10', attempt: 1, sender: SENDER, asOf: '2026-11-02T00:00:00Z' };
  const { mime } = await composeMessage(run, READER, { ...mail, unsubscribe: UNSUBSCRIBE });
  return { ...(await PostalMime.parse(mime)), raw: Buffer.from(mime).toString('latin1') };
}

const headerOf = ({ headers }: Parsed, name: string) => headers.find(({ key }) => key === name)?.value;
/** Line ends are those of mail. */
const lines = (text = '') => text.replaceAll('\r\n', '\n').trimEnd();

describe.each(LOCALES)('in %s', (name) => {
  it.each(MAIL_KINDS)('the mail %s arrives as it was rendered', async (kind) => {
    const mail = (await everyMail(name))[kind];
    if (!mail) throw new Error(`no ${kind}`);
    const parsed = await parseBack(mail);
    expect(parsed.subject).toBe(mail.subject);
    expect(lines(parsed.text)).toBe(lines(mail.text));
    expect(lines(parsed.html)).toBe(lines(mail.html));
    expect(parsed.attachments).toEqual([]);
    expect(parsed.from?.address).toBe(SENDER);
    expect(parsed.to?.map(({ address }) => address)).toEqual([READER.email]);
  });

  it.each(MAIL_KINDS)('the mail %s has the headers and parts that services ask for', async (kind) => {
    const mail = (await everyMail(name))[kind];
    if (!mail) throw new Error(`no ${kind}`);
    const parsed = await parseBack(mail);
    expect(headerOf(parsed, 'content-type')).toMatch(/^multipart\/alternative;/);
    expect(parsed.raw.match(/^Content-Type: text\/(plain|html); charset=utf-8/gim)).toHaveLength(2);
    expect(headerOf(parsed, 'list-unsubscribe')).toBe(`<${UNSUBSCRIBE}>`);
    expect(headerOf(parsed, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(parsed.messageId).toMatch(/^<[0-9a-f]{32}@reports\.northbay\.example>$/);
    expect(headerOf(parsed, 'date')).toBe('Mon, 02 Nov 2026 00:00:00 +0000');
  });

  it.each(MAIL_KINDS)('the mail %s asks for nothing from elsewhere, and no link says another address', async (kind) => {
    const html = (await everyMail(name))[kind]?.html ?? '';
    expect(html).not.toMatch(/<(img|link|script|iframe|object|video|audio|form|input)\b|@import|@font-face|url\(/i);
    const links = [...html.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)];
    for (const [, href = '', inside = ''] of links) {
      expect(href).toMatch(/^(https:\/\/|mailto:)/);
      const text = inside.replaceAll(/<[^>]+>/g, '').trim();
      if (/^https?:|^www\.|\.\w{2,}\//.test(text)) expect(href).toBe(text);
    }
  });
});
