// One assertion for each promise about what runs.
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { NOTICE_LAYOUT } from '../../functions/definitions/report-layouts.ts';
import { PROD, sampleShop, synthesize } from './synthesize.ts';

const { reporting, asset } = synthesize();

type Resource = { Properties: Record<string, never>; DeletionPolicy?: string };

function find(type: string, id: string): [string, Resource] {
  const found = Object.entries(reporting.findResources(type)).filter(([logicalId]) => logicalId.startsWith(id));
  expect(found.map(([logicalId]) => logicalId)).toHaveLength(1);
  return found[0] as [string, Resource];
}

function functionOf(id: string): Record<string, unknown> {
  return find('AWS::Lambda::Function', `${id}Function`)[1].Properties;
}

function variables(id: string): Record<string, unknown> {
  return (functionOf(id).Environment as { Variables: Record<string, unknown> }).Variables;
}

const alias = (id: string) => ({ Ref: find('AWS::Lambda::Alias', `${id}Live`)[0] });

describe.each(['Report', 'Deliver', 'Watchdog', 'DeliveryEvents', 'PagesHandler'])('the function %s', (id) => {
  it('is an ES module on Node.js 24 and arm64', () => {
    expect(functionOf(id)).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(asset(id, 'index.mjs')).toMatch(/export\s*\{.*\bhandler\b.*\}/);
  });

  it('has no name of its own, so that two stages or a replacement never collide', () => {
    expect(functionOf(id)).not.toHaveProperty('FunctionName');
  });

  it('keeps its logs for half a year', () => {
    const [logs, { Properties }] = find('AWS::Logs::LogGroup', `${id}Logs`);
    expect(functionOf(id).LoggingConfig).toEqual({ LogGroup: { Ref: logs } });
    expect(Properties).toMatchObject({ RetentionInDays: 180 });
  });
});

describe.each(['Report', 'Deliver', 'Watchdog', 'DeliveryEvents'])('what is handed to the function %s', (id) => {
  it('leaves what did not end well in a queue of its own, encrypted and for two weeks', () => {
    const [queue, { Properties }] = find('AWS::SQS::Queue', `${id}DeadLetters`);
    expect(functionOf(id).DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } });
    expect(Properties).toEqual({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  });
});

describe.each(['Report', 'Deliver'])('the durable function %s', (id) => {
  it('may take three days, and its history can be read for a month', () => {
    expect(functionOf(id).DurableConfig).toEqual({ ExecutionTimeout: 3 * 86_400, RetentionPeriodInDays: 30 });
  });

  it('is reached by an alias, and keeps the versions in which executions sleep', () => {
    const [version, { DeletionPolicy }] = find('AWS::Lambda::Version', `${id}FunctionCurrentVersion`);
    expect(DeletionPolicy).toBe('Retain');
    expect(find('AWS::Lambda::Alias', `${id}Live`)[1].Properties).toMatchObject({
      Name: 'live',
      FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] },
    });
  });

  it('carries the definitions without loss and every mail compiled', () => {
    const { definitions, templates } = JSON.parse(asset(id, 'shop.json'));
    expect(definitions).toEqual(sampleShop.definitions);
    expect(Object.keys(templates['monthly-executive'])).toEqual(['en', 'zh-CN']);
    expect(templates['monthly-executive'].en).toContain('<html');
  });
});

describe('what a function is told', () => {
  const everywhere = { STAGE: 'prod', REPORTS_BUCKET: Match.anyValue(), ALERTS_TOPIC: { Ref: 'Alerts' } };
  const mail = { SENDER: 'scorecard@shop.example', CONFIGURATION_SET: 'scorecard-prod', ALLOW: '*' };
  const names = (id: string) => Object.keys(variables(id)).sort();

  it('report: where data lies and whom to hand mails to', () => {
    expect(variables('Report')).toMatchObject({
      DATABASE: 'scorecard_prod',
      WORKGROUP: 'scorecard-prod',
      DELIVER_FUNCTION: alias('Deliver'),
      SCAN_CAP_GIGABYTES: '400',
    });
    expect(names('Report')).not.toContain('CONFIGURATION_SET');
  });

  it('deliver and watchdog: by whose name they mail and whom', () => {
    const expected = [...Object.keys(everywhere), ...Object.keys(mail), 'NODE_OPTIONS'].sort();
    for (const id of ['Deliver', 'Watchdog']) {
      expect(variables(id)).toMatchObject(mail);
      expect(names(id)).toEqual(expected);
    }
  });

  it('a stage that is not production: a list, by semicolons', () => {
    const { reporting: dev } = synthesize({ ...PROD, name: 'dev', mails: ['ann@shop.example', '@shop.example'] });
    dev.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ ALLOW: 'ann@shop.example;@shop.example' }) },
    });
  });

  it('watchdog: what is due when, and the words of a notice, and nothing of the definitions', () => {
    expect(asset('Watchdog', 'shop.json')).toBe('');
    const watch = JSON.parse(asset('Watchdog', 'watch.json'));
    const { reports } = sampleShop.definitions;
    expect(watch.reports.map(({ id }: { id: string }) => id).sort()).toEqual(Object.keys(reports).sort());
    expect(watch.reports).toContainEqual({
      id: 'monthly-executive',
      title: reports['monthly-executive']?.title,
      grain: 'month',
      schedule: { on: 'first_business_day', time: '08:00' },
      deadline: '12:00',
    });
    expect(watch.shop).toEqual({
      name: 'Lanternwood Trading',
      timeZone: 'Asia/Shanghai',
      sender: 'scorecard@lanternwood.example',
      locales: ['en', 'zh-CN'],
      address: sampleShop.definitions.shop.address,
    });
    expect(watch.layouts).toEqual(sampleShop.templates[NOTICE_LAYOUT]);
    expect(Object.keys(watch.layouts)).toEqual(['en', 'zh-CN']);
    expect(watch.calendars).toEqual(sampleShop.definitions.holidays);
    expect(watch.words).toEqual({
      en: { ...sampleShop.definitions.locales.en?.late, separator: ', ' },
      'zh-CN': { ...sampleShop.definitions.locales['zh-CN']?.late, separator: '，' },
    });
    expect(watch.words.en).toBeDefined();
  });
});

describe('the pages', () => {
  it('are behind a URL that asks for the link alone, and answer ten requests at once', () => {
    reporting.resourceCountIs('AWS::Lambda::Url', 1);
    reporting.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'NONE', Cors: Match.absent() });
    expect(functionOf('PagesHandler')).toMatchObject({ ReservedConcurrentExecutions: 10, Timeout: 60 });
    expect(functionOf('PagesHandler')).not.toHaveProperty('DeadLetterConfig');
  });

  it('may be reached by everybody through that URL, and by nobody otherwise', () => {
    const permissions = Object.values(reporting.findResources('AWS::Lambda::Permission')).map(
      ({ Properties }) => Properties,
    );
    const open = permissions.filter(({ Principal }) => Principal === '*');
    expect(
      open.map(({ Action, FunctionUrlAuthType, InvokedViaFunctionUrl }) => [
        Action,
        FunctionUrlAuthType ?? InvokedViaFunctionUrl,
      ]),
    ).toEqual([
      ['lambda:InvokeFunctionUrl', 'NONE'],
      ['lambda:InvokeFunction', true],
    ]);
  });

  it('are where mails lead', () => {
    const [url] = find('AWS::Lambda::Url', 'PagesHandler');
    expect(variables('Report').PAGES_URL).toEqual({ 'Fn::GetAtt': [url, 'FunctionUrl'] });
    reporting.hasOutput('PagesUrl', { Value: { 'Fn::GetAtt': [url, 'FunctionUrl'] } });
  });

  it('carry the definitions and every mail compiled', () => {
    expect(JSON.parse(asset('PagesHandler', 'shop.json')).definitions).toEqual(sampleShop.definitions);
  });
});

describe('schedules', () => {
  const schedule = (name: string) =>
    Object.values(reporting.findResources('AWS::Scheduler::Schedule', { Properties: { Name: name } }))[0]?.Properties;
  const queue = { 'Fn::GetAtt': [find('AWS::SQS::Queue', 'ScheduleDeadLetters')[0], 'Arn'] };

  it('start a report by its alias, in the zone of the shop, tried again and never lost', () => {
    expect(schedule('scorecard-prod-monthly-executive')).toMatchObject({
      ScheduleExpression: 'cron(0 8 1-12 * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: alias('Report'),
        Input: '{"report":"monthly-executive","scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: queue },
      },
    });
  });

  it('start the watchdog every day of the year at the deadline', () => {
    expect(schedule('scorecard-prod-monthly-executive-watchdog')).toMatchObject({
      ScheduleExpression: 'cron(0 12 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      Target: {
        Arn: { 'Fn::GetAtt': [find('AWS::Lambda::Function', 'WatchdogFunction')[0], 'Arn'] },
        DeadLetterConfig: { Arn: queue },
      },
    });
  });
});

describe('mail', () => {
  it('leaves with TLS only, not to addresses that bounced or complained, and its reputation is measured', () => {
    reporting.hasResourceProperties('AWS::SES::ConfigurationSet', {
      Name: 'scorecard-prod',
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  it('is signed for the domain of the sender; the identity stays when the stack goes', () => {
    expect(reporting.findResources('AWS::SES::EmailIdentity').SenderIdentity).toMatchObject({
      Properties: { EmailIdentity: 'shop.example' },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  it('comes back as events of this configuration set only, tried again and never lost', () => {
    reporting.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        EventBridgeDestination: { EventBusArn: Match.anyValue() },
        MatchingEventTypes: Match.arrayWith(['send', 'delivery', 'bounce', 'complaint', 'reject']),
      },
    });
    reporting.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': ['scorecard-prod'] } } },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [find('AWS::Lambda::Function', 'DeliveryEventsFunction')[0], 'Arn'] },
          DeadLetterConfig: {
            Arn: { 'Fn::GetAtt': [find('AWS::SQS::Queue', 'DeliveryEventsDeadLetters')[0], 'Arn'] },
          },
          RetryPolicy: { MaximumRetryAttempts: 24 },
        }),
      ],
    });
  });
});

describe('alerts', () => {
  it('go encrypted to the addresses of the stage', () => {
    reporting.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': ['AlertsKey', 'Arn'] },
    });
    reporting.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'owner@shop.example',
      TopicArn: { Ref: 'Alerts' },
    });
  });

  it('are taken over TLS only', () => {
    reporting.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('can be sent and encrypted by CloudWatch, whose alarms would else be lost', () => {
    const cloudwatch = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    };
    reporting.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...cloudwatch, Action: 'sns:Publish' })]) },
    });
    reporting.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...cloudwatch, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
        ]),
      },
    });
  });
});

describe('a stage as others have it', () => {
  const found = { bucket: 'shop-lake', database: 'shop' };
  const named = { account: '111122223333', region: 'eu-central-1' };

  // Each synthesis runs the AWS Solutions checks too.
  it.each<[string, Partial<typeof PROD>]>([
    ['an account and a region', named],
    ['a lake and a database that exist', { lake: found }],
    [
      'both, an identity that exists and few to mail',
      { ...named, lake: found, identity: 'existing', mails: ['a@b.c'] },
    ],
    ['a hyphen in its name', { name: 'eu-test' }],
  ])('is clean with %s', (_, changed) => {
    expect(() => synthesize({ ...PROD, ...changed })).not.toThrow();
  });
});

describe('the stack', () => {
  it('tells the command line its names', () => {
    expect(Object.keys(reporting.toJSON().Outputs).sort()).toEqual([
      'AlertsTopic',
      'ConfigurationSet',
      'DeliverFunction',
      'PagesFunction',
      'PagesUrl',
      'ReportFunction',
      'Schedules',
      'Sender',
      'WatchdogFunction',
    ]);
    reporting.hasOutput('ReportFunction', { Value: alias('Report') });
    reporting.hasOutput('DeliverFunction', { Value: alias('Deliver') });
    reporting.hasOutput('Schedules', {
      Value: Object.keys(sampleShop.definitions.reports)
        .flatMap((report) => [`scorecard-prod-${report}`, `scorecard-prod-${report}-watchdog`])
        .join(','),
    });
  });

  it('pins the ids of what others hold on to: an identity in DNS, a topic that was confirmed, its key', () => {
    const ids = Object.keys(reporting.toJSON().Resources);
    expect(ids).toEqual(expect.arrayContaining(['SenderIdentity', 'Alerts', 'AlertsKey']));
  });

  it('holds no bucket, table or database, so that destroying it loses nothing', () => {
    const types = Object.values(reporting.toJSON().Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );
    expect(types.filter((type) => /^AWS::(S3|Glue|Athena|DynamoDB|RDS|EFS)::/.test(type))).toEqual([]);
  });

  it('refuses a name of a schedule that AWS would refuse', () => {
    const report = sampleShop.definitions.reports['monthly-executive'];
    if (!report) throw new Error('the sample shop has no monthly report');
    const long = { ...report, id: 'a-report-with-a-name-that-is-much-longer-than-a-schedule-takes' };
    const definitions = { ...sampleShop.definitions, reports: { [long.id]: long } };
    expect(() => synthesize(PROD, { ...sampleShop, definitions })).toThrow("shorten the report's id or the stage");
  });
});
