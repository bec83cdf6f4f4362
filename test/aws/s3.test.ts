// What is particular to the store in a bucket: answers that are lost, refused or delayed, and what the problems name.
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT } from '../../functions/aws/client-config.ts';
import { listObjects, s3Store } from '../../functions/aws/s3.ts';
import type { Store } from '../../functions/ports.ts';
import { md5 } from '../support/aws/athena-wire.ts';
import { type S3Wire, s3Error, s3Wire } from '../support/aws/s3-wire.ts';
import { clientOf, type Fault, noWait, startWire, type Wire } from '../support/aws/wire.ts';

let service: S3Wire;
let wire: Wire;
let client: S3Client;
let store: Store;
let pauses: number[];
let wait: (milliseconds: number) => Promise<void>;

beforeEach(async () => {
  service = s3Wire({ pageSize: 3 });
  wire = await startWire(service);
  const requestHandler = { ...CLIENT.requestHandler, requestTimeout: 300 };
  client = new S3Client({ ...CLIENT, ...clientOf(wire.url), requestHandler, forcePathStyle: true });
  ({ wait, pauses } = noWait());
  store = s3Store({ client, bucket: 'reports', wait });
});
afterEach(async () => {
  client.destroy();
  await wire.close();
});

const text = async (key: string) => Buffer.from((await store.get(key)) ?? []).toString();
const refused = (status: number, code: string): Fault => ({ answer: s3Error(status, code) });

describe('a put', () => {
  it.each<[string, Fault]>([
    ['cut off', { lost: 'answer' }],
    ['never given', { silent: true }],
  ])('whose answer was %s after the object was created is tried again and finds its bytes', async (_case, fault) => {
    wire.plan('PutObject', fault);
    expect(await store.putOnce('runs/r/claim', 'mine')).toBe('same');
    expect(await text('runs/r/claim')).toBe('mine');
    expect(wire.calls).toEqual(['PutObject', 'PutObject', 'GetObject', 'GetObject']);
  });

  it('that never arrived is tried again', async () => {
    wire.plan('PutObject', { lost: 'request' });
    expect(await store.putOnce('runs/r/claim', 'mine')).toBe('created');
  });

  it.each([
    [409, 'ConditionalRequestConflict'],
    [409, 'OperationAborted'],
    [503, 'SlowDown'],
    [503, 'ServiceUnavailable'],
    [500, 'InternalError'],
    [400, 'RequestTimeout'],
    [400, 'BadDigest'],
    [502, 'Anything'],
  ])('that S3 answers with %i %s is tried again with growing pauses', async (status, code) => {
    wire.plan('PutObject', refused(status, code), refused(status, code));
    expect(await store.putOnce('runs/r/claim', 'mine')).toBe('created');
    expect(pauses).toEqual([100, 300]);
  });

  it('that is refused again and again ends as a problem, within a minute of pauses', async () => {
    wire.plan('PutObject', ...Array.from({ length: 50 }, () => refused(503, 'SlowDown')));
    await expect(store.putOnce('runs/r/claim', 'mine')).rejects.toMatchObject({
      problems: [{ code: 'STORE_FAILED', message: expect.stringContaining('SlowDown') }],
    });
    expect(pauses.reduce((sum, one) => sum + one)).toBeLessThan(60_000);
  });

  it('finds the key free again where the object was deleted between refusal and look', async () => {
    await store.putOnce('runs/r/claim', 'first');
    wire.plan('GetObject', refused(404, 'NoSuchKey'));
    expect(await store.putOnce('runs/r/claim', 'first')).toBe('same');
  });

  it('says so where somebody keeps deleting what it writes', async () => {
    await store.putOnce('runs/r/claim', 'first');
    wire.plan('GetObject', ...Array.from({ length: 9 }, () => refused(404, 'NoSuchKey')));
    await expect(store.putOnce('runs/r/claim', 'first')).rejects.toMatchObject({
      problems: [{ code: 'STORE_FAILED', remedy: expect.stringContaining('s3:DeleteObject') }],
    });
  });
});

describe('a get', () => {
  it('that breaks off in the middle is tried again', async () => {
    await store.putOnce('a/b', 'x'.repeat(100_000));
    wire.plan('GetObject', { lost: 'half' }, { lost: 'answer' });
    expect((await store.get('a/b'))?.length).toBe(100_000);
    expect(pauses).toEqual([100, 300]);
  });

  it('never takes a denied access for absence, and names both permissions', async () => {
    wire.plan('GetObject', { answer: s3Error(403, 'AccessDenied', 'Access Denied') });
    await expect(store.get('runs/r/claim')).rejects.toMatchObject({
      problems: [
        {
          code: 'STORE_FAILED',
          place: { file: 's3://reports/runs/r/claim' },
          message: 'Reading s3://reports/runs/r/claim: access is denied (AccessDenied: Access Denied).',
          remedy: expect.stringMatching(/s3:GetObject on arn:aws:s3:::reports\/runs\/r\/claim, and s3:ListBucket/),
        },
      ],
    });
    expect(pauses).toEqual([]);
  });

  it.each([
    ['NoSuchBucket', 404, 'Deploy the lake stack'],
    ['PermanentRedirect', 301, 'AWS_REGION'],
    ['ExpiredToken', 400, 'Sign in again'],
    ['InvalidAccessKeyId', 403, 'aws sts get-caller-identity'],
    ['SignatureDoesNotMatch', 403, 'aws sts get-caller-identity'],
    ['RequestTimeTooSkewed', 403, 'Set the clock'],
    ['InvalidObjectState', 403, 'Restore it'],
    ['KMS.DisabledException', 400, 'kms:Decrypt'],
    ['SomethingNew', 400, 'Look up SomethingNew'],
  ])('that S3 refuses with %s is a problem with its remedy, at once', async (code, status, remedy) => {
    wire.plan('GetObject', refused(status, code));
    await expect(store.get('runs/r/claim')).rejects.toMatchObject({
      problems: [{ code: 'STORE_FAILED', remedy: expect.stringContaining(remedy) }],
      cause: expect.any(Error),
    });
    expect(pauses).toEqual([]);
  });
});

describe('a list', () => {
  it('is put together from pages, each tried again by itself, without what a console leaves there', async () => {
    for (let nth = 1; nth <= 8; nth += 1) await store.putOnce(`runs/r/${nth}`, 'x');
    service.objects.set('reports/runs/', Buffer.alloc(0));
    service.objects.set('reports/runs/.DS_Store', Buffer.alloc(1));
    wire.plan('ListObjectsV2', { lost: 'answer' }, { lost: 'half' });
    expect(await store.list('runs/')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `runs/r/${nth}`));
    expect(pauses).toEqual([100, 300]);
  });

  it('names s3:ListBucket where it is missing', async () => {
    wire.plan('ListObjectsV2', refused(403, 'AccessDenied'));
    await expect(store.list('runs/')).rejects.toMatchObject({
      problems: [{ remedy: expect.stringContaining('s3:ListBucket on arn:aws:s3:::reports') }],
    });
  });

  it('gives sizes and the tags of the contents', async () => {
    await store.putOnce('orders/a & b.csv', 'id\n1\n');
    expect(await listObjects({ client, bucket: 'reports', wait }, 'orders/')).toEqual([
      { key: 'orders/a & b.csv', size: 5, etag: md5(Buffer.from('id\n1\n')) },
    ]);
  });
});

it('says that the network is down, with what to check', async () => {
  await wire.close();
  await expect(store.get('a/b')).rejects.toMatchObject({
    problems: [{ message: expect.stringContaining('ECONNREFUSED'), remedy: expect.stringContaining('network') }],
  });
  expect(pauses).toHaveLength(7);
});

it('says that there are no credentials', async () => {
  const credentials = async () => {
    throw Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
  };
  const anonymous = new S3Client({ ...CLIENT, ...clientOf(wire.url), credentials, forcePathStyle: true });
  await expect(s3Store({ client: anonymous, bucket: 'reports', wait }).get('a/b')).rejects.toMatchObject({
    problems: [{ code: 'STORE_FAILED', remedy: expect.stringContaining('AWS_PROFILE') }],
  });
  expect(wire.calls).toEqual([]);
});
