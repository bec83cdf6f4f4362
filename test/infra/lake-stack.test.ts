// One assertion for each promise about where data lies. Ids of what holds data are pinned: another id deletes nothing,
// but makes an empty bucket in the place of a full one.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { glueType } from '../../infra/constructs/canonical-table.ts';
import { LakeStack } from '../../infra/lake-stack.ts';
import type { Stage } from '../../infra/stages.ts';
import { context, PROD, ROOT, sampleShop } from './synthesize.ts';

const stage = PROD;
const { definitions } = sampleShop;
const template = synth();

function synth(of: Stage = stage): Template {
  return Template.fromStack(new LakeStack(new App({ context }), 'lake', { stage: of, definitions }));
}

function bucket(logicalId: string): { Properties: Record<string, unknown>; DeletionPolicy: string } {
  return template.findResources('AWS::S3::Bucket')[logicalId] as ReturnType<typeof bucket>;
}

function statements(logicalId: string): Record<string, unknown>[] {
  return template.findResources('AWS::S3::BucketPolicy')[logicalId]?.Properties.PolicyDocument.Statement;
}

describe.each(['Lake', 'Reports', 'AccessLogs'])('the bucket %s', (id) => {
  it('is encrypted', () => {
    expect(JSON.stringify(bucket(id).Properties.BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
  });

  it('keeps versions, and old ones not for ever', () => {
    expect(bucket(id).Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(JSON.stringify(bucket(id).Properties.LifecycleConfiguration)).toContain('NoncurrentVersionExpiration');
  });

  it('is closed to the public', () => {
    const all = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    expect(bucket(id).Properties.PublicAccessBlockConfiguration).toEqual(all);
  });

  it('refuses requests without TLS', () => {
    const condition = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(statements(`${id}Policy`)).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Action: 's3:*', Condition: condition }),
    );
  });

  it('stays when its stack goes', () => {
    expect(bucket(id)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('published snapshots, what is closed, who released them, and who opened what', () => {
  const below = (prefix: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Reports', 'Arn'] }, `/${prefix}/*`]] });
  const snapshots = ['access', 'closed', 'releases', 'snapshots'].map(below);

  it('are deleted by nobody', () => {
    expect(statements('ReportsPolicy')).toContainEqual({
      Sid: 'NeverDelete',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: snapshots,
    });
  });

  it('are replaced by nobody: a put without If-None-Match is refused', () => {
    expect(statements('ReportsPolicy')).toContainEqual({
      Sid: 'NeverReplace',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Resource: snapshots,
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
  });

  it('never expire, nor does the ledger of mails, while people, runs, the log of links and results do', () => {
    const { Rules } = bucket('Reports').Properties.LifecycleConfiguration as { Rules: Record<string, unknown>[] };
    const expiring = Rules.filter((rule) => 'ExpirationInDays' in rule);
    expect(expiring.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
      ['people/', 762],
      ['runs/', 762],
      ['access/log/', 550],
      ['access/fresh/', 7],
      ['athena-results/', 7],
    ]);
  });
});

describe('the catalogue', () => {
  const tables = template.findResources('AWS::Glue::Table');
  const input = (name: string) =>
    Object.values(tables).find((table) => table.Properties.TableInput.Name === name)?.Properties.TableInput;
  const contracts = parse(readFileSync(path.join(ROOT, 'templates/facts/tables.yaml'), 'utf8')) as Record<
    string,
    unknown
  >;

  it('has a table for every contract, and no other', () => {
    const names = Object.values(tables).map((table) => table.Properties.TableInput.Name as string);
    expect(names.sort()).toEqual(Object.keys(contracts).sort());
  });

  it('gives each column its type, decimals exactly', () => {
    expect(input('orders').StorageDescriptor.Columns).toEqual(
      expect.arrayContaining([
        { Name: 'order_id', Type: 'string' },
        { Name: 'fx_to_base', Type: 'decimal(18,8)' },
        { Name: 'created_at', Type: 'timestamp' },
        { Name: 'is_test', Type: 'boolean' },
      ]),
    );
    expect(input('employees').StorageDescriptor.Columns).toContainEqual({ Name: 'hired_on', Type: 'date' });
    expect(input('order_lines').StorageDescriptor.Columns).toContainEqual({ Name: 'line_no', Type: 'int' });
  });

  it('refuses a type that it does not know', () => {
    expect(() => glueType('double')).toThrow('There is no Glue type for double');
  });

  it('shows the version of rows that may come again', () => {
    expect(input('orders').StorageDescriptor.Columns).toContainEqual({ Name: 'row_version', Type: 'bigint' });
  });

  it('projects days of partitioned tables, so that no partition can be forgotten', () => {
    expect(input('orders').PartitionKeys).toEqual([{ Name: 'dt', Type: 'string' }]);
    expect(input('orders').StorageDescriptor.Columns).not.toContainEqual(expect.objectContaining({ Name: 'dt' }));
    expect(input('orders').Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy-MM-dd',
      'storage.location.template': { 'Fn::Join': ['', ['s3://', { Ref: 'Lake' }, '/orders/dt=$' + '{dt}/']] },
    });
  });

  it('reads a table without days whole', () => {
    expect(input('employees').PartitionKeys).toEqual([]);
    expect(input('employees').Parameters).toEqual({ EXTERNAL: 'TRUE', classification: 'parquet' });
  });
});

describe('the workgroup', () => {
  it('runs engine version 3 and lets no client say otherwise', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      },
    });
  });

  it('cancels a statement that scans more than the stage allows', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 100_000_000_000 },
    });
  });

  it('writes its results encrypted below the prefix that expires', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        ResultConfiguration: {
          OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: 'Reports' }, '/athena-results/']] },
          EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
          ExpectedBucketOwner: Match.anyValue(),
        },
      },
    });
  });
});

describe('what exists already', () => {
  it('is used as a lake, and no other is made; its tables are described all the same', () => {
    const found = synth({ ...stage, lake: { bucket: 'shop-lake' } });
    expect(Object.keys(found.findResources('AWS::S3::Bucket')).sort()).toEqual(['AccessLogs', 'Reports']);
    expect(found.findResources('AWS::Glue::Table').TableOrders?.Properties.TableInput.StorageDescriptor.Location).toBe(
      's3://shop-lake/orders/',
    );
    found.hasOutput('LakeBucket', { Value: 'shop-lake' });
  });

  it('is used as a database, and nothing is added to it', () => {
    const found = synth({ ...stage, lake: { database: 'shop' } });
    found.resourceCountIs('AWS::Glue::Database', 0);
    found.resourceCountIs('AWS::Glue::Table', 0);
    found.hasOutput('Database', { Value: 'shop' });
  });
});

describe('synthesis', () => {
  it('tells the command line its names', () => {
    expect(Object.keys(template.toJSON().Outputs)).toEqual(
      expect.arrayContaining(['LakeBucket', 'ReportsBucket', 'Database', 'Workgroup']),
    );
    template.hasOutput('Database', { Value: 'scorecard_prod' });
    template.hasOutput('Workgroup', { Value: 'scorecard-prod' });
  });

  it('writes a stage with a hyphen as Glue and SQL can name it', () => {
    synth({ ...stage, name: 'eu-test' }).hasOutput('Database', { Value: 'scorecard_eu_test' });
  });

  it('pins the ids of everything that lasts', () => {
    const ids = Object.keys(template.toJSON().Resources);
    const tables = Object.keys(template.findResources('AWS::Glue::Table'));
    expect(ids.filter((id) => !tables.includes(id)).sort()).toEqual([
      'AccessLogs',
      'AccessLogsPolicy',
      'Database',
      'Lake',
      'LakePolicy',
      'Reports',
      'ReportsPolicy',
      'Workgroup',
    ]);
    expect(tables).toContain('TableOrderLines');
  });

  it('gives the same template twice', () => {
    expect(synth().toJSON()).toEqual(template.toJSON());
  });

  it('needs an account or region only where a stage names one', () => {
    const named = new LakeStack(new App({ context }), 'lake', {
      stage: { ...stage, account: '111122223333', region: 'eu-central-1' },
      definitions,
    });
    expect(named.environment).toBe('aws://111122223333/eu-central-1');
  });
});
