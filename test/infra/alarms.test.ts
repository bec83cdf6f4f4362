// Every alarm says whom it hurts and what to do, reaches somebody, and takes silence for what it is.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { anchorOf, OperationsAlarm } from '../../infra/constructs/operations-alarm.ts';
import { ROOT, sampleShop, synthesize } from './synthesize.ts';

type AlarmProperties = {
  AlarmName: string;
  AlarmDescription: string;
  AlarmActions: unknown[];
  TreatMissingData: string;
  MetricName?: string;
  Metrics?: unknown[];
  Dimensions?: { Name: string; Value: unknown }[];
  Threshold: number;
  ComparisonOperator: string;
  EvaluationPeriods: number;
  DatapointsToAlarm: number;
  Period: number;
  Statistic: string;
};

const { reporting } = synthesize();
const alarms = Object.values(reporting.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties as AlarmProperties,
);
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `scorecard-prod ${name}`);
const manual = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8');
const anchors = [...manual.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));

describe('the alarms', () => {
  it('are these', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName.replace('scorecard-prod ', '')).sort()).toEqual([
      'Bounces',
      'Complaints',
      'DeliverDeadLetters',
      'DeliverFailed',
      'DeliverTimedOut',
      'DeliveriesUnsettled',
      'DeliveryEventsDeadLetters',
      'DeliveryEventsErrors',
      'PagesFail',
      'PagesThrottled',
      'ReportDeadLetters',
      'ReportFailed',
      'ReportLate',
      ...Object.keys(sampleShop.definitions.reports)
        .sort()
        .map((report) => `ReportOnTime-${report}`),
      'ReportStopped',
      'ReportThrottled',
      'ReportTimedOut',
      'RunsFailed',
      'RunsHeld',
      'ScannedBytes',
      'ScheduleDeadLetters',
      'WatchdogDeadLetters',
      'WatchdogErrors',
    ]);
  });

  it.each(alarms)('$AlarmName says its impact, and its remedy is written', ({ AlarmDescription, AlarmActions }) => {
    const [, impact, anchor] = /^([A-Z].+\.) What to do: docs\/operations\.md#(.+)$/.exec(AlarmDescription) ?? [];
    expect(impact?.split(' ').length).toBeGreaterThan(4);
    expect(anchors).toContain(anchor);
    expect(AlarmActions).toEqual([{ Ref: 'Alerts' }]);
  });

  it.each(['Failed', 'TimedOut', 'Stopped'])('see an execution that ended as %s', (end) => {
    expect(alarm(`Report${end}`)).toMatchObject({
      MetricName: `DurableExecution${end}`,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^ReportFunction/) } }],
      Threshold: 1,
      Statistic: 'Sum',
      TreatMissingData: 'notBreaching',
    });
  });

  it('see each dead-letter queue', () => {
    const queues = Object.keys(reporting.findResources('AWS::SQS::Queue')).sort();
    const watched = alarms
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Dimensions = [] }) => Dimensions[0]?.Value as { 'Fn::GetAtt': [string] } | undefined)
      .map((queue) => queue?.['Fn::GetAtt'][0]);
    expect(watched.sort()).toEqual(queues);
  });

  it('take a day without a word that reports are out for a failure', () => {
    expect(alarm('ReportOnTime-monthly-executive')).toMatchObject({
      MetricName: 'ReportOnTime',
      Dimensions: [
        { Name: 'report', Value: 'monthly-executive' },
        { Name: 'stage', Value: 'prod' },
      ],
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      // Two beats are 25 hours apart when summer time ends: that is no alarm.
      Period: 3600,
      EvaluationPeriods: 26,
      DatapointsToAlarm: 26,
    });
  });

  it('say at once that a report is late', () => {
    expect(alarm('ReportLate')).toMatchObject({ Period: 300, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
  });

  it('count what every statement of the workgroup has scanned in a day, also those that failed', () => {
    const { Metrics, Threshold } = alarm('ScannedBytes') ?? {};
    expect(Threshold).toBe(400_000_000_000);
    for (const state of ['SUCCEEDED', 'FAILED', 'CANCELED']) expect(JSON.stringify(Metrics)).toContain(state);
    expect(JSON.stringify(Metrics)).toContain('"Period":86400');
  });
});

describe('an alarm', () => {
  const make = (impact: string) => {
    const stack = new Stack(new App(), 'Stack');
    return new OperationsAlarm(stack, 'Alarm', {
      topic: new Topic(stack, 'Topic'),
      name: 'alarm',
      impact,
      remedy: 'A run failed',
      metric: new Metric({ namespace: 'test', metricName: 'Test' }),
      when: { atLeast: 1 },
      silence: 'is fine',
    });
  };

  it.each(['', 'bad', 'no full stop at the end'])('cannot be made with %j for an impact', (impact) => {
    expect(() => make(impact)).toThrow('The impact of alarm Alarm is no sentence');
  });

  it('can be made with a sentence', () => {
    expect(make('Readers get no mail.').alarmArn).toBeDefined();
  });
});
