// A person's own mail: what it says, that it adds up, and that it is kind, exact and private.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../functions/email/wrap.ts';
import { LOCALES } from '../../support/email.ts';
import { printedNumbers } from '../../support/numbers.ts';
import { renderReview } from '../../support/people-mail.ts';
import { buildItem, buildPerson } from '../../support/person.ts';

const whole = () =>
  buildPerson((sample) => {
    sample.improvements = [buildItem(), buildItem({ kpi: 'parcels_per_hour', watch: true })];
    sample.responses = [
      {
        period: '2026-10',
        kind: 'feedback',
        text: 'The new belt helps.',
        person: 'E074',
        writtenAt: '2026-11-16T02:00:00Z',
      },
    ];
  });

describe.each(LOCALES)('the review in %s', (name) => {
  it('is the golden one', async () => {
    const { text } = await renderReview(whole(), name);
    const path = `test/golden/email/employee-review.${name}.txt`;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  it('tells the same numbers in text and HTML', async () => {
    const { html, text } = await renderReview(whole(), name);
    const shown = html
      .replace(/<style[\s\S]*?<\/style>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#\d+;/g, ' ');
    const inHtml = new Set(printedNumbers(shown));
    expect(printedNumbers(text).length).toBeGreaterThan(30);
    for (const number of printedNumbers(text)) expect(inHtml, number).toContain(number);
  });

  it('keeps lines of text within 72 columns', async () => {
    const { text } = await renderReview(whole(), name);
    for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(72);
  });

  it('has one h1, a heading a section, and its language', async () => {
    const { html } = await renderReview(whole(), name);
    expect([...html.matchAll(/<h1/g)]).toHaveLength(1);
    expect([...html.matchAll(/<h2/g)]).toHaveLength(7);
    expect(html).toContain(`<html lang="${name}"`);
  });
});

describe('a review', () => {
  const textOf = async (...of: Parameters<typeof renderReview>) =>
    (await renderReview(...of)).text.replace(/\s+/g, ' ');

  it('says how a score came about, so that a calculator gives the same', async () => {
    const text = await textOf(whole());
    expect(text).toContain('Score: 80 × (5.28 − 4.62) ÷ (5.28 − 4.4) = 71.20');
    expect(text).toContain('Drawn to the 97.2% of 24 people');
    expect(text).toContain('between 95.6% and 97.2%');
    expect(text).toContain('Over Aug 2026 – Oct 2026.');
  });

  it('says how to object, to whom and until when, and that nothing follows by itself', async () => {
    const text = await textOf(whole());
    expect(text).toContain('Tell Mei Lin or HR within 5 working days');
    expect(text).toContain('Nothing happens automatically because of this mail: Mei Lin confirms');
    expect(await textOf(whole(), 'en', null)).toContain('Tell your manager or HR');
  });

  it('knows peers as a group alone, and says so where they are too few', async () => {
    expect(await textOf(whole())).toContain('24 people in your role');
    const alone = { ...whole(), peers: null, band: null };
    const text = await textOf(alone);
    expect(text).toContain('Too few people share your role');
    expect(text).not.toMatch(/average/);
  });

  it.each([
    ['active_share', '12', 'too few days employed and not on leave (12 of 31)'],
    ['probation', null, 'new in the job, whose first weeks are not judged'],
  ] as const)('that is not scored for %s says why, and shows no total', async (reason, activeDays, says) => {
    const text = await textOf(buildPerson((sample) => Object.assign(sample, { reason, activeDays })));
    expect(text).toContain(`This period is not scored: ${says}.`);
    expect(text).not.toMatch(/Total|\/ 100/);
  });

  it('says that a part of the month counts for that part', async () => {
    expect(await textOf(buildPerson((sample) => (sample.activeDays = '20')))).toContain('20 of 31 days count');
  });

  it('of somebody who changed roles has a card for each, with its days', async () => {
    const person = whole();
    const [card] = person.cards;
    if (!card) throw new Error('no card');
    const half = (from: string, to: string) => ({ ...card, from, to, share: '0.5' });
    const two = { ...person, cards: [half('2026-10-01', '2026-10-15'), half('2026-10-16', '2026-10-31')] };
    expect(await textOf(two)).toContain('Warehouse, 16–31 Oct 2026, 50.0% of the whole');
  });

  it('is refused where its points do not add to its score', async () => {
    const person = whole();
    const line = person.cards[0]?.lines[0];
    if (line) line.points = '41.61';
    await expect(renderReview(person)).rejects.toThrow('points of employee_warehouse of E074 add to');
  });

  it('escapes what people wrote', async () => {
    const person = whole();
    person.responses = [{ ...(person.responses[0] as (typeof person.responses)[0]), text: '<b>me</b> & "you"' }];
    const { html } = await renderReview(person);
    expect(html).toContain('&lt;b&gt;me&lt;/b&gt; &amp; &quot;you&quot;');
  });

  it('that is preliminary or contested says so', async () => {
    const text = await textOf(
      buildPerson((sample) => Object.assign(sample, { phase: 'preliminary', contested: true })),
    );
    expect(text).toMatch(/Preliminary: figures may still change/);
    expect(text).toMatch(/An objection is open/);
  });
});
