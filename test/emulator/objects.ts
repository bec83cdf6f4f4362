// What lies in a bucket of the emulator.
import { type _Object, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

export async function listKeys(s3: S3Client, bucket: string, prefix: string): Promise<string[]> {
  return (await listObjects(s3, bucket, prefix)).map(({ Key = '' }) => Key);
}

export async function listObjects(s3: S3Client, bucket: string, prefix: string): Promise<_Object[]> {
  const objects: _Object[] = [];
  let token: string | undefined;
  do {
    const next = token ? { ContinuationToken: token } : {};
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...next }));
    objects.push(...(page.Contents ?? []));
    token = page.NextContinuationToken;
  } while (token);
  return objects;
}
