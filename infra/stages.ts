// Where the product runs. One entry a stage, so that no stack, script or workflow carries a second list.

export type Stage = {
  name: 'dev' | 'prod';
  /** The shop's folder, from the root of the repository. */
  shop: string;
  /** Both absent: whatever account and region the deploying credentials have; synthesis needs neither. */
  account?: string;
  region?: string;
  /** A single statement that would scan more is cancelled before it costs more. */
  scanLimitGigabytes: number;
};

export const STAGES: readonly Stage[] = [
  { name: 'dev', shop: 'examples/sample', scanLimitGigabytes: 10 },
  { name: 'prod', shop: 'examples/sample', scanLimitGigabytes: 100 },
];
