// One statement on Athena, from start to end. It is started under a token made of what it is, so a run that was
// interrupted finds the statement it had started instead of paying for it twice.
import { createHash } from 'node:crypto';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { type Problem, ProblemError } from '../problem.ts';
import { type Call, call, problemOf, type Wait } from './call.ts';

/** Statements that failed in this execution before the problem is told. */
const MAX_FAILURES = 3;
/** Tokens tried, those of earlier failures included. */
const MAX_ATTEMPTS = 20;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5000;
/** AthenaError's category of what is Athena's own fault. */
const SYSTEM = 1;

export type Athena = {
  client: AthenaClient;
  catalog: string;
  database: string;
  workgroup: string;
  executionId: string;
  onQuery?: ((query: QueryRecord) => void) | undefined;
  wait: Wait;
};

/** An execution of a statement, for the run's record. A resumed run may tell one again: its `queryId` is the same. */
export type QueryRecord = {
  statement: string;
  attempt: number;
  queryId: string;
  state: string;
  scannedBytes: number;
  milliseconds: number;
};

export type Statement = { id: string; sql: string };

/** Runs a statement until `read` finds its result; null from `read` means that the result is no longer there. */
export async function runStatement<T>(
  at: Athena,
  statement: Statement,
  read: (execution: QueryExecution) => Promise<T | null>,
): Promise<T> {
  let failures = 0;
  for (let attempt = 1; ; attempt += 1) {
    const { execution, isEarlier } = await execute(at, statement, attempt);
    at.onQuery?.(recordOf(statement.id, attempt, execution));
    const result = execution.Status?.State === 'SUCCEEDED' ? await read(execution) : null;
    if (result !== null) return result;
    // What failed before a resume may have been repaired since; only what fails now counts.
    if (isEarlier && attempt < MAX_ATTEMPTS) continue;
    failures += 1;
    if (failures >= MAX_FAILURES || !mayPassAgain(execution)) {
      throw new ProblemError(failureOf(at, statement, execution));
    }
    await at.wait(LONGEST_PAUSE);
  }
}

/** What AWS is called for, with the permission that it takes on the workgroup or on something else. */
export function athenaCall(at: Athena, doing: string, action: string, resource = `workgroup ${at.workgroup}`): Call {
  return { service: 'athena', doing, action: `athena:${action}`, resource };
}

async function execute(
  at: Athena,
  { id, sql }: Statement,
  attempt: number,
): Promise<{ execution: QueryExecution; isEarlier: boolean }> {
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    QueryExecutionContext: { Catalog: at.catalog, Database: at.database },
    WorkGroup: at.workgroup,
    ClientRequestToken: tokenOf([at.executionId, id, sql, String(attempt)]),
  });
  const starting = athenaCall(at, `Starting statement ${id}`, 'StartQueryExecution');
  const { QueryExecutionId = '' } = await call(starting, () => at.client.send(command), at.wait);
  const looking = athenaCall(at, `Waiting for statement ${id}`, 'GetQueryExecution');
  const look = new GetQueryExecutionCommand({ QueryExecutionId });
  for (let looks = 0, pause = FIRST_PAUSE; ; looks += 1, pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const { QueryExecution: execution } = await call(looking, () => at.client.send(look), at.wait);
    // A new statement queues first: one that has ended at the first look was started before.
    if (execution && hasEnded(execution)) return { execution, isEarlier: looks === 0 };
    await at.wait(pause);
  }
}

function hasEnded({ Status }: QueryExecution): boolean {
  return ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(Status?.State ?? '');
}

function mayPassAgain({ Status }: QueryExecution): boolean {
  if (Status?.State !== 'FAILED') return Status?.State === 'SUCCEEDED';
  return Status.AthenaError?.Retryable === true || Status.AthenaError?.ErrorCategory === SYSTEM;
}

/** The reason begins with the engine's own code: `COLUMN_NOT_FOUND: line 1:8: …`. */
function failureOf(at: Athena, { id }: Statement, { Status, QueryExecutionId }: QueryExecution): Problem {
  const gone = Status?.State === 'SUCCEEDED' ? 'RESULT_NOT_FOUND: its result is gone' : `${Status?.State}`;
  const reason = Status?.StateChangeReason ?? gone;
  const [, code = '', text = reason] = /^([A-Z][A-Z0-9_]+): ([\s\S]*)$/.exec(reason) ?? [];
  const doing = `Statement ${id} (query ${QueryExecutionId})`;
  return problemOf({ service: 'query', doing, action: 'athena:GetQueryExecution', resource: at.database }, code, text);
}

function recordOf(statement: string, attempt: number, execution: QueryExecution): QueryRecord {
  const { QueryExecutionId = '', Status, Statistics } = execution;
  return {
    statement,
    attempt,
    queryId: QueryExecutionId,
    state: Status?.State ?? '',
    scannedBytes: Statistics?.DataScannedInBytes ?? 0,
    milliseconds: Statistics?.TotalExecutionTimeInMillis ?? 0,
  };
}

function tokenOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
