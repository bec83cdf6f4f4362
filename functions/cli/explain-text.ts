// What `scorecard explain` prints of the data behind a figure: what was read of each table, what the checks found there,
// what was left out, and how the figure of today stands to the published one.
import pc from 'picocolors';
import { formatBytes } from '../format-bytes.ts';
import type { Explained, ExplainedTable } from '../run/explain-kpi.ts';

/** Why the figure may change, what was left out of it, what a person accepted and what blocks it. */
export function doubtsText({ doubts }: Explained): string[] {
  const { provisional = [], excluded = [], accepted = [], blockedBy = [] } = doubts;
  const name = ({ check, table, subject }: { check: string | null; table: string | null; subject: string | null }) =>
    check === null ? 'outcomes still arrive' : [`${table}.${check}`, subject].filter(Boolean).join(' ');
  return [
    ...blockedBy.map((one) => `  no figure: ${name(one)}`),
    ...excluded.map((one) => `  left out: ${one.rows ?? 'some'} rows, ${name(one)}`),
    ...accepted.map((one) => `  accepted: ${name(one)}`),
    ...provisional.map((one) => `  provisional until ${one.finalOn}: ${name(one)}`),
  ];
}

export function publishedText({ published, value }: Explained): string[] {
  if (published === null) return [];
  const { revision, isSame, changedTables } = published;
  const stands = isSame
    ? pc.green(`the same as published in revision ${revision}`)
    : pc.yellow(`published in revision ${revision} as ${published.value ?? 'none'}, now ${value ?? 'none'}`);
  const files =
    changedTables.length === 0 ? 'no file has changed since' : `files changed since: ${changedTables.join(', ')}`;
  return [`  ${stands}; ${files}`];
}

export function tablesText({ tables, checks }: Explained): string[] {
  return tables.flatMap((table) => [
    '',
    pc.bold(`Table ${table.table}`) + pc.dim(`  ${readText(table)}`),
    ...(table.fingerprint === null ? [] : [`  fingerprint ${table.fingerprint}`]),
    ...checksText(checks.filter((check) => check.table === table.table)),
  ]);
}

function readText({ status, rows, partitions, files, bytes, freshTo }: ExplainedTable): string {
  if (status === 'absent') return 'absent';
  const read = partitions?.map(([from, to]) => `${from} to ${to}`).join(', ') ?? 'read whole';
  const size = files === undefined || bytes === undefined ? [] : [`${files} files`, formatBytes(bytes)];
  return [read, `${rows} rows of the period`, ...size, ...(freshTo === null ? [] : [`newest ${freshTo}`])].join('; ');
}

/** Each that found something, and how many found nothing. */
function checksText(checks: Explained['checks']): string[] {
  if (checks.length === 0) return [];
  const found = checks.filter(({ outcome }) => outcome !== 'ok');
  const passed = checks.length - found.length;
  return [
    ...found.map(({ id, outcome, detail }) => `  ${pc.yellow(outcome.padEnd(11))} ${id}: ${detail ?? ''}`),
    `  ${pc.green('ok'.padEnd(11))} ${passed} ${passed === 1 ? 'check' : 'checks'} found nothing`,
  ];
}
