// To whom alarms and the functions' own alerts go. Encrypted with a key of its own, since CloudWatch cannot use the one
// that SNS has by default: with it, every alarm would be lost without a word.
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { type CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export class AlertsTopic extends Topic {
  /** What a role needs to publish here. */
  readonly publish: PolicyStatement[];

  constructor(scope: Construct, id: string, { addresses }: { addresses: readonly string[] }) {
    const key = new Key(scope, `${id}Key`, {
      description: 'Encrypts alerts of scorecard reports.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    (key.node.defaultChild as CfnKey).overrideLogicalId(`${id}Key`);
    super(scope, id, { masterKey: key, enforceSSL: true });
    // Subscribers have confirmed this topic; another one would have none.
    (this.node.defaultChild as CfnTopic).overrideLogicalId(id);
    const alarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    };
    const encrypt = ['kms:Decrypt', 'kms:GenerateDataKey'];
    this.addToResourcePolicy(
      new PolicyStatement({ sid: 'Alarms', ...alarms, actions: ['sns:Publish'], resources: [this.topicArn] }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        ...alarms,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    for (const address of addresses) this.addSubscription(new EmailSubscription(address));
    this.publish = [
      new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topicArn] }),
      new PolicyStatement({ actions: encrypt, resources: [key.keyArn] }),
    ];
  }
}
