// templates/reconciliation/*.yaml: which accounts of the books must tie to which measures, how far they may stay apart,
// and what is known to make them differ.
import * as z from 'zod';
import { BALANCES } from '../definitions.ts';
import { exactNumber, expressionText, nameByLocale, snakeId } from './names.ts';

const account = z.string().min(1, 'expected an account').describe("As in the ledger's column `account`, in quotes.");

const accounts = z.array(account).min(1, 'expected at least one account').describe('They are added up.');

const normalBalance = z
  .enum(BALANCES)
  .describe('credit: the ledger, which has debits minus credits, is turned round, as for revenue.');

const limit = exactNumber.refine((text) => !text.startsWith('-'), 'expected a limit of 0 or more');

const reason = z
  .strictObject({
    name: nameByLocale,
    amount: expressionText.optional(),
    accounts: accounts.optional(),
    normal_balance: normalBalance.optional(),
  })
  .describe(
    'The part of ledger - measured that it explains: an expression over measures, or what other accounts hold.',
  );

const rule = z.strictObject({
  name: nameByLocale,
  accounts,
  normal_balance: normalBalance.default('debit'),
  measured: expressionText.describe('What is measured, over fact.measure, numbers and period.days.'),
  tolerance: z
    .strictObject({
      absolute: limit.optional().describe('In the base currency.'),
      relative: limit.optional().describe('A share of what the ledger says, e.g. 0.001.'),
    })
    .describe('How much may stay unexplained: the larger of the two.'),
  reasons: z.record(snakeId, reason).default({}).describe('By id, in the order in which they are shown.'),
});

export const reconciliationShape = z.record(snakeId, rule).describe('Rules of reconciliation with the ledger.');
