// How many people of each role stand where in the sample month.
import type { PeopleCount } from '../../functions/snapshot/shape.ts';

const NONE = { above: 0, inLine: 0, below: 0, notScored: 0 };

export const PEOPLE: PeopleCount[] = [
  {
    scorecard: 'employee_sales',
    title: { en: 'Sales staff', 'zh-CN': '销售' },
    people: 14,
    withheld: false,
    above: 2,
    inLine: 9,
    below: 1,
    notScored: 2,
  },
  {
    scorecard: 'employee_warehouse',
    title: { en: 'Warehouse staff', 'zh-CN': '仓储' },
    people: 31,
    withheld: false,
    above: 3,
    inLine: 24,
    below: 4,
    notScored: 0,
  },
  {
    scorecard: 'employee_marketing',
    title: { en: 'Marketing staff', 'zh-CN': '市场' },
    people: 4,
    withheld: true,
    ...NONE,
  },
];
