// A report that its owner releases, told on a stage and on a laptop: a clock that goes on by a minute whenever the run looks
// for a word, words that are spoken at a time, and all that was mailed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerPart, durableSteps } from '../../functions/aws/durable.ts';
import { type DeliveryPorts, deliverBatch } from '../../functions/delivery/deliver-batch.ts';
import { type DeliverEvent, deliverJob } from '../../functions/handlers/deliver-job.ts';
import { type ReportAnswer, reportJob, requestOf } from '../../functions/handlers/report-job.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Alert, Json, Message, Sent, Steps, Store } from '../../functions/ports.ts';
import { type Problem, ProblemError } from '../../functions/problem.ts';
import { decide } from '../../functions/run/decide.ts';
import type { Decision } from '../../functions/run/release-record.ts';
import type { RunRequest, RunResult } from '../../functions/run/request.ts';
import { runReport } from '../../functions/run-report.ts';
import { EVENT, RUN, recipientsOf, type SmallShop } from '../faults/small-shop.ts';
import { durableService, type Ending, type Kill } from './durable-service.ts';
import { recordedEngine } from './recorded-engine.ts';

/** 08:00 and 11:00 of 1 July 2026 in Shanghai. */
const SCHEDULED = '2026-07-01T00:00:00Z';
export const SET_TIME = '2026-07-01T03:00:00Z';

export const OWNER = 'dora,dora@shop.test,Dora,en,owner,monthly-executive,,\n';
const MOST_LIVES = 200;
const REJECTED: Problem = {
  code: 'MAILER_FAILED',
  message: 'SES refuses the message.',
  remedy: 'Correct what it names.',
};

export type ReleaseWorld = {
  store: Store;
  sent: Message[];
  alerts: Alert[];
  /** Minutes since 08:00. */
  clock: { minutes: number };
  recipients: { text: string };
  /** How often a Lambda died. */
  deaths: { count: number };
  /** At a minute of the clock somebody says something. */
  say(minute: number, decision: Decision['decision'], reason?: string): void;
  /** Addresses that refuse mail. */
  refusing: Set<string>;
  /** What sends to other addresses end in instead. */
  failing: Map<string, 'failed' | 'unknown'>;
  /** From now on the engine says other figures. */
  changeFigures(): void;
  onStage(options?: { kill?: Kill; isAgain?: boolean }): Promise<ReportAnswer>;
  /** The store's record of the newest attempt. */
  record(): Promise<RunResult>;
  onLaptop(): Promise<RunResult>;
  close(): Promise<void>;
};

export async function releaseWorld(small: SmallShop): Promise<ReleaseWorld> {
  const { shop, recording } = small;
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  const definitions = withRelease(shop.definitions);
  const sent: Message[] = [];
  const alerts: Alert[] = [];
  const clock = { minutes: 0 };
  const words: { minute: number; said: Decision }[] = [];
  const refusing = new Set<string>();
  const failing: ReleaseWorld['failing'] = new Map();
  const deaths = { count: 0 };
  const recipients = { text: recipientsOf(2) + OWNER };
  const inner = memoryStore();
  for (const [key, body] of await historyOf(small)) await inner.putOnce(key, body);
  const now = () => new Date(Date.parse(SCHEDULED) + clock.minutes * 60_000).toISOString();
  let isChanged = false;
  let starts = 0;

  const store: Store = {
    ...inner,
    async get(key) {
      return key === 'recipients/readers.csv' ? Buffer.from(recipients.text) : inner.get(key);
    },
    async list(prefix) {
      if (prefix === 'recipients/') return ['recipients/readers.csv'];
      if (prefix.startsWith('releases/')) await passMinute();
      return inner.list(prefix);
    },
  };

  /** Each look into what was decided is a minute later than the last one. */
  async function passMinute(): Promise<void> {
    clock.minutes += 1;
    for (const word of words.filter(({ minute }) => minute <= clock.minutes)) {
      words.splice(words.indexOf(word), 1);
      await decide(inner, RUN, word.said);
    }
  }

  const send = async (message: Message): Promise<Sent> => {
    if (refusing.has(message.to)) return { outcome: 'dropped' };
    if (failing.get(message.to) === 'failed') throw new ProblemError(REJECTED);
    sent.push(message);
    return failing.has(message.to) ? { outcome: 'unknown' } : { outcome: 'sent', messageId: String(sent.length) };
  };
  const mailer = { quota: async () => null, send, look: async () => 'unknown' as const };
  const recipientFiles = async () => [{ file: 'readers.csv', text: recipients.text }];
  const delivery: DeliveryPorts = { store, mailer, recipientFiles };
  const engine = () => {
    const real = recordedEngine(recording);
    return { ...real, query: async (s: { id: string; sql: string }) => changed(s.id, await real.query(s)) };
  };
  const changed = (id: string, answer: Awaited<ReturnType<ReturnType<typeof recordedEngine>['query']>>) => {
    if (!isChanged || id !== 'sales') return answer;
    const amount = answer.columns.indexOf('amount');
    return { ...answer, rows: answer.rows.map((row) => row.map((cell, at) => (at === amount ? `1${cell}` : cell))) };
  };
  const announcer = {
    stage: 'test',
    shop: 'shop',
    alerts: { publish: async (alert: Alert) => void alerts.push(alert) },
    count: () => undefined,
  };

  return {
    ...{ store: inner, sent, alerts, clock, recipients, refusing, failing, deaths },
    say(minute, decision, reason = 'looks right') {
      words.push({ minute, said: { decision, by: 'Dora', reason, at: now() } });
    },
    changeFigures() {
      isChanged = true;
    },
    async onStage({ kill, isAgain = false } = {}) {
      starts += 1;
      const name = `start-${starts}`;
      let parts = 0;
      const deliver = (input: unknown) => {
        parts += 1;
        const linkOf = async (recipient: string) => `link-of-${recipient}`;
        const context = { announcer, definitions, sender: definitions.shop.sender, reconcileHours: 24, linkOf };
        return live(
          durableService({ arn: `arn:${name}-part-${parts}` }),
          (steps) => answerPart(() => deliverJob(steps, input as DeliverEvent, { ...context, ports: delivery })),
          deaths,
        );
      };
      const service = durableService({ ...(kill ? { kill } : {}), arn: `arn:${name}`, callees: { deliver } });
      const job = { shop: { ...shop, definitions }, store, engine, announcer, scanLimitGigabytes: 1000, now };
      const tell = (steps: Steps) => reportJob(steps, { ...EVENT, resume: isAgain }, job);
      const ending = await live(service, tell, deaths);
      if (ending.outcome !== 'ended') throw new Error(`the execution ${JSON.stringify(ending)}`);
      return ending.value as ReportAnswer;
    },
    async record() {
      const keys = await inner.list(`runs/${RUN}/attempt-`);
      const attempt = Math.max(...keys.map((key) => Number(/attempt-(\d+)/.exec(key)?.[1] ?? 0)));
      const body = (await inner.get(`runs/${RUN}/attempt-${attempt}/run.json`)) ?? new Uint8Array();
      return JSON.parse(new TextDecoder().decode(body)) as RunResult;
    },
    async onLaptop() {
      const context = { definitions, sender: definitions.shop.sender, reconcileHours: 0 };
      const part = (input: Json, own: Steps) => deliverBatch(own, delivery, input as never, context) as Promise<Json>;
      const steps = await inlineSteps({ folder, run: RUN, part });
      const request = requestOf(EVENT, { ...shop, definitions }) as RunRequest;
      const result = await runReport(steps, { engine: engine(), store, recipientFiles, now }, request, {
        ...shop,
        definitions,
      });
      await steps.finish(result.outcome === 'duplicate' || result.outcome === 'not_today' ? 'done' : result.outcome);
      return result;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Invokes again what died, as the service does. */
async function live(
  service: ReturnType<typeof durableService>,
  tell: (steps: Steps) => Promise<unknown>,
  deaths: { count: number },
): Promise<Ending> {
  for (let life = 1; life <= MOST_LIVES; life++) {
    const ending = await service.run((context) => tell(durableSteps(context, { partFunction: 'deliver' })));
    if (ending.outcome !== 'died') return ending;
    deaths.count += 1;
  }
  return { outcome: 'failed', message: 'died over and over' };
}

function withRelease(definitions: SmallShop['shop']['definitions']): SmallShop['shop']['definitions'] {
  const report = definitions.reports['monthly-executive'];
  if (!report) throw new Error('the small shop has no report');
  return { ...definitions, reports: { 'monthly-executive': { ...report, release: { at: '11:00' } } } };
}

const histories = new WeakMap<SmallShop, Promise<[key: string, body: Uint8Array][]>>();

/** What was published of May: the first run of a deployment says less of the months before it than later ones do. */
function historyOf(small: SmallShop): Promise<[key: string, body: Uint8Array][]> {
  const known = histories.get(small) ?? publishMay(small);
  histories.set(small, known);
  return known;
}

async function publishMay({ shop, recording }: SmallShop): Promise<[key: string, body: Uint8Array][]> {
  const store = memoryStore();
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  const steps = await inlineSteps({ folder, run: RUN, part: async () => [] });
  const recipientFiles = async () => [{ file: 'readers.csv', text: recipientsOf(1) }];
  const request = requestOf(EVENT, shop) as RunRequest;
  await runReport(steps, { engine: recordedEngine(recording), store, recipientFiles }, request, shop);
  await steps.close();
  await rm(folder, { recursive: true, force: true });
  const keys = [...(await store.list('snapshots/')), ...(await store.list('people/'))];
  const ofMay = keys.filter((key) => key.includes('/2026-05/'));
  return Promise.all(ofMay.map(async (key) => [key, (await store.get(key)) ?? new Uint8Array()]));
}
