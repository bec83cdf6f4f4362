// Everything that runs and holds nothing: five functions, the schedules that start them, the mail's way out and back,
// and the alarms. It can be destroyed and deployed again; what was published and who was mailed lies in the lake stack.
import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeFindings } from './acknowledgements.ts';
import { Alarms } from './alarms.ts';
import type { NamedStage } from './check-stages.ts';
import { AlertsTopic } from './constructs/alerts-topic.ts';
import { DailySchedule } from './constructs/daily-schedule.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { HandlerFunction } from './constructs/handler-function.ts';
import { MailSender } from './constructs/mail-sender.ts';
import { publishOutputs } from './constructs/outputs.ts';
import { PublicPages } from './constructs/public-pages.ts';
import { cronOfReport, cronOfWatchdog } from './cron.ts';
import { shopData, watchData } from './handler-data.ts';
import { type LakeStack, RESULTS } from './lake-stack.ts';
import { queryDatabase, readAndPut, readLake, writeResults } from './permissions.ts';
import type { Shop } from './shop-definitions.ts';

/** What readers said who want no more mails of a report. */
const UNSUBSCRIBED = 'access/unsubscribed/';

export type ReportingStackProps = {
  stage: NamedStage;
  shop: Shop;
  lake: LakeStack;
  /** Folder of the handler files, from the root of the repository. */
  handlers: string;
};

export class ReportingStack extends Stack {
  private readonly props: ReportingStackProps;
  private readonly alerts: AlertsTopic;
  private readonly sender: MailSender;

  constructor(scope: Construct, id: string, props: ReportingStackProps) {
    const { stage, lake } = props;
    super(scope, id, {
      description: `Scorecard reports, stage ${stage.name}.`,
      env: { ...(stage.account ? { account: stage.account } : {}), ...(stage.region ? { region: stage.region } : {}) },
      tags: { product: 'scorecard-reports', stage: stage.name },
    });
    this.props = props;
    this.addStackDependency(lake);
    this.alerts = new AlertsTopic(this, 'Alerts', { addresses: stage.alertsTo });
    this.sender = new MailSender(this, 'Sender', { stage });
    const deliver = this.makeDeliver();
    const pages = this.makePages();
    const report = this.makeReport(deliver, pages);
    const watchdog = this.makeWatchdog();
    const deliveryEvents = this.makeDeliveryEvents();
    const schedules = new DeadLetters(this, 'ScheduleDeadLetters');
    const names = this.makeSchedules(report, watchdog, schedules);
    new Alarms(this, 'Alarms', {
      stage,
      topic: this.alerts,
      workgroup: lake.workgroup,
      reports: Object.keys(props.shop.definitions.reports),
      ...{ report, deliver, watchdog, deliveryEvents, pages: pages.handler, schedules },
    });
    publishOutputs(this, {
      ReportFunction: report.invokeArn,
      DeliverFunction: deliver.invokeArn,
      WatchdogFunction: watchdog.invokeArn,
      AlertsTopic: this.alerts.topicArn,
      ConfigurationSet: this.sender.configurationSet,
      Sender: stage.sender,
      Schedules: names.join(','),
      PagesFunction: pages.handler.invokeArn,
      PagesUrl: pages.url,
    });
    acknowledgeFindings(this, { stage, lake });
  }

  /** Plans, queries, computes and publishes. Mails nobody: that it leaves to deliver. */
  private makeReport(deliver: HandlerFunction, pages: PublicPages): HandlerFunction {
    const { stage, lake, shop, handlers } = this.props;
    const published = ['snapshots/', 'people/', 'runs/', 'profiles/', 'acceptances/', 'releases/', RESULTS];
    return new HandlerFunction(this, 'Report', {
      entry: `${handlers}/report.ts`,
      description: 'Makes a report: from the lake to snapshots and rendered mails.',
      memoryMegabytes: 1024,
      timeoutMinutes: 15,
      durable: true,
      environment: {
        ...this.commonEnvironment(),
        LAKE_BUCKET: lake.lake.bucketName,
        DATABASE: lake.database,
        WORKGROUP: lake.workgroup,
        DELIVER_FUNCTION: deliver.invokeArn,
        SENDER: stage.sender,
        PAGES_URL: pages.url,
        SCAN_CAP_GIGABYTES: String(stage.runScanLimitGigabytes),
      },
      permissions: [
        ...queryDatabase(this, lake.database, lake.workgroup),
        ...readLake(lake.lake),
        ...readAndPut(lake.reports, { read: [...published, 'closed/', 'recipients/'], put: published }),
        ...writeResults(lake.reports, RESULTS),
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [deliver.invokeArn] }),
        ...this.alerts.publish,
      ],
      data: shopData(shop),
    });
  }

  /** Sends what was rendered. Reads no row of the lake. */
  private makeDeliver(): HandlerFunction {
    const { lake, shop, handlers } = this.props;
    return new HandlerFunction(this, 'Deliver', {
      entry: `${handlers}/deliver.ts`,
      description: 'Sends the mails of a run, each at most once.',
      memoryMegabytes: 512,
      timeoutMinutes: 15,
      durable: true,
      environment: { ...this.commonEnvironment(), ...this.mailEnvironment() },
      permissions: [
        ...readAndPut(lake.reports, {
          // Of people the rendered mails alone: whoever sends a review may not read the card behind it.
          read: ['runs/', 'people/_mail/', 'recipients/', 'deliveries/', 'suppressions/', 'access/keys/', UNSUBSCRIBED],
          // The first mail makes the key by which links are signed.
          put: ['deliveries/', 'runs/', 'suppressions/', 'access/keys/'],
        }),
        ...this.sender.send,
        ...this.alerts.publish,
      ],
      data: shopData(shop),
    });
  }

  private makeWatchdog(): HandlerFunction {
    const { lake, shop, handlers } = this.props;
    return new HandlerFunction(this, 'Watchdog', {
      entry: `${handlers}/watchdog.ts`,
      description: 'Looks every day whether a report that is due is out, and tells its readers where it is not.',
      memoryMegabytes: 512,
      timeoutMinutes: 5,
      durable: false,
      environment: { ...this.commonEnvironment(), ...this.mailEnvironment() },
      permissions: [
        ...readAndPut(lake.reports, {
          read: ['runs/', 'releases/', 'recipients/', 'deliveries/', 'suppressions/', UNSUBSCRIBED],
          put: ['deliveries/'],
        }),
        ...this.sender.send,
        ...this.alerts.publish,
      ],
      data: watchData(shop),
    });
  }

  /** Shows what a personal link opens. Writes who did so, and nothing of what it shows. */
  private makePages(): PublicPages {
    const { lake, shop, handlers } = this.props;
    return new PublicPages(this, 'Pages', {
      entry: `${handlers}/pages.ts`,
      environment: { ...this.commonEnvironment(), ...this.mailEnvironment() },
      permissions: [
        ...readAndPut(lake.reports, {
          read: ['snapshots/', 'people/', 'closed/', 'recipients/', 'releases/', 'suppressions/', 'access/'],
          put: ['access/'],
        }),
        ...this.sender.send,
        ...this.alerts.publish,
      ],
      data: shopData(shop),
    });
  }

  /** Writes down what SES says of each mail. */
  private makeDeliveryEvents(): HandlerFunction {
    const { lake, handlers } = this.props;
    const keys = ['deliveries/', 'suppressions/'];
    const deliveryEvents = new HandlerFunction(this, 'DeliveryEvents', {
      entry: `${handlers}/delivery-events.ts`,
      description: 'Records what became of each mail.',
      memoryMegabytes: 512,
      timeoutMinutes: 1,
      durable: false,
      environment: this.commonEnvironment(),
      permissions: [...readAndPut(lake.reports, { read: keys, put: keys }), ...this.alerts.publish],
    });
    new Rule(this, 'MailEvents', {
      description: 'What SES says of mails of this stage.',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [this.sender.configurationSet] } } },
      },
      targets: [
        new LambdaTarget(deliveryEvents.lambda, { deadLetterQueue: deliveryEvents.deadLetters, retryAttempts: 24 }),
      ],
    });
    return deliveryEvents;
  }

  private makeSchedules(report: HandlerFunction, watchdog: HandlerFunction, deadLetters: DeadLetters): string[] {
    const { stage, shop } = this.props;
    const timeZone = shop.definitions.shop.parameters.reportingTimeZone;
    return Object.values(shop.definitions.reports).flatMap((definition) => {
      const name = `scorecard-${stage.name}-${definition.id}`;
      const input = { report: definition.id };
      new DailySchedule(this, `Schedule-${definition.id}`, {
        name,
        description: `Starts the report ${definition.id}.`,
        cron: cronOfReport(definition),
        target: report.invokeArn,
        ...{ timeZone, input, deadLetters },
      });
      new DailySchedule(this, `Watch-${definition.id}`, {
        name: `${name}-watchdog`,
        description: `Looks whether the report ${definition.id} is out.`,
        cron: cronOfWatchdog(definition),
        target: watchdog.invokeArn,
        ...{ timeZone, input, deadLetters },
      });
      return [name, `${name}-watchdog`];
    });
  }

  private commonEnvironment(): Record<string, string> {
    const { stage, lake } = this.props;
    return { STAGE: stage.name, REPORTS_BUCKET: lake.reports.bucketName, ALERTS_TOPIC: this.alerts.topicArn };
  }

  private mailEnvironment(): Record<string, string> {
    const { stage } = this.props;
    return {
      SENDER: stage.sender,
      CONFIGURATION_SET: this.sender.configurationSet,
      ALLOW: stage.mails === 'everyone' ? '*' : stage.mails.join(';'),
    };
  }
}
