// By whose name and under which rules mail leaves: the identity with DKIM, and a configuration set that demands TLS,
// leaves out addresses that bounced or complained, and tells EventBridge what became of each mail.
import { Arn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  type CfnEmailIdentity,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { domainOf, type NamedStage } from '../check-stages.ts';

const EVENTS = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

export class MailSender extends Construct {
  readonly configurationSet: string;
  readonly bus: IEventBus;
  /** What a role needs to mail whom this stage may mail. */
  readonly send: PolicyStatement[];

  constructor(scope: Construct, id: string, { stage }: { stage: NamedStage }) {
    super(scope, id);
    const domain = domainOf(stage.sender);
    const makes = stage.identity !== 'existing';
    if (makes) this.makeIdentity(domain);
    this.configurationSet = `scorecard-${stage.name}`;
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSet,
      reputationMetrics: true,
      sendingEnabled: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    // SES knows no other bus.
    this.bus = EventBus.fromEventBusName(this, 'Bus', 'default');
    set.addEventDestination('Events', { destination: EventDestination.eventBus(this.bus), events: EVENTS });
    this.send = this.permissions(stage, makes ? [domain] : [domain, stage.sender]);
  }

  private makeIdentity(domain: string): void {
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain) });
    // Its DKIM records stand in DNS, so it outlives its stack; only a deployment that did not succeed takes it back.
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    (identity.node.defaultChild as CfnEmailIdentity).overrideLogicalId('SenderIdentity');
  }

  /** The code drops whom a stage may not mail; here IAM refuses it again. */
  private permissions({ sender, mails }: NamedStage, senders: readonly string[]): PolicyStatement[] {
    const arn = (resource: string, resourceName: string) =>
      Arn.format({ service: 'ses', resource, resourceName }, Stack.of(this));
    const allowed = mails === 'everyone' ? [] : mails;
    // In the SES sandbox, also the recipient's identity must allow the sending.
    const recipients = allowed.map((entry) => entry.replace(/^@/, ''));
    const identities = [...new Set([...senders, ...recipients])].map((name) => arn('identity', name));
    return [
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [...identities, arn('configuration-set', this.configurationSet)],
        conditions: {
          StringEquals: { 'ses:FromAddress': sender },
          ...(mails === 'everyone'
            ? {}
            : { 'ForAllValues:StringLike': { 'ses:Recipients': allowed.map((entry) => entry.replace(/^@/, '*@')) } }),
        },
      }),
      // Knows no resource.
      new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }),
    ];
  }
}
