// What `scorecard check` answers: what the checks of a run found, table by table, which figures it is about, and whether a
// run would be held by it.
import type { CheckEntry } from '../checks/check-entries.ts';
import type { Checked } from '../checks/check-sources.ts';
import { rowsIn } from '../checks/coverage.ts';
import { checkName } from '../checks/finding.ts';
import { adviseOn } from '../checks/remedies.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { openDoubts } from '../kpis/doubts.ts';
import type { Period } from '../periods/period.ts';
import type { Problem } from '../problem.ts';
import type { RunContext, RunRequest } from './request.ts';

export type CheckOutcome = CheckEntry['outcome'];

export type TableChecks = {
  table: string;
  /** `unread`: some table lacks columns, so that none was looked into. */
  status: 'ok' | 'empty' | 'absent' | 'unread';
  /** In the period; null where nobody counted. */
  rows: number | null;
  newestDay: string | null;
  checks: number;
  passed: number;
  /** The gravest of its checks. */
  outcome: CheckOutcome;
};

/** What is added to a check that found something. */
type Advice = {
  /** Those whose figures of the period read what it is about. */
  kpis: string[];
  /** Whose the source is; empty where nobody is named. */
  owner: string;
  /** Of what holds a run: what to do, and the options that take it as it is. */
  remedy: string | null;
  accept: string | null;
};

export type ShownCheck = CheckEntry & Partial<Advice>;

export type CheckReport = {
  report: string;
  period: string;
  asOf: string;
  /** False: some tables were asked about, and no recipients. */
  isWhole: boolean;
  /** `held`: a run would be. */
  outcome: 'done' | 'held';
  /** For how long a scheduled run would wait for what is missing. */
  waitHours: number;
  tables: TableChecks[];
  checks: ShownCheck[];
  /** What holds a run beside its tables: wrong lists of recipients. */
  readers: Problem[];
};

export type Found = {
  tables: string[];
  /** These are all tables of a run; otherwise only what is found in them counts. */
  isWhole: boolean;
  checked: Checked;
  readers: Problem[];
};

/** The gravest first. */
const GRAVITY: CheckOutcome[] = ['held', 'provisional', 'excluded', 'accepted', 'reported', 'ok'];

export function describeChecks(
  { tables, isWhole, checked, readers }: Found,
  { report, to, asOf }: Pick<RunRequest, 'report' | 'to' | 'asOf'>,
  context: Pick<RunContext, 'definitions' | 'calendar'>,
): CheckReport {
  // Where a table lacks columns no other one is looked into, so that it concerns whoever asked for those too.
  const concernsAll = ({ id, outcome }: CheckEntry) => id === 'columns_present' && outcome === 'held';
  const own = checked.checks.filter((entry) => isWhole || tables.includes(entry.table) || concernsAll(entry));
  const shown = [...new Set([...tables, ...own.map(({ table }) => table)])];
  const kpisOf = concernedBy(checked, to, context);
  const worst = gravestOf(own);
  return {
    report: report.id,
    period: to.id,
    asOf,
    isWhole,
    outcome: worst === 'held' || readers.length > 0 ? 'held' : 'done',
    // Nobody mends a list of recipients by waiting.
    waitHours: readers.length === 0 && (worst === 'held' || worst === 'provisional') ? checked.waitHours : 0,
    tables: shown.map((table) => describeTable(table, checked, own, to)),
    checks: own.map((entry) =>
      entry.outcome === 'ok'
        ? entry
        : { ...entry, kpis: kpisOf(entry), ...adviceFor(entry, checked, context.definitions) },
    ),
    readers,
  };
}

/** Of several findings, or of none. */
export function gravestOf(entries: readonly Pick<CheckEntry, 'outcome'>[]): CheckOutcome {
  return GRAVITY.find((outcome) => entries.some((entry) => entry.outcome === outcome)) ?? 'ok';
}

/** How many checks came out how; one that found several things counts once, as the gravest of them. */
export function countChecks(entries: readonly CheckEntry[]): Record<CheckOutcome, number> {
  const counts = { ok: 0, reported: 0, accepted: 0, excluded: 0, provisional: 0, held: 0 };
  for (const own of byCheck(entries)) counts[gravestOf(own)] += 1;
  return counts;
}

function byCheck(entries: readonly CheckEntry[]): CheckEntry[][] {
  return [...Map.groupBy(entries, ({ id, table }) => checkName({ table, check: id })).values()];
}

function describeTable(
  table: string,
  { present, coverage }: Checked,
  entries: CheckEntry[],
  period: Period,
): TableChecks {
  const covered = coverage.find((one) => one.table === table);
  const own = entries.filter((entry) => entry.table === table);
  const checks = byCheck(own);
  return {
    table,
    status: !(table in present) ? 'absent' : !covered ? 'unread' : covered.rows === 0 ? 'empty' : 'ok',
    rows: covered ? rowsIn(covered, period) : null,
    newestDay: covered?.lastDay ?? null,
    checks: checks.length,
    passed: checks.filter((one) => gravestOf(one) === 'ok').length,
    outcome: gravestOf(own),
  };
}

/**
 * The KPIs whose figures of the period read what a check found. A finding that holds a run leaves no doubts behind, so it
 * is asked about as if a person took it as it is.
 */
function concernedBy(
  { checks, doubtful }: Checked,
  period: Period,
  { definitions, calendar }: Pick<RunContext, 'definitions' | 'calendar'>,
): (entry: CheckEntry) => string[] {
  const taken = checks
    .filter(({ outcome }) => outcome !== 'ok' && outcome !== 'excluded')
    .map(({ id, table, subject = null, since = null }) => ({ check: id, table, subject, since }));
  const doubtsOf = openDoubts({ ...doubtful, provisional: [], accepted: taken }, definitions, calendar);
  const known = Object.values(definitions.kpis).map((kpi) => {
    const { accepted, excluded, blockedBy } = doubtsOf(kpi, period);
    return { id: kpi.id, doubts: [...accepted, ...excluded, ...blockedBy] };
  });
  return ({ id, table, subject = null }) =>
    known
      .filter(({ doubts }) => doubts.some((one) => one.check === id && one.table === table && one.subject === subject))
      .map((kpi) => kpi.id);
}

function adviceFor(entry: CheckEntry, { problems }: Checked, definitions: Definitions): Omit<Advice, 'kpis'> {
  const { id: check, table, subject = null, outcome, detail } = entry;
  const { owner, remedy, accept } = adviseOn({ check, table, subject }, definitions);
  if (outcome !== 'held') return { owner, remedy: null, accept: null };
  // Each missing column has its own words of what to map.
  const mapped = problems.filter(({ message }) => check === 'columns_present' && detail?.includes(message));
  return { owner, remedy: mapped.length === 0 ? remedy : mapped.map((one) => one.remedy).join('\n'), accept };
}
