// What the people's mails say of doubtful data: each person of their own figures, each manager of their team's, and nobody
// of what was found about others or who accepted it.
import { describe, expect, it } from 'vitest';
import type { Person, PersonLine } from '../../../functions/snapshot/person-shape.ts';
import { LOCALES } from '../../support/email.ts';
import { renderReview, renderTeam } from '../../support/people-mail.ts';
import { buildPerson } from '../../support/person.ts';

type Change = Partial<PersonLine>;

const personWith = (changes: Record<string, Change>, id = 'E074'): Person =>
  buildPerson((sample) => {
    sample.id = id;
    for (const line of sample.lines) line.change = changes[line.kpi] ?? {};
  });

const late: Change = {
  notes: ['provisional'],
  provisional: [{ check: 'fresh', table: 'shipments', subject: null, finalOn: '2026-11-20' }],
};
const maturing: Change = {
  notes: ['provisional'],
  provisional: [{ check: null, table: null, subject: null, finalOn: '2026-12-01' }],
};
const accepted: Change = { accepted: [{ check: 'volume', table: 'orders', subject: null }] };
const excluded: Change = { excluded: [{ check: 'ranges', table: 'shipments', subject: null, rows: null }] };
const blocked: Change = {
  notes: ['blocked'],
  blockedBy: [{ check: 'keys_unique', table: 'inventory_counts', subject: null }],
};

const plain = (text: string) => text.replace(/\s+/g, ' ');

describe('a review', () => {
  it('marks what may still change, and says on which day it is final and why', async () => {
    const person = personWith({ delivery_accuracy_rate: late, handling_minutes_avg: maturing });
    const { html, text } = await renderReview(person);
    expect(plain(text)).toContain('Delivery accuracy rate †');
    expect(plain(text)).toContain('† provisional.');
    expect(plain(text)).toContain('May still change until 20 Nov 2026. Shipments: the check of fresh rows');
    expect(plain(text)).toContain('May still change until 1 Dec 2026: outcomes of the period are still arriving.');
    expect(html).toContain('† provisional.');
  });

  it('says in Chinese what it says in English', async () => {
    const person = personWith({ delivery_accuracy_rate: late, handling_minutes_avg: accepted });
    const text = (await renderReview(person, 'zh-CN')).text.replace(/\s+/g, '');
    expect(text).toContain('2026年11月20日定稿前仍可能变动。包裹：“数据时效”检查发现异常。');
    expect(text).toContain('检查异常经人认可后仍予发布。订单：“数据量与历史”检查发现异常。');
    expect(text).toContain('部分数据在检查异常经人认可后发布');
  });

  it('says beside the score that figures rest on what somebody accepted, and which', async () => {
    const text = plain((await renderReview(personWith({ parcels_per_hour: accepted }))).text);
    expect(text.indexOf('Some figures were released although')).toBeLessThan(text.indexOf('What went well'));
    expect(text).toContain('Released all the same. Orders: the check of volume against history found something.');
  });

  it('says where rows were left out and where there is no figure', async () => {
    const text = plain(
      (await renderReview(personWith({ delivery_accuracy_rate: excluded, inventory_accuracy: blocked }))).text,
    );
    expect(text).toContain('Some rows were left out. Shipments: the check of plausible values found something.');
    expect(text).toContain(
      'No figure, since nobody could say which rows are true. Stock counts: the check of unique keys',
    );
  });

  it('has no mark and no such word where nothing is doubtful', async () => {
    const { text } = await renderReview(personWith({}));
    expect(text).not.toMatch(/†|may still change|left out|Released/i);
  });
});

describe('the mail of a team', () => {
  it.each(LOCALES)(
    'lists once what may still change of its people, by the day on which it is final, in %s',
    async (name) => {
      const people = ['E1', 'E2', 'E3'].map((id) =>
        personWith({ delivery_accuracy_rate: late, handling_minutes_avg: maturing }, id),
      );
      const { html, text } = await renderTeam(people, name);
      const line =
        name === 'en'
          ? '† May still change: Delivery accuracy rate (final on 20 Nov 2026); Handling time per parcel (final on 1 Dec 2026).'
          : '† 仍可能变动：配送准确率（2026年11月20日定稿）；人均订单处理时长（2026年12月1日定稿）。';
      expect(html).toContain(line);
      expect(name === 'en' ? plain(text) : text.replace(/\s+/g, '')).toContain(
        name === 'en' ? line : line.replace(/ /g, ''),
      );
    },
  );

  it('has the later day of a figure that waits for two things', async () => {
    const both: Change = { ...late, provisional: [...(maturing.provisional ?? []), ...(late.provisional ?? [])] };
    const people = [
      personWith({ delivery_accuracy_rate: late }, 'E1'),
      personWith({ delivery_accuracy_rate: both }, 'E2'),
    ];
    expect(plain((await renderTeam(people)).text)).toContain('Delivery accuracy rate (final on 1 Dec 2026).');
  });

  it('names the checks that found something which was accepted', async () => {
    const people = ['E1', 'E2'].map((id) => personWith({ parcels_per_hour: accepted }, id));
    const { text } = await renderTeam(people);
    expect(
      plain(text).match(/Released although a check found something: orders \(volume against history\)\./g),
    ).toHaveLength(1);
  });

  it('tells nothing of what concerns people outside the team', async () => {
    const { text } = await renderTeam([personWith({}, 'E1')]);
    expect(text).not.toMatch(/†|May still change|Released although/);
  });
});
