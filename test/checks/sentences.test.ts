// What judges of history find is said whole in every language: no placeholder is left over.
import { expect, test } from 'vitest';
import type { Finding } from '../../functions/checks/finding.ts';
import { judgeDaysPresent, judgeDaysWhole } from '../../functions/checks/judge-days.ts';
import { judgeFresh } from '../../functions/checks/judge-fresh.ts';
import { judgeTimeOfDay } from '../../functions/checks/judge-hours.ts';
import { judgeHistoryKept } from '../../functions/checks/judge-kept.ts';
import { judgeMeans } from '../../functions/checks/judge-means.ts';
import { judgeMembers } from '../../functions/checks/judge-members.ts';
import { judgeNulls, judgeTrues } from '../../functions/checks/judge-shares.ts';
import { judgeVolume } from '../../functions/checks/judge-volume.ts';
import { localesOf } from '../../functions/definitions/definitions.ts';
import { fill } from '../../functions/email/words.ts';
import { day, days, definitions, found } from './made-days.ts';

const usual = (rows: number) => ({
  hours: { 3: rows / 2, 20: rows / 2 },
  nulls: { owner_employee_id: 0 },
  trues: { is_test: 0 },
  sums: { fx_to_base: { rows, sum: String(rows) } },
  members: { channel: { jd: rows / 2, tmall: rows / 2 } },
});
const odd = (rows: number) => ({
  hours: { 9: rows },
  nulls: { owner_employee_id: rows },
  trues: { is_test: rows },
  sums: { fx_to_base: { rows, sum: String(rows * 9) } },
  members: { channel: { jd: rows } },
});
const known = days('2024-09-01', '2026-10-20', (at) => {
  if (at === '2026-10-14') return null;
  return at < '2026-10-01' ? day(200, usual(200)) : day(60, odd(60));
});
const published = days('2026-06-01', '2026-09-30', () => day(900));

const JUDGES = [
  ...[judgeDaysPresent, judgeDaysWhole, judgeFresh, judgeTimeOfDay, judgeHistoryKept],
  ...[judgeMeans, judgeMembers, judgeNulls, judgeTrues, judgeVolume],
];

test('of each judge, in every language', () => {
  const findings = JUDGES.map((judge): Finding => {
    const [first] = found(judge, 'orders', known, { published });
    if (!first) throw new Error(`${judge.name} found nothing`);
    return first;
  });
  expect(new Set(findings.map(({ check }) => check)).size).toBe(JUDGES.length);
  for (const locale of localesOf(definitions)) {
    for (const { check, table, subject, found: values } of findings) {
      const said = fill(locale.checks[check]?.found ?? '', { ...values, table, subject: subject ?? '' });
      expect(said).not.toMatch(/[{}]|undefined|NaN|Infinity/);
      expect(said.length).toBeGreaterThan(8);
    }
  }
});
