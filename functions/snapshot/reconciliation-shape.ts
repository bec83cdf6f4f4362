// How the figures of a period tie to the books. Everything is in the base currency, and difference = the amounts of the
// reasons + unexplained, exactly.
import * as z from 'zod';
import { decimal, quantity, words } from './quantity-shape.ts';

/** Why a rule could not be held against the books. */
const NOTES = ['no_ledger_rows', 'other_currency', 'unavailable'] as const;

export const reconciliation = z
  .object({
    rule: z.string(),
    name: words,
    accounts: z.array(z.string()),
    currency: z.string().describe('Of all amounts: the base currency.'),
    ledger: quantity.describe("What the accounts hold, on the rule's side; null where a row is missing."),
    measured: quantity.describe('Null where a table that it needs is absent.'),
    difference: quantity.describe('ledger - measured.'),
    reasons: z.array(
      z.object({
        id: z.string(),
        name: words,
        amount: quantity.describe('What it explains; null where that is not known, which explains nothing.'),
      }),
    ),
    unexplained: quantity.describe('difference - the known amounts of the reasons.'),
    tolerance: decimal
      .nullable()
      .describe('How much may stay unexplained; null where it depends on a ledger that is not known.'),
    within: z.boolean().nullable().describe('Is the unexplained within the tolerance? Null: it could not be told.'),
    note: z.enum(NOTES).nullable().describe('Why it could not be told.'),
    missing: z
      .array(z.object({ account: z.string(), month: z.string(), currency: z.string().nullable() }))
      .describe('Accounts without a row in the base currency, and the other currency in which they have one.'),
  })
  .describe('What an account of the ledger says against what is measured (docs/reconciliation.md).');

export type Reconciliation = z.infer<typeof reconciliation>;
