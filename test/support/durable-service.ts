// The durable service in memory: keeps the operations of one execution and invokes the handler until it ends. Unlike the
// SDK's own test runner it can lose a Lambda in the middle of a step, which is what at-most-once is about.
import {
  type DurableContext,
  type DurableExecutionClient,
  InvocationStatus,
  type OperationUpdate,
  type WireOperation,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

export type DurableService = {
  /** Invokes until the execution ends, or until the Lambda dies: then `died`, and another call goes on. */
  run(handler: (context: DurableContext, die: () => Promise<never>) => Promise<unknown>): Promise<Ending>;
  /** The same for a function as it is deployed, which was wrapped by a copy of the SDK of its own. */
  invoke(lambda: Lambda): Promise<Ending>;
  /** As the console shows them, in the order in which they began. */
  operations(): WireOperation[];
};

/** The Lambda dies when it asks for this checkpoint, before the service took it or after. */
export type Kill = { checkpoint: number; when: 'before' | 'after' };

type Options = { kill?: Kill; arn?: string; callees?: Callees; input?: unknown };

export type Ending =
  | { outcome: 'died' }
  | { outcome: 'ended'; value: unknown }
  | { outcome: 'failed'; message: string };

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:report:live/durable-execution/run/1';

/** Functions that an execution may invoke, by name; each runs as an execution of its own until it ends. */
export type Callees = Record<string, (input: unknown) => Promise<Ending>>;

export function durableService({ kill, arn = ARN, callees = {}, input = {} }: Options = {}): DurableService {
  let checkpoints = 0;
  const called = new Map<string, Promise<void>>();
  const call = (operation: WireOperation, update: OperationUpdate): void => {
    const id = operation.Id as string;
    if (called.has(id)) return;
    const callee = callees[update.ChainedInvokeOptions?.FunctionName ?? ''];
    const ending =
      callee?.(JSON.parse(update.Payload ?? 'null') as unknown) ??
      Promise.resolve<Ending>({ outcome: 'failed', message: 'no such function' });
    called.set(
      id,
      ending.then((ended) => settleCall(operation, ended)),
    );
  };
  const operations = new Map<string, WireOperation>([
    [
      'execution',
      {
        Id: 'execution',
        Type: 'EXECUTION',
        Status: 'STARTED',
        StartTimestamp: new Date(0),
        ExecutionDetails: { InputPayload: JSON.stringify(input) },
      },
    ],
  ]);

  /** Invokes over and over, as the service does, until the execution ends or the Lambda dies. */
  const follow = async (
    start: (client: DurableExecutionClient, die: () => Promise<never>) => Lambda,
  ): Promise<Ending> => {
    for (;;) {
      makeReady(operations);
      let alive = true;
      let reportDeath: (ending: Ending) => void = () => undefined;
      const death = new Promise<Ending>((resolve) => {
        reportDeath = resolve;
      });
      const die = (): Promise<never> => {
        alive = false;
        reportDeath({ outcome: 'died' });
        return never();
      };
      const client: DurableExecutionClient = {
        getExecutionState: async () => ({ Operations: [...operations.values()] }),
        checkpoint: async ({ Updates = [] }) => {
          if (!alive) return never();
          checkpoints += 1;
          if (checkpoints === kill?.checkpoint && kill.when === 'before') return die();
          for (const update of Updates) {
            const operation = apply(operations, update);
            if (update.Type === 'CHAINED_INVOKE' && update.Action === 'START') call(operation, update);
          }
          if (checkpoints === kill?.checkpoint) return die();
          makeReady(operations);
          return { CheckpointToken: 'next', NewExecutionState: { Operations: [...operations.values()] } };
        },
      };
      const lambda = start(client, die);
      const ending = await Promise.race([invoke(lambda, client, [...operations.values()], arn), death]);
      if (ending !== 'pending') return ending;
      await Promise.all(called.values());
    }
  };

  return {
    run: (handler) => follow((_, die) => withDurableExecution((_event, context) => handler(context, die))),
    invoke: (lambda) => follow(() => lambda),
    operations: () => [...operations.values()].slice(1),
  };
}

const never = (): Promise<never> => new Promise<never>(() => undefined);

type Lambda = ReturnType<typeof withDurableExecution>;

/** An event that brings its service with it; the SDK knows it by this name. */
class DurableExecutionInvocationInputWithClient {
  readonly DurableExecutionArn: string;
  readonly CheckpointToken = 'first';
  readonly InitialExecutionState: { Operations: WireOperation[] };
  readonly durableExecutionClient: DurableExecutionClient;

  constructor(arn: string, operations: WireOperation[], client: DurableExecutionClient) {
    this.DurableExecutionArn = arn;
    this.InitialExecutionState = { Operations: operations };
    this.durableExecutionClient = client;
  }

  get [Symbol.toStringTag](): string {
    return 'DurableExecutionInvocationInputWithClient';
  }
}

async function invoke(
  lambda: Lambda,
  client: DurableExecutionClient,
  operations: WireOperation[],
  arn: string,
): Promise<Ending | 'pending'> {
  const answer = await lambda(new DurableExecutionInvocationInputWithClient(arn, structuredClone(operations), client), {
    getRemainingTimeInMillis: () => 60_000,
    awsRequestId: 'request',
  } as unknown as Parameters<Lambda>[1]);
  if (answer.Status === InvocationStatus.PENDING) return 'pending';
  if (answer.Status === InvocationStatus.FAILED) {
    return { outcome: 'failed', message: answer.Error?.ErrorMessage ?? '' };
  }
  return { outcome: 'ended', value: answer.Result === undefined ? undefined : JSON.parse(answer.Result) };
}

/** Time passes at once: what waits for a retry may go on. */
function makeReady(operations: Map<string, WireOperation>): void {
  for (const operation of operations.values()) if (operation.Status === 'PENDING') operation.Status = 'READY';
}

function apply(operations: Map<string, WireOperation>, update: OperationUpdate): WireOperation {
  const id = update.Id as string;
  const known = operations.get(id);
  const operation: WireOperation = known ?? {
    Id: id,
    ParentId: update.ParentId,
    Name: update.Name,
    Type: update.Type,
    SubType: update.SubType,
    StartTimestamp: new Date(0),
    Status: 'STARTED',
  };
  operations.set(id, operation);
  const ended = { Result: update.Payload, Error: update.Error };
  if (update.Action === 'START') operation.Status = 'STARTED';
  if (update.Action === 'SUCCEED') operation.Status = 'SUCCEEDED';
  if (update.Action === 'FAIL') operation.Status = 'FAILED';
  if (update.Action === 'RETRY') operation.Status = 'PENDING';
  if (update.Type === 'CONTEXT') {
    operation.ContextDetails = { ...ended, ReplayChildren: update.ContextOptions?.ReplayChildren };
  } else if (update.Type === 'STEP') {
    const attempt = (operation.StepDetails?.Attempt ?? 0) + (update.Action === 'RETRY' ? 1 : 0);
    const kept = update.Action === 'START' ? { Result: operation.StepDetails?.Result } : ended;
    operation.StepDetails = { ...kept, Attempt: attempt, NextAttemptTimestamp: new Date() };
  }
  return operation;
}

function settleCall(operation: WireOperation, ended: Ending): void {
  operation.Status = ended.outcome === 'ended' ? 'SUCCEEDED' : 'FAILED';
  operation.ChainedInvokeDetails =
    ended.outcome === 'ended'
      ? { Result: JSON.stringify(ended.value) }
      : { Error: { ErrorMessage: ended.outcome === 'failed' ? ended.message : 'the function died' } };
}
