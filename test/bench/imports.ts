// How long a function takes to import, as a ratio to one ordinary bundle of nothing but the SDK clients that it uses: what
// our own code adds to a cold start. Writes docs/benchmarks-functions.md. `npm run bench:functions`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { bundleHandler } from '../../infra/constructs/bundle-handler.ts';
import { describeMachine } from './machine.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROUNDS = 15;
const LIMIT = 1.5;

/** What each function needs of the SDKs, and nothing else. */
const CLIENTS: Record<string, string> = {
  report: `export { AthenaClient, GetQueryExecutionCommand, GetQueryResultsCommand, GetTableMetadataCommand, ListTableMetadataCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
export { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
export { withDurableExecution } from '@aws/durable-execution-sdk-js';`,
  deliver: `export { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
export { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
export { withDurableExecution } from '@aws/durable-execution-sdk-js';`,
  watchdog: `export { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
export { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';`,
  'delivery-events': `export { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';`,
  pages: `export { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
export { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';`,
};

const NAMES = [
  'STAGE',
  'REPORTS_BUCKET',
  'ALERTS_TOPIC',
  'DATABASE',
  'WORKGROUP',
  'DELIVER_FUNCTION',
  'PAGES_URL',
  'SENDER',
];
const environment = {
  ...process.env,
  ...Object.fromEntries([...NAMES, 'CONFIGURATION_SET', 'ALLOW'].map((name) => [name, 'bench'])),
  SCAN_CAP_GIGABYTES: '1',
  AWS_REGION: 'eu-central-1',
};

/** Milliseconds of processor time that importing a module takes in a process of its own. */
function importOnce(file: string): number {
  const program = `const before = process.cpuUsage();
    await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { env: environment });
  if (ran.status !== 0) throw new Error(String(ran.stderr));
  return Number(ran.stdout);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** As most functions are bundled: one file, with all that is imported only when it is needed in it. */
function bundleWhole(entry: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    minify: true,
    keepNames: true,
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}

type Row = { name: string; kilobytes: number; bareKilobytes: number; ratio: number };

function measure(name: string, clients: string, folder: string): Row {
  const bare = path.join(folder, `${name}-bare.ts`);
  writeFileSync(bare, clients);
  const made = [bundleHandler(`functions/handlers/${name}.ts`).files, { 'index.mjs': bundleWhole(bare) }];
  const files = made.map((files, at) => {
    const modules = Object.entries(files).filter(([file]) => file.endsWith('.mjs'));
    const own = path.join(folder, `${name}-${at}`);
    mkdirSync(own);
    for (const [file, text] of modules) writeFileSync(path.join(own, file), text);
    const bytes = modules.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
    return { file: path.join(own, 'index.mjs'), kilobytes: Math.round(bytes / 1024) };
  });
  const [whole, clientsOnly] = files as [(typeof files)[0], (typeof files)[0]];
  // In pairs, so that what else the machine does weighs on both.
  const pairs = Array.from({ length: ROUNDS }, () => [importOnce(whole.file), importOnce(clientsOnly.file)] as const);
  const ratio = median(pairs.map(([own, bareOne]) => own / bareOne));
  return { name, kilobytes: whole.kilobytes, bareKilobytes: clientsOnly.kilobytes, ratio };
}

// Beside node_modules, or the SDKs would not be found.
mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
const folder = mkdtempSync(path.join(ROOT, '.cache/bench-imports-'));
const rows = Object.entries(CLIENTS).map(([name, clients]) => measure(name, clients, folder));
rmSync(folder, { recursive: true, force: true });
const table = rows.map(
  ({ name, kilobytes, bareKilobytes, ratio }) =>
    `| ${name} | ${kilobytes} KB | ${bareKilobytes} KB | ${ratio.toFixed(2)} |`,
);
const { cpu, cores, node } = describeMachine();
const page = `# Functions: what our code adds to a cold start

Written by \`npm run bench:functions\`: the processor time of importing each function's bundle ÷ that of a bundle with
nothing but the SDK clients that it uses in one file, in pairs of fresh processes, median of ${ROUNDS} pairs in one run.
On ${cpu}, ${cores} cores, Node ${node}. The limit is ${LIMIT}.

| function | bundle | SDK clients alone | import ÷ clients alone |
|---|---|---|---|
${table.join('\n')}
`;
writeFileSync(path.join(ROOT, 'docs/benchmarks-functions.md'), page);
console.log(table.join('\n'));
const above = rows.filter(({ ratio }) => ratio > LIMIT);
if (above.length > 0) {
  console.error(`Above ${LIMIT}: ${above.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
