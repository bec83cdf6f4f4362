// What a function may do with data, as statements that name prefixes: no action and no bucket is ever given whole.
import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AnyBucket } from './constructs/private-bucket.ts';

/** Objects below prefixes that end in a slash. */
export function readAndPut(
  bucket: AnyBucket,
  keys: { read: readonly string[]; put: readonly string[] },
): PolicyStatement[] {
  const below = (prefixes: readonly string[]) => prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: below(keys.read) }),
    new PolicyStatement({ actions: ['s3:PutObject'], resources: below(keys.put) }),
    listBelow(bucket, keys.read),
  ];
}

function listBelow(bucket: AnyBucket, prefixes: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    // Reading a key that is not there asks for this permission too, without a prefix: refused, "not there" would read as
    // "forbidden".
    conditions: { StringLikeIfExists: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
  });
}

/** What Athena does with its caller's permissions: it writes the results itself, in parts. */
export function writeResults(bucket: AnyBucket, prefix: string): PolicyStatement[] {
  const results = bucket.arnForObjects(`${prefix}*`);
  return [
    new PolicyStatement({ actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], resources: [results] }),
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      resources: [bucket.bucketArn],
    }),
  ];
}

/** The lake is read whole: which tables a report needs is said by its definitions. */
export function readLake(lake: AnyBucket): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [lake.arnForObjects('*')] }),
    new PolicyStatement({ actions: ['s3:GetBucketLocation', 's3:ListBucket'], resources: [lake.bucketArn] }),
  ];
}

export function queryDatabase(stack: Pick<Stack, 'formatArn'>, database: string, workgroup: string): PolicyStatement[] {
  const athena = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'athena', resource, resourceName });
  const glue = (resource: string, resourceName?: string) =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName ? { resourceName } : {}) });
  return [
    new PolicyStatement({
      actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
      resources: [athena('workgroup', workgroup)],
    }),
    new PolicyStatement({
      actions: ['athena:GetTableMetadata', 'athena:ListTableMetadata'],
      resources: [athena('datacatalog', 'AwsDataCatalog')],
    }),
    new PolicyStatement({
      actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'],
      resources: [glue('catalog'), glue('database', database), glue('table', `${database}/*`)],
    }),
  ];
}
