// Finds a deployed stage by the outputs of its two stacks. Whatever is missing is said with the account and region that
// were looked at: most often it is the wrong one of these.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { call, codeOf, pause } from '../../aws/call.ts';
import { CLIENT } from '../../aws/client-config.ts';
import { s3Store } from '../../aws/s3.ts';
import type { Store } from '../../ports.ts';
import { ProblemError } from '../../problem.ts';

const LAKE_OUTPUTS = ['LakeBucket', 'ReportsBucket', 'Database', 'Workgroup'] as const;
const REPORTING_OUTPUTS = [
  'ReportFunction',
  'DeliverFunction',
  'WatchdogFunction',
  'AlertsTopic',
  'ConfigurationSet',
  'Sender',
  'Schedules',
  'PagesFunction',
  'PagesUrl',
] as const;

type LakeOutputs = Record<(typeof LAKE_OUTPUTS)[number], string>;
type ReportingOutputs = Record<(typeof REPORTING_OUTPUTS)[number], string>;

/** Who asks, and where: the same for all commands of one call. */
export type Surroundings = { region: string; account: string; caller: string };

export type LakeStage = Surroundings & {
  name: string;
  client: ClientConfig;
  s3: S3Client;
  /** The bucket of reports. */
  store: Store;
  outputs: LakeOutputs;
};

export type Stage = Omit<LakeStage, 'outputs'> & { outputs: LakeOutputs & ReportingOutputs };

export type StageName = { stage: string; region?: string };

export type ClientConfig = typeof CLIENT & { region?: string };

function clientConfig({ region }: Pick<StageName, 'region'>): ClientConfig {
  return region === undefined ? CLIENT : { ...CLIENT, region };
}

/** What holds the data of a stage; enough to fill its lake and to read its runs. */
export async function openLakeStage(name: StageName): Promise<LakeStage> {
  const client = clientConfig(name);
  const surroundings = await lookAround(client);
  const outputs = await readOutputs(lakeStack(name.stage), LAKE_OUTPUTS, client, surroundings);
  const s3 = new S3Client(client);
  const store = s3Store({ client: s3, bucket: outputs.ReportsBucket });
  return { name: name.stage, ...surroundings, client, s3, store, outputs };
}

export async function openStage(name: StageName): Promise<Stage> {
  const lake = await openLakeStage(name);
  const reporting = await readOutputs(reportingStack(name.stage), REPORTING_OUTPUTS, lake.client, lake);
  return { ...lake, outputs: { ...lake.outputs, ...reporting } };
}

export function lakeStack(stage: string): string {
  return `scorecard-${stage}-lake`;
}

function reportingStack(stage: string): string {
  return `scorecard-${stage}`;
}

/** Reports that the stage has a schedule for. */
export function reportsOf({ name, outputs }: Pick<Stage, 'name'> & { outputs: { Schedules: string } }): string[] {
  return outputs.Schedules.split(',')
    .filter((schedule) => !schedule.endsWith('-watchdog'))
    .map((schedule) => schedule.slice(`scorecard-${name}-`.length));
}

async function lookAround(config: ClientConfig): Promise<Surroundings> {
  const sts = new STSClient(config);
  const asking = {
    service: 'sts',
    doing: 'Signing in to AWS',
    action: 'sts:GetCallerIdentity',
    resource: '*',
  } as const;
  const { Account, Arn } = await call(asking, () => sts.send(new GetCallerIdentityCommand({})), pause);
  return { region: await sts.config.region(), account: Account ?? '', caller: Arn ?? '' };
}

async function readOutputs<N extends string>(
  stack: string,
  names: readonly N[],
  config: ClientConfig,
  { region, account }: Surroundings,
): Promise<Record<N, string>> {
  const client = new CloudFormationClient(config);
  const doing = `Looking for stack ${stack}`;
  const about = { service: 'cloudformation', doing, action: 'cloudformation:DescribeStacks', resource: stack } as const;
  const answer = await call(
    about,
    () => client.send(new DescribeStacksCommand({ StackName: stack })).catch(nullWhereAbsent),
    pause,
  );
  const found = answer?.Stacks?.[0];
  const place = `${region} of account ${account}`;
  if (!found) throw missing(`There is no stack ${stack} in ${place}.`);
  const outputs = Object.fromEntries(
    (found.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const absent = names.filter((name) => !outputs[name]);
  if (absent.length === 0) return outputs as Record<N, string>;
  const said = `Stack ${stack} in ${place} (${found.StackStatus}) has no output ${absent.join(', ')}`;
  throw missing(`${said}: its deployment did not end well, or was of another version.`);
}

function missing(message: string): ProblemError {
  const remedy = 'Deploy it: npm run deploy -- --all; or name the right one by --stage, AWS_PROFILE and AWS_REGION.';
  return new ProblemError({ code: 'MISSING_STAGE', message, remedy });
}

function nullWhereAbsent(error: unknown): null {
  if (codeOf(error) === 'ValidationError' && /does not exist/.test((error as Error).message)) return null;
  throw error;
}
