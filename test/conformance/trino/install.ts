// Where Trino and its Java come from: found or fetched once, and whole. A folder that a download left
// half filled is never taken for an installation, because it gets its name only when it is complete.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

export interface Installation {
  java: string;
  version: string;
  home: string;
}

const here = import.meta.dirname;
const remedyOnDebian = 'apt-get install -y openjdk-17-jre-headless maven';
const fetchMinutes = 10;
const run = promisify(execFile);

/** An error that is meant to be read: what is missing and the remedy, without a stack. */
export function refusal(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

/** `TRINO_CACHE` names another folder than `.cache/trino`, for CI to keep between runs. */
export async function installTrino(): Promise<Installation> {
  const java = await findJava();
  const version = /<trino\.version>(\d+)</.exec(await readFile(join(here, 'pom.xml'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('pom.xml has no <trino.version>.');
  const cache = resolve(process.env.TRINO_CACHE ?? join(here, '../../../.cache/trino'));
  const home = join(cache, version);
  if (!existsSync(home)) await fetchInto(cache, home);
  return { java, version, home };
}

async function fetchInto(cache: string, home: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${home}.`);
  try {
    const quietly = ['-B', '-q', '-U']; // -U: what failed yesterday is asked for again
    const goal = ['-f', join(here, 'pom.xml'), `-Dinto=${unfinished}`, 'generate-resources'];
    await run('mvn', [...quietly, ...goal], { timeout: fetchMinutes * 60_000 }).catch((failure: unknown) => {
      throw refusal(whyMavenFailed(failure));
    });
    await rename(unfinished, home).catch((failure: unknown) => {
      if (!existsSync(home)) throw failure; // else another run was faster
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function whyMavenFailed(failure: unknown): string {
  const { code, killed, stdout = '' } = failure as { code?: unknown; killed?: boolean; stdout?: string };
  if (code === 'ENOENT') return `Maven fetches Trino, and there is no \`mvn\` here.\n  Remedy: ${remedyOnDebian}`;
  const said = stripVTControlCharacters(stdout)
    .split('\n')
    .find((line) => line.startsWith('[ERROR]'));
  return [
    'Trino could not be fetched from Maven Central.',
    killed === true ? `  Maven was not ready after ${fetchMinutes} minutes.` : `  ${said ?? 'Maven said nothing.'}`,
    '  Remedy: check the network and the mirrors of ~/.m2/settings.xml, then run it again; what was fetched is kept.',
  ].join('\n');
}

async function findJava(): Promise<string> {
  const home = process.env.JAVA_HOME;
  const candidates = [
    ...(home === undefined ? [] : [join(home, 'bin/java')]),
    'java',
    `/usr/lib/jvm/java-17-openjdk-${process.arch === 'x64' ? 'amd64' : process.arch}/bin/java`,
  ];
  const seen: string[] = [];
  for (const java of candidates) {
    const version = await javaVersion(java);
    if (version === '17') return java;
    if (version !== undefined) seen.push(`${java} is ${version}`);
  }
  const found = seen.length === 0 ? 'there is none here' : seen.join(', ');
  throw refusal(`Trino runs on Java 17; ${found}.\n  Remedy: ${remedyOnDebian}, or set JAVA_HOME to a Java 17.`);
}

async function javaVersion(java: string): Promise<string | undefined> {
  try {
    const { stderr } = await run(java, ['-version']);
    return /version "(\d+)/.exec(stderr)?.[1];
  } catch {
    return undefined;
  }
}
