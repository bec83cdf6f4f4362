// The world around a run: ports that keep what was really done, and break as a schedule of faults says. A Lambda that
// dies does nothing any more: what it had under way never comes back.
import { deliveryEventsJob } from '../../functions/handlers/delivery-events-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Alert, Engine, Mailer, Message, QueryRows, Sent, Store } from '../../functions/ports.ts';
import { type ProblemCode, ProblemError } from '../../functions/problem.ts';
import { type Recording, recordedEngine } from '../support/recorded-engine.ts';
import type { Call, Fault, Schedule } from './faults.ts';

/** How many calls later an event comes that comes late. */
const LATE_CALLS = 8;

export type Ports = { engine: Engine; store: Store; mailer: Mailer; publish(alert: Alert): Promise<void> };

export type World = {
  /** What is really there, reached without faults. */
  store: Store;
  /** Messages that went out, in their order. */
  sent: Message[];
  alerts: Alert[];
  /** Faults that came to happen. */
  happened: Fault[];
  /** The ports of one invocation of a Lambda; `die` ends it. */
  ports(die: () => Promise<never>): Ports;
  /** From now on the engine says other figures. */
  addLateRows(): void;
  /** From now on nothing breaks. */
  heal(): void;
};

const CODES: Record<string, ProblemCode> = {
  engine: 'ENGINE_FAILED',
  store: 'STORE_FAILED',
  mailer: 'MAILER_FAILED',
  alerts: 'INTERNAL',
};

export function openWorld(schedule: Schedule, recording: Recording, recipients: string): World {
  const store = memoryStore();
  const real = recordedEngine(recording);
  const sent: Message[] = [];
  const alerts: Alert[] = [];
  const happened: Fault[] = [];
  const counts = new Map<Call, number>();
  const later: { at: number; tell(): Promise<void> }[] = [];
  let calls = 0;
  let isHealed = false;
  let hasLateRows = false;

  const faultOf = (call: Call): Fault | undefined => {
    const nth = counts.get(call) ?? 0;
    counts.set(call, nth + 1);
    const found = isHealed
      ? undefined
      : schedule.faults.find(
          (fault) =>
            fault.call === call &&
            (fault.kind === 'throttles' ? nth >= fault.nth && nth < fault.nth + 3 : nth === fault.nth),
        );
    if (found) happened.push(found);
    return found;
  };

  const tellOf = (message: Message) => async (): Promise<void> => {
    const event = sesEvent(message);
    const job = { store, alerts: { publish: async () => undefined }, stage: 'test', count: () => undefined };
    // Events come more than once.
    for (let time = 1; time <= 2; time++) await deliveryEventsJob(event, job);
  };

  const sendReally = async (message: Message): Promise<void> => {
    sent.push(message);
    const reader = Number(/(\d+)$/.exec(message.recipient)?.[1] ?? 0);
    const when = schedule.events[reader] ?? 'never';
    if (when === 'at_once') await tellOf(message)();
    if (when === 'late') later.push({ at: calls + LATE_CALLS, tell: tellOf(message) });
  };

  const quota = async (): Promise<number | null> =>
    schedule.quota === null || isHealed ? null : Math.max(0, schedule.quota - sent.length);

  return {
    store,
    sent,
    alerts,
    happened,
    addLateRows: () => {
      hasLateRows = true;
    },
    heal: () => {
      isHealed = true;
    },
    ports(die) {
      let isAlive = true;
      const never = (): Promise<never> => {
        if (isAlive) void die();
        isAlive = false;
        return new Promise<never>(() => undefined);
      };
      const around = async <T>(call: Call, act: () => Promise<T>, unanswered?: T): Promise<T> => {
        if (!isAlive) return never();
        calls += 1;
        for (const one of later.filter(({ at }) => at <= calls)) {
          later.splice(later.indexOf(one), 1);
          await one.tell();
        }
        const kind = faultOf(call)?.kind;
        if (kind === 'dies_before') return never();
        if (kind === 'fails' || kind === 'throttles') throw refusal(call);
        // A request to send that got lost on its way looks like one whose answer got lost.
        if (kind === 'twice' && unanswered !== undefined) return unanswered;
        const answer = await act();
        if (kind === 'dies_after' || !isAlive) return never();
        if (kind === 'acts_then_fails') {
          if (unanswered === undefined) throw refusal(call);
          return unanswered;
        }
        return kind === 'twice' ? act() : answer;
      };
      return {
        engine: {
          ...real,
          describe: (select) => around('engine.describe', () => real.describe(select)),
          fingerprint: (table) => around('engine.fingerprint', () => real.fingerprint(table)),
          query: (statement) =>
            around('engine.query', async () => {
              const answer = await real.query(statement);
              return hasLateRows && statement.id === 'sales' ? withLateRows(answer) : answer;
            }),
        },
        store: {
          get: (key) =>
            around('store.get', async () =>
              key === 'recipients/readers.csv' ? new TextEncoder().encode(recipients) : store.get(key),
            ),
          putOnce: (key, body) => around('store.putOnce', () => store.putOnce(key, body)),
          list: (prefix) =>
            around('store.list', async () =>
              prefix === 'recipients/' ? ['recipients/readers.csv'] : store.list(prefix),
            ),
        },
        mailer: {
          quota: () => around('mailer.quota', quota),
          send: (message) =>
            around<Sent>(
              'mailer.send',
              async () => {
                await sendReally(message);
                return { outcome: 'sent', messageId: String(sent.length) };
              },
              { outcome: 'unknown' },
            ),
          look: async () => 'unknown',
        },
        publish: (alert) => around('alerts.publish', async () => void alerts.push(alert)),
      };
    },
  };
}

function withLateRows({ columns, rows }: QueryRows): QueryRows {
  const amount = columns.indexOf('amount');
  return { columns, rows: rows.map((row) => row.map((cell, at) => (at === amount ? `1${cell}` : cell))) };
}

function refusal(call: Call): ProblemError {
  const code = CODES[call.split('.')[0] as string] as ProblemCode;
  return new ProblemError({ code, message: `${call} was refused`, remedy: 'Run the same command again.' });
}

function sesEvent({ run, recipient, attempt }: Message): unknown {
  const tags = { run: [run], recipient: [Buffer.from(recipient).toString('base64url')], try: [String(attempt)] };
  return { time: '2026-07-01T00:00:10Z', detail: { eventType: 'Send', mail: { messageId: 'ses', tags } } };
}
