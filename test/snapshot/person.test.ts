import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CheckId } from '../../functions/definitions/checks.ts';
import type { Report } from '../../functions/definitions/definitions.ts';
import type { Doubts, DoubtsOf } from '../../functions/kpis/doubts.ts';
import { preparePersons } from '../../functions/snapshot/person.ts';
import { type Person, personShape } from '../../functions/snapshot/person-shape.ts';
import { AS_OF, CALENDAR, EXAMPLE_LAKE, openLake } from '../facts/lake.ts';
import { JUNE, periodOf } from '../kpis/hand-made.ts';
import { scoring } from '../scorecards/fairness/examples.ts';
import { type Colleague, defineTeam, readTeam } from '../scorecards/people/team.ts';
import { readLake } from '../support/evaluate.ts';
import { mustLoad } from '../support/shop.ts';

const RATE =
  'numerator: work.n, denominator: work.d, sample: work.d, min_sample: 30, at_most: 1, strata: { employee: queue }, by: [employee]';
const definitions = defineTeam(
  {
    measured: RATE,
    made: 'unit: money, value: work.n, sample: work.d, by: [employee]',
  },
  {
    packers: {
      lines: ['kpi: measured, weight: 60, floor: 0.6, target: 0.8, stretch: 0.9', 'kpi: made, weight: 40, target: 100'],
    },
  },
);
const report = { ...definitions.reports['monthly-executive'], scorecards: ['packers'] } as Report;
const HASH = createHash('sha256').update('work').digest('hex');

function colleague(id: string, n: number, change: Partial<Colleague> = {}): Colleague {
  const queues = { easy: { n: String(n - 20), d: '60' }, hard: { n: '20', d: '40' } };
  return { id, manager: 'M0', work: { n: String(n), d: '100' }, queues, ...change };
}

const team = [71, 75, 62, 69, 73, 66].map((n, at) => colleague(`P-${at}-canary`, n));

function personsOf(colleagues: Colleague[], doubts: Partial<Doubts> = {}) {
  const known = readTeam(definitions, colleagues);
  const reading = { ...known, doubts: (...of: Parameters<DoubtsOf>) => ({ ...known.doubts(...of), ...doubts }) };
  const statements = [{ fact: 'work', hash: HASH }];
  return preparePersons({ report, period: JUNE, reading, phase: 'final', statements });
}

const stored = (draft: ReturnType<ReturnType<typeof personsOf>['review']>): Person => ({
  ...draft,
  revision: 1,
  improvements: [],
  past: [],
  ended: [],
  contested: false,
  responses: [],
});

describe('the review of a person', () => {
  const persons = personsOf(team);
  const own = persons.review('P-0-canary', null);

  test('has the published shape', () => {
    expect(personShape.safeParse(stored(own)).error).toBeUndefined();
    expect(own).toMatchObject({ phase: 'final', person: { id: 'P-0-canary', role: 'packer', manager: 'M0' } });
  });

  test('holds no other person', () => {
    for (const id of persons.employees) {
      const text = JSON.stringify(persons.review(id, null));
      expect(text.match(/P-\d-canary/g)?.every((found) => found === id)).toBe(true);
    }
  });

  test('says what makes a figure doubtful, without a member that a check names or a count of the whole', () => {
    const of = (check: CheckId, member: string) => ({ check, table: 'work', subject: `employee = ${member}` });
    const doubtful = personsOf(team, {
      provisional: ['P-1-canary', 'P-2-canary'].map((id) => ({ ...of('fresh', id), finalOn: '2026-07-06' })),
      excluded: [{ ...of('ranges', 'P-3-canary'), rows: '77777' }],
      accepted: [of('members_present', 'P-4-canary')],
    }).review('P-0-canary', null);
    expect(personShape.safeParse(stored(doubtful)).error).toBeUndefined();
    for (const line of doubtful.cards.flatMap(({ lines }) => lines)) {
      expect(line).toMatchObject({
        notes: expect.arrayContaining(['provisional']),
        provisional: [{ check: 'fresh', table: 'work', subject: null, finalOn: '2026-07-06' }],
        excluded: [{ check: 'ranges', table: 'work', subject: null, rows: null }],
        accepted: [{ check: 'members_present', table: 'work', subject: null }],
      });
    }
    expect(JSON.stringify(doubtful)).not.toMatch(/P-[1-9]-canary|77777/);
  });

  test('says of each line how it came to be', () => {
    const [line] = own.cards[0]?.lines ?? [];
    expect(line).toMatchObject({
      period: '2026-06',
      sample: '100',
      value: '0.71',
      adjusted: { observed: '71', stratum: 'queue' },
      shrunk: { peers: 6, strength: '30' },
      interval: { level: '0.95' },
      peers: { people: 6 },
      statement: HASH,
      prorated: null,
    });
    expect(line?.formula?.split('\n')).toHaveLength(4);
  });

  test('has points that add to its score', () => {
    const [card] = own.cards;
    const points = card?.lines.map((line) => Number(line.points)) ?? [];
    expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(Number(card?.score), 10);
  });

  test('compares with the review of the period before', () => {
    const before = stored({ ...own, period: { ...own.period, id: '2026-05' } });
    const changed = { ...before, cards: before.cards.map((card) => ({ ...card, score: '50' })) };
    const [card] = persons.review('P-0-canary', changed).cards;
    expect(card?.previous).toEqual({ period: '2026-05', score: '50' });
    expect(Number(card?.change)).toBeCloseTo(Number(own.score) - 50, 10);
    expect(card?.lines.map(({ previousScore }) => previousScore)).toEqual(
      own.cards[0]?.lines.map(({ score }) => score),
    );
  });
});

describe('a group of fewer than five', () => {
  test('shows no figure of peers anywhere in a review', () => {
    const own = personsOf(team.slice(0, 4)).review('P-0-canary', null);
    expect([own.peers, own.band]).toEqual([null, null]);
    for (const line of own.cards[0]?.lines ?? []) {
      expect([line.peers, line.shrunk, line.adjusted, line.band]).toEqual([null, null, null, null]);
    }
  });
});

describe('the people of the example', () => {
  const shop = mustLoad();
  const read = async () => {
    const engine = await openLake(shop, EXAMPLE_LAKE);
    return readLake(shop, engine, [periodOf('2026-06')], AS_OF, CALENDAR);
  };
  const cards = ['employee_sales', 'employee_service', 'employee_warehouse'];
  const whole = { ...shop.reports['monthly-executive'], scorecards: cards } as Report;

  test('are scored as by hand, and shown only where too little was worked', async () => {
    const persons = preparePersons({
      report: whole,
      period: periodOf('2026-06'),
      reading: await read(),
      phase: 'final',
      statements: [],
    });
    // E5 and E7 have other roles, E9 left before.
    expect(persons.employees).toEqual(['E1', 'E2', 'E3', 'E4', 'E6', 'E8']);
    for (const { employee_id, score } of scoring.employee_sales_attainment) {
      const lines = persons.review(employee_id, null).cards[0]?.lines ?? [];
      expect(lines.find(({ kpi }) => kpi === 'sales_attainment')?.score).toBe(score);
    }
    const left = persons.review('E8', null);
    expect([left.reason, left.score, left.person.activeDays]).toEqual(['active_share', null, '10']);
    expect(left.cards[0]).toMatchObject({ from: '2026-06-01', to: '2026-06-10', share: '1' });
  });
});
