// The fairness section of the worked examples.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../support/shop.ts';

type Examples = {
  fairness: {
    shrinkage: { employee: { x: number; n: number }; peer_rate: string; kappa: number; shrunk: string };
    wilson95_27_of_30: [string, string];
    wilson99_27_of_30: [string, string];
    peer_band: string;
    wilson95_0_of_20: [string, string];
    mix_adjusted: {
      strata: { n: number; peer_rate: string }[];
      observed: number;
      expected: string;
      pooled_rate: string;
      adjusted: string;
    };
    part_month: {
      active_days: number;
      days: number;
      q: string;
      target?: string;
      prorated_target?: string;
      scored: boolean;
    }[];
  };
  scoring: { employee_sales_attainment: { employee_id: string; value: string; score: string }[] };
};

export const { fairness, scoring } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as Examples;
