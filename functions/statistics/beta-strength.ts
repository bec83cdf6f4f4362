// How strongly the rates of peers hold together, by the method of moments: the strength of a beta distribution around
// their common rate (Kleinman 1973). An estimate, in double precision.
export type Trials = { successes: number; trials: number };

/** Null where the rates differ no more than chance makes them: then nothing tells the people apart. */
export function betaStrength(people: Trials[]): number | null {
  const trials = sum(people.map((one) => one.trials));
  const rate = sum(people.map(({ successes }) => successes)) / trials;
  const chance = rate * (1 - rate);
  const spread = sum(people.map((one) => one.trials * (one.successes / one.trials - rate) ** 2));
  const free = people.length - 1;
  const weight = trials - sum(people.map((one) => one.trials ** 2)) / trials - free;
  const variance = (spread - free * chance) / weight;
  return variance > 0 ? Math.max(0, chance / variance - 1) : null;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
