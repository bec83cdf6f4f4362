import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definitions } from '../../../functions/definitions/definitions.ts';
import { type Fraction, formatFixed } from '../../../functions/exact.ts';
import type { Reading } from '../../../functions/kpis/reading.ts';
import type { FairLine } from '../../../functions/scorecards/people/fair-line.ts';
import { prepareReview } from '../../../functions/scorecards/people/review.ts';
import { JUNE } from '../../kpis/hand-made.ts';
import { type Colleague, defineTeam, readTeam } from './team.ts';

const RATE = 'numerator: work.n, denominator: work.d, sample: work.d, min_sample: 30, at_most: 1, by: [employee]';
const LIMITS = 'floor: 0.6, target: 0.8, stretch: 0.9';
const LINE = `kpi: packed_right, weight: 100, ${LIMITS}`;

const packers = (rate = RATE, line = LINE) => defineTeam({ packed_right: rate }, { packers: { lines: [line] } });
const fixed = (amount: Fraction | null | undefined, digits = 2) => (amount ? formatFixed(amount, digits) : null);

/** 480 in 600 together: E1 with 27 in 30, five others with 453 in 570. */
const six: Colleague[] = [
  { id: 'E1', work: { n: '27', d: '30' } },
  ...['93', '90', '90', '90', '90'].map((n, at) => ({ id: `E${at + 2}`, work: { n, d: '114' } })),
];

function lineOf(reading: Reading, employee = 'E1', cards = ['packers']): FairLine {
  return prepareReview(cards, JUNE, reading).score(employee).parts[0]?.lines[0] as FairLine;
}

describe('a person with a small sample', () => {
  const line = lineOf(readTeam(packers(), six));

  test('is scored by 0.85 for 27 in 30, drawn to five peers and themselves', () => {
    expect(line.evaluated.value?.toFraction()).toBe('9/10');
    expect(line.shrunk).toMatchObject({ peers: 6 });
    expect([line.shrunk?.peerRate.toFraction(), line.scored?.toFraction()]).toEqual(['4/5', '17/20']);
    expect(fixed(line.score)).toBe('90.00');
  });

  test('is in line with peers, and whether the target is met remains open', () => {
    expect([line.band, line.verdict, line.status]).toEqual(['in_line', 'uncertain', 'green']);
  });

  test('is amber at worst where chance may have made it', () => {
    const unlucky = six.map((one) => (one.id === 'E1' ? { ...one, work: { n: '20', d: '30' } } : one));
    const strict = packers(RATE, 'kpi: packed_right, weight: 100, floor: 0.74, target: 0.8, stretch: 0.9');
    const found = lineOf(readTeam(strict, unlucky));
    expect([fixed(found.score), found.verdict, found.status]).toEqual(['0.00', 'uncertain', 'amber']);
    const sure = lineOf(readTeam(strict, [...unlucky.slice(1), { id: 'E1', work: { n: '200', d: '300' } }]));
    expect([sure.verdict, sure.status]).toEqual(['not_met', 'red']);
  });

  test('is scored from a third of the minimum on', () => {
    const withSample = (d: string) => [...six.slice(1), { id: 'E1', work: { n: '9', d } }];
    expect(lineOf(readTeam(packers(), withSample('10')))).toMatchObject({ notes: [] });
    const below = lineOf(readTeam(packers(), withSample('9')));
    expect(below).toMatchObject({
      score: null,
      shrunk: null,
      band: null,
      verdict: null,
      notes: ['insufficient_sample'],
    });
  });
});

describe('with fewer than five peers', () => {
  const four = six.slice(0, 4);

  test('nobody is drawn to the others, and the minimum sample holds', () => {
    expect(lineOf(readTeam(packers(), four))).toMatchObject({ shrunk: null, band: null, peers: null, notes: [] });
    const small = four.map((one) => (one.id === 'E1' ? { ...one, work: { n: '27', d: '29' } } : one));
    expect(lineOf(readTeam(packers(), small))).toMatchObject({ score: null, notes: ['insufficient_sample'] });
  });

  test('people of another role are no peers', () => {
    const others = Array.from({ length: 9 }, (_, at) => ({ id: `S${at}`, role: 'seller', work: { n: '1', d: '90' } }));
    const cards = defineTeam(
      { packed_right: RATE },
      { packers: { role: 'packer', lines: [LINE] }, sellers: { role: 'seller', lines: [LINE] } },
    );
    const reading = readTeam(cards, [...four, ...others]);
    expect(lineOf(reading, 'E1', ['packers', 'sellers'])).toMatchObject({ shrunk: null, peers: null });
    expect(lineOf(reading, 'S0', ['packers', 'sellers']).peers).toMatchObject({ people: 9 });
  });

  test('the total says nothing of peers', () => {
    const review = prepareReview(['packers'], JUNE, readTeam(packers(), four));
    expect([review.peersOf('packer'), review.bandOf(review.score('E1'))]).toEqual([null, null]);
  });
});

describe('a harder queue', () => {
  const rate = `${RATE}, strata: { employee: queue }`;
  /** A has the hard ones and is better at both; the others are like B. */
  const queues = (easy: [number, number], hard: [number, number]) => ({
    work: { n: String(easy[0] + hard[0]), d: String(easy[1] + hard[1]) },
    queues: {
      easy: { n: String(easy[0]), d: String(easy[1]) },
      hard: { n: String(hard[0]), d: String(hard[1]) },
    },
  });
  const team = [
    { id: 'A', ...queues([9, 10], [30, 100]) },
    ...['B', 'C', 'D', 'E', 'F'].map((id) => ({ id, ...queues([80, 100], [2, 10]) })),
  ];
  const reading = readTeam(packers(rate), team);

  test('does not put the better one below', () => {
    const [a, b] = [lineOf(reading, 'A'), lineOf(reading, 'B')];
    expect(a.evaluated.value?.compare(b.evaluated.value as Fraction)).toBe(-1);
    expect(a.scored?.compare(b.scored as Fraction)).toBe(1);
    expect(a.adjusted).toMatchObject({ stratum: 'queue' });
  });

  test('is evened out by the rates of all, so that the expected sum to what there was', () => {
    const lines = team.map(({ id }) => lineOf(reading, id).adjusted);
    const sum = (key: 'observed' | 'expected') =>
      lines.map((one) => one?.[key] as Fraction).reduce((all, one) => all.add(one));
    expect(sum('expected').toFraction()).toBe(sum('observed').toFraction());
  });
});

describe('a mean', () => {
  const minutes =
    'unit: minutes, better: down, numerator: work.n, denominator: work.d, factor: 1 / 60, sample: work.d, squares: work.q, min_sample: 50, by: [employee]';
  const limits = 'kpi: packed_right, weight: 100, floor: 20, target: 10, stretch: 5';
  const packer = (id: string, seconds: number, parcels: number, spread: number) => ({
    id,
    work: {
      n: String(seconds * parcels),
      d: String(parcels),
      q: String(parcels * seconds * seconds + (parcels - 1) * spread * spread),
    },
  });
  const team = (seconds: number) => [
    packer('E1', seconds, 36, 120),
    ...[2, 3, 4, 5, 6].map((at) => packer(`E${at}`, 600, 200, 120)),
  ];

  test('is drawn to the peers in its own unit', () => {
    const line = lineOf(readTeam(packers(minutes, limits), team(900)));
    const pooled = (36 * 15 + 1000 * 10) / 1036;
    expect(line.shrunk?.peerRate.valueOf()).toBeCloseTo(pooled, 10);
    expect(line.scored?.valueOf()).toBeCloseTo((36 * 15 + 50 * pooled) / 86, 10);
    expect([line.interval, line.verdict]).toEqual([null, null]);
  });

  // 2.5758 · 2 minutes ÷ √36 = 0.86 minutes.
  test.each([
    [540, 'above'],
    [590, 'in_line'],
    [700, 'below'],
  ])('of %i seconds against ten minutes is %s', (seconds, band) => {
    expect(lineOf(readTeam(packers(minutes, limits), team(seconds))).band).toBe(band);
  });
});

describe('a part of a month', () => {
  const sums = (line: string) =>
    defineTeam(
      {
        made: 'unit: money, value: work.n, sample: work.d, by: [employee]',
        made_of_target: 'numerator: work.n, denominator: target.made, sample: work.d, by: [employee]',
      },
      { packers: { lines: [line] } },
    );
  const targets = [['made', 'employee', 'E1', '2026-06', '3', null, '1200', null, null, null, null]];
  const read = (line: string, one: Partial<Colleague>) =>
    readTeam(sums(line), [{ id: 'E1', work: { n: '800', d: '5' }, ...one }], { targets });

  test('of twenty days asks for 800 of 1200', () => {
    const line = lineOf(read('kpi: made, weight: 100', { employed: 20 }));
    expect(line).toMatchObject({ targetSource: 'table', targetVersion: '3', status: 'green' });
    expect([fixed(line.score), line.prorated?.toFraction()]).toEqual(['80.00', '2/3']);
  });

  test('lowers the target inside an attainment too, and counts approved leave', () => {
    const line = lineOf(read('kpi: made_of_target, weight: 100, target: 1, floor: 0.8', { leave: 10 }));
    expect([line.evaluated.value?.toFraction(), line.prorated?.toFraction()]).toEqual(['1', '2/3']);
    expect([fixed(line.score), line.targetVersion]).toEqual(['80.00', '3']);
  });

  test.each([
    [{ employed: 10 }, 'active_share'],
    [{ leave: 16 }, 'active_share'],
    [{ tenure: 89 }, 'probation'],
  ])('with %j shows the value and scores nothing: %s', (one, reason) => {
    const person = prepareReview(['packers'], JUNE, read('kpi: made, weight: 100', one)).score('E1');
    expect(person).toMatchObject({ score: null, grade: null, reason });
    expect(person.parts[0]?.lines[0]).toMatchObject({ score: null, status: 'grey', points: null });
    expect(person.parts[0]?.lines[0]?.evaluated.value?.toFraction()).toBe('800');
  });

  test('takes the growth over a year off the card: both months must be whole', () => {
    const growth = defineTeam(
      {
        growth:
          'numerator: "work.n - work.n[year_ago]", denominator: "work.n[year_ago]", sample: "work.d[year_ago]", by: [employee]',
      },
      { packers: { lines: ['kpi: growth, weight: 100, target: 0.1, floor: 0, stretch: 0.2'] } },
    );
    const of = (one: Partial<Colleague>) =>
      lineOf(readTeam(growth, [{ id: 'E1', work: { n: '120' }, in: { '2025-06': { n: '100', d: '40' } }, ...one }]));
    expect(of({ yearAgo: { employed: 30 } })).toMatchObject({ notes: [] });
    expect(of({ yearAgo: { employed: 30, leave: 1 } })).toMatchObject({ score: null, notes: ['part_month'] });
    expect(of({ yearAgo: { employed: 30 }, employed: 29 })).toMatchObject({ score: null, notes: ['part_month'] });
    expect(of({})).toMatchObject({ notes: ['part_month'] });
  });
});

describe('a line', () => {
  test('with few cases a month is scored over three, by the target of the month', () => {
    const card = packers(RATE, 'kpi: packed_right, weight: 100, window_months: 3');
    const work = { work: { n: '0', d: '30' }, in: { '2026-04..2026-06': { n: '72', d: '90' } } };
    const targets = [['packed_right', 'employee', 'E1', '2026-06', '1', null, '0.8', '0.6', '0.9', null, null]];
    const line = lineOf(readTeam(card, [{ id: 'E1', ...work }], { targets }));
    expect([line.period, fixed(line.score), line.targetSource]).toEqual(['2026-04..2026-06', '80.00', 'table']);
  });

  test('may know a person by another name, and has their target all the same', () => {
    const card = defineTeam(
      { packed_right: RATE.replace('[employee]', '[product_owner]') },
      { packers: { lines: ['kpi: packed_right, weight: 100, as: product_owner'] } },
    );
    const targets = [['packed_right', 'employee', 'E1', '2026-06', '1', null, '0.8', '0.6', '0.9', null, null]];
    const line = lineOf(readTeam(card, [{ id: 'E1', as: { product_owner: { n: '24', d: '30' } } }], { targets }));
    expect([line.evaluated.value?.toFraction(), fixed(line.score)]).toEqual(['4/5', '80.00']);
  });
});

describe('the total among peers', () => {
  const plain = 'unit: points, value: work.n, rollup: ratio, by: [employee]';
  const card = packers(plain, 'kpi: packed_right, weight: 100, floor: 0, target: 80, stretch: 100');
  const of = (...values: string[]) => {
    const review = prepareReview(
      ['packers'],
      JUNE,
      readTeam(
        card,
        values.map((n, at) => ({ id: `E${at}`, work: { n } })),
      ),
    );
    return { review, bands: review.employees.map((id) => review.bandOf(review.score(id))) };
  };

  // The mean is 70.
  test('differs from five points on', () => {
    expect(of('75', '65', '74.99', '65.01', '70').bands).toEqual(['above', 'below', 'in_line', 'in_line', 'in_line']);
  });

  test('has a mean of five who are scored, and nobody is counted among four', () => {
    expect(of('75', '65', '75', '65', '70').review.peersOf('packer')).toMatchObject({ people: 5, scored: 5 });
    expect(of('75', '65', '75', '65').bands).toEqual([null, null, null, null]);
  });
});

describe('any team', () => {
  const counts = fc.record({ n: fc.nat({ max: 60 }), d: fc.integer({ min: 60, max: 90 }) });
  const teams = fc.array(counts, { minLength: 3, maxLength: 8 });
  const definitions: Definitions = packers();
  const colleagues = (team: { n: number; d: number }[]): Colleague[] =>
    team.map(({ n, d }, at) => ({ id: `E${at}`, work: { n: String(n), d: String(d) } }));

  test('never costs somebody points for having done better', () => {
    fc.assert(
      fc.property(teams, fc.nat(), fc.integer({ min: 1, max: 30 }), (team, who, more) => {
        const at = who % team.length;
        const better = team.map((one, index) => (index === at ? { ...one, n: Math.min(one.d, one.n + more) } : one));
        const [before, after] = [team, better].map((one) => {
          const person = prepareReview(['packers'], JUNE, readTeam(definitions, colleagues(one))).score(`E${at}`);
          return { score: person.score as Fraction, line: person.parts[0]?.lines[0]?.score as Fraction };
        });
        expect(after?.score.compare(before?.score as Fraction)).toBeGreaterThanOrEqual(0);
        expect(after?.line.compare(before?.line as Fraction)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });

  test('is scored alike in whatever order its rows come', () => {
    fc.assert(
      fc.property(teams, fc.infiniteStream(fc.nat()), (team, order) => {
        const people = colleagues(team);
        const shuffled = people.map((one) => ({ one, key: order.next().value })).sort((a, b) => a.key - b.key);
        const scores = (of: Colleague[]) => {
          const review = prepareReview(['packers'], JUNE, readTeam(definitions, of));
          return review.employees.map((id) => [id, fixed(review.score(id).score), review.bandOf(review.score(id))]);
        };
        expect(scores(shuffled.map(({ one }) => one))).toEqual(scores(people));
      }),
      { numRuns: 30 },
    );
  });
});
