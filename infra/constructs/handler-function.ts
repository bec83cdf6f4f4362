// A Lambda function as this product makes every one: its own role with the permissions named here and no other, its own
// dead-letter queue, logs that end, and data beside the code. A durable one is reached by its alias only, and keeps its
// versions: an execution that sleeps wakes in the version in which it began.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, type IVersion, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleHandler } from './bundle-handler.ts';
import { DeadLetters } from './dead-letters.ts';

/** A run waits for late rows and for quota, but a month's report is of no use after three days. */
const EXECUTION_DAYS = 3;
/** How long the history of an execution can be read: until the next report. */
const HISTORY_DAYS = 30;

export type HandlerFunctionProps = {
  /** Handler file, from the root of the repository. */
  entry: string;
  description: string;
  memoryMegabytes: number;
  timeoutMinutes: number;
  durable: boolean;
  /** Who asks waits for the answer and tries again: nothing is left over in a queue. */
  isAwaited?: true;
  environment: Record<string, string>;
  permissions: readonly PolicyStatement[];
  /** So many at once and no more; absent: as many as the account has. */
  atOnce?: number;
  /** JSON files beside the handler, by name. */
  data?: Record<string, unknown>;
};

export class HandlerFunction extends Construct {
  readonly lambda: LambdaFunction;
  private readonly queue: DeadLetters | null;
  /** By which the function is invoked: the alias of a durable one. */
  readonly invokeArn: string;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.queue = props.isAwaited ? null : new DeadLetters(this, 'DeadLetters');
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const write = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    for (const statement of [
      new PolicyStatement({ actions: write, resources: [logs.logGroupArn] }),
      ...props.permissions,
    ]) {
      role.addToPrincipalPolicy(statement);
    }
    const folder = writeAsset(props);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: Code.fromAsset(folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: Duration.minutes(props.timeoutMinutes),
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      role,
      logGroup: logs,
      ...(this.queue === null ? {} : { deadLetterQueue: this.queue }),
      ...(props.atOnce === undefined ? {} : { reservedConcurrentExecutions: props.atOnce }),
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      ...(props.durable
        ? {
            durableConfig: {
              executionTimeout: Duration.days(EXECUTION_DAYS),
              retentionPeriod: Duration.days(HISTORY_DAYS),
            },
          }
        : {}),
    });
    // The stack has its copy.
    rmSync(folder, { recursive: true });
    this.invokeArn = props.durable ? this.makeDurable(role) : this.lambda.functionArn;
  }

  get deadLetters(): DeadLetters {
    if (this.queue === null) throw new Error(`${this.node.path} has no dead letters: who asks it waits for the answer`);
    return this.queue;
  }

  private makeDurable(role: Role): string {
    // A policy of its own: the function waits for its role's, which could then not name the function.
    new Policy(this, 'Checkpoints', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
          // An execution is named by the version in which it began, so by any.
          resources: [`${this.lambda.functionArn}:*`],
        }),
      ],
    });
    // The library's own types do not hold under exactOptionalPropertyTypes.
    const version = this.lambda.currentVersion as IVersion;
    return new Alias(this, 'Live', { aliasName: 'live', version }).functionArn;
  }
}

function writeAsset({ entry, data = {} }: HandlerFunctionProps): string {
  const beside = Object.entries(data).map(([name, value]) => [name, `${JSON.stringify(value)}\n`] as const);
  const files = [...Object.entries(bundleHandler(entry).files), ...beside];
  const folder = mkdtempSync(path.join(tmpdir(), 'handler-'));
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
  return folder;
}
