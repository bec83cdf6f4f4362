import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preparePersons } from '../../../functions/snapshot/person.ts';
import type { PersonLine } from '../../../functions/snapshot/person-shape.ts';
import { JUNE } from '../../kpis/hand-made.ts';
import { calculate, redo } from './calculator.ts';
import { type Colleague, defineTeam, readTeam } from './team.ts';

const RATE = 'numerator: work.n, denominator: work.d, sample: work.d, min_sample: 30, by: [employee]';

type Team = { kpi?: string; line: string; colleagues: Colleague[]; more?: Record<string, string>; targets?: string[] };

function firstLine({ kpi = RATE, line, colleagues, more = {}, targets = [] }: Team): PersonLine {
  const definitions = defineTeam(
    { measured: kpi, ...more },
    { packers: { lines: [`kpi: measured, weight: 100, ${line}`] } },
  );
  const report = { ...definitions.reports['monthly-executive'], scorecards: ['packers'] } as never;
  const rows = targets.map((value) => ['made', 'employee', 'E1', '2026-06', '1', null, value, null, null, null, null]);
  const reading = readTeam(definitions, colleagues, { targets: rows });
  const persons = preparePersons({ report, period: JUNE, reading, phase: 'final', statements: [] });
  return persons.review('E1', null).cards[0]?.lines[0] as PersonLine;
}

const one = (n: string, d: string): Colleague[] => [{ id: 'E1', work: { n, d } }];
const peers = (n: string, d: string): Colleague[] => ['E2', 'E3', 'E4', 'E5'].map((id) => ({ id, work: { n, d } }));

describe('the formula of a line', () => {
  test.each([
    ['floor: 0.6, target: 0.8, stretch: 0.9', '84', '80 + 20 × (0.84 − 0.8) ÷ (0.9 − 0.8) = 88.00'],
    ['floor: 0.6, target: 0.8, stretch: 0.9', '70', '80 × (0.7 − 0.6) ÷ (0.8 − 0.6) = 40.00'],
    ['floor: 0.6, target: 0.8, stretch: 0.9', '95', '0.95 ≥ 0.9 → 100.00'],
    ['floor: 0.6, target: 0.8, stretch: 0.9', '50', '0.5 ≤ 0.6 → 0.00'],
  ])('where more is better, with %s and %s in 100', (line, n, last) => {
    expect(firstLine({ line, colleagues: one(n, '100') }).formula).toBe(
      `${n} ÷ 100 = 0.${n.replace(/0$/, '')}\n${last}`,
    );
  });

  test.each([
    ['15', '80 + 20 × (0.2 − 0.15) ÷ (0.2 − 0.1) = 90.00'],
    ['25', '80 × (0.3 − 0.25) ÷ (0.3 − 0.2) = 40.00'],
    ['5', '0.05 ≤ 0.1 → 100.00'],
    ['35', '0.35 ≥ 0.3 → 0.00'],
  ])('where less is better, with %s in 100', (n, last) => {
    const line = 'floor: 0.3, target: 0.2, stretch: 0.1';
    const found = firstLine({ kpi: `better: down, ${RATE}`, line, colleagues: one(n, '100') });
    expect(found.formula?.split('\n').at(-1)).toBe(last);
  });

  test.each([
    ['400', '100 × (4 − 3) ÷ (5 − 3) = 50.00'],
    ['620.5', '100 × (8 − 6.205) ÷ (8 − 6) = 89.75'],
    ['550', '5 ≤ 5.5 ≤ 6 → 100.00'],
    ['900', '9 ≥ 8 → 0.00'],
    ['200', '2 ≤ 3 → 0.00'],
  ])('of a band, with %s in 100', (n, last) => {
    const line = 'floor: 3, band_lo: 5, band_hi: 6, stretch: 8';
    const found = firstLine({ kpi: `unit: times, better: band, ${RATE}`, line, colleagues: one(n, '100') });
    expect(found.formula?.split('\n').at(-1)).toBe(last);
  });

  test('shows how the target was lowered, and what was drawn to peers', () => {
    const kpi = 'unit: money, value: work.n, sample: work.d, by: [employee]';
    const line = firstLine({
      kpi,
      line: 'target: 1200',
      colleagues: [{ id: 'E1', employed: 20, work: { n: '800', d: '5' } }],
    });
    expect(line.formula).toBe('1200 × 20 ÷ 30 = 800\n80 + 20 × (800 − 800) ÷ (880 − 800) = 80.00');
    const drawn = firstLine({
      line: 'floor: 0.6, target: 0.8, stretch: 0.9',
      colleagues: [...one('27', '30'), ...peers('115', '145')],
    });
    expect(drawn.formula?.split('\n')[1]).toMatch(/^\(27 \+ 30 × 0\.\d+\) ÷ \(30 \+ 30\) = 0\.\d+$/);
  });

  test('of an attainment divides by the lowered target', () => {
    const line = firstLine({
      kpi: 'numerator: work.n, denominator: target.made, sample: work.d, by: [employee]',
      more: { made: 'unit: money, value: work.n, sample: work.d, by: [employee]' },
      line: 'floor: 0.8, target: 1, stretch: 1.1',
      colleagues: [{ id: 'E1', leave: 10, work: { n: '1224.405', d: '3' } }],
      targets: ['1800'],
    });
    expect(line.formula).toBe(
      '1800 × 20 ÷ 30 = 1200\n1224.405 ÷ 1200 = 1.0203375\n80 + 20 × (1.0203375 − 1) ÷ (1.1 − 1) = 84.07',
    );
  });

  test('is absent where there is no score', () => {
    expect(firstLine({ line: 'target: 0.8', colleagues: one('5', '9') }).formula).toBeNull();
  });

  const amount = fc.integer({ min: 1, max: 400 });
  test('gives on a pocket calculator what it prints, whatever the numbers', () => {
    const kpi = `better: down, unit: minutes, factor: 1 / 60, strata: { employee: queue }, ${RATE}`;
    const line = 'floor: 0.09, target: 0.05, stretch: 0.01';
    fc.assert(
      fc.property(
        fc.array(fc.record({ easy: amount, hard: amount, n: amount }), { minLength: 5, maxLength: 6 }),
        (team) => {
          const colleagues = team.map(({ easy, hard, n }, at): Colleague => {
            const queues = {
              easy: { n: String(n), d: String(easy + 20) },
              hard: { n: String(2 * n), d: String(hard + 20) },
            };
            return { id: `E${at + 1}`, work: { n: String(3 * n), d: String(easy + hard + 40) }, queues };
          });
          const found = firstLine({ kpi, line, colleagues });
          const steps = redo(found.formula as string);
          expect(steps.length).toBeGreaterThanOrEqual(3);
          for (const { computed, printed } of steps) expect(Math.abs(computed - printed)).toBeLessThan(0.0051);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('the calculator knows brackets, signs and precedence', () => {
  expect(calculate('80 + 20 × (1 − 0.5) ÷ ((−3) + 5)')).toBe(85);
  expect(() => calculate('1 + x')).toThrow('no calculator has these keys');
});
