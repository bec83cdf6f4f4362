// How far a KPI moved since the period before, measured by its own steps.
export type Move = {
  kpi: string;
  /** How many usual steps it is, as a decimal. `unmoved`: it never moved before. `unknown`: the history is too short. */
  size: { times: string } | 'unmoved' | 'unknown';
};
