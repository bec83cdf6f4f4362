// The tables of failures: every row can be reached, and says what to do.
import { describe, expect, it } from 'vitest';
import { codeOf, mayPass, problemOf } from '../../functions/aws/call.ts';
import { findFailure, OWN_FAILURES, SERVICES, type Service, SHARED_FAILURES } from '../../functions/aws/failures.ts';
import { glueError } from '../support/aws/athena-wire.ts';

const services = Object.keys(SERVICES) as Service[];

describe.each(services)('the failures of %s', (service) => {
  it('hide none of its rows behind another', () => {
    const hidden = OWN_FAILURES[service]
      .filter(({ codes, says }) => codes && !says)
      .filter((row) => !row.codes?.some((code) => findFailure(service, code, '') === row));
    expect(hidden).toEqual([]);
  });

  it('have a cause that ends no sentence and a remedy that does', () => {
    for (const { cause, remedy } of [...OWN_FAILURES[service], ...SHARED_FAILURES]) {
      expect(cause).toMatch(/^[A-Za-z].*[^.]$/);
      expect(remedy).toMatch(/\.$/);
    }
  });
});

it.each<[Service, string, string, string]>([
  ['s3', 'AccessDenied', 'not authorized to perform: kms:Decrypt on resource', 'the key that encrypts the bucket'],
  ['s3', 'KMS.ThrottlingException', 'You have exceeded the rate at which you may call KMS.', 'asked too often'],
  ['s3', 'Error', 'Checksum mismatch: expected "a" but received "b"', 'the bytes arrived damaged'],
  ['s3', 'Error', 'Region is missing', 'no region is set'],
  ['athena', 'INVALID_INPUT', 'WorkGroup is not found.', 'the workgroup does not exist'],
  ['athena', 'INVALID_INPUT', 'No output location provided. An output location is required', 'no place for results'],
  ['query', '', 'Bytes scanned limit was exceeded', 'more than the limit'],
  ['query', '', 'Query cancelled by user', 'somebody cancelled it'],
  ['query', '', 'Access denied when writing output to url: s3://b/q.csv', 'the result cannot be written'],
  ['query', 'PERMISSION_DENIED', 'Insufficient Lake Formation permission(s)', 'Lake Formation denies'],
  ['query', 'HIVE_METASTORE_ERROR', 'not authorized to perform: glue:GetPartitions', 'the Glue catalogue denies'],
  [
    'query',
    'HIVE_CANNOT_OPEN_SPLIT',
    'Error opening (Status Code: 403; Error Code: AccessDenied)',
    'files of the lake',
  ],
  ['query', 'HIVE_BAD_DATA', 'Malformed Parquet file', 'a file of the lake cannot be read'],
  ['query', '', 'Query exhausted resources at this scale factor', 'more memory or time'],
  ['query', 'HIVE_PARTITION_SCHEMA_MISMATCH', 'There is a mismatch', 'partitions of a table'],
  ['ses', 'AccessDeniedException', 'no', 'access is denied'],
  ['sns', 'AuthorizationErrorException', 'no', 'access is denied'],
  ['sns', 'KMSThrottlingException', 'rate exceeded', 'come less often'],
  ['sns', 'KMSAccessDeniedException', 'no', 'the key that encrypts the topic'],
])('%s says %s “%s”: %s', (service, code, text, cause) => {
  expect(findFailure(service, code, text)?.cause).toContain(cause);
});

it('finds the error of Glue inside the text of Athena, whatever a table is called', () => {
  const told = (code: string, text: string) => {
    const { Message } = JSON.parse(String(glueError(code, text).body)) as { Message: string };
    return codeOf(Object.assign(new Error(Message), { name: 'MetadataException' }));
  };
  expect(told('AccessDeniedException', 'No')).toBe('AccessDeniedException');
  const trap = 'Table (Service: X; Status Code: 400; Error Code: ThrottlingException; Request ID: r) not found';
  expect(told('EntityNotFoundException', trap)).toBe('EntityNotFoundException');
  expect(codeOf(Object.assign(new Error('odd'), { name: 'MetadataException' }))).toBe('MetadataException');
});

it('goes by the status where nobody knows the code', () => {
  const answered = (httpStatusCode: number) =>
    Object.assign(new Error('x'), { name: 'Odd', $metadata: { httpStatusCode } });
  expect([400, 404, 429, 500, 503].map((status) => mayPass('s3', answered(status)))).toEqual([
    ...[false, false, true, true, true],
  ]);
});

it('keeps a long text of the vendor short, and to one line', () => {
  const about = { service: 's3', doing: 'Reading x', action: 's3:GetObject', resource: 'x' } as const;
  const { message } = problemOf(about, 'Odd', `${'long '.repeat(200)}\nsecond line`);
  expect(message.length).toBeLessThan(400);
  expect(message).not.toContain('\n');
});
