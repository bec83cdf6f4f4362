// Durable executions, which the emulator starts neither for a schedule nor for another function: each is kept here, and the
// emulator invokes the deployed version of its function, over and over, until it ends.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GetAliasCommand, InvokeCommand, type LambdaClient, type OperationUpdate } from '@aws-sdk/client-lambda';
import {
  applyUpdate,
  beginOperations,
  nextTimer,
  type Operation,
  type Operations,
  settleTimers,
  toWire,
} from './durable-operations.ts';

export type Execution = {
  arn: string;
  name: string;
  functionName: string;
  version: string;
  startedAt: number;
  operations: Operations;
  /** Of the invocation that runs now; a checkpoint of an earlier one is refused. */
  token: string;
  invocations: number;
  /** Null while it runs. */
  ending: Ending | null;
  ended: Promise<Ending>;
};

export type Ending = { status: 'SUCCEEDED'; result: string | undefined } | { status: 'FAILED'; error: ErrorObject };

type ErrorObject = { ErrorType?: string; ErrorMessage?: string };

export type Executions = {
  /** Starts a function by its alias, as an asynchronous invoke does: one name starts once. */
  start(functionArn: string, payload: string, name?: string): Promise<Execution>;
  find(arn: string): Execution | undefined;
  /** Applies a checkpoint; the functions that it asks for are started. */
  checkpoint(execution: Execution, updates: readonly OperationUpdate[]): void;
};

const MOST_INVOCATIONS = 50;

export function keepExecutions(lambda: () => LambdaClient): Executions {
  const all: Execution[] = [];
  const wake = new Map<string, () => void>();

  const start: Executions['start'] = async (functionArn, payload, name = randomUUID()) => {
    const [, , , region, account, , functionName = '', alias = ''] = functionArn.split(':');
    const known = all.find((one) => one.functionName === functionName && one.name === name);
    if (known) return known;
    const found = await lambda().send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
    const version = found.FunctionVersion ?? '';
    const id = randomUUID();
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}:${version}/durable-execution/${name}/${id}`;
    const begun = { arn, name, functionName, version, startedAt: Date.now(), operations: beginOperations(id, payload) };
    const { promise, resolve } = Promise.withResolvers<Ending>();
    const execution: Execution = { ...begun, token: '', invocations: 0, ending: null, ended: promise };
    all.push(execution);
    void follow(execution)
      .catch((error: unknown): Ending => ({ status: 'FAILED', error: { ErrorMessage: String(error) } }))
      .then((ending) => {
        execution.ending = ending;
        resolve(ending);
      });
    return execution;
  };

  const follow = async (execution: Execution): Promise<Ending> => {
    while (execution.invocations < MOST_INVOCATIONS) {
      execution.invocations += 1;
      settleTimers(execution.operations);
      const woken = new Promise<void>((resolve) => wake.set(execution.arn, resolve));
      const answer = await invoke(execution);
      if (answer.Status === 'SUCCEEDED') return { status: 'SUCCEEDED', result: answer.Result };
      if (answer.Status !== 'PENDING') return { status: 'FAILED', error: answer.Error ?? {} };
      const timer = nextTimer(execution.operations);
      if (timer === null) await woken;
      else await Promise.race([woken, pause(Math.max(0, timer - Date.now()))]);
    }
    return { status: 'FAILED', error: { ErrorMessage: `It did not end in ${MOST_INVOCATIONS} invocations.` } };
  };

  const invoke = async (execution: Execution): Promise<InvocationAnswer> => {
    const { arn, functionName, version, operations } = execution;
    execution.token = randomUUID();
    const InitialExecutionState = { Operations: toWire(operations, 'event'), NextMarker: '' };
    const event = { DurableExecutionArn: arn, CheckpointToken: execution.token, InitialExecutionState };
    const qualified = { FunctionName: functionName, Qualifier: version };
    const { Payload, FunctionError } = await lambda().send(
      new InvokeCommand({ ...qualified, Payload: JSON.stringify(event) }),
    );
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}');
    if (FunctionError === undefined) return answer;
    return { Status: 'FAILED', Error: { ErrorType: answer.errorType, ErrorMessage: answer.errorMessage } };
  };

  /** The child runs by its own function; its end is an operation of the parent, which is then woken. */
  const startChild = async (parent: Execution, operation: Operation, functionArn: string, payload: string) => {
    const ending = await start(functionArn, payload)
      .then(({ ended }) => ended)
      .catch((error: unknown): Ending => ({ status: 'FAILED', error: { ErrorMessage: String(error) } }));
    operation.Status = ending.status;
    operation.EndTimestamp = Date.now();
    operation.ChainedInvokeDetails =
      ending.status === 'SUCCEEDED' ? { Result: ending.result } : { Error: ending.error };
    wake.get(parent.arn)?.();
  };

  return {
    start,
    find: (arn) => all.find((execution) => execution.arn === arn),
    checkpoint(execution, updates) {
      for (const update of updates) {
        applyUpdate(execution.operations, update, (operation, functionArn, payload) => {
          void startChild(execution, operation, functionArn, payload);
        });
      }
      settleTimers(execution.operations);
      execution.token = randomUUID();
    },
  };
}

type InvocationAnswer = { Status?: string; Result?: string; Error?: ErrorObject };
