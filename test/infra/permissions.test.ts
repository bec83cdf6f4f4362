// What each function may do, to the letter. A permission more is a line more here, so that somebody reads it.
import { describe, expect, it } from 'vitest';
import { PROD, sampleShop, synthesize } from './synthesize.ts';

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

const { reporting } = synthesize();

/** `action  resource  condition`, one line each, of every policy of a role. */
function grantsOf(roleId: string, template = reporting): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    (Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref.startsWith(roleId)),
  );
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
  return statements
    .flatMap(({ Effect, Action, Resource, Condition }) => {
      expect(Effect).toBe('Allow');
      const condition = Condition ? `  ${conditionText(Condition)}` : '';
      const [actions, resources] = [Action, Resource].map((one) => (Array.isArray(one) ? one : [one]));
      return actions?.flatMap((action) => resources?.map((one) => `${action}  ${text(one)}${condition}`)) as string[];
    })
    .sort();
}

function conditionText(condition: NonNullable<Statement['Condition']>): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => `${operator} ${key}=${text(value)}`))
    .join(' and ');
}

/** Names of the other stack and of resources without the hash. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join('|');
  if (typeof value === 'string') return value;
  const [[kind, of]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  if (kind === 'Fn::Join') return (of as [string, unknown[]])[1].map(text).join('');
  if (kind === 'Fn::ImportValue') return /(?:GetAtt|Ref)(Lake|Reports)/.exec(String(of))?.[1]?.toLowerCase() ?? '?';
  const id = kind === 'Fn::GetAtt' ? (of as string[])[0] : of;
  return `<${String(id).replace(/[0-9A-F]{8}$/, '')}>`;
}

const own = (id: string) => [
  `logs:CreateLogStream  <${id}Logs>`,
  `logs:PutLogEvents  <${id}Logs>`,
  `sqs:SendMessage  <${id}DeadLetters>`,
  'kms:Decrypt  <AlertsKey>',
  'kms:GenerateDataKey  <AlertsKey>',
  'sns:Publish  <Alerts>',
];
const durable = (id: string) => [
  `lambda:CheckpointDurableExecution  <${id}Function>:*`,
  `lambda:GetDurableExecutionState  <${id}Function>:*`,
];
const store = (read: string[], put: string[]) => [
  ...read.map((prefix) => `s3:GetObject  reports/${prefix}/*`),
  ...put.map((prefix) => `s3:PutObject  reports/${prefix}/*`),
  `s3:ListBucket  reports  StringLikeIfExists s3:prefix=${read.map((prefix) => `${prefix}/*`).join('|')}`,
];
const arn = (service: string, resource: string) =>
  `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;
const mail = [
  `ses:SendRawEmail  ${arn('ses', 'configuration-set/scorecard-prod')}  StringEquals ses:FromAddress=${PROD.sender}`,
  `ses:SendRawEmail  ${arn('ses', 'identity/shop.example')}  StringEquals ses:FromAddress=${PROD.sender}`,
  'ses:GetSendQuota  *',
];
const tables = ['catalog', 'database/scorecard_prod', 'table/scorecard_prod/*'];
const describing = ['GetDatabase', 'GetPartition', 'GetPartitions', 'GetTable', 'GetTables'];

describe('what a function may do', () => {
  it('report: query, read the lake, write what it publishes and start deliver, but mail nobody', () => {
    const published = ['snapshots', 'people', 'runs', 'profiles', 'acceptances', 'releases', 'athena-results'];
    expect(grantsOf('ReportRole')).toEqual(
      [
        ...own('Report'),
        ...durable('Report'),
        ...store([...published, 'closed', 'recipients'], published),
        ...['AbortMultipartUpload', 'ListMultipartUploadParts'].map((name) => `s3:${name}  reports/athena-results/*`),
        ...['GetBucketLocation', 'ListBucketMultipartUploads'].map((name) => `s3:${name}  reports`),
        's3:GetObject  lake/*',
        's3:GetBucketLocation  lake',
        's3:ListBucket  lake',
        ...['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'].map(
          (name) => `athena:${name}  ${arn('athena', 'workgroup/scorecard-prod')}`,
        ),
        ...['GetTableMetadata', 'ListTableMetadata'].map(
          (name) => `athena:${name}  ${arn('athena', 'datacatalog/AwsDataCatalog')}`,
        ),
        ...describing.flatMap((name) => tables.map((table) => `glue:${name}  ${arn('glue', table)}`)),
        'lambda:InvokeFunction  <DeliverLive>',
      ].sort(),
    );
  });

  it('deliver: mail, and keep the ledger, but see no row of the lake', () => {
    expect(grantsOf('DeliverRole')).toEqual(
      [
        ...own('Deliver'),
        ...durable('Deliver'),
        ...store(
          ['runs', 'people/_mail', 'recipients', 'deliveries', 'suppressions', 'access/keys', 'access/unsubscribed'],
          ['deliveries', 'runs', 'suppressions', 'access/keys'],
        ),
        ...mail,
      ].sort(),
    );
  });

  it('watchdog: look, and mail a notice', () => {
    expect(grantsOf('WatchdogRole')).toEqual(
      [
        ...own('Watchdog'),
        ...store(
          ['runs', 'releases', 'recipients', 'deliveries', 'suppressions', 'access/unsubscribed'],
          ['deliveries'],
        ),
        ...mail,
      ].sort(),
    );
  });

  it('pages: show what is published, write down who opened it, and mail fresh links', () => {
    expect(grantsOf('PagesHandlerRole')).toEqual(
      [
        ...own('PagesHandler').filter((line) => !line.startsWith('sqs:')),
        ...store(['snapshots', 'people', 'closed', 'recipients', 'releases', 'suppressions', 'access'], ['access']),
        ...mail,
      ].sort(),
    );
  });

  it('delivery-events: write down what SES says', () => {
    const keys = ['deliveries', 'suppressions'];
    expect(grantsOf('DeliveryEventsRole')).toEqual([...own('DeliveryEvents'), ...store(keys, keys)].sort());
  });

  it('a schedule: start its one target, or say that it could not', () => {
    expect(grantsOf('Schedulemonthlyexecutive')).toEqual([
      'lambda:InvokeFunction  <ReportLive>',
      'sqs:SendMessage  <ScheduleDeadLetters>',
    ]);
    expect(grantsOf('Watchmonthlyexecutive')).toEqual([
      'lambda:InvokeFunction  <WatchdogFunction>',
      'sqs:SendMessage  <ScheduleDeadLetters>',
    ]);
  });

  it('takes no policy that AWS wrote, and no other role exists', () => {
    const roles = Object.entries(reporting.findResources('AWS::IAM::Role'));
    const reports = Object.keys(sampleShop.definitions.reports)
      .map((id) => id.replaceAll('-', ''))
      .sort();
    const expected = [
      'DeliverRole',
      'DeliveryEventsRole',
      'PagesHandlerRole',
      'ReportRole',
      ...reports.map((report) => `Schedule${report}Role`),
      'WatchdogRole',
      ...reports.map((report) => `Watch${report}Role`),
    ];
    expect(roles.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(expected.sort());
    for (const [, { Properties }] of roles) {
      expect(Object.keys(Properties)).not.toContain('ManagedPolicyArns');
      expect(Object.keys(Properties)).not.toContain('Policies');
    }
  });
});

describe('a stage that may mail few', () => {
  const dev = { ...PROD, name: 'dev', mails: ['ann@shop.example', '@simulator.amazonses.com'] };

  it('is refused by IAM too when it mails anybody else', () => {
    const sends = grantsOf('DeliverRole', synthesize(dev).reporting).filter((line) => line.startsWith('ses:SendRaw'));
    expect(sends).toHaveLength(4);
    for (const line of sends) {
      expect(line).toContain('ForAllValues:StringLike ses:Recipients=ann@shop.example|*@simulator.amazonses.com');
    }
  });

  it('may use an identity that exists, be it of the domain or of the address', () => {
    const { reporting: template } = synthesize({ ...dev, identity: 'existing' });
    template.resourceCountIs('AWS::SES::EmailIdentity', 0);
    const sends = grantsOf('DeliverRole', template).filter((line) => line.startsWith('ses:SendRaw'));
    expect(sends.map((line) => line.split('  ')[1])).toEqual(
      expect.arrayContaining([arn('ses', 'identity/shop.example'), arn('ses', `identity/${PROD.sender}`)]),
    );
  });
});
