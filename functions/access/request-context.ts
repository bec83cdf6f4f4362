// What answering a request depends on: everything that differs between a laptop and AWS is in here.
import type { Definitions } from '../definitions/definitions.ts';
import type { Calendar } from '../periods/period.ts';
import type { Alerts, Mailer, Store } from '../ports.ts';
import type { RecipientFiles } from './find-reader.ts';

export type AccessPorts = {
  store: Store;
  mailer: Mailer;
  /** The texts of `recipients/*.csv`, read for each request and kept nowhere. */
  recipientFiles(): Promise<RecipientFiles>;
  /** Told where a reader unsubscribes; null where there is nobody to tell. */
  alerts: Alerts | null;
  /** ISO 8601, Z, with milliseconds. */
  now(): string;
  /** Unguessable bytes. */
  random(bytes: number): Uint8Array;
  /** An address that opens an object for five minutes; null where this server hands it out itself. */
  presign: ((key: string, name: string) => Promise<string>) | null;
};

export type AccessContext = {
  definitions: Definitions;
  /** Compiled e-mail layouts by report and locale. */
  templates: Record<string, Record<string, string>>;
  calendar: Calendar;
  sender: string;
  /** Where the pages are, as readers reach them: https://…/ */
  base: string;
  /** The origin of presigned addresses. */
  downloads: string | null;
  /** Shows pages without a button before them, and a first page of all reports: on a machine of one's own. */
  isLocal: boolean;
  /** In front of alerts. */
  stage: string;
};
