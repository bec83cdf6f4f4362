// Rows that are wrong by themselves or lack others: what the conditions of the contract counted on the days that were
// looked at. Days that were published and have not changed were judged when they were.
import type { CheckId } from '../definitions/checks.ts';
import type { Contract, Table } from '../definitions/definitions.ts';
import type { Finding } from './finding.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, monthOf } from './profile.ts';

type Counted = { rows: number; of: number };

export const judgeRows: Judge = (evidence) => {
  const { table, days, looked } = evidence;
  const profiles = [...looked].sort().flatMap((day): [string, DayProfile][] => (days[day] ? [[day, days[day]]] : []));
  const names = new Set(profiles.flatMap(([, { wrong }]) => Object.keys(wrong)));
  return [...names].flatMap((name): Finding[] => {
    const [check, subject] = splitName(name);
    const own = profiles.filter(([day]) => isJudged(check, day, evidence));
    const first = own.find(([, { wrong }]) => (wrong[name] ?? 0) > 0);
    if (!first) return [];
    const { rows, of } = countIn(own, name);
    return [
      {
        check,
        table: table.id,
        subject,
        found: { rows: String(rows), of: String(of), ...sayAsked(check, subject, table.contract) },
        rows,
        of,
        worst: worstMonth(own, name),
        ...(stays(check, subject, table) ? { stays: true } : {}),
        since: first[0] || null,
      },
    ];
  });
};

/** What belongs to rows of the last days may come with the next load; it is no part of the period anyway. */
function isJudged(check: CheckId, day: string, { period }: Evidence): boolean {
  return (check !== 'references' && check !== 'children') || day <= period.to;
}

/** Facts join what a row cannot do without; whom or what it merely names may be unknown to them. */
function stays(check: CheckId, subject: string, { columns }: Table): boolean {
  return check === 'references' && columns[subject]?.nullable === true;
}

/** Of a year of days a broken week would be a small share; of its own month it is not. */
function worstMonth(days: [string, DayProfile][], name: string): Counted {
  const months = Map.groupBy(days, ([day]) => monthOf(day));
  const counted = [...months.values()].map((own) => countIn(own, name));
  return counted.reduce((worst, one) => (one.rows * worst.of > worst.rows * one.of ? one : worst));
}

function countIn(days: [string, DayProfile][], name: string): Counted {
  const sum = (of: (profile: DayProfile) => number) => days.reduce((total, [, profile]) => total + of(profile), 0);
  return { rows: sum(({ wrong }) => wrong[name] ?? 0), of: sum(({ rows, newest = rows }) => newest) };
}

/** What the contract asks for, as the sentences of the locales say it. */
function sayAsked(check: CheckId, subject: string, contract: Contract): Record<string, string> {
  if (check === 'references') return { parent: contract.references[subject]?.table ?? '' };
  if (check === 'accepted_values') return { known: contract.values[subject]?.join(', ') ?? '' };
  if (check === 'ranges') return { limits: contract.ranges[subject] ?? '' };
  return {};
}

function splitName(name: string): [CheckId, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon) as CheckId, name.slice(colon + 1)];
}
