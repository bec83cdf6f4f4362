// Runs all checks of a run over its tables and says what is there, since when, what of it is left out, and what holds the
// run. Nothing is guessed: rules decide, and what a person accepts is kept with who and why.
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables, Quarantine } from '../facts/relations.ts';
import { type Doubtful, NOTHING_DOUBTFUL } from '../kpis/doubts.ts';
import type { Engine } from '../ports.ts';
import type { Problem } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { checkControlTotals } from './check-control-totals.ts';
import { type CheckEntry, columnEntries, entryOf, passedEntries } from './check-entries.ts';
import { checkTable, type Looking } from './check-table.ts';
import { checkTargets } from './check-targets.ts';
import type { Coverage } from './coverage.ts';
import { filesOf, type SourceFiles } from './describe-sources.ts';
import { findDoubtful } from './doubtful.ts';
import { checkName, type Finding } from './finding.ts';
import { inspectSources } from './inspect-sources.ts';
import { hoursToWait, type Judging, judgeFinding } from './judged.ts';
import { findLostTables } from './lost-tables.ts';
import type { Profile } from './profile.ts';
import { quarantineOf } from './quarantine.ts';
import { problemOf } from './remedies.ts';

export type Checked = {
  present: PresentTables;
  coverage: Coverage[];
  files: Record<string, SourceFiles>;
  checks: CheckEntry[];
  /** Conditions by table; rows for which one is true are left out of every statement. */
  quarantine: Quarantine;
  doubtful: Doubtful;
  /** Not empty: the run is held. */
  problems: Problem[];
  /** For how long a scheduled run waits, since what is missing may still come. */
  waitHours: number;
};

export type SourceQuestion = Omit<Looking, 'published'> &
  Judging & {
    /** What was published before the run's own periods. */
    published: Profile;
    /** The tables of the newest snapshot. */
    last: Snapshot['sources'];
  };

/** `tables`: those that the run's facts reach. Answers beside the outcome what was found on each day looked at. */
export async function checkSources(
  definitions: Definitions,
  engine: Engine,
  tables: string[],
  question: SourceQuestion,
): Promise<{ checked: Checked; profile: Profile }> {
  const { present, wrong, problems } = await inspectSources(definitions, engine);
  const there = tables.filter((id) => id in present);
  if (problems.length > 0) {
    const checks = columnEntries([...new Set([...there, ...Object.keys(wrong)])], wrong);
    return { profile: {}, checked: { ...NOTHING_LOOKED_AT, present, checks, problems } };
  }
  const seen = await lookInto(there, question, present, definitions, engine);
  const lost = findLostTables(question.last, { present, coverage: seen.coverage }, question.period, definitions);
  const judged = withoutRepeats([...seen.findings, ...lost]).map((one) => judgeFinding(one, question, definitions));
  const held = judged.filter(({ outcome }) => outcome === 'held');
  return {
    profile: seen.looked,
    checked: {
      present,
      coverage: seen.coverage,
      files: seen.files,
      checks: [
        ...passedEntries(there, judged, present, definitions),
        ...judged.map((one) => entryOf(one, definitions)),
      ],
      quarantine: quarantineOf(seen.known, present, definitions),
      doubtful: findDoubtful(judged, seen.known, present, definitions),
      problems: held.map(({ finding }) => problemOf(finding, definitions)),
      waitHours: hoursToWait(judged, definitions),
    },
  };
}

const NOTHING_LOOKED_AT: Omit<Checked, 'present' | 'checks' | 'problems'> = {
  coverage: [],
  files: {},
  quarantine: {},
  doubtful: NOTHING_DOUBTFUL,
  waitHours: 0,
};

type Seen = Pick<Checked, 'coverage' | 'files'> & {
  findings: Finding[];
  /** Of the days that were looked at, and of all that have rows. */
  looked: Profile;
  known: Profile;
};

async function lookInto(
  tables: string[],
  question: SourceQuestion,
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<Seen> {
  const seen: Seen = { coverage: [], files: {}, findings: [], looked: {}, known: {} };
  for (const id of tables) {
    const table = definitions.tables[id];
    if (!table) continue;
    const looking = { ...question, published: question.published[id] ?? {} };
    const { coverage, looked, known, findings } = await checkTable(table, looking, present, definitions, engine);
    seen.coverage.push(coverage);
    seen.looked[id] = looked;
    seen.known[id] = known;
    seen.findings.push(...findings);
    if (id === 'targets') seen.findings.push(...(await checkTargets(question.period, present, definitions, engine)));
    seen.files[id] = await filesOf(id, definitions, engine);
  }
  seen.findings.push(...(await checkControlTotals(question.period, present, definitions, engine)));
  return seen;
}

/** Two judges may find the same; the first one says it. */
function withoutRepeats(findings: Finding[]): Finding[] {
  const nameOf = (finding: Finding) => `${checkName(finding)} ${finding.subject ?? ''}`;
  return findings.filter((finding, at) => findings.findIndex((other) => nameOf(other) === nameOf(finding)) === at);
}
