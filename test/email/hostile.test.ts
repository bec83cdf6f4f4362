// Every text that comes from data written otherwise, in every mail: it stays text, and changes nothing but itself.
import PostalMime, { type Email as Parsed } from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeMessage } from '../../functions/delivery/deliver.ts';
import type { Recipient } from '../../functions/delivery/recipients.ts';
import type { Email } from '../../functions/email/render.ts';
import { columnsOf } from '../../functions/email/wrap.ts';
import { snapshotShape } from '../../functions/snapshot/shape.ts';
import { LOCALES } from '../support/email.ts';
import { everyMail, MAIL_KINDS, makeEvery } from '../support/every-mail.ts';
import {
  HOSTILE,
  type HostileName,
  hrefsOf,
  numbered,
  structureOf,
  UNPRINTABLE,
  writeEverywhere,
} from '../support/hostile.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const NAMES = Object.keys(HOSTILE) as HostileName[];
const READER: Recipient = {
  ...{ id: 'ann', email: 'ann@northbay.example', name: 'Ann', locale: 'en', role: 'executive', form: 'full' },
  ...{ reports: ['monthly-executive'], slice: null, employee: null, place: { file: 'recipients/readers.csv' } },
};

async function sent(mail: Email, name: string): Promise<Parsed> {
  const run = { run: 'monthly-executive-2026-10', attempt: 1, sender: 'a@b.example', asOf: '2026-11-02T00:00:00Z' };
  const { mime } = await composeMessage(run, { ...READER, name }, { ...mail, unsubscribe: 'https://b.example/u' });
  return PostalMime.parse(mime);
}

describe.each(LOCALES)('in %s', (locale) => {
  let tame: Record<string, Email>;
  beforeAll(async () => {
    tame = await makeEvery(locale, numbered('Tame'), () => undefined);
  });

  describe.each(NAMES)('texts that are %s', (hostile) => {
    let mails: Record<string, Email>;
    beforeAll(async () => {
      mails = await makeEvery(locale, numbered(HOSTILE[hostile]), () => undefined);
    });

    it.each(MAIL_KINDS)('leave the mail %s as it is built', (kind) => {
      const [plain, written] = [tame[kind], mails[kind]] as [Email, Email];
      expect(structureOf(written.html)).toEqual(structureOf(plain.html));
      expect(hrefsOf(written.html)).toEqual(hrefsOf(plain.html));
      expect(written.html).not.toMatch(UNPRINTABLE);
    });

    it.each(MAIL_KINDS)('break no line and turn no direction in the text of %s', (kind) => {
      const { text, subject } = mails[kind] as Email;
      expect(text).not.toMatch(UNPRINTABLE);
      expect(subject).not.toMatch(UNPRINTABLE);
      for (const line of text.split('\n').filter((one) => !/^(https:\/\/|npx )/.test(one)))
        expect(columnsOf(line), line).toBeLessThanOrEqual(72);
      // A name goes on where its line is full, but ends none and begins no section.
      const rules = (of: string) => of.match(/^-+$/gm)?.length;
      expect(rules(text)).toBe(rules((tame[kind] as Email).text));
      if (hostile === 'lines') expect(text.replaceAll(/\s/g, '')).toContain('ABcc:a@b.example[OK]BC');
    });

    it('stand in no header but the subject and the name of the reader', async () => {
      const [plain, written] = await Promise.all([
        sent(tame.executive as Email, 'Tame'),
        sent(mails.executive as Email, HOSTILE[hostile]),
      ]);
      const others = ({ headers }: Parsed) =>
        headers.filter(({ key }) => !/^(subject|to|message-id|content-type)$/.test(key));
      expect(others(written)).toEqual(others(plain));
      expect(written.headers.map(({ key }) => key)).toEqual(plain.headers.map(({ key }) => key));
      expect(written.subject).toBe(mails.executive?.subject);
      expect(written.to?.map(({ address }) => address)).toEqual([READER.email]);
      expect([written.cc, written.bcc]).toEqual([undefined, undefined]);
    });
  });
});

describe('the proof', () => {
  it('writes every text of a month otherwise, and no id, number or day', () => {
    const plain = buildSnapshot();
    const written = writeEverywhere(plain, snapshotShape, () => '!');
    const texts = [
      written.shop.name,
      written.kpis[0]?.name.en,
      written.comments?.[0]?.text,
      written.people?.[0]?.title?.en,
    ];
    expect(texts).toEqual(['!', '!', '!', '!']);
    expect(JSON.stringify(written)).not.toMatch(/Northbay|Harbor|Swift|[\u4e00-\u9fff]/);
    expect(written.kpis.map(({ id, value }) => [id, value])).toEqual(plain.kpis.map(({ id, value }) => [id, value]));
    expect(snapshotShape.safeParse(written).success).toBe(true);
  });

  it('sees an element, an attribute and a link that were not there', async () => {
    const { html } = (await everyMail('en')).executive as Email;
    for (const more of ['<script>x</script>', '<b title="x">y</b>', '<img src="x" onerror="y">'])
      expect(structureOf(html.replace('</body>', `${more}</body>`))).not.toEqual(structureOf(html));
    expect(hrefsOf(`${html}<a href="https://x.example">`)).not.toEqual(hrefsOf(html));
  });
});
