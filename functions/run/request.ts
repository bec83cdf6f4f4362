// What a run is asked for and what it depends on. Everything that differs between a laptop and AWS is in here.
import type { Definitions, Report } from '../definitions/definitions.ts';
import type { Links } from '../email/links.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Engine, Mailer, Store } from '../ports.ts';
import type { Problem } from '../problem.ts';

export type RunRequest = {
  report: Report;
  /** A run publishes `to` and mails it; a backfill publishes `from` to `to` and mails nobody. */
  kind: 'run' | 'backfill';
  from: Period;
  to: Period;
  /** The scheduled time: ISO 8601, Z. */
  asOf: string;
  /** Take over a run that another execution began and did not end. */
  takeOver: boolean;
};

export type RunPorts = {
  engine: Engine;
  store: Store;
  mailer: Mailer;
  /** The texts of `recipients/*.csv`, read when they are needed and kept nowhere. */
  recipientFiles(): Promise<{ file: string; text: string }[]>;
};

export type RunContext = {
  definitions: Definitions;
  calendar: Calendar;
  /** Compiled e-mail layouts by report and locale. */
  templates: Record<string, Record<string, string>>;
  links: Links;
};

export type Delivery = { recipient: string; outcome: 'sent' | 'already_sent' | 'unknown' | 'failed' };

export type Published = { period: string; revision: number; key: string; outcome: 'created' | 'unchanged' };

export type RunResult =
  | { outcome: 'done'; run: string; published: Published[]; deliveries: Delivery[] }
  | { outcome: 'duplicate'; run: string }
  | { outcome: 'held'; run: string; problems: Problem[] }
  | { outcome: 'failed'; run: string; problems: Problem[] };

export function runIdOf({ report, kind, from, to }: RunRequest): string {
  return kind === 'run' ? `${report.id}-${to.id}` : `${report.id}-backfill-${from.id}-${to.id}`;
}
