// The keys of a deployed role, as Lambda gives them to a function: a function of that role hands them out. The role itself
// trusts nobody else, so there is no shorter way to them.
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
} from '@aws-sdk/client-lambda';
import type { Clients, Keys } from './clients.ts';
import { zipOne } from './zip.ts';

export async function roleOf({ lambda }: Clients, functionArn: string): Promise<string> {
  const FunctionName = nameOf(functionArn);
  return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).Role ?? '';
}

export const nameOf = (functionArn: string): string => functionArn.split(':')[6] ?? '';

const CODE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

export async function keysOf({ lambda }: Clients, role: string): Promise<Keys> {
  const FunctionName = `keys-of-${role.split('/').at(-1)}`.slice(0, 64);
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Role: role, Runtime: 'nodejs24.x', Handler: 'index.handler' },
      Code: { ZipFile: zipOne('index.js', CODE) },
    }),
  );
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}
