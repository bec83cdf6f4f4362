// What the terminal says of the data behind a report that went out: a line for each thing that readers find said of it,
// what weighs most first.
import type { CheckId } from '../definitions/checks.ts';
import { cleanName, cleanText } from '../email/words.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';

type CheckOf = { check: CheckId | null; table: string | null; subject: string | null };

/** Nothing where every figure is final and whole. */
export function dataText(snapshot: Snapshot): string[] {
  const lines = [
    ...acceptedLines(snapshot),
    ...linesOf(
      snapshot,
      'no figure',
      ({ blockedBy }) => blockedBy,
      (kpis) => kpis,
    ),
    ...linesOf(
      snapshot,
      'provisional',
      ({ provisional }) => provisional,
      (kpis, { finalOn }) => `${kpis} until ${finalOn}`,
    ),
    ...linesOf(
      snapshot,
      'left out',
      ({ excluded }) => excluded,
      (kpis, { rows, table }) => `${rows} rows of ${table}, read by ${kpis}`,
    ),
  ];
  return lines.length === 0 ? [] : ['Of the data', ...lines, ''];
}

function acceptedLines({ checks, kpis }: Snapshot): string[] {
  return checks.flatMap(({ id, table, subject = null, detail, accepted }) => {
    if (!accepted) return [];
    const of = { check: id, table, subject };
    const concerned = kpis.filter((kpi) => kpi.accepted?.some((one) => isSame(one, of)));
    const who = `by ${cleanName(accepted.by)} for ${countKpis(concerned.length)}: ${cleanText(accepted.reason)}`;
    return [lineOf('accepted', who, `${nameOf(of)}${detail === null ? '' : `: ${cleanText(detail)}`}`)];
  });
}

/** One line a doubt, with the number of KPIs that it concerns. */
function linesOf<Doubt extends CheckOf>(
  { kpis, checks }: Snapshot,
  word: string,
  doubtsOf: (kpi: SnapshotKpi) => readonly Doubt[] | undefined,
  say: (kpis: string, doubt: Doubt) => string,
): string[] {
  const doubts = Map.groupBy(
    kpis.flatMap((kpi) => doubtsOf(kpi) ?? []),
    (doubt) => JSON.stringify(doubt),
  );
  return [...doubts.values()].flatMap((same) => {
    const [doubt] = same;
    if (!doubt) return [];
    const entry = checks.find(({ id, table, subject = null }) => isSame({ check: id, table, subject }, doubt));
    const why =
      doubt.check === null
        ? 'outcomes still arrive'
        : nameOf(doubt) + (entry?.detail ? `: ${cleanText(entry.detail)}` : '');
    return [lineOf(word, say(countKpis(same.length), doubt), why)];
  });
}

function lineOf(word: string, what: string, why: string): string {
  return `  ${word.padEnd(11)}  ${what} (${why})`;
}

function isSame(one: CheckOf, other: CheckOf): boolean {
  return one.check === other.check && one.table === other.table && one.subject === other.subject;
}

function nameOf({ check, table }: CheckOf): string {
  return `${table}.${check}`;
}

function countKpis(count: number): string {
  return count === 1 ? '1 KPI' : `${count} KPIs`;
}
