// Keys (with their version, where rows have one) that stand more than once: nobody could say which row is true.
import type { Judge } from './judge.ts';
import { keyColumns } from './profile-statement.ts';

export const judgeKeys: Judge = ({ table, columns, days, looked }) => {
  const repeated = looked.filter((day) => (days[day]?.repeated ?? 0) > 0).sort();
  if (repeated.length === 0) return [];
  const count = (of: 'repeated' | 'rows') => looked.reduce((sum, day) => sum + (days[day]?.[of] ?? 0), 0);
  const rows = count('repeated');
  return [
    {
      check: 'keys_unique',
      table: table.id,
      subject: keyColumns(table, columns).join(', '),
      found: { rows: String(rows), days: repeated[0] ?? '' },
      rows,
      of: count('rows'),
      since: repeated[0] || null,
    },
  ];
};
