// The only ways out of the product: an engine that runs SQL, a store of objects written once, a mailer, alerts to the
// owners, and the steps of a run. Types only, so that the story cannot know which side of them it runs on.

/** A cell as the engine gave it: decimals and counts as exact text, text as text, NULL as null. Never a float. */
export type Cell = string | null;

/** What an engine tells of its work on a statement, where it is paid for. */
export type QueryCost = { queryId: string; scannedBytes: number; milliseconds: number };

export type QueryRows = { columns: string[]; rows: Cell[][]; cost?: QueryCost };

/** What the engine finds under a table's name. */
export type RelationColumns = Record<string, string>;

export type TableFiles = {
  table: string;
  /** SHA-256 over key, size and content tag of every file, sorted by key: equal inputs, equal fingerprint. */
  fingerprint: string;
  files: number;
  bytes: number;
  /** Bytes by partition `dt`; those of files outside any partition under the empty key, which is absent otherwise. */
  bytesByDay: Record<string, number>;
};

export interface Engine {
  readonly name: string;
  /** Names and engine types of what a SELECT yields, or null where a table that it reads does not exist or has no file. */
  describe(select: string): Promise<RelationColumns | null>;
  /** Tables present in schema `raw`. */
  tables(): Promise<string[]>;
  fingerprint(table: string): Promise<TableFiles>;
  query(statement: { id: string; sql: string }): Promise<QueryRows>;
  /** The same lake as it is now: of what was asked before, nothing is remembered, neither files nor answers. */
  anew(): Promise<Engine>;
  close(): Promise<void>;
}

export type PutOutcome = 'created' | 'same' | 'different';

/** Objects by key, written once and never changed (S3: `If-None-Match: *`). */
export interface Store {
  get(key: string): Promise<Uint8Array | null>;
  /** `same`: the key exists with these bytes. `different`: it exists with others, which stay. */
  putOnce(key: string, body: Uint8Array | string): Promise<PutOutcome>;
  /** Keys below a prefix, sorted by code unit. */
  list(prefix: string): Promise<string[]>;
}

export type Message = {
  run: string;
  recipient: string;
  /** Which try this is: 1, or more where a person asked to send again. */
  attempt: number;
  from: string;
  to: string;
  subject: string;
  /** The whole MIME message. */
  mime: Uint8Array;
  html: string;
  text: string;
};

/** `dropped`: certainly not sent, since this stage may not mail that address. `unknown`: nobody can tell. */
export type Sent = { outcome: 'sent'; messageId: string } | { outcome: 'dropped' } | { outcome: 'unknown' };

export interface Mailer {
  /** How many more messages may be sent now; null where nothing limits them. */
  quota(): Promise<number | null>;
  /** Rejects only where it is certain that nothing was sent; a crash leaves the outcome unknown too. */
  send(message: Message): Promise<Sent>;
  /** After a crash: was this try sent? `unknown` where only an event could tell. */
  look(run: string, recipient: string, attempt: number): Promise<'sent' | 'not_sent' | 'unknown'>;
}

/** To the owners of a stage. The subject is plain ASCII without newlines, at most 100 characters. */
export type Alert = { subject: string; text: string };

export interface Alerts {
  publish(alert: Alert): Promise<void>;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** Did a side effect that must not be repeated happen? `unknown` after a crash in the middle of it. */
export type Once<T> = { outcome: 'done'; value: T } | { outcome: 'unknown' };

export type Poll<T> = { ready: true; value: T } | { ready: false };

/** The verbs in which a run is written. Names are unique in a run; results are JSON below 256 KB. */
export interface Steps {
  /** The run's execution: the same after a resume, another for another start. */
  readonly executionId: string;
  /** Runs once and remembers the answer; interrupted, it runs again. */
  step<T extends Json>(name: string, run: () => Promise<T>): Promise<T>;
  /** A side effect that must not happen twice; interrupted, it is `unknown` and never run again. */
  atMostOnce<T extends Json>(name: string, run: () => Promise<T>): Promise<Once<T>>;
  /** Polls until ready or until the time is up (then null); waiting costs nothing on AWS. */
  until<T extends Json>(
    name: string,
    poll: () => Promise<Poll<T>>,
    pace: { everySeconds: number; atMostSeconds: number },
  ): Promise<T | null>;
  /**
   * The same work for each item, at most `atOnce` side by side; answers in the order of the items. Every item runs, also
   * where another fails; their problems are thrown together.
   */
  each<I, O extends Json>(
    name: string,
    items: readonly I[],
    run: (item: I, index: number, steps: Steps) => Promise<O>,
    options: { atOnce: number },
  ): Promise<O[]>;
  /**
   * A part of the job as an execution of its own, with its own memory: what one execution could not remember is split.
   * The input is small JSON; what a part does was said when the steps were made.
   */
  part<T extends Json>(name: string, input: Json): Promise<T>;
}
