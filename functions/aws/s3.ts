// The store on AWS: objects of a bucket, written once. S3 itself refuses to write a key twice (`If-None-Match: *`), so a
// put whose answer was lost is simply tried again and finds its own bytes.
import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { assertKey, assertPrefix, isKey } from '../store-key.ts';
import { type Call, call, pause, statusOf, type Wait } from './call.ts';

export type Bucket = { client: S3Client; bucket: string; wait?: Wait };

export type StoredObject = { key: string; size: number; etag: string };

/** How often a key may be taken and gone again before that is a problem. */
const MAX_RACES = 5;

export function s3Store(at: Bucket): Store {
  return {
    async get(key) {
      assertKey(key);
      return readObject(at, key);
    },

    async putOnce(key, body) {
      assertKey(key);
      const bytes = Buffer.from(body);
      for (let race = 0; race < MAX_RACES; race += 1) {
        if (await createObject(at, key, bytes)) return 'created';
        const found = await readObject(at, key);
        if (found !== null) return bytes.equals(found) ? 'same' : 'different';
      }
      throw new ProblemError({
        code: 'STORE_FAILED',
        message: `Somebody deletes ${urlOf(at, key)} while it is written.`,
        place: { file: urlOf(at, key) },
        remedy: 'Find who calls s3:DeleteObject there (CloudTrail): objects of reports are never deleted by hand.',
      });
    },

    async list(prefix) {
      assertPrefix(prefix);
      const objects = await listObjects(at, prefix);
      // What a console leaves there (`folder/`) could not be read by its key.
      return objects
        .map(({ key }) => key)
        .filter(isKey)
        .sort();
    },
  };
}

/** Answers null only where S3 says that the key does not exist; a denied access is never read as absence. */
export async function readObject(at: Bucket, key: string): Promise<Uint8Array | null> {
  return call(about(at, 'Reading', key, 's3:GetObject'), () => fetchObject(at, key), at.wait ?? pause);
}

/** All objects below a prefix, in the order of S3 (by bytes of UTF-8). */
export async function listObjects(at: Bucket, prefix: string): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const page of pagesOf(at, prefix)) objects.push(...page);
  return objects;
}

/** Reads no further than the page with the first such object. */
export async function hasObject(at: Bucket, prefix: string, isSuch: (key: string) => boolean): Promise<boolean> {
  for await (const page of pagesOf(at, prefix)) if (page.some(({ key }) => isSuch(key))) return true;
  return false;
}

async function* pagesOf(at: Bucket, prefix: string): AsyncGenerator<StoredObject[]> {
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: at.bucket,
      Prefix: prefix,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const page = await call(listing(at, prefix), () => at.client.send(command), at.wait ?? pause);
    yield (page.Contents ?? []).map(({ Key, Size, ETag }) => ({
      key: Key ?? '',
      size: Size ?? 0,
      etag: (ETag ?? '').replaceAll('"', ''),
    }));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

async function fetchObject({ client, bucket }: Bucket, key: string): Promise<Uint8Array | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return null;
    throw error;
  }
}

/** Answers whether the key was free. */
async function createObject(at: Bucket, key: string, body: Buffer): Promise<boolean> {
  const command = new PutObjectCommand({
    Bucket: at.bucket,
    Key: key,
    Body: body,
    IfNoneMatch: '*',
    ChecksumSHA256: createHash('sha256').update(body).digest('base64'),
  });
  const put = async () => {
    try {
      await at.client.send(command);
      return true;
    } catch (error) {
      if (statusOf(error) === 412) return false;
      throw error;
    }
  };
  return call(about(at, 'Writing', key, 's3:PutObject'), put, at.wait ?? pause);
}

function about(at: Bucket, verb: string, key: string, action: string): Call {
  const url = urlOf(at, key);
  return { service: 's3', doing: `${verb} ${url}`, action, resource: `arn:aws:s3:::${at.bucket}/${key}`, place: url };
}

function listing(at: Bucket, prefix: string): Call {
  const url = urlOf(at, prefix);
  const resource = `arn:aws:s3:::${at.bucket}`;
  return { service: 's3', doing: `Listing ${url}`, action: 's3:ListBucket', resource, place: url };
}

function urlOf({ bucket }: Bucket, key: string): string {
  return `s3://${bucket}/${key}`;
}
