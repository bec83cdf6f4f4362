// A store with two months of a shop, its slices and two people's reviews, in which every object carries words of its own:
// whose words stand in an answer has reached the object.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { answer } from '../../functions/access/answer.ts';
import type { PageRequest, PageResponse } from '../../functions/access/http.ts';
import { issueLink } from '../../functions/access/issue-link.ts';
import type { AccessContext, AccessPorts } from '../../functions/access/request-context.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Alert, Message, Store } from '../../functions/ports.ts';
import { mustLoad, ROOT } from '../support/shop.ts';

const NOW = '2026-11-03T01:00:00.000Z';
const DEFINITIONS = mustLoad();

const RECIPIENTS = ['carriers', 'people', 'recipients'];

export type Opened = { status: number; text: string; headers: Record<string, string>; response: PageResponse };

export type AccessWorld = {
  store: Store;
  ports: AccessPorts;
  context: AccessContext;
  sent: Message[];
  alerts: Alert[];
  /** Keys that were read since the world was made. */
  read: string[];
  /** Lines of `recipients/readers.csv`, which a test may change. */
  recipients: { text: string };
  clock: { now: string };
  link(recipient: string, report: string): Promise<string>;
  ask(method: string, path: string, more?: Partial<PageRequest>): Promise<Opened>;
};

export async function openWorld(
  over: { isLocal?: boolean; presign?: AccessPorts['presign']; definitions?: Definitions } = {},
): Promise<AccessWorld> {
  const memory = memoryStore();
  const read: string[] = [];
  const store: Store = {
    ...memory,
    get: (key) => {
      read.push(key);
      return memory.get(key);
    },
  };
  for (const [key, body] of Object.entries(objects())) await memory.putOnce(key, body);
  const sent: Message[] = [];
  const alerts: Alert[] = [];
  const clock = { now: NOW };
  const recipients = { text: readAllRecipients() };
  let random = 0;
  const ports: AccessPorts = {
    store,
    mailer: {
      quota: async () => null,
      send: async (message) => {
        sent.push(message);
        return { outcome: 'sent', messageId: String(sent.length) };
      },
      look: async () => 'unknown',
    },
    recipientFiles: async () => [{ file: 'recipients/readers.csv', text: recipients.text }],
    alerts: { publish: async (alert) => void alerts.push(alert) },
    now: () => clock.now,
    random: (bytes) => createHash('sha512').update(String(random++)).digest().subarray(0, bytes),
    presign: over.presign ?? null,
  };
  const context: AccessContext = {
    definitions: over.definitions ?? DEFINITIONS,
    templates: {},
    calendar: { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 },
    sender: 'scorecard@lanternwood.example',
    base: 'https://pages.example/',
    downloads: null,
    isLocal: over.isLocal ?? false,
    stage: 'test',
  };
  let requests = 0;
  return {
    ...{ store, ports, context, sent, alerts, read, recipients, clock },
    link: async (recipient, report) => `/${await issueLink(ports, recipient, report)}`,
    async ask(method, asked, more = {}) {
      const request = { method, path: asked, headers: {}, body: '', id: String(requests++), ...more };
      const response = await answer(request, ports, context);
      const text = typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body);
      return { status: response.status, text, headers: response.headers, response };
    },
  };
}

/** Words that stand in one object alone. */
export function wordsOf(key: string): string {
  return `canary-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
}

/** Every object of somebody's figures. */
export function figureKeys(): string[] {
  return Object.keys(objects()).filter((key) => !key.endsWith('manifest.json'));
}

/** As one list: columns that only some of the files have stand last and are empty in the others. */
function readAllRecipients(): string {
  const files = RECIPIENTS.map((name) =>
    readFileSync(path.join(ROOT, `examples/sample/recipients/${name}.csv`), 'utf8')
      .trimEnd()
      .split('\n'),
  );
  const heads = files.map(([head = '']) => head).sort((a, b) => b.length - a.length);
  const width = (head: string) => head.split(',').length;
  const [widest = ''] = heads;
  const lines = files.flatMap(([head = '', ...rest]) =>
    rest.map((line) => line + ','.repeat(width(widest) - width(head))),
  );
  return [widest, ...lines, ''].join('\n');
}

let made: Record<string, string> | undefined;

function objects(): Record<string, string> {
  made ??= Object.assign(
    {},
    ...['2026-09/r1', '2026-10/r1', '2026-10/r2'].map((revision) =>
      snapshotObjects(`snapshots/monthly-executive/${revision}`),
    ),
    snapshotObjects('snapshots/carrier-review/2026-10/r1'),
    reviewObjects('people/employee-review/2026-10/r1'),
  );
  return made as Record<string, string>;
}

function snapshotObjects(folder: string): Record<string, string> {
  const people = folder.replace('snapshots/', 'people/');
  const slices = ['channel=web', 'channel=app', 'carrier=YTO', 'carrier=SF'].map(
    (slice) => `${folder}/slices/${slice}`,
  );
  return {
    ...withManifest(folder, [
      `${people}/people.json`,
      ...['kpis.csv', 'figures.en.html', 'report.en.html', 'snapshot.json'].map((name) => `${folder}/${name}`),
    ]),
    ...Object.assign(
      {},
      ...slices.map((slice) => withManifest(slice, [`${slice}/kpis.csv`, `${slice}/snapshot.json`])),
    ),
  };
}

function reviewObjects(folder: string): Record<string, string> {
  const people = [
    { id: 'E012', manager: 'E003' },
    { id: 'E036', manager: 'E003' },
    { id: 'E074', manager: 'E004' },
  ];
  const index = `${folder}/people.json`;
  const made = withManifest(folder, [...people.map(({ id }) => `${folder}/cards/${id}.json`), index]);
  return { ...made, [index]: JSON.stringify({ people, words: wordsOf(index) }) };
}

function withManifest(folder: string, keys: string[]): Record<string, string> {
  const files = Object.fromEntries(
    keys.map((key) => [key, JSON.stringify({ asOf: '2026-11-02T00:00:00Z', origin: 'run', words: wordsOf(key) })]),
  );
  const listed = Object.entries(files).map(([key, body]) => {
    return { key, size: body.length, sha256: createHash('sha256').update(body).digest('hex') };
  });
  return { ...files, [`${folder}/manifest.json`]: JSON.stringify({ files: listed }) };
}
