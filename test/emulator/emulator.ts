// The emulator of AWS on this machine: it checks signatures, the IAM policies of the caller and the policies of buckets,
// and serves TLS, since our buckets refuse whatever comes without it.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, hasEnded } from '../support/end-process.ts';
import { installEmulator } from './install.ts';

export type Emulator = {
  url: string;
  account: string;
  region: string;
  /** Environment of a process that calls AWS as the account's root. */
  environment: Record<string, string>;
  /** Keys of the account's root. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** A call to a service of which this repository has no client, its answer as JSON. */
  call(service: string, operation: string, parameters?: unknown): Promise<Record<string, unknown>>;
  /** The same operation for each of many parameters, one after the other. */
  callEach(service: string, operation: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>;
  log(): Promise<string>;
  stop(): Promise<void>;
};

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const START_SECONDS = 60;

/** `beside`: what the emulator cannot do and is served by a process of ours; its functions are told to go there. */
export async function startEmulator(beside: { lambda: string; athena: string; port: number }): Promise<Emulator> {
  const { python, packages } = await installEmulator();
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  const scratch = join(folder, 'tmp');
  await mkdir(scratch);
  const url = `https://127.0.0.1:${beside.port}`;
  const certificate = join(scratch, 'ministack-tls/server.crt');
  const log = await open(join(folder, 'emulator.log'), 'w');
  const own = cleanEnvironment();
  const server = spawn(python, [join(import.meta.dirname, 'serve.py')], {
    env: {
      ...own,
      PYTHONPATH: packages,
      PYTHONDONTWRITEBYTECODE: '1',
      PATH: `${join(import.meta.dirname, '../../node_modules/.bin')}:${process.env.PATH ?? ''}`,
      TMPDIR: scratch,
      GATEWAY_PORT: String(beside.port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      S3_DATA_DIR: join(folder, 's3'),
      AUTH: 'true',
      USE_SSL: '1',
      IOT_MTLS_ENABLED: '0',
      // The functions inherit these.
      NODE_EXTRA_CA_CERTS: certificate,
      AWS_ENDPOINT_URL_LAMBDA: beside.lambda,
      AWS_ENDPOINT_URL_ATHENA: beside.athena,
    },
    stdio: ['pipe', log.fd, log.fd],
  });
  server.stdin?.on('error', () => {}); // it may be gone before we close the pipe
  await once(server, 'spawn');
  await log.close();
  const readLog = () => readFile(join(folder, 'emulator.log'), 'utf8');
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'test' };
  const environment = {
    ...own,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_CA_BUNDLE: certificate,
    NODE_EXTRA_CA_CERTS: certificate,
    // The CDK remembers there which key is of which account.
    CDK_HOME: join(folder, 'cdk'),
  };
  const stop = async () => {
    await endProcess(server);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await answers(beside.port, server))) {
    const said = (await readLog()).split('\n').slice(-15).join('\n');
    await stop();
    throw new Error(`The emulator did not start. Its log ends:\n${said}`);
  }
  const callEach: Emulator['callEach'] = (service, operation, parameters) =>
    callService(python, { ...environment, PYTHONPATH: packages }, [service, operation], parameters);
  return {
    ...{ url, account: ACCOUNT, region: REGION, environment, credentials, callEach, stop, log: readLog },
    async call(service, operation, parameters = {}) {
      const [answer] = await callEach(service, operation, [parameters]);
      return answer ?? {};
    },
  };
}

/** What the person's own shell says of AWS must not lead a test into an account. */
function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|NODE_OPTIONS$)/.test(name));
  const clean = Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
  return { ...clean, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
}

async function callService(
  python: string,
  env: Record<string, string>,
  args: string[],
  parameters: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const child = spawn(python, [join(import.meta.dirname, 'call.py'), ...args], { env });
  let answer = '';
  let said = '';
  child.stdout.on('data', (part) => (answer += part));
  child.stderr.on('data', (part) => (said += part));
  child.stdin.end(JSON.stringify(parameters));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')}: ${said.trim().split('\n').at(-1)}`);
  return JSON.parse(answer);
}

async function answers(port: number, server: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline && !hasEnded(server)) {
    // Its certificate is its own; that it answers at all is what is asked here.
    const isUp = await new Promise<boolean>((resolve) => {
      const path = '/_ministack/health';
      get({ host: '127.0.0.1', port, path, rejectUnauthorized: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      }).on('error', () => resolve(false));
    });
    if (isUp) return true;
    await pause(200);
  }
  return false;
}
