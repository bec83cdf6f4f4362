// Lambda's door for durable executions: checkpoints of the functions, starts and looks of the command line. Whatever else is
// asked of Lambda is handed on to the emulator.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaClient, OperationUpdate } from '@aws-sdk/client-lambda';
import type { Trust } from './clients.ts';
import { type Execution, type Executions, keepExecutions } from './durable-executions.ts';
import { toWire } from './durable-operations.ts';
import { type Answer, json, readBody, relay, reply } from './relay.ts';

export type DurableService = Pick<Executions, 'start'> & { url: string; stop(): void };

const EXECUTION = /^\/2025-12-01\/durable-executions\/([^/]+)(?:\/(checkpoint|state))?$/;
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** `at` is told later, since the emulator is started with the address of this service. */
export async function startDurableService(at: () => { trust: Trust; lambda: LambdaClient }): Promise<DurableService> {
  const executions = keepExecutions(() => at().lambda);

  const answer = async (asked: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
    const [, arn, verb] = EXECUTION.exec(pathname) ?? [];
    if (arn !== undefined) {
      const execution = executions.find(decodeURIComponent(arn));
      return execution
        ? answerOf(execution, verb, body)
        : refuse(404, 'ResourceNotFoundException', 'No such execution.');
    }
    const functionArn = decodeURIComponent(INVOKE.exec(pathname)?.[1] ?? '');
    // Here every function that is started by an alias is durable.
    const isDurable = functionArn.endsWith(':live') && asked.headers['x-amz-invocation-type'] === 'Event';
    if (!isDurable) return relay(at().trust, asked, body);
    const name = asked.headers['x-amz-durable-execution-name'];
    const started = await executions.start(functionArn, body.toString(), typeof name === 'string' ? name : undefined);
    const { status, headers } = json(202, null, 'application/json', { 'x-amz-durable-execution-arn': started.arn });
    return { status, headers, body: Buffer.alloc(0) };
  };

  const answerOf = (execution: Execution, verb: string | undefined, body: Buffer): Answer => {
    if (verb === undefined) return json(200, describe(execution));
    const { Updates = [], CheckpointToken } = JSON.parse(body.toString() || '{}') as Checkpoint;
    if (verb === 'checkpoint') {
      if (CheckpointToken !== execution.token) {
        return refuse(400, 'InvalidParameterValueException', 'Invalid Checkpoint Token');
      }
      executions.checkpoint(execution, Updates);
    }
    const Operations = toWire(execution.operations, 'answer');
    if (verb === 'state') return json(200, { Operations });
    return json(200, { CheckpointToken: execution.token, NewExecutionState: { Operations } });
  };

  const server = createServer(async (asked, response) => {
    const body = await readBody(asked);
    const failed = (error: unknown) => refuse(500, 'ServiceException', String(error));
    reply(response, await answer(asked, body).catch(failed));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    start: executions.start,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Checkpoint = { Updates?: OperationUpdate[]; CheckpointToken?: string };

function describe({ arn, name, functionName, version, startedAt, ending }: Execution): unknown {
  const told = { DurableExecutionArn: arn, DurableExecutionName: name, FunctionArn: functionName, Version: version };
  const begun = { ...told, StartTimestamp: startedAt / 1000, Status: ending?.status ?? 'RUNNING' };
  if (ending === null) return begun;
  return { ...begun, ...(ending.status === 'SUCCEEDED' ? { Result: ending.result } : { Error: ending.error }) };
}

function refuse(status: number, type: string, message: string): Answer {
  return json(status, { Type: 'User', message }, 'application/json', { 'x-amzn-errortype': type });
}
