import { expect, test } from 'vitest';
import { preparePersons } from '../../../functions/snapshot/person.ts';
import { JUNE } from '../../kpis/hand-made.ts';
import { defineTeam, readTeam } from './team.ts';

test('try', () => {
  const definitions = defineTeam(
    { rate: 'numerator: work.n, denominator: work.d, sample: work.d, min_sample: 30, at_most: 1, by: [employee]' },
    { packers: { role: 'packer', lines: ['kpi: rate, weight: 100, floor: 0.6, target: 0.8, stretch: 0.9'] } },
  );
  const reading = readTeam(definitions, [
    { id: 'E1', work: { n: '27', d: '30' } },
    ...[2, 3, 4, 5, 6].map((n) => ({ id: `E${n}`, work: { n: n === 2 ? '93' : '90', d: '114' } })),
  ]);
  const report = { ...definitions.reports['monthly-executive'], scorecards: ['packers'] } as never;
  const persons = preparePersons({ report, period: JUNE, reading, statements: [] });
  console.log(JSON.stringify(persons.review('E1', null), null, 1));
  expect(persons.employees).toHaveLength(6);
});
