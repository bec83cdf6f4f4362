// The words of the reconciliation with the ledger, in the mail and on the page of figures.
import { words } from './locale-words.ts';

export const reconciliation = words(
  'title',
  'beyond',
  'beyond_note',
  'beyond_plain',
  'within',
  'above',
  'ledger',
  'measured',
  'difference',
  'unexplained',
  'unknown',
  'no_ledger_rows',
  'other_currency',
  'unavailable',
).describe('What accounts of the ledger say against what is measured.');
