// Looks at what the deployed app did, and at what its schedules would start.
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetScheduleCommand, type Target } from '@aws-sdk/client-scheduler';
import type { Execution } from './durable-executions.ts';
import { listKeys } from './objects.ts';
import type { Owners } from './owners.ts';
import type { Stand } from './stand.ts';

const PLACEHOLDER = '<aws.scheduler.scheduled-time>';

/** Target and payload of a deployed schedule, with the time that Scheduler would fill in. */
export async function targetOf(
  { root }: Stand,
  schedule: string,
  scheduledTime: string,
): Promise<{ arn: string; input: string; whole: Target }> {
  const { Target } = await root.scheduler.send(new GetScheduleCommand({ Name: schedule }));
  const { Arn, Input } = Target ?? {};
  if (!Target || !Arn || !Input?.includes(PLACEHOLDER)) throw new Error(`${schedule} does not say when it fired.`);
  return { arn: Arn, input: Input.replace(PLACEHOLDER, scheduledTime), whole: Target };
}

/** What the execution answered; where it did not end well, the error shows what the owners are told. */
export async function answerOf({ ended }: Execution, owners: Owners): Promise<unknown> {
  const ending = await ended;
  if (ending.status === 'FAILED') throw new Error(`The execution failed: ${JSON.stringify(ending.error)}`);
  const answer = JSON.parse(ending.result ?? 'null') as { outcome: string };
  if (/held|failed/.test(answer.outcome)) throw new Error(`The run is ${answer.outcome}: ${await owners.next()}`);
  return answer;
}

/** The text of an object in the bucket of reports. */
export async function read(stand: Stand, key: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readBytes(stand, key));
}

export async function readBytes({ root, lake }: Stand, key: string): Promise<Uint8Array> {
  const { Body } = await root.s3.send(new GetObjectCommand({ Bucket: lake.ReportsBucket, Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** What came of the first try to mail each recipient of a run. */
export async function readEnds(stand: Stand, run: string): Promise<Record<string, unknown>> {
  const keys = await listKeys(stand.root.s3, stand.lake.ReportsBucket ?? '', `deliveries/${run}/`);
  const ends = keys.filter((key) => key.endsWith('/try-1/end.json'));
  const entries = ends.map(async (key) => [key.split('/')[2], JSON.parse(await read(stand, key))] as const);
  return Object.fromEntries(await Promise.all(entries));
}
