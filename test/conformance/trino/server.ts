// A Trino server of one node on this machine, the stand-in for Athena's engine v3. It listens on the
// loopback address only and lives no longer than the process that started it, whatever ends that one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, hasEnded } from '../../support/end-process.ts';
import { freePort } from '../../support/free-port.ts';
import { type TrinoClient, trinoClient } from './client.ts';
import { type Installation, installTrino, refusal } from './install.ts';

export interface TrinoServer {
  url: string;
  stop(): Promise<void>;
}

const startSeconds = 180;

export async function startTrino(): Promise<TrinoServer> {
  const trino = await installTrino();
  const folder = await mkdtemp(join(tmpdir(), 'trino-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await configure(folder, trino, port);
  const server = await launch(folder, trino);
  const stop = async () => {
    await endProcess(server);
    await rm(folder, { recursive: true, force: true });
  };
  if (await answers(url, server)) return { url, stop };
  const what = hasEnded(server) ? 'Trino ended while it started' : `Trino did not start within ${startSeconds} seconds`;
  const said = await reasons(join(folder, 'server.log'));
  await stop();
  throw refusal(`${what}. Its log says:\n${said}`);
}

async function configure(folder: string, trino: Installation, port: number): Promise<void> {
  await mkdir(join(folder, 'catalog'));
  await writeFile(
    join(folder, 'config.properties'),
    properties({
      'node.environment': 'conformance',
      'node.bind-ip': '127.0.0.1',
      'node.internal-address': '127.0.0.1',
      coordinator: 'true',
      'node-scheduler.include-coordinator': 'true',
      'http-server.http.port': `${port}`,
      'discovery.uri': `http://127.0.0.1:${port}`,
      'web-ui.enabled': 'false',
      'query.max-memory-per-node': '2GB',
      'plugin.dir': join(trino.home, 'plugin'),
      'catalog.config-dir': join(folder, 'catalog'),
    }),
  );
  await writeFile(join(folder, 'log.properties'), properties({ '': 'WARN', 'org.glassfish.jersey': 'ERROR' }));
  await writeFile(
    join(folder, 'catalog/hive.properties'),
    properties({
      'connector.name': 'hive',
      'hive.metastore': 'file',
      'hive.metastore.catalog.dir': `file://${join(folder, 'metastore')}`,
      'hive.security': 'allow-all', // else a table cannot be registered anew
      // Athena's TIMESTAMP has milliseconds; more digits here would hide what it rounds.
      'hive.timestamp-precision': 'MILLISECONDS',
      'hive.parquet.time-zone': 'UTC',
      // Columns are read one by one, never with the gap between two of them, so that bytes tell which ones. (Of Trino's
      // later versions `parquet.small-file-threshold` must be 0B as well; this one never reads a small file whole.)
      'parquet.max-merge-distance': '0B',
    }),
  );
}

const properties = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function launch(folder: string, { java, home, version }: Installation): Promise<ChildProcess> {
  const log = await open(join(folder, 'server.log'), 'w');
  const options = [
    '-Xmx3G',
    // Statements of seconds never earn back the optimising compiler: half the time to start.
    '-XX:TieredStopAtLevel=1',
    // Every statement is compiled to code of its own; where that finds no room, later ones are interpreted or fail.
    '-XX:ReservedCodeCacheSize=512M',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djdk.attach.allowAttachSelf=true',
    '-Duser.timezone=UTC',
    `-Dconfig=${join(folder, 'config.properties')}`,
    `-Dlog.levels-file=${join(folder, 'log.properties')}`,
  ];
  const main = join(import.meta.dirname, 'TrinoMain.java');
  const server = spawn(java, [...options, '-cp', join(home, 'lib/*'), main, version], {
    cwd: folder,
    // Its input is the pipe whose end ends it.
    stdio: ['pipe', log.fd, log.fd],
  });
  server.stdin?.on('error', () => {}); // it may be gone before we close the pipe
  await once(server, 'spawn');
  await log.close();
  return server;
}

/** Until it knows itself as a node with the catalog, the server answers what needs no node, and refuses to read a table. */
async function answers(url: string, server: ChildProcess): Promise<boolean> {
  const client = trinoClient(url, { timeoutSeconds: 10 });
  const deadline = Date.now() + startSeconds * 1000;
  while (Date.now() < deadline && !hasEnded(server)) {
    const isUp = await readATable(client).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    await pause(200);
  }
  return false;
}

async function readATable(client: TrinoClient): Promise<void> {
  await client.ask('CREATE SCHEMA IF NOT EXISTS ready');
  await client.ask('CREATE TABLE IF NOT EXISTS ready.first AS SELECT 1 AS one');
  await client.ask('SELECT one FROM ready.first');
}

async function reasons(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => !line.startsWith('\tat '));
  const first = lines.findIndex((line) => /\tERROR\t|^Error|Exception/.test(line));
  return (first < 0 ? lines.slice(-10) : lines.slice(first, first + 10)).map((line) => `  ${line}`).join('\n');
}
