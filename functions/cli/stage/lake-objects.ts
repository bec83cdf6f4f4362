// Objects of a lake's bucket as a person handles them: listed by folder, replaced, deleted. Reports never do this: theirs
// are written once.
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Call, call, pause } from '../../aws/call.ts';
import type { Bucket } from '../../aws/s3.ts';
import { ProblemError } from '../../problem.ts';

const DELETED_AT_ONCE = 1000;

/** Folders that begin with a prefix, each ending in a slash. */
export async function listFolders({ client, bucket }: Bucket, prefix: string): Promise<string[]> {
  const folders: string[] = [];
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: '/',
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const page = await call(about(bucket, 'Listing', prefix, 's3:ListBucket'), () => client.send(command), pause);
    folders.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return folders;
}

export async function putObject({ client, bucket }: Bucket, key: string, body: Uint8Array): Promise<void> {
  const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body });
  await call(about(bucket, 'Writing', key, 's3:PutObject'), () => client.send(command), pause);
}

export async function deleteObjects({ client, bucket }: Bucket, keys: string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += DELETED_AT_ONCE) {
    const Objects = keys.slice(from, from + DELETED_AT_ONCE).map((Key) => ({ Key }));
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const first = Objects[0]?.Key ?? '';
    const { Errors = [] } = await call(
      about(bucket, 'Deleting', first, 's3:DeleteObject'),
      () => client.send(command),
      pause,
    );
    const [failed] = Errors;
    if (!failed) continue;
    const message = `${Errors.length} objects of s3://${bucket} were not deleted, ${failed.Key} (${failed.Code}).`;
    const remedy = `Allow s3:DeleteObject on arn:aws:s3:::${bucket}/* to whoever calls, and run the same command again.`;
    throw new ProblemError({ code: 'STORE_FAILED', message, remedy });
  }
}

function about(bucket: string, verb: string, key: string, action: string): Call {
  const place = `s3://${bucket}/${key}`;
  const resource = action === 's3:ListBucket' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
  return { service: 's3', doing: `${verb} ${place}`, action, resource, place };
}
