// Fills the lake of a stage with the sample shop. Only a bucket that is empty of its tables, or that bears the mark of an
// earlier sample, is written to: a shop's real tables are never replaced.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { call, codeOf, pause } from '../../aws/call.ts';
import { type Bucket, listObjects } from '../../aws/s3.ts';
import { storedRecipients } from '../../delivery/stored-recipients.ts';
import { ProblemError } from '../../problem.ts';
import { openDefinitions, readRecipientFiles } from '../open-shop.ts';
import { makeSample } from '../sample.ts';
import type { Progress } from '../streams.ts';
import { deleteObjects, listFolders, putObject } from './lake-objects.ts';
import { type LakeStage, lakeStack, openLakeStage, type StageName } from './open-stage.ts';

export type StageSampleOptions = StageName & {
  orders?: number;
  seed?: number;
  until?: string;
  mailTo?: string;
  force?: boolean;
  config: string;
};

export type StageSample = {
  bucket: string;
  uploaded: number;
  unchanged: number;
  deleted: number;
  /** Key of the recipients that were written, or null where there were some. */
  recipients: string | null;
};

const MARK = 'sample-lake.json';
const UPLOADS_AT_ONCE = 24;
const LEAST_PROGRESS = 500;

export async function sampleOnStage(options: StageSampleOptions, progress: Progress): Promise<StageSample> {
  progress.step(`looking for stage ${options.stage}`);
  const stage = await openLakeStage(options);
  const lake: Bucket = { client: stage.s3, bucket: stage.outputs.LakeBucket };
  if (!options.force) await refuseForeignBucket(stage);
  await refuseForeignTables(lake, Object.keys(openDefinitions(options.config).tables));
  const folder = mkdtempSync(path.join(tmpdir(), 'scorecard-sample-'));
  try {
    const { orders, seed, until } = options;
    const sizes = Object.entries({ orders, seed, until }).filter(([, value]) => value !== undefined);
    const { tables } = await makeSample({ out: folder, ...Object.fromEntries(sizes) }, progress);
    const names = tables.map(({ table }) => table);
    const counts = await upload(folder, names, lake, progress);
    progress.step('writing recipients');
    return { bucket: lake.bucket, ...counts, recipients: await putRecipients(stage, options) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A bucket that the stack did not make belongs to somebody. */
async function refuseForeignBucket({ name, client, outputs }: LakeStage): Promise<void> {
  const cloudformation = new CloudFormationClient(client);
  const stack = lakeStack(name);
  const action = 'cloudformation:DescribeStackResource';
  const about = { service: 'cloudformation', doing: `Looking into stack ${stack}`, action, resource: stack } as const;
  const command = new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: 'Lake' });
  const found = await call(
    about,
    () =>
      cloudformation.send(command).catch((error: unknown) => {
        if (codeOf(error) === 'ValidationError' && /does not exist/.test((error as Error).message)) return null;
        throw error;
      }),
    pause,
  );
  if (found !== null) return;
  throw new ProblemError({
    code: 'USAGE',
    message: `Stage ${name} uses the bucket ${outputs.LakeBucket}, which it did not make.`,
    remedy: 'Sample another stage; or, if nobody else reads that bucket, run the same command with --force.',
  });
}

async function refuseForeignTables(lake: Bucket, tables: string[]): Promise<void> {
  const [mark] = await listObjects(lake, MARK);
  if (mark?.key === MARK) return;
  const folders = await listFolders(lake, '');
  const foreign = tables.filter((table) => folders.includes(`${table}/`));
  if (foreign.length === 0) return;
  throw new ProblemError({
    code: 'USAGE',
    message: `s3://${lake.bucket} already has ${foreign.join(', ')}, not made by this command (no ${MARK} beside it).`,
    remedy: 'Sample another stage; tables of a real shop are never replaced.',
  });
}

/** The mark first: a crash in between leaves a bucket that the next call may fill. What is left of another size goes last. */
async function upload(
  folder: string,
  tables: string[],
  lake: Bucket,
  progress: Progress,
): Promise<Pick<StageSample, 'uploaded' | 'unchanged' | 'deleted'>> {
  progress.step(`comparing with s3://${lake.bucket}`);
  await putObject(lake, MARK, readFileSync(path.join(folder, MARK)));
  const there = (await Promise.all(tables.map((table) => listObjects(lake, `${table}/`)))).flat();
  const etags = new Map(there.map(({ key, etag }) => [key, etag]));
  const keys = listKeys(folder).filter((key) => key !== MARK);
  const waiting = keys.filter((key) => etags.get(key) !== md5(readFileSync(path.join(folder, key))));
  const uploaded = waiting.length;
  const put = async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      await putObject(lake, key, readFileSync(path.join(folder, key)));
      const done = uploaded - waiting.length;
      if (done % LEAST_PROGRESS === 0) progress.step(`uploading: ${done} of ${uploaded} objects`);
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, put));
  const made = new Set(keys);
  const stale = [...etags.keys()].filter((key) => !made.has(key));
  await deleteObjects(lake, stale);
  return { uploaded, unchanged: keys.length - uploaded, deleted: stale.length };
}

/** Nobody's list is replaced. */
async function putRecipients(stage: LakeStage, { config, mailTo }: StageSampleOptions): Promise<string | null> {
  if ((await storedRecipients(stage.store)).length > 0) return null;
  const reports: Bucket = { client: stage.s3, bucket: stage.outputs.ReportsBucket };
  const files = mailTo === undefined ? await readRecipientFiles(config) : [recipientsOf(mailTo, config)];
  for (const { file, text } of files) {
    await putObject(reports, `recipients/${path.basename(file)}`, Buffer.from(text));
  }
  return files.map(({ file }) => `recipients/${path.basename(file)}`).join(', ');
}

/** One reader a language, all with that address. */
function recipientsOf(mailTo: string, config: string): { file: string; text: string } {
  const { shop, reports } = openDefinitions(config);
  // Who reads other reports must have a slice or be somebody of the shop.
  const read = Object.values(reports)
    .filter(({ view }) => view === 'shop')
    .map(({ id }) => id)
    .join(';');
  const lines = shop.locales.map((locale) => `sample-${locale},${mailTo},Sample reader,${locale},executive,${read},,`);
  const text = ['recipient_id,email,name,locale,role,reports,slice,employee_id', ...lines, ''].join('\n');
  return { file: 'sample.csv', text };
}

function listKeys(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function md5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('hex');
}
