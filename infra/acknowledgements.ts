// Findings of the AWS Solutions checks that stay, each with its reason. Each is given at the part of the stack where it
// stands: the same wildcard anywhere else fails synthesis.
import { Annotations, type Stack, Validations } from 'aws-cdk-lib';
import type { NamedStage } from './check-stages.ts';
import type { LakeStack } from './lake-stack.ts';

type Acknowledgement = { at: readonly string[]; finding: string; reason: string };

const WILDCARD = 'AwsSolutions::AwsSolutions-IAM5';

export function acknowledgeFindings(stack: Stack, names: { stage: NamedStage; lake: LakeStack }): void {
  for (const { at, finding, reason } of [...wildcards(names), ...QUEUES]) {
    for (const id of at) Validations.of(stack.node.findChild(id)).acknowledge({ id: finding, reason });
  }
  for (const id of ['Report', 'Deliver']) {
    // That a function which becomes durable is replaced: these were durable from their first deployment on.
    Annotations.of(stack.node.findChild(id)).acknowledgeInfo('aws-lambda:Function.DurableConfig');
  }
  Validations.of(stack).acknowledge({
    id: 'Annotation::@aws-cdk/core:crossStackReferencesDefaultStrong',
    reason: 'Strong on purpose: the buckets cannot go while something reads or writes them.',
  });
}

function wildcards({ stage, lake }: { stage: NamedStage; lake: LakeStack }): Acknowledgement[] {
  const reports = `${lake.stackName}:ExportsOutputFnGetAttReportsArn5C4BF2FB`;
  const lakeArn = stage.lake?.bucket
    ? written(lake, lake.lake.bucketArn)
    : `${lake.stackName}:ExportsOutputFnGetAttLakeArn1A5A7FD5`;
  const tables = written(
    lake,
    lake.formatArn({ service: 'glue', resource: 'table', resourceName: `${lake.database}/*` }),
  );
  const objects = 'Keys below one prefix; a run writes keys that nobody knows before.';
  const below = (prefix: string, at: string[]): Acknowledgement => ({
    at,
    finding: `${WILDCARD}[Resource::${reports}/${prefix}*]`,
    reason: objects,
  });
  return [
    below('snapshots/', ['Report', 'Pages']),
    below('people/', ['Report', 'Pages']),
    below('people/_mail/', ['Deliver']),
    below('closed/', ['Report', 'Pages']),
    below('profiles/', ['Report']),
    below('acceptances/', ['Report']),
    below('athena-results/', ['Report']),
    below('access/', ['Pages']),
    below('access/keys/', ['Deliver']),
    below('access/unsubscribed/', ['Deliver', 'Watchdog']),
    below('runs/', ['Report', 'Deliver', 'Watchdog']),
    below('releases/', ['Report', 'Watchdog', 'Pages']),
    below('recipients/', ['Report', 'Deliver', 'Watchdog', 'Pages']),
    below('deliveries/', ['Deliver', 'Watchdog', 'DeliveryEvents']),
    below('suppressions/', ['Deliver', 'Watchdog', 'DeliveryEvents', 'Pages']),
    {
      at: ['Report'],
      finding: `${WILDCARD}[Resource::${lakeArn}/*]`,
      reason: 'The lake is read whole, and only read: its definitions say which tables a report needs.',
    },
    {
      at: ['Report'],
      finding: `${WILDCARD}[Resource::${tables}]`,
      reason: 'Every table of one database, and only its description.',
    },
    ...['ReportFunction6EC312E5', 'DeliverFunction3CEE947F'].map((logicalId) => ({
      at: [logicalId.startsWith('Report') ? 'Report' : 'Deliver'],
      finding: `${WILDCARD}[Resource::<${logicalId}.Arn>:*]`,
      reason: 'A durable execution is named by the version in which it began: any version of this one function.',
    })),
    {
      at: ['Deliver', 'Watchdog', 'Pages'],
      finding: `${WILDCARD}[Resource::*]`,
      reason: 'ses:GetSendQuota knows no resource; it reads two numbers.',
    },
  ];
}

/** An ARN as the checks write it: `<AWS::Region>` where the template refers to it. */
function written(stack: Stack, arn: string): string {
  const resolved = stack.resolve(arn) as string | { 'Fn::Join': [string, (string | { Ref: string })[]] };
  if (typeof resolved === 'string') return resolved;
  return resolved['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
}

const QUEUES: readonly Acknowledgement[] = [
  {
    at: ['ScheduleDeadLetters'],
    finding: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue itself, of schedules, which the check does not look at.',
  },
];
