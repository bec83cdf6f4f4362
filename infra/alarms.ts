// Every alarm of a stage on one screen: what is watched, whom it hurts and where it is written what to do. Silence is
// never taken for success: what must speak once a day fails when it does not.
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { DeadLetters } from './constructs/dead-letters.ts';
import type { HandlerFunction } from './constructs/handler-function.ts';
import { OperationsAlarm, type OperationsAlarmProps } from './constructs/operations-alarm.ts';

const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);
const DAY = Duration.days(1);
/** Daily beats are 25 hours apart when summer time ends. */
const HOURS_WITHOUT_BEAT = 26;
const GIGABYTE = 1_000_000_000;

export type AlarmsProps = {
  stage: { name: string; runScanLimitGigabytes: number };
  topic: OperationsAlarmProps['topic'];
  workgroup: string;
  /** Ids of the reports, each of which must be heard of once a day. */
  reports: readonly string[];
  report: HandlerFunction;
  deliver: HandlerFunction;
  watchdog: HandlerFunction;
  deliveryEvents: HandlerFunction;
  pages: HandlerFunction;
  schedules: DeadLetters;
};

export class Alarms extends Construct {
  private readonly props: AlarmsProps;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.props = props;
    this.watchRuns();
    this.watchDelivery();
    this.watchTheWatchdog();
    this.watchPages();
    this.watchDeadLetters();
    this.watchCost();
  }

  private watchRuns(): void {
    const { report } = this.props;
    this.add('ReportFailed', {
      impact: 'A report ended with an error and its readers get no mail.',
      remedy: 'A run failed',
      metric: lambdaSum(report, 'DurableExecutionFailed'),
      when: { atLeast: 1 },
    });
    this.add('ReportTimedOut', {
      impact: 'A report did not end within three days and its readers get no mail.',
      remedy: 'A run timed out',
      metric: lambdaSum(report, 'DurableExecutionTimedOut'),
      when: { atLeast: 1 },
    });
    this.add('ReportStopped', {
      impact: 'Somebody stopped a report, and some of its readers may have the mail and others not.',
      remedy: 'A run was stopped',
      metric: lambdaSum(report, 'DurableExecutionStopped'),
      when: { atLeast: 1 },
    });
    this.add('ReportThrottled', {
      impact: 'Lambda refuses to start the report, so its readers get the mail late.',
      remedy: 'A run is throttled',
      metric: lambdaSum(report, 'Throttles'),
      when: { atLeast: 1 },
    });
    this.add('RunsFailed', {
      impact: 'A run stopped at a problem that it names, and its readers get no mail.',
      remedy: 'A run failed',
      metric: this.own('RunsFailed'),
      when: { atLeast: 1 },
    });
    this.add('RunsHeld', {
      impact: 'The figures are not fit to be mailed, and readers wait until the data is complete or a person decides.',
      remedy: 'A run is held',
      metric: this.own('RunsHeld'),
      when: { atLeast: 1 },
    });
  }

  private watchDelivery(): void {
    const { deliver, deliveryEvents } = this.props;
    this.add('DeliverFailed', {
      impact: 'Sending ended with an error, so some readers have the mail and others not.',
      remedy: 'Sending failed',
      metric: lambdaSum(deliver, 'DurableExecutionFailed'),
      when: { atLeast: 1 },
    });
    this.add('DeliverTimedOut', {
      impact: 'Sending did not end within three days, so some readers have the mail and others not.',
      remedy: 'Sending failed',
      metric: lambdaSum(deliver, 'DurableExecutionTimedOut'),
      when: { atLeast: 1 },
    });
    this.add('DeliveriesUnsettled', {
      impact: 'Of some readers nobody knows whether they have the mail, or they have it surely not.',
      remedy: 'Deliveries are unsettled',
      metric: this.own('DeliveriesUnsettled'),
      when: { atLeast: 1 },
    });
    this.add('Bounces', {
      impact: 'A reader does not get the mail, and will get none until the address is corrected.',
      remedy: 'A mail bounced',
      metric: this.own('Bounces'),
      when: { atLeast: 1 },
    });
    this.add('Complaints', {
      impact: 'A reader marked the mail as spam and gets no more; many of them end the sending for all.',
      remedy: 'A reader complained',
      metric: this.own('Complaints'),
      when: { atLeast: 1 },
    });
    this.add('DeliveryEventsErrors', {
      impact: 'Bounces and complaints are not recorded, so the next mail may go to an address that refuses it.',
      remedy: 'Delivery events are lost',
      metric: lambdaSum(deliveryEvents, 'Errors'),
      when: { atLeast: 1 },
    });
  }

  private watchTheWatchdog(): void {
    const { watchdog, reports } = this.props;
    this.add('ReportLate', {
      impact: 'The deadline has passed and readers do not have the report; they get a notice that it is late.',
      remedy: 'A report is late',
      metric: this.own('ReportOnTime', { statistic: 'Minimum' }),
      when: { below: 1 },
    });
    for (const report of reports) {
      this.add(`ReportOnTime-${report}`, {
        impact: `For a day nobody has said that ${report} is out, so readers may be without it and without a notice.`,
        remedy: 'No word of the watchdog',
        metric: this.own('ReportOnTime', { statistic: 'Minimum', period: HOUR, report }),
        when: { below: 1 },
        periods: HOURS_WITHOUT_BEAT,
        silence: 'is failure',
      });
    }
    this.add('WatchdogErrors', {
      impact: 'The watchdog fails, so readers of a late report get no notice.',
      remedy: 'No word of the watchdog',
      metric: lambdaSum(watchdog, 'Errors'),
      when: { atLeast: 1 },
    });
  }

  private watchPages(): void {
    const { pages } = this.props;
    this.add('PagesFail', {
      impact: 'Readers who open a link of their mail see that something went wrong, and no figures.',
      remedy: 'Pages fail',
      metric: lambdaSum(pages, 'Url5xxCount'),
      when: { atLeast: 1 },
    });
    this.add('PagesThrottled', {
      impact: 'More is asked of the pages than they answer at once, so readers wait, or somebody tries links in bulk.',
      remedy: 'Pages are throttled',
      metric: lambdaSum(pages, 'Throttles'),
      when: { atLeast: 1 },
    });
  }

  private watchDeadLetters(): void {
    const { report, deliver, watchdog, deliveryEvents, schedules } = this.props;
    this.addQueue('ScheduleDeadLetters', schedules, 'A schedule could not start its report or watchdog.');
    this.addQueue('ReportDeadLetters', report.deadLetters, 'A report that was started did not end well.');
    this.addQueue('DeliverDeadLetters', deliver.deadLetters, 'A sending that was started did not end well.');
    this.addQueue('WatchdogDeadLetters', watchdog.deadLetters, 'The watchdog gave up, so nobody tells readers.');
    this.addQueue(
      'DeliveryEventsDeadLetters',
      deliveryEvents.deadLetters,
      'A bounce, a complaint or a proof of sending is not recorded.',
    );
  }

  private watchCost(): void {
    const { stage, workgroup } = this.props;
    const scanned = (state: string) =>
      new Metric({
        namespace: 'AWS/Athena',
        metricName: 'ProcessedBytes',
        dimensionsMap: { QueryState: state, QueryType: 'DML', WorkGroup: workgroup },
        statistic: 'Sum',
        period: DAY,
      });
    this.add('ScannedBytes', {
      impact: 'Statements of one day have scanned more than a whole run may, and each terabyte costs money.',
      remedy: 'Too much is scanned',
      // Cancelled and failed statements are paid for as well.
      metric: new MathExpression({
        expression: 'FILL(succeeded, 0) + FILL(failed, 0) + FILL(cancelled, 0)',
        usingMetrics: {
          succeeded: scanned('SUCCEEDED'),
          failed: scanned('FAILED'),
          cancelled: scanned('CANCELED'),
        },
        period: DAY,
        label: 'Bytes scanned in a day',
      }),
      when: { atLeast: stage.runScanLimitGigabytes * GIGABYTE },
    });
  }

  private addQueue(id: string, queue: DeadLetters, impact: string): void {
    this.add(id, {
      impact,
      remedy: 'A dead-letter queue is not empty',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      when: { atLeast: 1 },
    });
  }

  private add(
    id: string,
    alarm: Omit<OperationsAlarmProps, 'topic' | 'name' | 'silence'> & Partial<Pick<OperationsAlarmProps, 'silence'>>,
  ): void {
    const { stage, topic } = this.props;
    new OperationsAlarm(this, id, { silence: 'is fine', ...alarm, topic, name: `scorecard-${stage.name} ${id}` });
  }

  /** What the handlers count. */
  private own(metricName: string, of: { statistic?: string; period?: Duration; report?: string } = {}): IMetric {
    const { statistic = 'Sum', period = FIVE_MINUTES, report } = of;
    const dimensionsMap = { stage: this.props.stage.name, ...(report === undefined ? {} : { report }) };
    return new Metric({ namespace: 'scorecard-reports', metricName, dimensionsMap, statistic, period });
  }
}

function lambdaSum({ lambda }: HandlerFunction, metricName: string): IMetric {
  const dimensionsMap = { FunctionName: lambda.functionName };
  return new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic: 'Sum', period: FIVE_MINUTES });
}
