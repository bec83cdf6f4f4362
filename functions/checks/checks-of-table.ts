// Which checks a table's contract asks for, of what the shop has.
import { CHECKS, type CheckId } from '../definitions/checks.ts';
import type { Table } from '../definitions/definitions.ts';

import type { PresentTables } from '../facts/relations.ts';
import { isCheckedForWholeDays } from './judge-days.ts';

const ASKED: Record<CheckId, (table: Table, present: PresentTables) => boolean> = {
  columns_present: () => true,
  rows_present: () => true,
  days_present: ({ contract }) => contract.presence !== 'some',
  days_whole: isCheckedForWholeDays,
  fresh: ({ contract }) => contract.freshDays !== null,
  history_kept: () => true,
  members_present: ({ contract }) => contract.members.length > 0,
  keys_unique: () => true,
  required_values: () => true,
  clean_text: () => true,
  accepted_values: ({ contract }) => Object.keys(contract.values).length > 0,
  ranges: ({ contract }) => Object.keys(contract.ranges).length > 0,
  values_in_order: ({ contract }) => contract.order.length > 0,
  rows_hold: ({ contract }) => Object.keys(contract.holds).length > 0,
  right_day: ({ contract, partition }) => contract.clock !== null && partition === 'event',
  references: ({ contract }, present) => Object.values(contract.references).some(({ table }) => table in present),
  children: ({ contract }, present) => contract.children.some((child) => child in present),
  volume: ({ partition, sparse }) => partition !== 'none' && !sparse,
  null_rate: ({ partition, sparse }) => partition !== 'none' && !sparse,
  true_rate: ({ partition, sparse, columns }) =>
    partition !== 'none' && !sparse && Object.values(columns).some(({ type }) => type === 'boolean'),
  means: ({ contract }) => contract.means.length > 0,
  time_of_day: ({ contract }) => contract.clock !== null,
  control_totals: () => false,
  targets_in_order: ({ id }) => id === 'targets',
  records_known: () => false,
};

export function checksOf(table: Table, present: PresentTables): CheckId[] {
  return CHECKS.filter((check) => ASKED[check](table, present));
}
