// Runs all checks of a run over its tables and says what is there, since when, what of it is left out, and what holds the
// run. Nothing is guessed: rules decide, and what a person accepts is kept with who and why.
import { createHash } from 'node:crypto';
import type { Definitions } from '../definitions/definitions.ts';
import { isRecordTable } from '../facts/compile-records.ts';
import type { PresentTables, Quarantine } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine, TableFiles } from '../ports.ts';
import type { Problem } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { type CheckedTable, checkTable, type Looking } from './check-table.ts';
import { checkTargets } from './check-targets.ts';
import { checksOf } from './checks-of-table.ts';
import { type Coverage, rowsIn } from './coverage.ts';
import type { Finding } from './finding.ts';
import { inspectSources } from './inspect-sources.ts';
import type { Profile } from './profile.ts';
import { quarantineOf } from './quarantine.ts';
import { problemOf, sayFinding } from './remedies.ts';
import { type Acceptance, checkName, outcomeOf, ruleOf } from './rules.ts';

export type Checked = {
  present: PresentTables;
  coverage: Coverage[];
  files: Record<string, SourceFiles>;
  checks: Snapshot['checks'];
  /** Conditions by table; rows for which one is true are left out of every statement. */
  quarantine: Quarantine;
  /** Not empty: the run is held. */
  problems: Problem[];
  /** For how long a scheduled run waits, since what holds it may still come. */
  waitHours: number;
};

export type SourceFiles = Pick<TableFiles, 'fingerprint' | 'files' | 'bytes'>;

export type SourceQuestion = Omit<Looking, 'published'> & { published: Profile; accepted: readonly Acceptance[] };

/** `tables`: those that the run's facts reach. Answers beside the outcome what was found on each day looked at. */
export async function checkSources(
  definitions: Definitions,
  engine: Engine,
  tables: string[],
  question: SourceQuestion,
): Promise<{ checked: Checked; profile: Profile }> {
  const { present, problems } = await inspectSources(definitions, engine);
  const coverage: Coverage[] = [];
  const files: Record<string, SourceFiles> = {};
  const findings: Finding[] = [];
  const profile: Profile = {};
  for (const id of problems.length > 0 ? [] : tables) {
    const table = definitions.tables[id];
    if (!table) continue;
    const looking = { ...question, published: question.published[id] ?? {} };
    if (!(id in present)) {
      findings.push(...vanished(id, looking));
      continue;
    }
    const checked: CheckedTable = await checkTable(table, looking, present, definitions, engine);
    coverage.push(checked.coverage);
    profile[id] = checked.days;
    findings.push(...checked.findings);
    if (id === 'targets') findings.push(...(await checkTargets(question.period, present, definitions, engine)));
    files[id] = await filesOf(id, definitions, engine);
  }
  const judged = findings.map((finding) => ({ finding, ...outcomeOf(finding, definitions, question.accepted) }));
  const held = judged.filter(({ outcome }) => outcome === 'held').map(({ finding }) => finding);
  const waits = held.map(({ table, check }) => ruleOf(definitions, table, check).waitHours);
  const checks: Snapshot['checks'] = [
    ...passed(
      tables.filter((table) => table in present),
      problems,
      findings,
      definitions,
    ),
    ...judged.map(({ finding, outcome, acceptance }) => ({
      id: finding.check,
      table: finding.table,
      subject: finding.subject,
      outcome,
      detail: sayFinding(finding, definitions),
      found: finding.found,
      rows: finding.rows === null ? null : String(finding.rows),
      since: finding.since,
      accepted: acceptance === null ? null : { by: acceptance.by, reason: acceptance.reason },
    })),
  ];
  return {
    profile,
    checked: {
      present,
      coverage,
      files,
      checks,
      quarantine: quarantineOf(judged, question.published, present, definitions),
      problems: [...problems, ...held.map((finding) => problemOf(finding, definitions))],
      // Where one of them cannot come any more, waiting for the others is of no use.
      waitHours: held.length > 0 && problems.length === 0 ? Math.min(...waits) : 0,
    },
  };
}

/** Every check of every table that found nothing, so that a snapshot says what was looked at. */
function passed(
  tables: string[],
  problems: Problem[],
  findings: Finding[],
  definitions: Definitions,
): Snapshot['checks'] {
  const failed = new Set(findings.map(checkName));
  return tables.flatMap((id) => {
    const table = definitions.tables[id];
    const checks = table && problems.length === 0 ? checksOf(table) : ['columns_present' as const];
    return checks
      .filter((check) => !failed.has(checkName({ table: id, check })))
      .map((check) => ({
        id: check,
        table: id,
        outcome: problems.length > 0 ? ('held' as const) : ('ok' as const),
        detail: null,
      }));
  });
}

function vanished(table: string, { published, period }: Looking): Finding[] {
  if (Object.values(published).every(({ rows }) => rows === 0)) return [];
  const newest = Object.keys(published).sort().at(-1) || '–';
  const found = { from: period.from, to: period.to, newest };
  return [{ check: 'rows_present', table, subject: null, found, rows: null, of: null, since: null }];
}

/** What a snapshot says of the tables behind it. That nobody wrote anything is no gap in the data. */
export function describeSources(
  tables: string[],
  { coverage, files }: Pick<Checked, 'coverage' | 'files'>,
  period: Pick<Period, 'from' | 'to'>,
): Snapshot['sources'] {
  return tables.flatMap((table): Snapshot['sources'] => {
    const covered = coverage.find((candidate) => candidate.table === table);
    if (!covered?.rows && isRecordTable(table)) return [];
    if (!covered) return [{ table, status: 'absent', rows: null, fingerprint: null, freshTo: null }];
    return [
      {
        table,
        status: covered.rows === 0 ? 'empty' : 'ok',
        rows: String(rowsIn(covered, period)),
        fingerprint: files[table]?.fingerprint ?? null,
        freshTo: covered.lastDay,
      },
    ];
  });
}

/** Of the table itself, or of the tables that its mapping reads. */
async function filesOf(table: string, definitions: Definitions, engine: Engine): Promise<SourceFiles> {
  const mapping = definitions.sources[table];
  const named =
    mapping === undefined
      ? [table]
      : [...mapping.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string);
  const found = await Promise.all([...new Set(named)].sort().map((name) => engine.fingerprint(name)));
  const sum = (of: 'files' | 'bytes') => found.reduce((total, one) => total + one[of], 0);
  const fingerprint =
    found.length === 1 && found[0]
      ? found[0].fingerprint
      : combineFingerprints(found.map(({ table: name, fingerprint: own }) => `${name}\t${own}`));
  return { fingerprint, files: sum('files'), bytes: sum('bytes') };
}

function combineFingerprints(lines: string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
