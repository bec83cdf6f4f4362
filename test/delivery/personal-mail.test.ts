// A mail is rendered once and personal in one thing: its reader's link, which is put in at the send.
import { describe, expect, it } from 'vitest';
import { durableSteps } from '../../functions/aws/durable.ts';
import { deliverBatch } from '../../functions/delivery/deliver-batch.ts';
import { PERSONAL_LINK, personalMail } from '../../functions/delivery/personal-mail.ts';
import { recordWish } from '../../functions/delivery/unsubscribed.ts';
import { durableService } from '../support/durable-service.ts';
import { batchFor, context, type Desk, openDesk } from './mail-service.ts';

const PAGE = `https://pages.example/${PERSONAL_LINK}/en`;
const MAIL = {
  subject: 'June',
  html: `<a href="${PAGE}">Files</a> <a href="${PAGE}/unsubscribe">Unsubscribe</a>`,
  text: `Files:\n${PAGE}\n`,
  unsubscribe: `${PAGE}/unsubscribe`,
};

async function deliverTo(desk: Desk, readers: string[], linkOf = async (id: string) => `link-of-${id}`) {
  const input = await batchFor(desk, readers, MAIL);
  const ending = await durableService({ arn: 'arn:test:own' }).run((own) =>
    deliverBatch(durableSteps(own), desk, input, { ...context, linkOf }),
  );
  if (ending.outcome !== 'ended') throw new Error(`ended ${JSON.stringify(ending)}`);
  return ending.value as { recipient: string; outcome: string }[];
}

describe('a mail with places for a link', () => {
  it('brings each reader their own, in all of its parts, and a button to unsubscribe', async () => {
    const desk = openDesk(['ann', 'bob']);
    await deliverTo(desk, ['ann', 'bob']);
    for (const { recipient, html, text, mime } of desk.sent) {
      const own = `https://pages.example/link-of-${recipient}/en`;
      expect(html).toContain(`href="${own}"`);
      expect(text).toContain(own);
      const raw = new TextDecoder().decode(mime);
      expect(raw.replaceAll(/\r\n\s/g, '')).toContain(`List-Unsubscribe: <${own}/unsubscribe>`);
      expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      expect(raw).not.toContain(PERSONAL_LINK);
    }
    expect(desk.sent.map(({ recipient }) => recipient).sort()).toEqual(['ann', 'bob']);
    expect(desk.sent.find(({ recipient }) => recipient === 'ann')?.html).not.toContain('link-of-bob');
  });

  it('goes to nobody who unsubscribed from its report, and to whoever came back', async () => {
    const desk = openDesk(['ann', 'bob', 'eve']);
    const at = '2026-06-01T00:00:00Z';
    for (const reader of ['ann', 'eve']) {
      await recordWish(desk.store, reader, 'monthly-executive', { unsubscribed: true, at, by: 'page' });
    }
    await recordWish(desk.store, 'bob', 'carrier-review', { unsubscribed: true, at, by: 'one-click' });
    await recordWish(desk.store, 'eve', 'monthly-executive', { unsubscribed: false, at, by: 'page' });
    const deliveries = await deliverTo(desk, ['ann', 'bob', 'eve']);
    expect(deliveries.map(({ recipient, outcome }) => `${recipient} ${outcome}`)).toEqual([
      'ann unsubscribed',
      'bob sent',
      'eve sent',
    ]);
    expect(desk.sent.map(({ recipient }) => recipient).sort()).toEqual(['bob', 'eve']);
  });

  it('keeps what it says where there is no place for a link, and asks for none', async () => {
    const plain = { subject: 'June', html: '<p>June</p>', text: 'June\n' };
    const never = () => Promise.reject(new Error('nobody needs a link'));
    expect(await personalMail(plain, never)).toEqual(plain);
  });
});
