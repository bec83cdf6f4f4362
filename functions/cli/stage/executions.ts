// Starts a durable function of a stage and looks how far it is. A start carries a name: Lambda starts one name once, so a
// start whose answer was lost is tried again without a second execution.
import { randomUUID } from 'node:crypto';
import { GetDurableExecutionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Call, call, codeOf, pause } from '../../aws/call.ts';
import type { Json } from '../../ports.ts';
import type { Stage } from './open-stage.ts';

/** `unseen`: Lambda does not say, as where the caller may not look; the store still tells. */
export type ExecutionState =
  | { is: 'running' | 'unseen' }
  | { is: 'answered'; answer: Json }
  | { is: 'broken'; how: string; error: string };

export type Executions = {
  /** Answers the ARN of the execution, or null where Lambda does not tell it. */
  start(functionArn: string, payload: Json): Promise<string | null>;
  look(execution: string | null): Promise<ExecutionState>;
};

const ENDINGS: Record<string, string> = {
  FAILED: 'ended with an error',
  STOPPED: 'was stopped by somebody',
  TIMED_OUT: 'ran out of time',
};

export function executionsOf({ client }: Pick<Stage, 'client'>): Executions {
  const lambda = new LambdaClient(client);
  return {
    async start(functionArn, payload) {
      const command = new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        DurableExecutionName: randomUUID(),
        Payload: JSON.stringify(payload),
      });
      const starting = about('Starting the function', 'lambda:InvokeFunction', functionArn);
      const { DurableExecutionArn } = await call(starting, () => lambda.send(command), pause);
      return DurableExecutionArn ?? null;
    },

    async look(execution) {
      if (execution === null) return { is: 'unseen' };
      const command = new GetDurableExecutionCommand({ DurableExecutionArn: execution });
      const looking = about('Looking at the execution', 'lambda:GetDurableExecution', execution);
      const found = await call(looking, () => lambda.send(command).catch(nullWhereHidden), pause);
      if (found === null) return { is: 'unseen' };
      const { Status = '', Result, Error: error } = found;
      if (Status === 'SUCCEEDED') return { is: 'answered', answer: Result ? (JSON.parse(Result) as Json) : null };
      const how = ENDINGS[Status];
      if (how === undefined) return { is: 'running' };
      return { is: 'broken', how, error: [error?.ErrorType, error?.ErrorMessage].filter(Boolean).join(': ') };
    },
  };
}

/** Not allowed, or not known: what was started goes on all the same. */
function nullWhereHidden(error: unknown): null {
  if (/^(AccessDenied|ResourceNotFound|UnknownOperation|NotImplemented)/.test(codeOf(error))) return null;
  throw error;
}

function about(doing: string, action: string, resource: string): Call {
  return { service: 'lambda', doing, action, resource };
}
