// What a durable execution remembers, changed by the checkpoints of its function: the bookkeeping of Lambda's durable
// service as the SDK speaks with it. Times are kept in milliseconds.
import { randomUUID } from 'node:crypto';
import type { OperationUpdate } from '@aws-sdk/client-lambda';

export type Operation = {
  Id: string;
  ParentId?: string | undefined;
  Name?: string | undefined;
  Type: string;
  SubType?: string | undefined;
  Status: string;
  StartTimestamp: number;
  EndTimestamp?: number;
  ExecutionDetails?: { InputPayload: string };
  ContextDetails?: { Result?: string | undefined; Error?: unknown; ReplayChildren?: boolean | undefined };
  StepDetails?: { Attempt: number; NextAttemptTimestamp?: number; Result?: string | undefined; Error?: unknown };
  WaitDetails?: { ScheduledEndTimestamp: number };
  ChainedInvokeDetails?: { Result?: string | undefined; Error?: unknown };
};

export type Operations = Map<string, Operation>;

export function beginOperations(id: string, input: string): Operations {
  const execution = { Id: id, Type: 'EXECUTION', Status: 'STARTED', StartTimestamp: Date.now() };
  return new Map([[id, { ...execution, ExecutionDetails: { InputPayload: input } }]]);
}

/** `onInvoke` is told of a function that the execution asks for; it is called once for each. */
export function applyUpdate(
  operations: Operations,
  update: OperationUpdate,
  onInvoke: (operation: Operation, functionName: string, payload: string) => void,
): void {
  const now = Date.now();
  const { Id = randomUUID(), Type = '', Action, Payload, Error: failure } = update;
  const known = operations.get(Id);
  const begun = { Id, Type, ParentId: update.ParentId, Name: update.Name, SubType: update.SubType };
  const operation: Operation = known ?? { ...begun, Status: 'STARTED', StartTimestamp: now };
  operations.set(Id, operation);
  operation.Status = Action === undefined ? operation.Status : STATUS[Action];
  if (Action === 'SUCCEED' || Action === 'FAIL' || Action === 'CANCEL') operation.EndTimestamp = now;
  const ended = { Result: Payload, Error: failure };
  if (Type === 'CONTEXT') {
    operation.ContextDetails = { ...ended, ReplayChildren: update.ContextOptions?.ReplayChildren };
  } else if (Type === 'STEP') {
    const attempt = (operation.StepDetails?.Attempt ?? 0) + (Action === 'RETRY' ? 1 : 0);
    const kept = Action === 'START' ? { Result: operation.StepDetails?.Result } : ended;
    operation.StepDetails = { ...kept, Attempt: attempt };
    const delay = update.StepOptions?.NextAttemptDelaySeconds;
    if (Action === 'RETRY') operation.StepDetails.NextAttemptTimestamp = now + 1000 * (delay ?? 0);
  } else if (Type === 'WAIT' && Action === 'START') {
    operation.WaitDetails = { ScheduledEndTimestamp: now + 1000 * (update.WaitOptions?.WaitSeconds ?? 0) };
  } else if (Type === 'CHAINED_INVOKE' && Action === 'START' && known === undefined) {
    onInvoke(operation, update.ChainedInvokeOptions?.FunctionName ?? '', Payload ?? '');
  }
}

const STATUS = {
  START: 'STARTED',
  SUCCEED: 'SUCCEEDED',
  FAIL: 'FAILED',
  RETRY: 'PENDING',
  CANCEL: 'CANCELLED',
} as const;

/** What waited for a time that has come may go on. */
export function settleTimers(operations: Operations): void {
  const now = Date.now();
  for (const operation of operations.values()) {
    const { Status, StepDetails, WaitDetails } = operation;
    if (Status === 'PENDING' && (StepDetails?.NextAttemptTimestamp ?? 0) <= now) operation.Status = 'READY';
    if (Status === 'STARTED' && WaitDetails && WaitDetails.ScheduledEndTimestamp <= now) operation.Status = 'SUCCEEDED';
  }
}

/** The next moment at which something may go on; null where nothing waits for a time. */
export function nextTimer(operations: Operations): number | null {
  const times = [...operations.values()].flatMap(({ Status, StepDetails, WaitDetails }) => {
    if (Status === 'PENDING') return [StepDetails?.NextAttemptTimestamp ?? 0];
    return Status === 'STARTED' && WaitDetails ? [WaitDetails.ScheduledEndTimestamp] : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** On the event of an invocation times are ISO 8601, in the answer to a checkpoint they are seconds. */
export function toWire(operations: Operations, where: 'event' | 'answer'): unknown[] {
  const time = (value: number | undefined) =>
    value === undefined ? undefined : where === 'event' ? new Date(value).toISOString() : value / 1000;
  return [...operations.values()].map(({ StartTimestamp, EndTimestamp, StepDetails, WaitDetails, ...rest }) => ({
    ...rest,
    StartTimestamp: time(StartTimestamp),
    ...(EndTimestamp === undefined ? {} : { EndTimestamp: time(EndTimestamp) }),
    ...(StepDetails
      ? { StepDetails: { ...StepDetails, NextAttemptTimestamp: time(StepDetails.NextAttemptTimestamp) } }
      : {}),
    ...(WaitDetails ? { WaitDetails: { ScheduledEndTimestamp: time(WaitDetails.ScheduledEndTimestamp) } } : {}),
  }));
}
