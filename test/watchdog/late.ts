// A watchdog over a folder, with what a run would have left there.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { type WatchFile, watchFileOf } from '../../functions/definitions/watch-file.ts';
import { folderStore } from '../../functions/local/folder.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import type { Alert, Mailer, Store } from '../../functions/ports.ts';
import type { Problem } from '../../functions/problem.ts';
import { type Watched, type WatchPorts, type WatchRequest, watch } from '../../functions/watchdog/watch.ts';

import { compileNotices } from '../support/notices.ts';

/** The deadline of October 2026 in Shanghai, on its day. */
export const DEADLINE = '2026-11-02T04:00:00Z';
export const RUN = 'monthly-executive-2026-10';

export const LIST = `recipient_id,email,name,locale,role,reports,slice,employee_id
ann,ann@shop.test,Ann,en,executive,monthly-executive,,
bo,bo@shop.test,薄,zh-CN,finance,monthly-executive,,
out,out@shop.test,Not for her,en,executive,,,
`;

export type Kennel = {
  store: Store;
  alerts: Alert[];
  ports: WatchPorts;
  file: WatchFile;
  /** Puts objects as a run would have. */
  put(objects: Record<string, unknown>): Promise<void>;
  look(change?: Partial<WatchRequest>): Promise<Watched>;
  /** Reader → text of the notice in the outbox. */
  notices(): Promise<Record<string, string>>;
  read(key: string): Promise<unknown>;
  remove(): void;
};

const layouts = await compileNotices();
let looks = 0;

export function openKennel(definitions: Definitions, change: { mailer?: Mailer; store?: Store } = {}): Kennel {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchdog-'));
  const store = change.store ?? folderStore(folder);
  const alerts: Alert[] = [];
  const publish = async (alert: Alert) => {
    alerts.push(alert);
  };
  const ports = { store, mailer: change.mailer ?? outboxMailer(folder), alerts: { publish } };
  const file = JSON.parse(JSON.stringify(watchFileOf(definitions, layouts))) as WatchFile;
  return {
    store,
    alerts,
    ports,
    file,
    async put(objects) {
      for (const [key, body] of Object.entries(objects)) {
        await store.putOnce(key, typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
      }
    },
    async look(request = {}) {
      looks += 1;
      const asked = { stage: 'prod', sender: 'scorecard@shop.test', executionId: `look-${looks}`, ...request };
      const [watched] = await watch(ports, { scheduledTime: DEADLINE, ...asked }, file);
      return watched as Watched;
    },
    async notices() {
      const keys = (await folderStore(folder).list(`outbox/${RUN}.late/`)).filter((key) => key.endsWith('.txt'));
      return Object.fromEntries(
        keys.map((key) => [path.basename(key, '.txt'), readFileSync(path.join(folder, key), 'utf8')]),
      );
    },
    async read(key) {
      const body = await store.get(key);
      return body === null ? null : JSON.parse(new TextDecoder().decode(body));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a run left: nothing more than its claim where no outcome is named. */
export function attempt(number: number, outcome?: string, problems?: Problem[]): Record<string, unknown> {
  const folder = `runs/${RUN}/attempt-${number}`;
  return {
    [`${folder}/claim.json`]: { executionId: `run-${number}` },
    ...(outcome === undefined ? {} : { [`${folder}/run.json`]: { outcome, run: RUN, problems } }),
  };
}

/** A try to mail a reader; without an outcome it was claimed and not ended. */
export function tried(reader: string, outcome?: string, number = 1): Record<string, unknown> {
  const folder = `deliveries/${RUN}/${encodeURIComponent(reader)}/try-${number}`;
  return {
    [`${folder}/claim.json`]: { executionId: 'run-1' },
    ...(outcome === undefined ? {} : { [`${folder}/end.json`]: { outcome } }),
  };
}
