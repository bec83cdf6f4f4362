// Every store there is, empty: a folder, and a bucket over its protocol.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT } from '../../functions/aws/client-config.ts';
import { s3Store } from '../../functions/aws/s3.ts';
import { folderStore } from '../../functions/local/folder.ts';
import type { Store } from '../../functions/ports.ts';
import { s3Wire } from './aws/s3-wire.ts';
import { clientOf, noWait, startWire } from './aws/wire.ts';

export type Opened = { store: Store; close(): Promise<void> };

async function openFolder(): Promise<Opened> {
  const root = await mkdtemp(join(tmpdir(), 'store-'));
  return { store: folderStore(join(root, 'out')), close: () => rm(root, { recursive: true, force: true }) };
}

/** Pages of two keys, so that every list is put together from several. */
async function openBucket(): Promise<Opened> {
  const wire = await startWire(s3Wire({ pageSize: 2 }));
  const client = new S3Client({ ...CLIENT, ...clientOf(wire.url), forcePathStyle: true });
  return { store: s3Store({ client, bucket: 'reports', wait: noWait().wait }), close: wire.close };
}

export const stores = [
  { name: 'a folder', open: openFolder },
  { name: 'a bucket', open: openBucket },
];
