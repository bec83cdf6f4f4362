// Where the product runs. One entry a stage, so that no stack, script or workflow carries a second list. This is the
// only file that a deployment edits; check-stages.ts holds what it says.

export type Stage = {
  /** Small letters, digits and hyphens; part of every name in the account. */
  name: string;
  /** The shop's folder, from the root of the repository. */
  shop: string;
  /** Both absent: whatever account and region the deploying credentials have; synthesis needs neither. */
  account?: string;
  region?: string;
  /** From whom the mail comes; without it, the shop's sender. */
  sender?: string;
  /** `everyone` needs `production: true`. A list allows addresses and `@domain`s; mail to others is dropped. */
  mails: 'everyone' | readonly string[];
  production?: true;
  /** Who gets alarms, by e-mail. Each confirms once, by a link that AWS sends. */
  alertsTo: readonly string[];
  /** A single statement that would scan more is cancelled before it costs more. */
  scanLimitGigabytes: number;
  /** A run that would scan more in all does not start. */
  runScanLimitGigabytes: number;
  /** What exists already and is used as it is, rather than made. */
  lake?: { bucket?: string; database?: string };
  /** The SES identity of the sender's domain: `new` makes it, with DKIM; `existing` was verified before. */
  identity?: 'new' | 'existing';
};

export const STAGES: readonly Stage[] = [
  {
    name: 'dev',
    shop: 'examples/sample',
    sender: 'scorecard@dev.lanternwood.example',
    mails: ['@simulator.amazonses.com'],
    alertsTo: ['scorecard-owners@lanternwood.example'],
    scanLimitGigabytes: 10,
    runScanLimitGigabytes: 20,
  },
  {
    name: 'prod',
    shop: 'examples/sample',
    mails: 'everyone',
    production: true,
    alertsTo: ['scorecard-owners@lanternwood.example'],
    scanLimitGigabytes: 100,
    // The first run reads 27 months at once.
    runScanLimitGigabytes: 2000,
  },
];
