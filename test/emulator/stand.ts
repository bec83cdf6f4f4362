// The app as `cdk deploy` makes it, on the emulator, with a lake and readers: what each test starts from.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { duckdbEngine } from '../../functions/local/duckdb.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import type { Engine } from '../../functions/ports.ts';
import { freePort } from '../support/free-port.ts';
import { adaptTemplate } from './adapt.ts';
import { type AthenaBehind, type AthenaService, startAthenaService } from './athena-service.ts';
import { deploy, type Outputs, synthesize } from './cdk.ts';
import { type Clients, makeClients, type Trust } from './clients.ts';
import { type DurableService, startDurableService } from './durable-service.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { listObjects } from './objects.ts';
import { scorecard } from './scorecard.ts';

export type Stand = {
  emulator: Emulator;
  trust: Trust;
  /** As the root of the account. */
  root: Clients;
  /** What the stacks say of themselves: their outputs. */
  lake: Record<string, string>;
  app: Record<string, string>;
  durable: DurableService;
  athena: AthenaService;
  /** DuckDB over the files that lie in the bucket of the lake. */
  engine: Engine;
  /** What of the templates was not deployed, and why. */
  leftOut: string[];
  /** Folder of the synthesized app. */
  synthesized: string;
  stop(): Promise<void>;
};

/** The stage that is deployed: it may mail the simulator of SES only. */
export const STAGE = 'dev';
export const STACKS = [`scorecard-${STAGE}-lake`, `scorecard-${STAGE}`] as const;
const ORDERS = 300;

export async function openStand(readers: string): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'stand-'));
  const open: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of open.toReversed()) await close();
  };
  try {
    const holder: { trust?: Trust; root?: Clients; behind?: AthenaBehind } = {};
    const durable = await startDurableService(() => ({
      trust: given(holder.trust),
      lambda: given(holder.root).lambda,
    }));
    open.push(durable.stop);
    const athena = await startAthenaService(() => given(holder.behind));
    open.push(athena.stop);
    const emulator = await startEmulator({ lambda: durable.url, athena: athena.url, port: await freePort() });
    open.push(emulator.stop);
    const trust = { url: emulator.url, certificate: readFileSync(emulator.environment.AWS_CA_BUNDLE ?? '', 'utf8') };
    const root = makeClients(trust, emulator.region, emulator.credentials);
    Object.assign(holder, { trust, root });

    const synthesized = join(folder, 'cdk.out');
    await synthesize(synthesized);
    const leftOut = STACKS.flatMap((stack) => adaptTemplate(synthesized, stack));
    const outputs = await deploy(emulator, synthesized, STACKS);
    const [lake, app] = STACKS.map((stack) => outputs[stack] ?? {}) as [Outputs[string], Outputs[string]];

    const recipients = { Bucket: lake.ReportsBucket, Key: 'recipients/readers.csv', Body: readers };
    await root.s3.send(new PutObjectCommand(recipients));
    const sampling = ['sample', '--stage', STAGE, '--orders', String(ORDERS)];
    const filled = await scorecard({ emulator, durable, athena }, sampling);
    if (filled.code !== 0) throw new Error(`The lake was not filled: ${filled.stderr}`);
    const sample = join(folder, 'sample');
    await makeSampleLake({ out: sample, orders: ORDERS });
    const bytes = await compareWithBucket(root.s3, sample, lake.LakeBucket ?? '');
    const engine = await duckdbEngine({ lake: sample });
    open.push(() => engine.close());
    const database = lake.Database ?? '';
    holder.behind = {
      ...{ trust, s3: root.s3, engine, bytes, database },
      locations: await readLocations(emulator, database),
      results: await readResultPlace(root, lake.Workgroup ?? ''),
    };
    return { ...{ emulator, trust, root, lake, app, durable, athena, engine, synthesized, leftOut, stop } };
  } catch (error) {
    await stop();
    throw error;
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It was asked for before the emulator had it.');
  return value;
}

/** Where the deployed workgroup puts results. */
async function readResultPlace({ athena }: Clients, workgroup: string): Promise<string> {
  const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: workgroup }));
  return given(WorkGroup?.Configuration?.ResultConfiguration?.OutputLocation);
}

async function readLocations(emulator: Emulator, database: string): Promise<Record<string, string>> {
  const { TableList = [] } = await emulator.call('glue', 'get_tables', { DatabaseName: database });
  const tables = TableList as { Name: string; StorageDescriptor: { Location: string } }[];
  return Object.fromEntries(tables.map(({ Name, StorageDescriptor }) => [Name, StorageDescriptor.Location]));
}

/** Same seed, same lake: every file of the folder lies in the bucket with the same bytes. Answers how many each table has. */
async function compareWithBucket(s3: S3Client, folder: string, bucket: string): Promise<Record<string, number>> {
  const inBucket = new Map((await listObjects(s3, bucket, '')).map(({ Key = '', ETag = '' }) => [Key, ETag]));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length !== inBucket.size)
    throw new Error(`The lake has ${inBucket.size} objects instead of ${files.length}.`);
  const bytes: Record<string, number> = {};
  for (const file of files) {
    const key = relative(folder, file);
    const body = await readFile(file);
    const hash = createHash('md5').update(body).digest('hex');
    if (inBucket.get(key) !== `"${hash}"`) throw new Error(`${key} lies in the bucket otherwise than it was made.`);
    const table = key.split('/')[0] ?? '';
    bytes[table] = (bytes[table] ?? 0) + body.length;
  }
  return bytes;
}
