// Nothing in a review comes from anywhere but the person's own document, and nothing in a team's mail but its members'.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../../functions/definitions/checks.ts';
import type { Person } from '../../../functions/snapshot/person-shape.ts';
import { derivedOfPerson } from '../../support/derived-numbers.ts';
import { LOCALES, type LocaleName, readLocale } from '../../support/email.ts';
import { renderReview, renderTeam } from '../../support/people-mail.ts';
import { buildItem, buildPerson } from '../../support/person.ts';
import { findForeign, type Source, visibleText } from '../../support/provenance.ts';

const SEEDS = 50;
/** The titles of the two reports, the manager's name and the sender's address, which a mail is given beside the document. */
const BESIDES = [
  'Mei Lin',
  'Your review',
  '个人绩效回顾',
  'Team review',
  '团队绩效回顾',
  'Northbay Commerce, 200 Harbor Street, Oakland, CA 94607',
];

const cents = fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 100).toFixed(2));
/** What checks may leave doubtful of a line. */
const ofCheck = fc.record({
  check: fc.constantFrom(...CHECKS),
  table: fc.constantFrom('orders', 'shipments', 'inventory_counts'),
  subject: fc.constant(null),
});
const varied = fc.record({
  provisional: fc.array(fc.tuple(ofCheck, fc.constantFrom('2026-11-20', '2026-12-02')), { maxLength: 2 }),
  excluded: fc.array(ofCheck, { maxLength: 2 }),
  accepted: fc.array(ofCheck, { maxLength: 2 }),
});

const variation = fc.record({
  values: fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 4, maxLength: 4 }),
  scores: fc.array(fc.option(cents, { freq: 5 }), { minLength: 4, maxLength: 4 }),
  previous: fc.option(cents),
  activeDays: fc.integer({ min: 16, max: 31 }),
  revision: fc.integer({ min: 1, max: 9 }),
  band: fc.constantFrom<Person['band']>('above', 'in_line', 'below', null),
  phase: fc.constantFrom<Person['phase']>('preliminary', 'final'),
  hasItem: fc.boolean(),
  gain: fc.integer({ min: 1, max: 99 }),
  contested: fc.boolean(),
  doubts: fc.array(fc.option(varied), { minLength: 4, maxLength: 4 }),
});

const people = fc.sample(variation, { numRuns: SEEDS, seed: 20261003 }).map(
  (of, seed): Person =>
    buildPerson((sample) => {
      sample.id = `E${String(seed + 100).padStart(3, '0')}`;
      const { activeDays, revision, band, phase, contested, previous } = of;
      Object.assign(sample, {
        activeDays: String(activeDays),
        revision,
        band,
        phase,
        contested,
        previousScore: previous,
      });
      for (const [at, line] of sample.lines.entries()) {
        const doubts = of.doubts[at];
        if (doubts) {
          line.change = {
            notes: doubts.provisional.length > 0 ? ['provisional'] : [],
            provisional: doubts.provisional.map(([check, finalOn]) => ({ ...check, finalOn })),
            excluded: doubts.excluded.map((check) => ({ ...check, rows: null })),
            accepted: doubts.accepted,
          };
        }
        line.score = of.scores[at] ?? null;
        line.value =
          line.score === null
            ? null
            : ((of.values[at] ?? 1) / (line.kpi.includes('accuracy') ? 10_000 : 100)).toString();
      }
      if (of.hasItem) sample.improvements = [buildItem({ gain: `0.0${of.gain}`, gainPoints: `${of.gain}.5` })];
    }),
);

const sourceOf = (document: object, name: LocaleName, shown: Person[]): Source => ({
  document,
  locale: readLocale(name),
  derived: shown.flatMap(derivedOfPerson),
  besides: BESIDES,
});

describe.each(LOCALES)('in %s', (name) => {
  test.each(people.map((person) => [person.person.id, person] as const))(
    'every number and name in the review of %s is their own',
    async (_, person) => {
      const { subject, text, html } = await renderReview(person, name);
      const source = sourceOf(person, name, [person]);
      expect(findForeign(`${subject}\n${text}`, source), 'text').toEqual([]);
      expect(findForeign(visibleText(html), source), 'html').toEqual([]);
    },
  );

  test('every number and name in the mail of a team is of its members', async () => {
    const { subject, text, html } = await renderTeam(people, name);
    const source = sourceOf(people, name, people);
    expect(findForeign(`${subject}\n${text}`, source), 'text').toEqual([]);
    expect(findForeign(visibleText(html), source), 'html').toEqual([]);
  });

  test('a figure of a colleague would be found', async () => {
    const [one, other] = people as [Person, Person];
    const { text } = await renderReview(other, name);
    expect(findForeign(text, sourceOf(one, name, [one]))).not.toEqual([]);
  });
});
