// A schedule in the shop's own time zone. Its retries and its queue cover the hand-over to Lambda only; what happens
// after that is the function's. It may fire twice: what it starts must bear that.
import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';

/** The longest name that EventBridge Scheduler takes. */
const LONGEST_NAME = 64;

export type DailyScheduleProps = {
  name: string;
  description: string;
  cron: string;
  timeZone: string;
  /** Alias of a durable function: the bare function would start code that a sleeping execution cannot come back to. */
  target: string;
  input: Record<string, string>;
  deadLetters: DeadLetters;
};

export class DailySchedule extends Construct {
  constructor(scope: Construct, id: string, props: DailyScheduleProps) {
    super(scope, id);
    if (props.name.length > LONGEST_NAME) {
      throw new Error(
        `The schedule ${props.name} is longer than ${LONGEST_NAME}: shorten the report's id or the stage.`,
      );
    }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.target] }));
    const queue = props.deadLetters.queueArn;
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: props.name,
      description: props.description,
      scheduleExpression: props.cron,
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.target,
        roleArn: role.roleArn,
        input: JSON.stringify({ ...props.input, scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: queue },
      },
    });
    schedule.node.addDependency(role);
  }
}
