import { describe, expect, test } from 'vitest';
import { countPeople } from '../../../functions/scorecards/people/count.ts';
import { JUNE, periodOf } from '../../kpis/hand-made.ts';
import { type Colleague, defineTeam, readTeam } from './team.ts';

const definitions = defineTeam(
  { measured: 'unit: points, value: work.n, rollup: ratio, by: [employee]' },
  { packers: { lines: ['kpi: measured, weight: 100, floor: 0, target: 80, stretch: 100'] } },
);
const report = { people: ['packers'] };
const count = (colleagues: Colleague[], period = JUNE) =>
  countPeople(report, period, readTeam(definitions, colleagues));
const scoring = (...values: string[]): Colleague[] => values.map((n, at) => ({ id: `E${at}`, work: { n } }));

describe('the people of a card', () => {
  test('are counted by band, with those who are not scored, and nobody is named', () => {
    const newcomer = { id: 'E9', tenure: 10, work: { n: '70' } };
    const [group] = count([...scoring('75', '65', '70', '70', '70'), newcomer]) ?? [];
    expect(group).toMatchObject({ scorecard: 'packers', people: 6, withheld: false });
    expect([group?.above, group?.inLine, group?.below, group?.notScored]).toEqual([1, 3, 1, 1]);
    expect(JSON.stringify(group)).not.toMatch(/E\d/);
  });

  test('are not counted where fewer than five are scored', () => {
    const newcomers = ['E7', 'E8'].map((id) => ({ id, tenure: 10, work: { n: '70' } }));
    for (const team of [scoring('75', '65', '70', '70'), [...scoring('75', '65', '70', '70'), ...newcomers], []]) {
      expect(count(team)).toMatchObject([{ withheld: true, people: 0, above: 0, inLine: 0, below: 0, notScored: 0 }]);
    }
  });

  test('are not guessed in a period for which nobody was asked', () => {
    expect(count(scoring('75', '65', '70', '70', '70'), periodOf('2026-03'))).toBeNull();
    expect(countPeople({ people: [] }, JUNE, readTeam(definitions, []))).toBeNull();
  });
});
