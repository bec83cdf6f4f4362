// What a run is asked for and what it depends on. Everything that differs between a laptop and AWS is in here.
import type { Acceptance } from '../checks/acceptances.ts';
import type { CheckEntry } from '../checks/check-entries.ts';
import type { Definitions, Report } from '../definitions/definitions.ts';
import type { Delivery } from '../delivery/deliver.ts';
import type { Links } from '../email/links.ts';
import type { DecideBy } from '../email/release-section.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Engine, QueryCost, Store } from '../ports.ts';
import type { Problem } from '../problem.ts';
import type { Released } from './release-record.ts';
import type { Restated } from './restate.ts';
import type { OpenReviews } from './review-people.ts';
import type { snapshotFiles } from './snapshot-files.ts';

export type RunRequest = {
  report: Report;
  /**
   * A run publishes `to` and mails it; a backfill publishes `from` to `to` and mails nobody; a restatement publishes `to`
   * once more, where it says otherwise by now, and mails those who must hear of it.
   */
  kind: 'run' | 'backfill' | 'restate';
  /** Of a restatement: the number that its revision has unless a crash has left one behind. */
  revision?: number;
  /** Make those months anew, too, that were published and say otherwise by now. */
  restates?: boolean;
  from: Period;
  to: Period;
  /** The scheduled time: ISO 8601, Z. */
  asOf: string;
  /** Checks that a person takes upon themselves, where they would hold the run. */
  accepted?: Acceptance[];
  /** Wait for late data, as long as the rules of the checks say. */
  waits?: boolean;
  /** Take over a run that another execution began and did not end. */
  takeOver: boolean;
};

export type RunPorts = {
  engine: Engine;
  store: Store;
  /** The texts of `recipients/*.csv`, read when they are needed and kept nowhere. */
  recipientFiles(): Promise<{ file: string; text: string }[]>;
  /** The wall clock (ISO 8601, Z), asked inside steps only and for nothing that is computed: until when owners may look. */
  now?: () => string;
};

/** For how many hours in all, and for what, in words of English. */
export type Waiting = { run: string; hours: number; missing: string[] };

export type RunContext = {
  definitions: Definitions;
  calendar: Calendar;
  /** Compiled e-mail layouts by report and locale. */
  templates: Record<string, Record<string, string>>;
  links: Links;
  /** Where readers find pages and files (https://…/); without it mails have no such links. */
  pages?: string;
  /** Where reviews of people come from; the real ones where it is absent. */
  openReviews?: OpenReviews;
  /** What shows a snapshot beside it; all of it where it is absent. */
  filesOf?: typeof snapshotFiles;
  /** Told, once for each time that it begins, that a run waits. */
  onWait?(waiting: Waiting): void | Promise<void>;
  /** Above this estimate no query is started. */
  scanLimitGigabytes?: number;
  /** A run may sleep until somebody has decided, as on AWS; otherwise it ends and is started again. */
  canWait?: boolean;
  /** Of the commands that owners are told, e.g. ` --stage prod`. */
  decideBy?: DecideBy;
};

/** `closed`: finance has closed it, so that it stays whatever the data says. */
export type Published = {
  period: string;
  revision: number;
  key: string;
  outcome: 'created' | 'unchanged' | 'closed';
};

/** What its statements took: how many there were and what they scanned; null, and none listed, where that is free. */
export type Usage = {
  statements: number;
  scannedBytes: number | null;
  queries: ({ statement: string } & QueryCost)[];
};

/** What came to be before a run ended, also where it ended failed. */
export type RunWork = {
  published: Published[];
  /** Keys of the lists of readers and their mails. */
  readers: string[];
  deliveries: Delivery[];
  usage: Usage;
  /** Who let it go out, where the report asks for it. */
  release?: Released;
  /** Checks whose findings left rows out, mark figures or were accepted; absent where all is well. */
  checks?: CheckEntry[];
};

/** What came of telling the owners how the run ended, under the name by which it was delivered. */
export type ToldOwners = { run: string; deliveries: Delivery[]; problems: Problem[] };

export type RunResult = { owners?: ToldOwners } & RunEnd;

type RunEnd =
  | ({ outcome: 'done'; run: string; restated?: Restated[] } & RunWork)
  | { outcome: 'duplicate'; run: string }
  | { outcome: 'not_today'; run: string }
  | ({ outcome: 'held'; run: string; problems: Problem[] } & Partial<RunWork>)
  /** Made and shown to its owners, who have not decided; the same command goes on. */
  | ({ outcome: 'unreleased'; run: string; goesOutAt: string } & Partial<RunWork>)
  | ({ outcome: 'failed'; run: string; problems: Problem[] } & Partial<RunWork>);

export function runIdOf({ report, kind, from, to, revision = 1 }: RunRequest): string {
  if (kind === 'backfill') return `${report.id}-backfill-${from.id}-${to.id}`;
  return kind === 'run' ? `${report.id}-${to.id}` : restatementId(report.id, to.id, revision);
}

/** A restatement's name holds the number of its revision, so that no reader hears of one twice. */
export function restatementId(report: string, period: string, revision: number): string {
  return `${report}-${period}.r${revision}`;
}

export function isRestatement(run: string): boolean {
  return /\.r\d+$/.test(run);
}
