// What the terminal says of the data behind a report that went out: a line for each thing that readers find said of it,
// what weighs most first.

import { type AnyDoubt, groupDoubts, isSameCheck } from '../email/doubts-by-check.ts';
import { cleanName, cleanText } from '../email/words.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';

/** Nothing where every figure is final and whole. */
export function dataText(snapshot: Snapshot): string[] {
  const lines = [
    ...acceptedLines(snapshot),
    ...blockedLines(snapshot),
    ...pendingLines(snapshot),
    ...excludedLines(snapshot),
    ...maturingLines(snapshot),
  ];
  return lines.length === 0 ? [] : ['Of the data', ...lines, ''];
}

function acceptedLines({ checks, kpis }: Snapshot): string[] {
  return checks.flatMap(({ id, table, subject = null, detail, accepted }) => {
    if (!accepted) return [];
    const of = { check: id, table, subject };
    const concerned = kpis.filter((kpi) => kpi.accepted?.some((one) => isSameCheck(one, of)));
    const who = `by ${cleanName(accepted.by)} for ${countKpis(concerned)}: ${cleanText(accepted.reason)}`;
    return [lineOf('accepted', who, sayCheck(of, detail))];
  });
}

function blockedLines({ kpis, checks }: Snapshot): string[] {
  return groupDoubts(kpis, ({ blockedBy }) => blockedBy).map(({ doubt, kpis: own }) =>
    lineOf('no figure', countKpis(own), sayCheck(doubt, detailOf(checks, doubt))),
  );
}

function pendingLines({ kpis, checks }: Snapshot): string[] {
  const pending = groupDoubts(kpis, ({ provisional }) => provisional?.filter(({ check }) => check !== null));
  return pending.map(({ doubt, kpis: own }) =>
    lineOf('provisional', `${countKpis(own)} until ${doubt.finalOn}`, sayCheck(doubt, detailOf(checks, doubt))),
  );
}

/** What was found may be of many months; the rows are those of the period. */
function excludedLines({ kpis }: Snapshot): string[] {
  return groupDoubts(kpis, ({ excluded }) => excluded).map(({ doubt, kpis: own }) =>
    lineOf('left out', `${doubt.rows} rows, read by ${countKpis(own)}`, sayCheck(doubt, doubt.subject)),
  );
}

/** In one line, since it is so in every month. */
function maturingLines({ kpis }: Snapshot): string[] {
  const maturing = groupDoubts(kpis, ({ provisional }) => provisional?.filter(({ check }) => check === null));
  const days = maturing.map(({ doubt }) => doubt.finalOn).sort();
  if (days.length === 0) return [];
  const until = days.length === 1 ? `until ${days[0]}` : `until between ${days[0]} and ${days.at(-1)}`;
  const own = maturing.flatMap((one) => one.kpis);
  return [lineOf('provisional', `${countKpis(own)} ${until}`, 'outcomes of the period still arrive')];
}

function lineOf(word: string, what: string, why: string): string {
  return `  ${word.padEnd(11)}  ${what} (${why})`;
}

function sayCheck({ check, table }: AnyDoubt, found: string | null): string {
  const name = `${table}.${check}`;
  return found === null ? name : `${name}: ${cleanText(found)}`;
}

function detailOf(checks: Snapshot['checks'], of: AnyDoubt): string | null {
  return checks.find(({ id, table, subject = null }) => isSameCheck({ check: id, table, subject }, of))?.detail ?? null;
}

function countKpis({ length }: readonly SnapshotKpi[]): string {
  return length === 1 ? '1 KPI' : `${length} KPIs`;
}
