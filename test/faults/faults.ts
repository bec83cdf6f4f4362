// What can go wrong, as data that fast-check generates and shrinks: at the nth call of a kind one thing happens.
import fc from 'fast-check';
import type { Kill } from '../support/durable-service.ts';

/** Calls to the ports by kind, and how many of them a run has, about. */
const CALLS = {
  'engine.query': 14,
  'engine.describe': 12,
  'engine.fingerprint': 6,
  'store.get': 16,
  'store.putOnce': 20,
  'store.list': 14,
  'mailer.send': 4,
  'mailer.quota': 2,
  'alerts.publish': 2,
} as const;

export type Call = keyof typeof CALLS;

/**
 * `fails`: refused for certain. `throttles`: this call and the next two are refused. `acts_then_fails`: it happens, and
 * the answer is lost. `twice`: the request arrives twice. `dies_before`, `dies_after`: the Lambda is gone.
 */
const KINDS = ['fails', 'throttles', 'acts_then_fails', 'twice', 'dies_before', 'dies_after'] as const;

export type Fault = { call: Call; nth: number; kind: (typeof KINDS)[number] };

export type Schedule = {
  readers: number;
  faults: Fault[];
  /** A checkpoint of the first execution or of its part, at which the Lambda dies. */
  kill: Kill | null;
  /** The schedule fires again, at the same moment or after the first run. */
  again: 'no' | 'beside' | 'after';
  /** When SES tells of the nth mail: at once, only after the sends, never. */
  events: ('at_once' | 'late' | 'never')[];
  /** Between the executions rows arrive late: the engine says other figures from then on. */
  lateRows: boolean;
  /** How many mails may be sent today. */
  quota: number | null;
};

/** What writes or sends is where it matters most. */
const faults = Object.entries(CALLS).map(([call, times]) => ({
  weight: call === 'store.putOnce' || call === 'mailer.send' ? 4 : 1,
  arbitrary: fc.record<Fault>({
    call: fc.constant(call as Call),
    nth: fc.nat({ max: times - 1 }),
    kind: fc.constantFrom(...KINDS),
  }),
}));

const kill = fc.record({ checkpoint: fc.integer({ min: 1, max: 25 }), when: fc.constantFrom('before', 'after') });

export const schedules: fc.Arbitrary<Schedule> = fc.record<Schedule>({
  readers: fc.integer({ min: 1, max: 3 }),
  faults: fc.array(fc.oneof(...faults), { maxLength: 4 }),
  kill: fc.option(kill as fc.Arbitrary<Kill>),
  again: fc.constantFrom('no', 'no', 'beside', 'after'),
  events: fc.array(fc.constantFrom('at_once', 'late', 'never'), { minLength: 3, maxLength: 3 }),
  lateRows: fc.boolean(),
  quota: fc.constantFrom(null, null, null, 1),
});
