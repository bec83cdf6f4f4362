// Rows that are wrong by themselves: what the conditions of the contract counted on the days that were looked at. Days
// that were published and have not changed were judged when they were.
import type { CheckId } from '../definitions/checks.ts';
import type { Finding } from './finding.ts';
import type { Judge } from './judge.ts';

export const judgeRows: Judge = ({ table, days, looked }) => {
  const found = new Map<string, { rows: number; since: string | null }>();
  let of = 0;
  for (const day of [...looked].sort()) {
    const profile = days[day];
    if (!profile) continue;
    of += profile.rows;
    for (const [name, rows] of Object.entries(profile.wrong)) {
      const before = found.get(name);
      found.set(name, { rows: (before?.rows ?? 0) + rows, since: before?.since ?? (day || null) });
    }
  }
  return [...found].map(([name, { rows, since }]): Finding => {
    const [check = '', ...subject] = name.split(':');
    const said = { rows: String(rows) };
    return { check: check as CheckId, table: table.id, subject: subject.join(':'), found: said, rows, of, since };
  });
};
