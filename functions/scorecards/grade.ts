// Grades by the rounded total, from the shop's own cuts.
import type { Parameters } from '../definitions/definitions.ts';
import type { Fraction } from '../exact.ts';

/** Grades with the total from which they are given, the best first; the last one starts at 0. */
export function gradeBands({ gradeA, gradeB, gradeC, gradeD }: Parameters): { grade: string; from: string }[] {
  return [
    { grade: 'A', from: gradeA },
    { grade: 'B', from: gradeB },
    { grade: 'C', from: gradeC },
    { grade: 'D', from: gradeD },
    { grade: 'E', from: '0' },
  ];
}

export function gradeOf(score: Fraction, parameters: Parameters): string {
  return gradeBands(parameters).find(({ from }) => score.compare(from) >= 0)?.grade ?? 'E';
}
