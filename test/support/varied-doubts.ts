// What checks may find in a month: any check of any table with any outcome that readers are told of, filled with what its
// sentence asks for, beside any KPIs; accepted by people who write whatever they like.
import fc from 'fast-check';
import { CHECKS, type CheckId } from '../../functions/definitions/checks.ts';
import { placeholders } from '../../functions/email/words.ts';
import type { FoundMonth } from './doubts.ts';
import { readLocale } from './email.ts';

const TABLES = ['orders', 'order_lines', 'shipments', 'returns', 'returns_of_partners'];
const KPIS = ['sales', 'order_count', 'aov', 'on_time_delivery_rate', 'delivery_accuracy_rate', 'return_rate'];
/** A sentence of a person, with everything that could break a mail or pass for a figure of it. */
const REASONS = [
  'The shop was closed for its move from 3 to 17 October.',
  '十月三日至十七日停业搬迁，订单减少属实。',
  '<img src=x onerror=alert(1)> & "quotes" \u2019\u202egnitsurt\u2069 \u0000\r\n\tline two',
  // Ten thousand letters of words so short that none is cut in two.
  'y '.repeat(5000),
  '=HYPERLINK("https://evil.example","click")',
];
const PEOPLE = ['Li Wei', '李伟', 'Ana <Souza>', `O’Brien ${'z '.repeat(150)}`];

const value = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }).map(String),
  fc.constantFrom('12.5', '2026-10-03', '2026-10-03, 2026-10-04, 2026-10-09', 'orders', 'web; drop table', '<i>EU</i>'),
);

const share = fc.integer({ min: 0, max: 1000 }).map((tenths) => (tenths / 10).toFixed(1));
/** Their sentences print percentages. */
const isOfShares = (check: CheckId) => check === 'null_rate' || check === 'true_rate' || check === 'time_of_day';

/** Each name once, as the judges answer. */
export const foundInMonth: fc.Arbitrary<FoundMonth[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom(...CHECKS.filter((check) => check !== 'columns_present')),
      table: fc.constantFrom(...TABLES),
      subject: fc.constantFrom(null, 'status', 'shipped_at >= placed_at', 'channel = <web>'),
      outcome: fc.constantFrom('provisional' as const, 'excluded' as const, 'accepted' as const, 'reported' as const),
      values: fc.array(value, { minLength: 6, maxLength: 6 }),
      shares: fc.array(share, { minLength: 2, maxLength: 2 }),
      rows: fc.integer({ min: 1, max: 40_000 }).map(String),
      finalOn: fc.constantFrom('2026-11-05', '2026-12-02', '2027-01-04'),
      by: fc.constantFrom(...PEOPLE),
      reason: fc.constantFrom(...REASONS),
      kpis: fc.subarray(KPIS),
      blocks: fc.boolean(),
    })
    .map(({ id, table, subject, outcome, values, shares, rows, finalOn, by, reason, kpis, blocks }): FoundMonth => {
      const keys = placeholders(readLocale('en').checks[id].found).filter((key) => key !== 'subject');
      const isBlocking = id === 'keys_unique' && outcome === 'accepted' && blocks;
      return {
        check: {
          id,
          table,
          subject,
          outcome,
          detail: null,
          found: Object.fromEntries(keys.map((key, at) => [key, (isOfShares(id) ? shares : values)[at] ?? ''])),
          rows: null,
          since: null,
          ...(outcome === 'provisional' ? { finalOn } : {}),
          accepted: outcome === 'accepted' ? { by, reason } : null,
        },
        kpis: isBlocking ? ['return_rate'] : kpis,
        ...(outcome === 'excluded' ? { rows } : {}),
        ...(isBlocking ? { blocks: true } : {}),
      };
    }),
  { maxLength: 9, selector: ({ check: { id, table, subject } }) => `${table}.${id} ${subject}` },
);
